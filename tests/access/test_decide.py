# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision as a table: who, for which purpose, about whose record, when."""

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from zicht.access.decide import Circumstances, GrantFact, Resource, Seat, Subject, decide
from zicht.access.roles import ORGANISATION_WIDE, PURPOSES, SCOPES, Kind, Purpose, Role

AT = datetime.fromisoformat("2026-11-16T10:00:00+01:00")
DAY = date(2026, 11, 16)
HERE, BESIDE, ELSEWHERE = 1, 2, 3  # two units of one organisation, and one of another
ORGANISATION = {HERE: 10, BESIDE: 10, ELSEWHERE: 20}
RECORD, OTHER = UUID(int=1), UUID(int=2)
ME, SOMEBODY = 7, 8


def seat(role: Role, unit: int = HERE, since: date = date(2023, 1, 1), until: date | None = None) -> Seat:
    return Seat(unit=unit, organisation=ORGANISATION[unit], role=role, valid_from=since, valid_to=until)


def me(*seats: Seat, purpose: Purpose | None, strong: bool = True) -> Subject:
    return Subject(person=ME, seats=seats, purpose=purpose, strong=strong)


def record(kind: Kind = Kind.SIGNAL, unit: int = HERE, key: UUID = RECORD, reporter: int | None = None) -> Resource:
    return Resource(
        kind=kind, owning_unit=unit, owning_organisation=ORGANISATION[unit], record=key, reporter=reporter
    )


def permitted(subject: Subject, resource: Resource, action: str = "read", grants=(), at: datetime = AT) -> bool:
    context = Circumstances(at=at, day=at.date(), grants=tuple(grants))
    decision = decide(subject=subject, action=action, resource=resource, context=context)
    assert decision.reasons
    assert all(reason.endswith(".") for reason in decision.reasons)
    return decision.permit


FOCAL = me(seat(Role.FOCAL_POINT), purpose=Purpose.SIGNAL_HANDLING)
GRANT = GrantFact(
    kind=Kind.SIGNAL,
    record=RECORD,
    purpose=Purpose.SIGNAL_HANDLING,
    starts=AT - timedelta(days=1),
    ends=AT + timedelta(days=1),
    unit=HERE,
    fields=frozenset({"fact"}),
)


@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_in_its_own_unit_what_the_table_says(role):
    for purpose, kind in itertools.product(Purpose, Kind):
        subject = me(seat(role), purpose=purpose)
        listed = (role, purpose, kind) in SCOPES
        assert permitted(subject, record(kind)) is listed
        assert permitted(subject, record(kind), action="write") is listed
        assert permitted(subject, record(kind, ELSEWHERE)) is False
        # The border of an organisation is not the border of need-to-know; only oversight goes as far as that.
        assert permitted(subject, record(kind, BESIDE)) is (listed and kind in ORGANISATION_WIDE)


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_what_he_or_she_reported_as_a_reporter_only(role):
    own, others = record(unit=ELSEWHERE, reporter=ME), record(unit=ELSEWHERE, reporter=SOMEBODY)
    for purpose in PURPOSES[role]:
        subject = me(seat(role), purpose=purpose)
        assert permitted(subject, own) is (purpose is Purpose.REPORTING)
        assert permitted(subject, others) is False
    assert permitted(me(seat(role), purpose=Purpose.REPORTING), replace(own, kind=Kind.CASE)) is False


@pytest.mark.parametrize(
    ("since", "until", "opens"),
    [
        (DAY, None, True),
        (DAY, DAY, True),  # first and last day count
        (DAY + timedelta(days=1), None, False),
        (date(2023, 1, 1), DAY - timedelta(days=1), False),
    ],
)
def test_a_seat_opens_on_its_days(since, until, opens):
    focal = me(seat(Role.FOCAL_POINT, since=since, until=until), purpose=Purpose.SIGNAL_HANDLING)
    assert permitted(focal, record()) is opens
    # Who has no seat today does not even read an own signal.
    reporter = me(seat(Role.REPORTER, since=since, until=until), purpose=Purpose.REPORTING)
    assert permitted(reporter, record(reporter=ME)) is opens


@pytest.mark.parametrize(
    "subject",
    [
        Subject(),
        replace(FOCAL, strong=False),
        replace(FOCAL, purpose=None),
        replace(FOCAL, seats=()),
        replace(FOCAL, purpose=Purpose.CARE_COORDINATION),
    ],
    ids=["nobody", "no second factor", "no purpose", "no seat", "a purpose that the role does not have"],
)
def test_one_thing_missing_closes_the_door(subject):
    assert permitted(FOCAL, record())
    assert not permitted(subject, record(), grants=[GRANT])


@pytest.mark.parametrize(
    ("change", "opens"),
    [
        ({}, True),
        ({"unit": None, "person": ME, "person_unit": HERE}, True),
        ({"unit": None, "person": SOMEBODY, "person_unit": HERE}, False),
        # Given to me where I do not sit: at an earlier employer, or in a unit where I have another job.
        ({"unit": None, "person": ME, "person_unit": ELSEWHERE}, False),
        ({"unit": None, "person": ME, "person_unit": BESIDE}, False),
        ({"unit": None, "person": ME}, False),
        ({"unit": ELSEWHERE}, False),
        ({"record": OTHER}, False),
        ({"kind": Kind.CASE}, False),
        ({"purpose": Purpose.REPORTING}, False),
        ({"starts": AT}, True),
        ({"starts": AT + timedelta(microseconds=1)}, False),
        ({"ends": AT}, False),  # at its end a grant is over
    ],
)
def test_a_grant_opens_one_record_for_one_purpose_until_its_end(change, opens):
    strange = record(unit=ELSEWHERE)
    grant = replace(GRANT, **change)
    assert permitted(FOCAL, strange, grants=[grant]) is opens
    assert permitted(FOCAL, strange, action="write", grants=[grant]) is False


def test_a_grant_says_which_fields_and_that_nothing_is_written():
    context = Circumstances(at=AT, day=DAY, grants=(GRANT,))
    decision = decide(subject=FOCAL, action="read", resource=record(unit=ELSEWHERE), context=context)
    assert (decision.fields, decision.read_only) == (frozenset({"fact"}), True)
    own = decide(subject=FOCAL, action="read", resource=record(), context=context)
    assert (own.fields, own.read_only) == (None, False)


def test_a_grant_to_a_unit_needs_a_seat_there_that_serves_the_purpose():
    elsewhere = me(seat(Role.PARTNER), seat(Role.FOCAL_POINT, BESIDE), purpose=Purpose.SIGNAL_HANDLING)
    assert not permitted(elsewhere, record(unit=ELSEWHERE), grants=[GRANT])
    assert permitted(elsewhere, record(unit=ELSEWHERE), grants=[replace(GRANT, unit=BESIDE)])


def test_the_public_door_reaches_exactly_its_signal():
    door = Subject(reach=frozenset({RECORD}))
    assert permitted(door, record())
    assert not permitted(door, record(key=OTHER))
    assert not permitted(door, record(kind=Kind.CASE)), "a reach names a signal, whatever has the same key"


@pytest.mark.parametrize("kind", [Kind.SIGNAL, Kind.CASE, Kind.REPORT, Kind.MESSAGE])
def test_a_job_works_for_its_own_unit_only(kind):
    job = Subject(job_unit=HERE)
    assert permitted(job, record(kind))
    assert not permitted(job, record(kind, BESIDE))
    assert not permitted(job, record(kind, ELSEWHERE))
