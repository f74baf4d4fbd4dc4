# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small invented worlds: people with seats, grants, exclusions and hats, and a few records of each kind.

The records of all worlds are made once; each example has its own seats, grants, exclusions and actors. What ought to
be seen is worked out here from the description alone, by decide() without a database.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections, models
from hypothesis import strategies as st

from zicht.access.actors import Actor, for_job, for_person, for_receipt
from zicht.access.decide import Circumstances, GrantFact, Resource, decide
from zicht.access.models import AuditRow, Exclusion, Grant, Membership, Person, Unit
from zicht.access.roles import PURPOSES, Kind, Purpose, Regime, Role
from zicht.base.clock import local_day
from zicht.casework.care.models import CareTrack
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import Signal
from zicht.casework.sharing.models import ReceivedPackage

# Ten in the morning; and an hour that is still the sixteenth in London and already the seventeenth here.
MOMENTS = (datetime.fromisoformat("2026-11-16T10:00:00+01:00"), datetime.fromisoformat("2026-11-16T23:30:00+00:00"))
DAY = date(2026, 11, 16)
KINDS: dict[Kind, type[models.Model]] = {
    Kind.SIGNAL: Signal,
    Kind.CASE: Case,
    Kind.CARE: CareTrack,
    Kind.PACKAGE: ReceivedPackage,
    Kind.AUDIT: AuditRow,
}
# How the rooms' gates open each kind.
IN_CASE = (("case", Kind.CASE),)
GATES: dict[Kind, dict[str, Any]] = {
    Kind.SIGNAL: {"reporter": "reporter", "under": IN_CASE},
    Kind.CASE: {"regime": "regime"},
    Kind.CARE: {"regime": "case__regime", "under": IN_CASE},
    Kind.PACKAGE: {"regime": "regime", "under": IN_CASE},
    Kind.AUDIT: {},
}
GRANTABLE = (Kind.SIGNAL, Kind.CASE)
EXCLUDABLE = (Kind.SIGNAL, Kind.CASE, Kind.CARE, Kind.PACKAGE)
PEOPLE = 4
UNITS = 6  # three of one municipality, one of another, the police, the inspectorate
PER_UNIT = 2


@dataclass(frozen=True)
class SeatSpec:
    """A role in one of the units, with days counted from the sixteenth."""

    unit: int
    role: Role
    since: int
    until: int | None
    person: int = 0


@dataclass(frozen=True)
class GrantSpec:
    """A grant for one of the records of a kind, to a unit (or to a person in a unit), in hours from ten o'clock."""

    kind: Kind
    record: int
    unit: int | None
    purpose: Purpose
    starts: int
    hours: int
    seated: int = 0
    person: int = 0
    emergency: bool = False


@dataclass(frozen=True)
class ExclusionSpec:
    """Somebody is kept out of a record from an hour, until an hour or for good."""

    kind: Kind
    record: int
    person: int
    since: int
    lifted: int | None


@dataclass(frozen=True)
class World:
    """Seats, grants and exclusions; for which purpose each person asks besides those of the seats; which moment."""

    seats: tuple[SeatSpec, ...] = ()
    grants: tuple[GrantSpec, ...] = ()
    exclusions: tuple[ExclusionSpec, ...] = ()
    purposes: tuple[Purpose | None, ...] = ()
    strong: bool = True
    moment: int = 0
    job_unit: int = 0
    reach: tuple[tuple[Kind, int], ...] = ()


