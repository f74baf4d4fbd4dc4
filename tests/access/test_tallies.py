# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers of a municipality for its own policy: who gets them, what is in them, what never is."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings

from tests.access.test_three_walls import stage  # noqa: F401 - the same people and records
from tests.access.worlds import MOMENTS, SeatSpec, World, worlds
from tests.rows import Filler
from zicht.access.models import Exclusion, Membership, Organisation
from zicht.access.roles import Purpose, Role
from zicht.base.context import acting, transaction_as
from zicht.casework import extract
from zicht.casework.care.models import CareTrack, RegisterReport
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake.models import Signal
from zicht.casework.retention.models import Tombstone
from zicht.casework.sharing.models import Package
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database

QUERY = "select distinct organisation_id from zicht_tallies(2020, 2027)"
THEN = datetime.fromisoformat("2025-03-02T10:00:00+01:00")
POLICY = SeatSpec(2, Role.POLICY_OFFICER, -2, None)


def raw() -> set[int]:
    """The organisations of which the database itself gives numbers."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        return {key for (key,) in cursor.fetchall()}


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(world=worlds())
@example(World((POLICY,)))
@example(World((POLICY, SeatSpec(4, Role.POLICY_OFFICER, -2, None), SeatSpec(5, Role.POLICY_OFFICER, -2, None))))
@example(World((POLICY, SeatSpec(3, Role.POLICY_OFFICER, -1, 0)), moment=1))
@example(World((POLICY,), strong=False))
@example(World(job_unit=2))
def test_gate_and_database_open_the_same_municipalities(stage, world):  # noqa: F811
    stage.set_up(world)
    at = MOMENTS[world.moment]
    for who, actor in stage.actors(world):
        with transaction.atomic(), acting(actor.context(at)):
            assert raw() == {o.pk for o in extract.organisations(actor, at=at)}, who


def test_the_property_opens_something(stage):  # noqa: F811
    """One municipality for its own officer; not the police, not the inspectorate, whatever seat there is."""
    stage.set_up(
        World((POLICY, SeatSpec(4, Role.POLICY_OFFICER, -2, None), SeatSpec(5, Role.POLICY_OFFICER, -2, None)))
    )
    mine = stage.units[2].organisation_id
    actors = dict(stage.actors(World((POLICY,))))
    found = {}
    for who, actor in actors.items():
        with transaction.atomic(), acting(actor.context(MOMENTS[0])):
            found[who] = raw()
    assert found["person 0 for policy_making"] == {mine}
    assert found["person 0 for reporting"] == set()


@pytest.fixture
def rows(committed):
    """A filler for Lindestede, and one for the neighbours."""
    cast = read_cast(using="owner")

    def filler(owner: str) -> Filler:
        unit = cast.unit_of(owner)
        made = {"Person": cast.people[owner], "Unit": unit, "Organisation": unit.organisation}
        return Filler(given={**made, "Function": cast.function_of("noor")}, at=THEN)

    signals(filler("noor"), "closed", received_at=THEN - timedelta(days=800))
    return filler


@pytest.fixture
def numbers(actor, at):
    def count(key="bas", first=2024, last=2025):
        who = actor(key, Purpose.POLICY_MAKING)
        with transaction_as(who.context(at)):
            (place,) = extract.organisations(who, at=at)
            found = extract.tallies(who, place, first_year=first, last_year=last, at=at)
        assert found is not None
        return {code: dict(by_year) for code, by_year in found.numbers.items()}

    return count


def signals(filler: Filler, *states: str, **more) -> None:
    for state in states:
        ended = {"outcome": "no_trafficking", "closed_at": THEN} if state == "closed" else {}
        filler.new(Signal, state=state, **{"received_at": THEN, "kind": "signal", **ended, **more})


def test_what_came_in_and_what_became_of_it(rows, numbers):
    noor, iris = rows("noor"), rows("iris")
    case = noor.new(Case, about="person", opened_at=THEN, regime="avg")
    signals(noor, "received", "weighing", "waiting_capacity", "closed", "closed")
    signals(iris, "closed")
    signals(noor, "in_case", case=case)
    signals(noor, "closed", kind="advice")
    signals(rows("eva"), "closed")
    noor.new(Tombstone, kind="signal", outcome="duplicate", year=2025)
    noor.new(Tombstone, kind="case", outcome="no_trafficking", year=2025)
    found = numbers()
    assert {code: found[code][2025] for code in ("signals", *extract.BECAME, *extract.OTHERS)} == {
        "signals": 8, "in_case": 1, "ended": 4, "waiting": 1, "open": 2, "advice": 1, "cases": 2, "passed_on": 0,
    }  # fmt: skip
    assert found["signals"][2024] == 0


def test_the_year_in_which_it_began_has_no_number(rows, numbers):
    signals(rows("noor"), "closed")
    assert numbers(first=2022)["signals"] == {2022: None, 2023: 0, 2024: 0, 2025: 1}


def test_a_year_begins_at_midnight_here(rows, numbers):
    signals(rows("noor"), "closed", received_at=datetime.fromisoformat("2024-12-31T22:59:00+00:00"))
    signals(rows("noor"), "closed", received_at=datetime.fromisoformat("2024-12-31T23:00:00+00:00"))
    assert numbers()["signals"] == {2024: 1, 2025: 1}


def _whole_case(filler: Filler, regime: str) -> None:
    case = filler.new(Case, about="person", opened_at=THEN, regime=regime)
    person = filler.new(CasePerson, case=case)
    signals(filler, "in_case", case=case)
    filler.new(CareTrack, case=case, person=person, started_on=date(2025, 4, 1))
    filler.new(Package, case=case, sent_at=THEN, state="accepted")
    filler.new(RegisterReport, person=person, year=2025, state="entered", sent_at=THEN)
    filler.new(RegisterReport, person=person, year=2025, state="entered", sent_at=THEN)
    filler.new(RegisterReport, person=filler.new(CasePerson, case=case), year=2025, state="refused", sent_at=THEN)


COUNTED = ("signals", "cases", "passed_on", "care", "reported")


def test_care_and_reports_count_where_they_are_done(rows, numbers):
    assert [numbers()[code][2025] for code in COUNTED] == [0, 0, 0, None, None]
    _whole_case(rows("noor"), "avg")
    assert [numbers()[code][2025] for code in COUNTED] == [1, 1, 1, 1, 1]
    assert [numbers()[code][2024] for code in COUNTED] == [0, 0, 0, 0, 0]


def test_nothing_under_the_police_data_act_counts(rows, numbers):
    _whole_case(rows("noor"), "wpg")
    assert [numbers()[code][2025] for code in COUNTED] == [0, 0, 0, None, None]


def test_a_case_that_is_gone_counts_only_where_its_law_is_sure(rows, numbers, cast):
    rows("noor").new(Tombstone, kind="case", outcome="harmed", year=2025)
    assert numbers()["cases"][2025] == 1
    days = {"valid_from": date(2020, 1, 1), "valid_to": date(2020, 2, 1)}
    Membership.objects.using("owner").create(
        person=cast.people["ruben"], unit=cast.unit_of("iris"), role="inspector", **days
    )
    assert numbers()["cases"][2025] == 0


def test_whoever_is_kept_from_a_record_gets_the_same_number(rows, numbers, at):
    signals(rows("noor"), "closed")
    signal, bas = Signal.objects.using("owner").get(received_at=THEN), read_cast(using="owner").people["bas"]
    rows("noor").new(
        Exclusion, kind="signal", record=signal.pk, person=bas, at=at - timedelta(days=1), lifted_at=None
    )
    assert numbers()["signals"][2025] == 1


def test_the_numbers_open_no_record_and_no_other_municipality(rows, actor, at):
    _whole_case(rows("noor"), "avg")
    bas = actor("bas", Purpose.POLICY_MAKING)
    with transaction_as(bas.context(at)):
        for model in (Signal, Case, CasePerson, CareTrack, Package, RegisterReport):
            assert not model.objects.exists()
        elsewhere = Organisation.objects.get(name="Gemeente Waterhoven")
        assert extract.tallies(bas, elsewhere, first_year=2024, last_year=2025, at=at) is None


@pytest.mark.parametrize(
    ("key", "purpose"),
    [("noor", Purpose.SIGNAL_HANDLING), ("lotte", Purpose.OVERSIGHT), ("bas", Purpose.REPORTING),
     ("renske", Purpose.POLICY_MAKING), ("yara", Purpose.ANALYSIS)],
)  # fmt: skip
def test_others_get_no_number(rows, actor, at, key, purpose):
    signals(rows("noor"), "closed")
    who = actor(key, purpose)
    with transaction_as(who.context(at)):
        assert raw() == set()
        assert extract.organisations(who, at=at) == ()
