# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keeping somebody out of one record, before the first look."""

from datetime import datetime
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Exclusion, Person
from zicht.access.roles import Kind


@action("access.exclude", kind=Kind.STAFF)
def exclude(
    *, actor: Actor, kind: Kind, record: UUID, owning_unit: int, person: Person, reason: str, at: datetime
) -> Exclusion:
    """Keep `person` out of the record from now on. A second call finds the first."""
    found = Exclusion.objects.filter(kind=kind.value, record=record, person=person, lifted_at=None).first()
    if found is None:
        found = Exclusion(
            kind=kind.value, record=record, person=person, reason=reason, given_by_id=actor.person, at=at,
            owning_unit_id=owning_unit,
        )  # fmt: skip
        found.save(force_insert=True)
    return found


@action("access.lift_exclusion", kind=Kind.STAFF)
def lift(*, actor: Actor, exclusion: Exclusion, at: datetime) -> Exclusion:
    """Let the person in again where role and unit allow it. The row stays."""
    exclusion.lifted_at = at
    exclusion.save(update_fields=["lifted_at"])
    return exclusion


def carry(source: tuple[Kind, UUID], target: tuple[Kind, UUID], *, owning_unit: int, at: datetime) -> None:
    """Whoever is kept out of `source` is kept out of `target` too: it holds the same facts."""
    kind, record = target
    there = Exclusion.objects.filter(kind=kind.value, record=record, lifted_at=None).values_list(
        "person_id", flat=True
    )
    running = Exclusion.objects.filter(kind=source[0].value, record=source[1], lifted_at=None)
    for row in running.exclude(person__in=there):
        Exclusion(
            kind=kind.value, record=record, person_id=row.person_id, reason=row.reason, given_by_id=row.given_by_id,
            at=at, owning_unit_id=owning_unit,
        ).save(force_insert=True)  # fmt: skip
