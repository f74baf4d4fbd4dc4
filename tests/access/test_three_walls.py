# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One question, three answers that must be the same: the decision, the gate's queryset, and plain SQL.

Signals, cases, care, received packages and audit rows; over users, units, organisations, seats with dates, grants
(given and taken in an emergency), exclusions, hats and legal regimes.
"""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings

from tests.access.worlds import (
    GATES,
    KINDS,
    MOMENTS,
    PEOPLE,
    PER_UNIT,
    UNITS,
    ExclusionSpec,
    GrantSpec,
    SeatSpec,
    Stage,
    World,
    stored_keys,
    worlds,
)
from tests.rows import Filler
from zicht.access.gate import open_to
from zicht.access.models import AuditRow, Person
from zicht.access.roles import Kind, Purpose, Regime, Role
from zicht.access.visible import decision
from zicht.base.context import acting
from zicht.casework.cases.models import CasePerson
from zicht.casework.intake.models import Signal
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database

NAMES = [("Gemeente Lindestede", n) for n in ("Veiligheid", "Jeugd", "Bestuur")]
NAMES += [("Gemeente Waterhoven", "Veiligheid"), ("Politie Waterlinde", "AVIM")]
NAMES += [("Arbeidsinspectie Waterlinde", "Toezicht en opsporing")]
COMPARED: Counter[str] = Counter()


@pytest.fixture(scope="module")
def stage(house) -> Stage:
    """Units of four organisations, two records of a kind in each, of two regimes; people without seats."""
    cast = read_cast(using="owner")
    made = Stage(people=[], units=[cast.units[name] for name in NAMES])
    assert len(made.units) == UNITS
    for number in range(PEOPLE):
        person = Person(email=f"newcomer{number}@zicht.example", name=f"Nieuwkomer {number}")
        person.save(using="owner")
        made.people.append(person)
    for kind in KINDS:
        made.records[kind] = []
    for number in range(PER_UNIT * UNITS):
        _records(made, cast, number)
    yield made
    made.set_up(World())
    Signal.objects.using("owner").update(reporter=None)
    for person in made.people:
        person.delete(using="owner")


def _records(made: Stage, cast, number: int) -> None:
    unit = made.units[number // PER_UNIT]
    given_rows = {"Person": cast.people["noor"], "Function": cast.function_of("noor")}
    filler = Filler(given={**given_rows, "Unit": unit, "Organisation": unit.organisation}, at=MOMENTS[0])
    regime = {"regime": (Regime.WPG if number % 2 else Regime.AVG).value}
    case = filler.new(KINDS[Kind.CASE], **regime)
    person = filler.new(CasePerson, case=case)
    # One of the two signals in each unit is part of the case, and each was reported by one of the people.
    reporter = made.people[number % PEOPLE]
    signal = filler.new(Signal, reporter=reporter, case=case if number % 2 else None)
    received = filler.new(KINDS[Kind.PACKAGE], **regime)
    track = filler.new(KINDS[Kind.CARE], case=case, person=person)
    audit = filler.new(AuditRow)
    for kind, record in zip(KINDS, (signal, case, track, received, audit), strict=True):
        assert type(record) is KINDS[kind]
        made.records[kind].append(record)


def check(stage: Stage, world: World) -> None:
    """All three answers for this world, for everybody who asks and every kind of record."""
    stage.set_up(world)
    at = MOMENTS[world.moment]
    for who, actor in stage.actors(world):
        with transaction.atomic(), acting(actor.context(at)):
            for kind, model in KINDS.items():
                may_read, may_write = (stage.permitted(world, actor, kind, verb) for verb in ("read", "write"))
                # The gate by itself, where no row policy helps it.
                everything = model.objects.using("owner").all()
                by_gate = {r.pk for r in open_to(everything, actor=actor, kind=kind, at=at, **GATES[kind])}
                assert by_gate == may_read, (who, kind, "gate")
                assert stored_keys(kind) == may_read, (who, kind, "row policies")
                if model is not AuditRow:
                    assert stored_keys(kind, lock=True) == may_write, (who, kind, "writing")
                COMPARED["pairs"] += len(stage.records[kind])
                COMPARED["open"] += len(may_read)
    COMPARED["worlds"] += 1


FOCAL_POINT = SeatSpec(0, Role.FOCAL_POINT, -2, None)
CHAIR = SeatSpec(0, Role.CHAIR, 0, 0)
TABLE = GrantSpec(Kind.CASE, 7, None, Purpose.CASE_TABLE, -1, 5)
INSPECTOR = SeatSpec(5, Role.INSPECTOR, -1, None)
DISCLOSED = GrantSpec(Kind.CASE, 11, 5, Purpose.SUPERVISION, -1, 5)


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(world=worlds())
@example(World((FOCAL_POINT,)))
@example(World((FOCAL_POINT,), exclusions=(ExclusionSpec(Kind.CASE, 1, 0, -1, None),)))
@example(World((CHAIR,), (TABLE,)))
@example(World((CHAIR,), (TABLE,), moment=1))
@example(World((CHAIR,), (TABLE,), (ExclusionSpec(Kind.CASE, 7, 0, -1, None),)))
@example(World((INSPECTOR,), (DISCLOSED,)))
@example(World((SeatSpec(4, Role.PARTNER, 0, None), SeatSpec(0, Role.PARTNER, 0, None))))
@example(World((SeatSpec(3, Role.REPORTER, 0, None),), exclusions=(ExclusionSpec(Kind.SIGNAL, 0, 0, -1, None),)))
@example(World((SeatSpec(2, Role.PRIVACY_OFFICER, 0, None),)))
@example(World(reach=((Kind.SIGNAL, 1), (Kind.CASE, 1))))
@example(World(job_unit=2))
def test_decision_gate_and_database_agree(stage, world):
    check(stage, world)


def test_the_worlds_were_many_and_neither_closed_nor_open(stage, record_property):
    """The property says something only when the examples see some, but not all. Runs after the property."""
    if not COMPARED["worlds"]:
        pytest.skip("only with the property itself")
    record_property("told", f"Three walls: {dict(COMPARED)}")
    assert COMPARED["worlds"] >= 100
    assert COMPARED["pairs"] > 50_000
    assert 0.02 < COMPARED["open"] / COMPARED["pairs"] < 0.5


def test_the_question_to_the_stored_facts_gives_the_same(stage):
    """decision() reads grants and exclusions itself; decide() got them from the description."""
    world = World(
        (FOCAL_POINT, SeatSpec(0, Role.CHAIR, -2, None, 1), SeatSpec(5, Role.INSPECTOR, -2, None, 2)),
        (GrantSpec(Kind.CASE, 7, None, Purpose.CASE_TABLE, -3, 9, person=1), DISCLOSED),
        (ExclusionSpec(Kind.CASE, 1, 0, -1, None), ExclusionSpec(Kind.SIGNAL, 0, 0, -1, None)),
        reach=((Kind.SIGNAL, 1),),
    )
    stage.set_up(world)
    at = MOMENTS[0]
    for who, actor in stage.actors(world):
        with transaction.atomic(), acting(actor.context(at)):
            for kind in KINDS:
                for record in stage.records[kind]:
                    bare = stage.resource(World(), kind, record)
                    found = decision(actor, "read", bare, at=at).permit
                    assert found is (record.pk in stage.permitted(world, actor, kind, "read")), (who, kind)


def _forgets_the_end(monkeypatch):
    from zicht.access import visible as module
    from zicht.access.models import Grant

    monkeypatch.setattr(module, "_grants", lambda kind, *_: list(Grant.objects.filter(kind=kind)))


def _forgets_exclusions(monkeypatch):
    from zicht.access import visible as module

    monkeypatch.setattr(module, "excluded_from", lambda *_, **__: {})


def _forgets_the_regime(monkeypatch):
    monkeypatch.setitem(GATES, Kind.CASE, {})


def _forgets_the_unit(monkeypatch):
    from zicht.access.models import Unit
    from zicht.access.visible import Visible

    everywhere = frozenset(Unit.objects.using("owner").values_list("pk", flat=True))
    before = Visible.own
    monkeypatch.setattr(Visible, "own", lambda self, **names: before(_with(self, everywhere), **names))


def _with(seen, units):
    from dataclasses import replace

    return replace(seen, units=units)


OVER = World((SeatSpec(0, Role.CHAIR, -2, None),), (GrantSpec(Kind.CASE, 7, None, Purpose.CASE_TABLE, -3, 1),))
KEPT_OUT = World((FOCAL_POINT,), exclusions=(ExclusionSpec(Kind.CASE, 0, 0, -1, None),))


@pytest.mark.parametrize(
    ("plant", "world"),
    [
        (_forgets_the_end, OVER),
        (_forgets_exclusions, KEPT_OUT),
        (_forgets_the_regime, World((INSPECTOR,))),
        (_forgets_the_unit, World((FOCAL_POINT,))),
    ],
)
def test_a_planted_difference_is_found(stage, monkeypatch, plant, world):
    check(stage, world)
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        check(stage, world)
