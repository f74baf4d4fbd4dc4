# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One pure function says whether somebody may do something, and why.

Shape of AuthZEN: subject, action, resource, context in; decision with reasons out. Lists and searches use
`visible` (in visible.py), which follows from the same rules; row policies in the database are the second wall.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zicht.access.roles import ORGANISATION_WIDE, Kind, Purpose, Role, may_have, reaches


@dataclass(frozen=True)
class Seat:
    """A role of a person in a unit, with its dates (the last day counts)."""

    unit: int
    organisation: int
    role: Role
    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """True on the days the seat is valid."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Subject:
    """Who acts: a person with seats, the public door or a receipt (reach), or a job for a unit."""

    person: int | None = None
    seats: tuple[Seat, ...] = ()
    purpose: Purpose | None = None
    strong: bool = False  # signed in with a second factor
    reach: frozenset[UUID] = frozenset()
    job_unit: int | None = None


@dataclass(frozen=True)
class GrantFact:
    """A dated permission for one record, to a unit or a person, for one purpose."""

    kind: Kind
    record: UUID
    purpose: Purpose
    starts: datetime
    ends: datetime
    unit: int | None = None
    person: int | None = None
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Resource:
    """What is asked for: a record of a kind, the unit that owns it, and who reported it."""

    kind: Kind
    owning_unit: int | None = None
    owning_organisation: int | None = None
    record: UUID | None = None
    reporter: int | None = None


@dataclass(frozen=True)
class Circumstances:
    """When, and which grants exist for the record."""

    at: datetime
    day: date
    grants: tuple[GrantFact, ...] = ()


@dataclass(frozen=True)
class Decision:
    """Permit or deny, with reasons in plain Dutch."""

    permit: bool
    reasons: tuple[str, ...]
    fields: frozenset[str] | None = None  # None: all fields; otherwise only these
    read_only: bool = False


def decide(*, subject: Subject, action: str, resource: Resource, context: Circumstances) -> Decision:
    """Decide about one action ("read" or "write") on one resource."""
    if resource.kind is Kind.SIGNAL and resource.record is not None and resource.record in subject.reach:
        return Decision(True, ("Deze ingang of ontvangstcode geeft toegang tot precies dit signaal.",))
    if subject.job_unit is not None:
        if subject.job_unit == resource.owning_unit:
            return Decision(True, ("Een taak werkt voor de afdeling die dit bezit.",))
        return Decision(False, ("Een taak werkt alleen voor de eigen afdeling.",))
    if subject.person is None:
        return Decision(False, ("Niemand is ingelogd.",))
    if not subject.strong:
        return Decision(False, ("Inloggen met een tweede stap is nodig.",))
    if subject.purpose is None or not _has_purpose(subject, context.day):
        return Decision(False, ("U hebt geen rol met dit doel.",))
    return _for_person(subject, action, resource, context)


def _has_purpose(subject: Subject, day: date) -> bool:
    purpose = subject.purpose
    return purpose is not None and any(s.holds(day) and may_have(s.role, purpose) for s in subject.seats)


def _for_person(subject: Subject, action: str, resource: Resource, context: Circumstances) -> Decision:
    purpose = subject.purpose
    assert purpose is not None
    if (
        resource.kind is Kind.SIGNAL
        and purpose is Purpose.REPORTING
        and resource.reporter is not None
        and resource.reporter == subject.person
    ):
        return Decision(True, ("U hebt dit signaal zelf gemeld.",))
    for seat in subject.seats:
        own = seat.unit == resource.owning_unit or (
            resource.kind in ORGANISATION_WIDE and seat.organisation == resource.owning_organisation
        )
        if own and seat.holds(context.day) and reaches(seat.role, purpose, resource.kind):
            return Decision(True, ("Uw rol in deze afdeling hoort bij dit doel.",))
    if action == "read":
        for grant in context.grants:
            if grant_applies(grant, subject=subject, resource=resource, context=context):
                return Decision(
                    True, ("Er is een toestemming met een einddatum.",), fields=grant.fields, read_only=True
                )
    return Decision(False, ("Dit hoort niet bij uw afdeling en er is geen toestemming voor.",))


def grant_applies(grant: GrantFact, *, subject: Subject, resource: Resource, context: Circumstances) -> bool:
    """True when this grant opens this record to this subject now."""
    units = {seat.unit for seat in subject.seats if seat.holds(context.day) and _seat_serves(seat, subject)}
    to_me = (grant.person is not None and grant.person == subject.person) or grant.unit in units
    return (
        to_me
        and grant.kind is resource.kind
        and grant.record == resource.record
        and grant.purpose is subject.purpose
        and grant.starts <= context.at < grant.ends
    )


def _seat_serves(seat: Seat, subject: Subject) -> bool:
    return subject.purpose is not None and may_have(seat.role, subject.purpose)
