# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Thousands of tiny worlds, a hundred at a time side by side in one database, taken back after they were asked.

A world is two organisations with three units, two people with seats, grants and exclusions, and one record of every
sort in each unit. A hundred stand side by side, so that whatever one lets somebody see of another is a leak. What
ought to be seen is worked out by decide() from the description alone.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from uuid import UUID

from django.db import models

from tests.access.worlds import MOMENTS, ExclusionSpec, GrantSpec, SeatSpec, hour
from zicht.access.actors import Actor, for_job, for_person, for_receipt
from zicht.access.decide import Circumstances, GrantFact, Resource
from zicht.access.models import AuditRow, Person, Unit
from zicht.access.oversight.queries import acts
from zicht.access.roles import PURPOSES, Kind, Purpose, Regime, Role
from zicht.base.clock import local_day
from zicht.casework.care.gate import tracks
from zicht.casework.care.models import CareTrack
from zicht.casework.cases.gate import cases
from zicht.casework.cases.models import Case
from zicht.casework.intake.gate import identities, signals
from zicht.casework.intake.models import ReporterIdentity, Signal
from zicht.casework.matching.gate import contacts
from zicht.casework.matching.models import Contact
from zicht.casework.sharing.gate import info_requests, received_packages, sent_packages
from zicht.casework.sharing.models import InfoRequest, Package, ReceivedPackage
from zicht.register.gate import reports
from zicht.register.models import Report

Gate = Callable[..., models.QuerySet[Any]]


@dataclass(frozen=True)
class Sort:
    """A table with the gate of its room, and as what decide() sees a row of it."""

    kind: Kind
    model: type[models.Model]
    gate: Gate
    written: bool = True  # the application's role may change rows at all


SORTS: dict[str, Sort] = {
    "signal": Sort(Kind.SIGNAL, Signal, signals),
    "case": Sort(Kind.CASE, Case, cases),
    "care": Sort(Kind.CARE, CareTrack, tracks),
    "received": Sort(Kind.PACKAGE, ReceivedPackage, received_packages),
    "sent": Sort(Kind.PACKAGE, Package, sent_packages),
    "asked": Sort(Kind.PACKAGE, InfoRequest, info_requests),
    "identity": Sort(Kind.IDENTITY, ReporterIdentity, identities),
    "contact": Sort(Kind.COMPARISON, Contact, contacts),
    "report": Sort(Kind.REPORT, Report, reports),
    "audit": Sort(Kind.AUDIT, AuditRow, acts, written=False),
}
# What a grant and an exclusion can name, and which record of the unit that is.
BESIDE_CASE = ("asked", "contact")
GRANTED = {Kind.SIGNAL: "signal", Kind.CASE: "case", Kind.IDENTITY: "signal"}
EXCLUDED = {Kind.SIGNAL: "signal", Kind.CASE: "case", Kind.CARE: "care", Kind.PACKAGE: "received"}
SECTORS = ("municipality", "police", "inspectorate", "care")
UNITS, PEOPLE = 3, 2  # two units of one organisation, one of another
OPENING = (
    Role.FOCAL_POINT, Role.CARE_COORDINATOR, Role.PARTNER, Role.CHAIR, Role.PRIVACY_OFFICER, Role.INSPECTOR,
    Role.REGISTRAR, Role.CUSTODIAN,
)  # fmt: skip
ELSEWHERE = (Purpose.SIGNAL_HANDLING, Purpose.PARTNER_HANDLING, Purpose.CARE_COORDINATION, Purpose.CASE_TABLE,
             Purpose.SUPERVISION, Purpose.INVESTIGATION, Purpose.REPORTING, Purpose.OVERSIGHT)  # fmt: skip


@dataclass
class Thing:
    """One record: its sort and key, what decide() is told, and the columns in which it differs from the example."""

    sort: str
    key: UUID
    resource: Resource
    columns: dict[str, Any]


@dataclass
class Tiny:
    """One world: who there is, what is held, and which seats, grants and exclusions there are."""

    people: list[Person]
    units: list[Unit]
    moment: int
    seats: tuple[SeatSpec, ...]
    things: list[Thing] = field(default_factory=list)
    grants: tuple[GrantSpec, ...] = ()
    exclusions: tuple[ExclusionSpec, ...] = ()

    def thing(self, sort: str, unit: int) -> Thing:
        return next(t for t in self.things if t.sort == sort and t.columns["owning_unit_id"] == self.units[unit].pk)

    def circumstances(self) -> Circumstances:
        at = MOMENTS[self.moment]
        return Circumstances(at=at, day=local_day(at), grants=tuple(self._fact(g) for g in self.grants))

    def keep_out(self) -> None:
        """Tell every record who is kept out of it now, or out of what it hangs on."""
        at = MOMENTS[self.moment]
        kept: dict[tuple[Kind, UUID], set[int]] = {}
        for e in self.exclusions:
            if hour(e.since) <= at and (e.lifted is None or hour(e.lifted) > at):
                named = e.kind, self.thing(EXCLUDED[e.kind], e.record).key
                kept.setdefault(named, set()).add(self.people[e.person].pk)
        for thing in self.things:
            resource = thing.resource
            named_here = [(resource.kind, resource.record), *resource.parents]
            found = frozenset(p for name in named_here for p in kept.get(name, ()))  # type: ignore[call-overload]
            thing.resource = replace(resource, excluded=found)

    def _fact(self, spec: GrantSpec) -> GrantFact:
        to_person = spec.unit is None
        return GrantFact(
            kind=spec.kind,
            record=self.thing(GRANTED[spec.kind], spec.record).key,
            purpose=spec.purpose,
            starts=hour(spec.starts),
            ends=hour(spec.starts + spec.hours),
            unit=None if spec.unit is None else self.units[spec.unit].pk,
            person=self.people[spec.person].pk if to_person else None,
            person_unit=self.units[spec.seated].pk if to_person else None,
            emergency=spec.emergency,
        )

    def actors(self, chance: Random) -> Iterator[tuple[str, Actor]]:
        """One or both people, for one purpose of a seat or for none of them; now and then a job and a receipt too."""
        for number in chance.sample(range(PEOPLE), chance.choice((1, 1, 2))):
            person = self.people[number]
            nobody = for_person(person, purpose=None, strong=chance.random() > 0.04)
            mine = sorted({p for s in nobody.subject.seats for p in PURPOSES[s.role]} - {Purpose.REPORTING})
            asked = chance.choice(mine) if mine and chance.random() < 0.93 else chance.choice(ELSEWHERE)
            yield f"person {number} for {asked}", nobody.with_purpose(asked)
        if chance.random() < 0.1:
            yield "job", for_job(chance.choice(self.units).pk)
            # Whoever holds a receipt reads who he or she said to be; decide() is not asked about that.
            known = [t.key for t in self.things if t.sort == "signal" and t.resource.reporter]
            yield "receipt", for_receipt("digest", *known[:1])


