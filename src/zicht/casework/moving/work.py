# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Work changes hands inside a unit: all open work of one colleague goes to another."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.casework.care.models import CareTrack
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.models import Case, CaseAction
from zicht.casework.cases.queries import people_of
from zicht.casework.intake import rules as intake
from zicht.casework.intake.actions import append_event
from zicht.casework.intake.models import Signal
from zicht.casework.moving.holdings import open_work


def units(actor: Actor, *, at: datetime) -> QuerySet[Unit]:
    """Units whose work the actor may divide: those where he or she handles cases."""
    return Unit.objects.filter(pk__in=visible(actor, Kind.CASE, at=at).units).select_related("organisation")


def owners(unit: int) -> QuerySet[Person]:
    """Whoever has open work in his or her name in this unit, and can be seen by who acts."""
    still = Signal.objects.filter(owning_unit=unit, state__in=intake.OPEN_STATES, owner__isnull=False)
    running = Case.objects.filter(owning_unit=unit, owner__isnull=False).exclude(state=Case.State.CLOSED)
    planned = CaseAction.objects.filter(owning_unit=unit, done_at=None).exclude(case__state=Case.State.CLOSED)
    care = CareTrack.objects.filter(owning_unit=unit, ended_on=None)
    keys = [q.order_by().values_list("owner_id", flat=True).distinct() for q in (still, running, planned)]
    held = {key for found in keys for key in found}
    held |= set(care.order_by().values_list("coordinator_id", flat=True).distinct())
    return Person.objects.filter(pk__in=held).order_by("name_sort")


@dataclass(frozen=True)
class Left:
    """Somebody who does not work here any more, with what still lies in his or her name."""

    person: Person
    what: str


def left_behind(actor: Actor, *, at: datetime) -> list[Left]:
    """Open work of people without a seat in the unit today, or with a blocked account. No others are listed."""
    found = []
    for unit in sorted(visible(actor, Kind.CASE, at=at).units):
        here = people_of(unit, at=at).values("pk")
        for person in owners(unit).exclude(pk__in=here):
            held = ", ".join(f"{h.count} {h.label}" for h in open_work(person.pk, unit))
            found.append(Left(person, held))
    return found


@action("work.hand_over", kind=Kind.STAFF)
def hand_over(*, actor: Actor, unit: Unit, giver: Person, taker: Person, at: datetime) -> Unit:
    """Give everything open in `giver`'s name in this unit to `taker`. Their history says so."""
    if not people_of(unit.pk, at=at).filter(pk=taker.pk).exists():
        raise ValueError("work goes to somebody who works in this unit")
    note = f"Van {giver.name} naar {taker.name}."
    cases = Case.objects.filter(owning_unit=unit).exclude(state=Case.State.CLOSED)
    mine = Q(owner=giver) | Q(actions__owner=giver, actions__done_at=None) | Q(
        care_tracks__coordinator=giver, care_tracks__ended_on=None
    )  # fmt: skip
    for case in cases.filter(mine).distinct():
        Case.objects.filter(pk=case.pk, owner=giver).update(owner=taker, version=F("version") + 1, changed_at=at)
        CaseAction.objects.filter(case=case, owner=giver, done_at=None).update(owner=taker, version=F("version") + 1)
        CareTrack.objects.filter(case=case, coordinator=giver, ended_on=None).update(
            coordinator=taker, version=F("version") + 1
        )
        note_event(actor=actor, case=case, kind="work_moved", at=at, note=note)
    for signal in Signal.objects.filter(owning_unit=unit, owner=giver, state__in=intake.OPEN_STATES):
        Signal.objects.filter(pk=signal.pk).update(owner=taker, version=F("version") + 1, changed_at=at)
        append_event(actor=actor, signal=signal, kind="work_moved", at=at, note=note)
    return unit
