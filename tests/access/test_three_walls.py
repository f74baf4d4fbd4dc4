# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One question, three answers that must be the same: the decision, the gate's queryset, and plain SQL.

A first version: signals, cases and audit rows. Its searches and field limits come with their own issue.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, currently_in_test_context, event, example, given, settings

from tests.access.worlds import (
    GRANTABLE,
    KINDS,
    MOMENTS,
    UNITS,
    GrantSpec,
    SeatSpec,
    Stage,
    World,
    stored_keys,
    worlds,
)
from tests.rows import Filler
from zicht.access.decide import Resource
from zicht.access.gate import open_to
from zicht.access.models import AuditRow, Person
from zicht.access.roles import Kind, Purpose, Role
from zicht.access.visible import decision
from zicht.base.context import acting
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def stage(house) -> Stage:
    """Three units of one organisation, one of another, two records of a kind in each; a person without seats."""
    cast = read_cast(using="owner")
    names = [("Gemeente Lindestede", n) for n in ("Veiligheid", "Jeugd", "Bestuur")]
    units = [cast.units[name] for name in [*names, ("Gemeente Waterhoven", "Veiligheid")]]
    person = Person(email="newcomer@zicht.example", name="Nieuwkomer")
    person.save(using="owner")
    given = {
        "Person": cast.people["noor"],
        "Function": cast.function_of("noor"),
        "Organisation": units[0].organisation,
    }
    made = Stage(person=person, units=units)
    for kind, model in KINDS.items():
        made.records[kind] = []
        for number in range(2 * UNITS):
            chosen = {"owning_unit": units[number // 2]}
            if kind is Kind.SIGNAL:
                # One of the two in each unit was reported by the person who asks.
                chosen["reporter"] = person if number % 2 else None
            filler = Filler(given={**given, "Unit": units[number // 2]}, at=MOMENTS[0])
            made.records[kind].append(filler.new(model, **chosen))
    yield made
    made.set_up(World((), (), None, True, 0, "person", 0, ()))
    from zicht.casework.intake.models import Signal

    Signal.objects.using("owner").update(reporter=None)
    person.delete(using="owner")


def decided(actor, kind: Kind, action: str, stage: Stage, at) -> set:
    return {
        record.pk
        for record in stage.records[kind]
        if decision(
            actor,
            action,
            Resource(
                kind=kind,
                owning_unit=record.owning_unit_id,
                owning_organisation=record.owning_unit.organisation_id,
                record=record.pk,
                reporter=getattr(record, "reporter_id", None),
            ),
            at=at,
        ).permit
    }


def check(stage: Stage, world: World) -> None:
    """All three answers for this world, for every kind of record."""
    actor = stage.set_up(world)
    at = MOMENTS[world.moment]
    for kind, model in KINDS.items():
        with transaction.atomic(), acting(actor.context(at)):
            by_decision = decided(actor, kind, "read", stage, at)
            to_write = decided(actor, kind, "write", stage, at)
            # The gate by itself, where no row policy helps it.
            everything = model.objects.using("owner").all()
            reporter = reporter_column(kind)
            by_gate = {r.pk for r in open_to(everything, actor=actor, kind=kind, at=at, reporter=reporter)}
            by_database = stored_keys(kind)
            by_lock = stored_keys(kind, lock=True) if model is not AuditRow else None
        if currently_in_test_context():
            event(f"{kind.value}: {min(len(by_decision), 3)} seen")
        assert by_gate == by_decision, (kind, "gate")
        assert by_database == by_decision, (kind, "row policies")
        if by_lock is not None:
            assert by_lock == to_write, (kind, "writing")


def reporter_column(kind: Kind) -> str | None:
    return "reporter" if kind is Kind.SIGNAL else None


FOCAL_POINT = SeatSpec(0, Role.FOCAL_POINT, -2, None)
TABLE = GrantSpec(Kind.CASE, 7, None, Purpose.CASE_TABLE, -1, 5)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(world=worlds())
@example(World((FOCAL_POINT,), (), Purpose.SIGNAL_HANDLING, True, 0, "person", 0, ()))
@example(World((SeatSpec(0, Role.CHAIR, 0, 0),), (TABLE,), Purpose.CASE_TABLE, True, 0, "person", 0, ()))
@example(World((SeatSpec(0, Role.CHAIR, 0, 0),), (TABLE,), Purpose.CASE_TABLE, True, 1, "person", 0, ()))
@example(World((SeatSpec(3, Role.REPORTER, 0, None),), (), Purpose.REPORTING, True, 0, "person", 0, ()))
@example(World((SeatSpec(2, Role.PRIVACY_OFFICER, 0, None),), (), Purpose.OVERSIGHT, True, 0, "person", 0, ()))
@example(World((), (), None, False, 0, "receipt", 0, ((Kind.SIGNAL, 1), (Kind.CASE, 1))))
@example(World((), (), None, False, 0, "job", 2, ()))
def test_decision_gate_and_database_agree(stage, world):
    check(stage, world)


def test_the_worlds_are_not_all_closed(stage):
    """The property says something only when the examples see some, but not all."""
    focal = World((FOCAL_POINT,), (), Purpose.SIGNAL_HANDLING, True, 0, "person", 0, ())
    actor = stage.set_up(focal)
    for kind in GRANTABLE:
        seen = decided(actor, kind, "read", stage, MOMENTS[0])
        assert seen == {record.pk for record in stage.records[kind][:2]}


def test_a_planted_difference_is_found(stage, monkeypatch):
    """A gate that forgets the end of a grant: the property must see it."""
    from zicht.access import visible as module

    over = World(
        (SeatSpec(0, Role.CHAIR, -2, None),),
        (GrantSpec(Kind.CASE, 7, None, Purpose.CASE_TABLE, -3, 1),),
        Purpose.CASE_TABLE,
        True,
        0,
        "person",
        0,
        (),
    )
    check(stage, over)
    from zicht.access.models import Grant

    monkeypatch.setattr(module, "_grants", lambda kind, *_: list(Grant.objects.filter(kind=kind)))
    with pytest.raises(AssertionError):
        check(stage, over)