def described(chance: Random, people: list[Person], units: list[Unit]) -> Tiny:
    """Any mixture; mostly seats and grants by which something is seen."""
    seats = tuple(
        SeatSpec(
            unit=chance.randrange(UNITS),
            role=chance.choice(OPENING if chance.random() < 0.85 else list(Role)),
            since=chance.choice((-2, -2, -1, -1, 0, 0, 0, 1)),
            until=chance.choice((None, None, None, None, None, -1, 0, 1)),
            person=number % PEOPLE,
        )
        for number in range(chance.randint(PEOPLE, PEOPLE + 2))
    )
    seats = tuple(s for s in seats if s.until is None or s.until >= s.since)
    made = Tiny(people=people, units=units, moment=chance.randrange(len(MOMENTS)), seats=seats)
    for number in range(UNITS):
        made.things += _things(chance, made, number)
    made.grants = tuple(_grant(chance, seats) for _ in range(chance.randint(0, 5)) if seats)
    made.exclusions = _exclusions(chance)
    made.keep_out()
    return made


def _grant(chance: Random, seats: tuple[SeatSpec, ...]) -> GrantSpec:
    seat, fitting, to_unit = chance.choice(seats), chance.random() < 0.8, chance.random() < 0.5
    unit = seat.unit if fitting else chance.randrange(UNITS)
    return GrantSpec(
        kind=chance.choice(tuple(GRANTED)),
        record=chance.randrange(UNITS),
        unit=unit if to_unit else None,
        purpose=chance.choice(PURPOSES[seat.role][:2]) if fitting else chance.choice(ELSEWHERE),
        starts=chance.choice((-3, -2, -1, 0, 0, 1)),
        hours=chance.choice((1, 2, 3, 8, 24, 30)),
        seated=unit,
        person=seat.person if fitting else chance.randrange(PEOPLE),
        emergency=not to_unit and chance.random() < 0.5,
    )


def _exclusions(chance: Random) -> tuple[ExclusionSpec, ...]:
    found = {}
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        since = chance.randint(-5, 1)
        lifted = chance.choice((None, None, since + chance.randint(1, 6)))
        kind, record, person = chance.choice(tuple(EXCLUDED)), chance.randrange(UNITS), chance.randrange(PEOPLE)
        found[kind, record, person] = ExclusionSpec(kind, record, person, since, lifted)
    return tuple(found.values())


def _things(chance: Random, made: Tiny, number: int) -> Iterator[Thing]:
    """One record of every sort in this unit, not yet stored."""
    unit = made.units[number]

    def thing(
        sort: str, *, about: UUID | None = None, reporter: int | None = None, regime: Regime | None = None,
        parents: tuple[tuple[Kind, UUID], ...] = (), **columns: Any,
    ) -> Thing:  # fmt: skip
        key = _key(chance)
        resource = Resource(
            kind=SORTS[sort].kind, owning_unit=unit.pk, owning_organisation=unit.organisation_id,
            record=about or key, reporter=reporter, regime=regime, parents=parents,
        )  # fmt: skip
        return Thing(sort, key, resource, {"id": key, "owning_unit_id": unit.pk, **columns})

    law, other_law = (chance.choice(list(Regime)) for _ in range(2))
    case = thing("case", regime=law, regime_=law.value)
    in_case = ((Kind.CASE, case.key),)
    reporter = chance.choice((None, *(p.pk for p in made.people)))
    joined = chance.random() < 0.5
    signal = thing(
        "signal", reporter=reporter, parents=in_case if joined else (), reporter_id=reporter,
        case_id=case.key if joined else None,
    )  # fmt: skip
    yield from (case, signal)
    person = _key(chance)
    yield thing("care", regime=law, parents=in_case, case_id=case.key, person_id=person)
    yield thing("received", regime=other_law, regime_=other_law.value)
    yield thing("sent", regime=law, parents=in_case, case_id=case.key)
    about_case = chance.random() < 0.7
    yield thing(
        "asked", regime=law if about_case else None, parents=in_case if about_case else (),
        case_id=case.key if about_case else None, message=uuid.uuid4(),
    )  # fmt: skip
    if reporter is None:
        on_signal = ((Kind.SIGNAL, signal.key), *signal.resource.parents)
        yield thing("identity", about=signal.key, parents=on_signal, signal_id=signal.key)
    about = {"record_kind": "case", "record": case.key, "pair": uuid.uuid4()}
    yield thing("contact", regime=law, parents=in_case, **about)
    yield thing("report", delivery_id=_key(chance), victim_id=_key(chance))
    yield thing("audit")


def _key(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
