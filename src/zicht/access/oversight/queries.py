# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Rows for whoever oversees an organisation: those of its units, whatever the row policies would say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from zicht.access.actors import Actor
from zicht.access.forms import ROLE_NAMES
from zicht.access.gate import NotHere
from zicht.access.models import (
    ActOpening,
    AuditRow,
    Covenant,
    CovenantParty,
    DecisionRow,
    Membership,
    Person,
    ProcessingRow,
    SeatReview,
)  # fmt: skip
from zicht.access.roles import PURPOSES, Kind, Purpose, Role
from zicht.access.visible import visible
from zicht.base.clock import local_day

REVIEW_AFTER = timedelta(days=365)
ENDS_SOON = timedelta(days=90)
RULES_LOOK_BACK = timedelta(days=30)
UNUSED_AFTER = timedelta(days=90)


def units(actor: Actor, *, at: datetime) -> frozenset[int]:
    """The units of the organisation that the actor oversees."""
    return visible(actor, Kind.AUDIT, at=at).units


def acts(actor: Actor, *, at: datetime) -> QuerySet[AuditRow]:
    """The audit trail of those units."""
    return AuditRow.objects.filter(owning_unit__in=units(actor, at=at)).select_related("owning_unit__organisation")


def narrowed(rows: QuerySet[AuditRow], asked: dict[str, Any]) -> QuerySet[AuditRow]:
    """Only the kind, purpose and days that were asked for; without a kind what somebody did."""
    kind = asked.get("soort") or "acts"
    if kind == "acts":
        rows = rows.exclude(action__startswith="read.")
    elif kind == "pages":
        rows = rows.filter(action="read.page")
    else:
        rows = rows.filter(action__startswith="read.").exclude(action="read.page")
    if asked.get("doel"):
        rows = rows.filter(purpose=asked["doel"])
    if asked.get("van"):
        rows = rows.filter(at__date__gte=asked["van"])
    if asked.get("tot"):
        rows = rows.filter(at__date__lte=asked["tot"])
    return rows


def denials(actor: Actor, *, at: datetime) -> QuerySet[DecisionRow]:
    """Decisions of those units that said no, latest first."""
    rows = DecisionRow.objects.filter(owning_unit__in=units(actor, at=at), permit=False)
    return rows.select_related("owning_unit").order_by("-at", "pk")


def act_for(actor: Actor, key: UUID, *, at: datetime) -> AuditRow:
    """One act. Raises NotHere."""
    found = acts(actor, at=at).filter(pk=key).first()
    if found is None:
        raise NotHere
    return found


def opened_today(actor: Actor, act: AuditRow, *, at: datetime) -> bool:
    """True when the actor asked today who did this act."""
    return ActOpening.objects.filter(act=act.pk, opened_by=actor.person, at__date=local_day(at)).exists()


def around(act: AuditRow) -> dict[str, Any]:
    """What else stands under the trace of an act: decisions, and of how many persons data were processed."""
    if not act.trace:
        return {"decisions": [], "subjects": 0}
    return {
        "decisions": list(DecisionRow.objects.filter(trace=act.trace).order_by("at", "pk")[:25]),
        "subjects": ProcessingRow.objects.filter(trace=act.trace).count(),
    }


REPORTER = "melder"


def by_reporter(act: AuditRow) -> bool:
    """True for what somebody did as a reporter: who that is, only the custodian tells."""
    return act.purpose == Purpose.REPORTING.value and act.kind == Kind.SIGNAL.value


def name_of(label: str) -> str:
    """The name behind a label such as person:12; the label where there is none."""
    kind, _, number = label.partition(":")
    found = Person.objects.filter(pk=int(number)).first() if kind == "person" and number.isdigit() else None
    return found.name if found else label


@dataclass(frozen=True)
class SeatLine:
    """A seat as the yearly review shows it."""

    seat: Membership
    role: str
    used: str
    reviewed_at: datetime | None
    answer: str
    due: date
    open: bool


