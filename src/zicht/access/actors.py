# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Actors: a person with seats, the public door, a receipt, a job for a unit."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from zicht.access.decide import Seat, Subject
from zicht.access.models import Membership, Person, Unit
from zicht.access.roles import POLICE_SECTORS, PURPOSES, Purpose, Regime, Role, regime_of
from zicht.base.clock import local_day
from zicht.base.context import Context


@dataclass(frozen=True)
class Actor:
    """Who acts, ready for decisions (subject) and for the database (context).

    label says who it is in the audit trail without a name: "person:12", "public", "receipt", "job:3".
    """

    subject: Subject
    label: str
    name: str = ""
    receipt: str = ""
    trace: str = ""

    @property
    def person(self) -> int | None:
        """Key of the person, None for doors and jobs."""
        return self.subject.person

    @property
    def purpose(self) -> Purpose | None:
        """The purpose in use."""
        return self.subject.purpose

    def with_purpose(self, purpose: Purpose) -> "Actor":
        """The same actor, acting for another purpose."""
        return replace(self, subject=replace(self.subject, purpose=purpose))

    def reaching(self, *keys: UUID) -> "Actor":
        """The same door or receipt, reaching these records only."""
        return replace(self, subject=replace(self.subject, reach=frozenset(keys)))

    def context(self, at: datetime) -> Context:
        """What the database is told."""
        return Context(
            person=self.subject.person if self.subject.strong else None,
            purpose=self.purpose.value if self.purpose else "",
            unit=self.subject.job_unit,
            reach=tuple(sorted(self.subject.reach)),
            receipt=self.receipt,
            at=at,
            trace=self.trace,
        )

    def purposes(self, at: datetime) -> tuple[Purpose, ...]:
        """All purposes that the person's seats allow today, in the order of the table."""
        day = local_day(at)
        mine = {p for s in self.subject.seats if s.holds(day) for p in PURPOSES[s.role]}
        return tuple(p for p in Purpose if p in mine)

    def units(self, at: datetime, *roles: Role) -> frozenset[int]:
        """Units where the person holds one of these roles today (any role when none is named)."""
        day = local_day(at)
        return frozenset(s.unit for s in self.subject.seats if s.holds(day) and (not roles or s.role in roles))


PUBLIC = Actor(subject=Subject(), label="public")


def for_person(person: Person, *, purpose: Purpose | None, strong: bool) -> Actor:
    """The actor for a signed-in person. `strong`: a second factor was used."""
    seats = tuple(
        Seat(
            unit=m.unit_id,
            organisation=m.unit.organisation_id,
            role=Role(m.role),
            valid_from=m.valid_from,
            valid_to=m.valid_to,
            police=m.unit.organisation.sector in POLICE_SECTORS,
        )
        for m in Membership.objects.filter(person=person).select_related("unit__organisation").order_by("pk")
    )
    subject = Subject(person=person.pk, seats=seats, purpose=purpose, strong=strong)
    return Actor(subject=subject, label=f"person:{person.pk}", name=person.name)


def regime_in(unit: Unit, purpose: str) -> Regime:
    """The law under which this unit works for this purpose; a code that is no purpose of ours is nobody's hat."""
    police = unit.organisation.sector in POLICE_SECTORS
    if purpose in {p.value for p in Purpose}:
        return regime_of(Purpose(purpose), police=police)
    return Regime.WPG if police else Regime.AVG


def for_job(unit: int, *, purpose: Purpose | None = None) -> Actor:
    """A job that works for one unit."""
    return Actor(subject=Subject(job_unit=unit, purpose=purpose), label=f"job:{unit}")


def for_receipt(digest: str, *keys: UUID) -> Actor:
    """Somebody who holds a receipt code; reaches the one signal it belongs to."""
    return Actor(subject=Subject(reach=frozenset(keys)), label="receipt", receipt=digest)
