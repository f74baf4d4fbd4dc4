# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small invented worlds: one person with seats and grants, a few records, and somebody who acts.

The records of all worlds are made once; each example has its own seats, grants and actor.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connections, models
from hypothesis import strategies as st

from zicht.access.actors import Actor, for_job, for_person, for_receipt
from zicht.access.models import AuditRow, Grant, Membership, Person, Unit
from zicht.access.roles import PURPOSES, Kind, Purpose, Role
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import Signal

# Ten in the morning; and an hour that is still the sixteenth in London and already the seventeenth here.
MOMENTS = (datetime.fromisoformat("2026-11-16T10:00:00+01:00"), datetime.fromisoformat("2026-11-16T23:30:00+00:00"))
DAY = date(2026, 11, 16)
KINDS: dict[Kind, type[models.Model]] = {Kind.SIGNAL: Signal, Kind.CASE: Case, Kind.AUDIT: AuditRow}
GRANTABLE = (Kind.SIGNAL, Kind.CASE)
UNITS = 4


@dataclass(frozen=True)
class SeatSpec:
    """A role in one of the units, with days counted from the sixteenth."""

    unit: int
    role: Role
    since: int
    until: int | None


@dataclass(frozen=True)
class GrantSpec:
    """A grant for one of the records of a kind, to a unit (or to the person), in hours from ten in the morning.

    Without a purpose of its own it is for the one in use.
    """

    kind: Kind
    record: int
    unit: int | None
    purpose: Purpose | None
    starts: int
    hours: int
    seated: int = 0  # the unit in which a person got it


@dataclass(frozen=True)
class World:
    """Seats, grants, and who asks: the person, a job of a unit, or a receipt that reaches records."""

    seats: tuple[SeatSpec, ...]
    grants: tuple[GrantSpec, ...]
    purpose: Purpose | None
    strong: bool
    moment: int
    asks: str  # person, job, receipt
    job_unit: int
    reach: tuple[tuple[Kind, int], ...]


ROLES_WITH_RECORDS = (Role.FOCAL_POINT, Role.CARE_COORDINATOR, Role.PARTNER, Role.CHAIR, Role.PRIVACY_OFFICER)
roles = st.one_of(st.sampled_from(ROLES_WITH_RECORDS), st.sampled_from(list(Role)))
# Mostly the purposes for which there is something to see.
purposes = st.one_of(
    st.sampled_from([Purpose.SIGNAL_HANDLING, Purpose.CASE_TABLE, Purpose.OVERSIGHT, Purpose.REPORTING]),
    st.sampled_from(list(Purpose)),
)
units = st.integers(0, UNITS - 1)
seats = st.builds(
    lambda unit, role, since, length: SeatSpec(unit, role, since, None if length is None else since + length),
    units,
    roles,
    st.integers(-2, 2),
    st.one_of(st.none(), st.integers(0, 3)),
)
grants = st.builds(
    GrantSpec,
    kind=st.sampled_from(GRANTABLE),
    record=st.integers(0, 2 * UNITS - 1),
    unit=st.one_of(st.none(), units),
    purpose=st.one_of(st.none(), st.none(), purposes),
    starts=st.integers(-3, 1),
    hours=st.integers(1, 30),
    seated=units,
)
reaches = st.tuples(st.sampled_from(GRANTABLE), st.integers(0, 2 * UNITS - 1))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Any mixture; most often one seat fits the purpose, so that there is something to compare."""
    role = draw(roles)
    since = draw(st.sampled_from([-2, -1, 0, 1]))
    fitting = SeatSpec(draw(units), role, since, draw(st.sampled_from([None, since, 1])))
    its_own = st.just(PURPOSES[role][0])
    return World(
        seats=(fitting, *draw(st.lists(seats, max_size=2))),
        grants=tuple(draw(st.lists(grants, max_size=4))),
        purpose=draw(st.one_of(its_own, its_own, its_own, purposes, st.none())),
        strong=draw(st.sampled_from([True, True, True, True, False])),
        moment=draw(st.integers(0, len(MOMENTS) - 1)),
        asks=draw(st.sampled_from(["person", "person", "person", "person", "job", "receipt"])),
        job_unit=draw(units),
        reach=tuple(draw(st.lists(reaches, max_size=2))),
    )


@dataclass
class Stage:
    """What is stored once for all worlds: a person, units of two organisations, two records of a kind per unit."""

    person: Person
    units: list[Unit]
    records: dict[Kind, list[models.Model]] = field(default_factory=dict)

    def set_up(self, world: World) -> Actor:
        """Store the seats and grants of this world, as owner, and return who asks."""
        for model in (Grant, Membership):
            model.objects.using("owner").filter(person=self.person).delete()
        Grant.objects.using("owner").all().delete()
        Membership.objects.using("owner").bulk_create(self._seat(s) for s in world.seats)
        Grant.objects.using("owner").bulk_create(self._grant(g, world) for g in world.grants)
        if world.asks == "job":
            return for_job(self.units[world.job_unit].pk, purpose=world.purpose)
        if world.asks == "receipt":
            return for_receipt("digest", *self._keys(world))
        return for_person(self.person, purpose=world.purpose, strong=world.strong)

    def _seat(self, spec: SeatSpec) -> Membership:
        until = None if spec.until is None else DAY + timedelta(days=spec.until)
        since = DAY + timedelta(days=spec.since)
        unit = self.units[spec.unit]
        return Membership(person=self.person, unit=unit, role=spec.role.value, valid_from=since, valid_to=until)

    def _grant(self, spec: GrantSpec, world: World) -> Grant:
        starts = MOMENTS[0] + timedelta(hours=spec.starts)
        record = self.records[spec.kind][spec.record]
        return Grant(
            kind=spec.kind.value,
            record=record.pk,
            unit=None if spec.unit is None else self.units[spec.unit],
            person=self.person if spec.unit is None else None,
            person_unit=self.units[spec.seated] if spec.unit is None else None,
            purpose=(spec.purpose or world.purpose or Purpose.REPORTING).value,
            starts=starts,
            ends=starts + timedelta(hours=spec.hours),
            given_by=self.person,
            owning_unit=record.owning_unit,
        )

    def _keys(self, world: World) -> list[UUID]:
        return [self.records[kind][number].pk for kind, number in world.reach]


def stored_keys(kind: Kind, *, lock: bool = False) -> set[UUID]:
    """What plain SQL sees as the application's role, with the context in force; with a lock: what it may change."""
    table = KINDS[kind]._meta.db_table
    with connections["default"].cursor() as cursor:
        cursor.execute(f"select id from {table}{' for update' if lock else ''}")
        return {key for (key,) in cursor.fetchall()}