def seats(actor: Actor, *, at: datetime, only_open: bool = False) -> QuerySet[Membership]:
    """Seats of those units that run today or later, with their last review."""
    day = local_day(at)
    latest = SeatReview.objects.filter(seat=OuterRef("pk")).order_by("-at", "pk")
    found = (
        Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), unit__in=units(actor, at=at))
        .select_related("unit", "person")
        .annotate(reviewed_at=Subquery(latest.values("at")[:1]), answer=Subquery(latest.values("answer")[:1]))
        .order_by("unit__name", "person__name_sort", "pk")
    )
    if only_open:
        never = Q(reviewed_at=None, valid_from__lte=day - REVIEW_AFTER)
        found = found.filter(Q(reviewed_at__lte=at - REVIEW_AFTER) | never)
    return found


def seat_for(actor: Actor, number: int, *, at: datetime) -> Membership:
    """One of those seats. Raises NotHere."""
    found = seats(actor, at=at).filter(pk=number).first()
    if found is None:
        raise NotHere
    return found


def seat_lines(page: Iterable[Any], *, at: datetime) -> list[SeatLine]:
    """Seats of a page with their last use, in three words: when exactly somebody worked is not of interest."""
    listed, day = list(page), local_day(at)
    labels = {f"person:{seat.person_id}" for seat in listed}
    used: dict[tuple[str, str], datetime] = {}
    for actor, purpose, last in (
        AuditRow.objects.filter(actor__in=labels, at__gt=at - REVIEW_AFTER)
        .order_by()
        .values_list("actor", "purpose")
        .annotate(last=Max("at"))
    ):
        used[actor, purpose] = last
    lines = []
    for seat in listed:
        keys = ((f"person:{seat.person_id}", purpose) for purpose in _purposes_of(Role(seat.role)))
        moments = [used[key] for key in keys if key in used]
        due = (local_day(seat.reviewed_at) if seat.reviewed_at else seat.valid_from) + REVIEW_AFTER
        words = _used(max(moments, default=None), at)
        role, answer = ROLE_NAMES[Role(seat.role)], seat.answer or ""
        lines.append(SeatLine(seat, role, words, seat.reviewed_at, answer, due, due <= day))
    return lines


def _purposes_of(role: Role) -> list[str]:
    """What this seat is for; everybody may report, so that counts for a reporter only."""
    own = [purpose.value for purpose in PURPOSES[role] if purpose is not Purpose.REPORTING]
    return own or [Purpose.REPORTING.value]


def _used(last: datetime | None, at: datetime) -> str:
    if last is None:
        return "niet in het afgelopen jaar"
    return "in de afgelopen drie maanden" if at - last < UNUSED_AFTER else "langer dan drie maanden geleden"


def seats_to_end(unit_keys: Iterable[int], *, at: datetime) -> QuerySet[Membership]:
    """Seats whose last review says that they are to be ended, and that still run."""
    latest = SeatReview.objects.filter(seat=OuterRef("pk")).order_by("-at", "pk")
    running = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=local_day(at)), unit__in=list(unit_keys))
    return running.annotate(answer=Subquery(latest.values("answer")[:1])).filter(answer=SeatReview.Answer.END)


def covenants_that_end(actor: Actor, *, at: datetime) -> QuerySet[Covenant]:
    """Covenants of those units that end soon, that nobody checked, or that an own party did not confirm."""
    day, mine = local_day(at), units(actor, at=at)
    party = CovenantParty.objects.filter(covenant=OuterRef("pk"), unit__in=mine)
    found = Covenant.objects.filter(Exists(party) | Q(owning_unit__in=mine), ends_on__gte=day)
    late = Exists(party.filter(confirmed_at=None))
    return found.filter(Q(ends_on__lte=day + ENDS_SOON) | Q(checked_on=None) | late).order_by("ends_on", "pk")