ROLES_WITH_RECORDS = (
    Role.FOCAL_POINT, Role.CARE_COORDINATOR, Role.PARTNER, Role.CHAIR, Role.PRIVACY_OFFICER, Role.INSPECTOR,
)  # fmt: skip
roles = st.one_of(st.sampled_from(ROLES_WITH_RECORDS), st.sampled_from(list(Role)))
# Mostly the purposes for which there is something to see.
SEEING = (Purpose.SIGNAL_HANDLING, Purpose.CASE_TABLE, Purpose.PARTNER_HANDLING, Purpose.CARE_COORDINATION)
HATS = (Purpose.SUPERVISION, Purpose.INVESTIGATION, Purpose.REPORTING, Purpose.OVERSIGHT)
purposes = st.one_of(st.sampled_from(SEEING), st.sampled_from(HATS), st.sampled_from(list(Purpose)))
units = st.integers(0, UNITS - 1)
people = st.integers(0, PEOPLE - 1)
records = st.integers(0, PER_UNIT * UNITS - 1)
seats = st.builds(
    lambda unit, role, since, length, person: SeatSpec(
        unit, role, since, None if length is None else since + length, person
    ),
    units,
    roles,
    st.integers(-2, 1),
    st.one_of(st.none(), st.none(), st.integers(0, 3)),
    people,
)


@st.composite
def grants(draw: st.DrawFn, held: tuple[SeatSpec, ...]) -> GrantSpec:
    """Mostly one that fits a seat, so that it opens something."""
    seat = draw(st.sampled_from(held))
    fitting = draw(st.booleans()) or draw(st.booleans())
    to_unit = draw(st.booleans())
    unit = seat.unit if fitting else draw(units)
    return GrantSpec(
        kind=draw(st.sampled_from(GRANTABLE)),
        record=draw(records),
        unit=unit if to_unit else None,
        purpose=draw(st.sampled_from(PURPOSES[seat.role])) if fitting else draw(purposes),
        starts=draw(st.integers(-3, 1)),
        hours=draw(st.integers(1, 30)),
        seated=unit,
        person=seat.person if fitting else draw(people),
        emergency=not to_unit and draw(st.booleans()),
    )


