# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keeping a colleague with a conflict of interest out of one case or signal."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access import exclusions
from zicht.access.actors import Actor
from zicht.access.gate import one
from zicht.access.models import Exclusion, Person
from zicht.casework.cases.models import Case
from zicht.casework.cases.queries import people_of
from zicht.casework.intake.models import Signal
from zicht.casework.moving.gate import me
from zicht.casework.moving.rules import NotPossible
from zicht.casework.moving.whole import kind_of


def kept_out(record: Case | Signal) -> "QuerySet[Exclusion]":
    """Who is kept out of this record now."""
    found = Exclusion.objects.filter(kind=kind_of(record).value, record=record.pk, lifted_at=None)
    return found.select_related("person").order_by("person__name_sort")


def kept_out_one(record: Case | Signal, key: UUID) -> Exclusion:
    """One of them. Raises NotHere."""
    return one(kept_out(record), key)


def can_be_kept_out(record: Case | Signal, actor: Actor, *, at: datetime) -> "QuerySet[Person]":
    """Colleagues of the unit who are not kept out yet. Nobody keeps himself or herself out: a colleague does."""
    inside = people_of(record.owning_unit_id, at=at).exclude(pk=me(actor))
    return inside.exclude(pk__in=kept_out(record).values("person"))


def keep_out(*, actor: Actor, record: Case | Signal, person: Person, reason: str, at: datetime) -> Exclusion:
    """Keep somebody out. Raises NotPossible for somebody in whose name work lies here: hand it over first."""
    if getattr(record, "owner_id", None) == person.pk:
        raise NotPossible("Deze persoon behandelt dit nu. Geef het eerst aan iemand anders.")
    return exclusions.exclude(
        actor=actor, kind=kind_of(record), record=record.pk, owning_unit=record.owning_unit_id, person=person,
        reason=reason, at=at,
    )  # fmt: skip


def let_in(*, actor: Actor, exclusion: Exclusion, at: datetime) -> Exclusion:
    """Let somebody in again."""
    return exclusions.lift(actor=actor, exclusion=exclusion, at=at)