exclusions = st.builds(
    ExclusionSpec,
    kind=st.sampled_from(EXCLUDABLE),
    record=records,
    person=people,
    since=st.integers(-5, 1),
    lifted=st.one_of(st.none(), st.none(), st.integers(-4, 3)),
)
reaches = st.tuples(st.sampled_from(GRANTABLE), records)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any mixture."""
    held = tuple(draw(st.lists(seats, min_size=PEOPLE, max_size=2 * PEOPLE)))
    kept = draw(st.lists(exclusions, max_size=6, unique_by=lambda e: (e.kind, e.record, e.person)))
    return World(
        seats=held,
        grants=tuple(draw(st.lists(grants(held), max_size=6))),
        exclusions=tuple(e for e in kept if e.lifted is None or e.lifted > e.since),
        purposes=tuple(draw(st.one_of(purposes, st.none())) for _ in range(PEOPLE)),
        strong=draw(st.sampled_from([True, True, True, True, False])),
        moment=draw(st.integers(0, len(MOMENTS) - 1)),
        job_unit=draw(units),
        reach=tuple(draw(st.lists(reaches, max_size=2))),
    )


def hour(number: int) -> datetime:
    return MOMENTS[0] + timedelta(hours=number)


@dataclass
class Stage:
    """What is stored once for all worlds: people, units of four organisations, two records of a kind per unit."""

    people: list[Person]
    units: list[Unit]
    records: dict[Kind, list[Any]] = field(default_factory=dict)

    def set_up(self, world: World) -> None:
        """Store the seats, grants and exclusions of this world, as owner."""
        Exclusion.objects.using("owner").all().delete()
        Grant.objects.using("owner").all().delete()
        Membership.objects.using("owner").filter(person__in=self.people).delete()
        Membership.objects.using("owner").bulk_create(self._seat(s) for s in world.seats)
        Grant.objects.using("owner").bulk_create(self._grant(g) for g in world.grants)
        Exclusion.objects.using("owner").bulk_create(self._exclusion(e) for e in world.exclusions)

    def actors(self, world: World) -> Iterator[tuple[str, Actor]]:
        """Everybody who asks: each person for each purpose of the seats and one more, a job, a receipt."""
        for number, person in enumerate(self.people):
            nobody = for_person(person, purpose=None, strong=world.strong)
            mine = {p for s in nobody.subject.seats for p in PURPOSES[s.role]}
            asked = world.purposes[number] if number < len(world.purposes) else None
            for purpose in sorted(mine | ({asked} if asked else set())):
                yield f"person {number} for {purpose}", nobody.with_purpose(purpose)
            if asked is None:
                yield f"person {number} for nothing", nobody
        yield "job", for_job(self.units[world.job_unit].pk)
        yield "receipt", for_receipt("digest", *(self.records[kind][number].pk for kind, number in world.reach))

    def permitted(self, world: World, actor: Actor, kind: Kind, action: str) -> set[UUID]:
        """What decide() says about every record of this kind, from the description of the world alone."""
        at = MOMENTS[world.moment]
        facts = tuple(self._fact(g) for g in world.grants)
        context = Circumstances(at=at, day=local_day(at), grants=facts)
        return {
            record.pk
            for record in self.records[kind]
            if decide(
                subject=actor.subject, action=action, resource=self.resource(world, kind, record), context=context
            ).permit
        }

    def resource(self, world: World, kind: Kind, record: Any) -> Resource:
        """The record as a decision sees it."""
        at = MOMENTS[world.moment]
        regime = getattr(record, "regime", None)
        if kind is Kind.CARE:
            regime = record.case.regime
        parents = ((Kind.CASE, record.case_id),) if getattr(record, "case_id", None) else ()
        named = {(kind, record.pk), *parents}
        excluded = {
            self.people[e.person].pk
            for e in world.exclusions
            if (e.kind, self.records[e.kind][e.record].pk) in named
            and hour(e.since) <= at
            and (e.lifted is None or hour(e.lifted) > at)
        }
        return Resource(
            kind=kind,
            owning_unit=record.owning_unit_id,
            owning_organisation=record.owning_unit.organisation_id,
            record=record.pk,
            reporter=getattr(record, "reporter_id", None),
            regime=Regime(regime) if regime else None,
            parents=parents,
            excluded=frozenset(excluded),
        )

    def _seat(self, spec: SeatSpec) -> Membership:
        return Membership(
            person=self.people[spec.person],
            unit=self.units[spec.unit],
            role=spec.role.value,
            valid_from=DAY + timedelta(days=spec.since),
            valid_to=None if spec.until is None else DAY + timedelta(days=spec.until),
        )

    def _fact(self, spec: GrantSpec) -> GrantFact:
        to_person = spec.unit is None
        return GrantFact(
            kind=spec.kind,
            record=self.records[spec.kind][spec.record].pk,
            purpose=spec.purpose,
            starts=hour(spec.starts),
            ends=hour(spec.starts + spec.hours),
            unit=None if spec.unit is None else self.units[spec.unit].pk,
            person=self.people[spec.person].pk if to_person else None,
            person_unit=self.units[spec.seated].pk if to_person else None,
            emergency=spec.emergency,
        )

    def _grant(self, spec: GrantSpec) -> Grant:
        fact, record = self._fact(spec), self.records[spec.kind][spec.record]
        return Grant(
            kind=fact.kind.value,
            record=fact.record,
            unit_id=fact.unit,
            person_id=fact.person,
            person_unit_id=fact.person_unit,
            basis=Grant.Basis.EMERGENCY if fact.emergency else Grant.Basis.GIVEN,
            purpose=fact.purpose.value,
            starts=fact.starts,
            ends=fact.ends,
            given_by=self.people[0],
            owning_unit_id=record.owning_unit_id,
        )

    def _exclusion(self, spec: ExclusionSpec) -> Exclusion:
        record = self.records[spec.kind][spec.record]
        return Exclusion(
            kind=spec.kind.value,
            record=record.pk,
            person=self.people[spec.person],
            reason="conflict",
            at=hour(spec.since),
            lifted_at=None if spec.lifted is None else hour(spec.lifted),
            owning_unit_id=record.owning_unit_id,
        )


def stored_keys(kind: Kind, *, lock: bool = False) -> set[UUID]:
    """What plain SQL sees as the application's role, with the context in force; with a lock: what it may change."""
    table = KINDS[kind]._meta.db_table
    with connections["default"].cursor() as cursor:
        cursor.execute(f"select id from {table}{' for update' if lock else ''}")
        return {key for (key,) in cursor.fetchall()}
