# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Search, export, PDF, notification, statistics and API show what the decision allows, with nothing behind them.

All of it runs as the owner of the tables, for whom no row policy holds: the first wall stands alone. Then one filter
at a time is taken out, and the same comparison must fail.
"""

from datetime import timedelta

import pytest
from django.db import connections
from django.db.models.functions import Upper

from tests.access.api_paths import API_PATHS
from tests.access.more_paths import MORE_PATHS
from tests.access.paths import FIRST_YEAR, PHONE, UNDO, Path
from tests.access.paths import PATHS as PAGES
from tests.conftest import as_owner_of_tables
from tests.permissions.world import HATS, OWNERS, World, build, name_of
from tests.rows import Filler
from zicht.access import index
from zicht.access.actors import Actor, for_person
from zicht.access.decide import Resource
from zicht.access.models import Exclusion
from zicht.access.roles import Kind, Regime
from zicht.access.visible import decision
from zicht.base.clock import now
from zicht.base.context import transaction_as
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import Signal
from zicht.register.models import Report, Victim
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database
PATHS = [*PAGES, *MORE_PATHS, *API_PATHS]


@pytest.fixture(scope="module")
def world(house) -> World:
    """The records of the permission table, entered reports with a year each, and somebody who is kept out."""
    made = build(read_cast(using="owner"))
    # One case for each owner: what a page counts is then what stands in `records`.
    Case.objects.using("owner").filter(pk__in=[made.records.pop(("moving_case", o)).pk for o in OWNERS]).delete()
    for number, owner in enumerate(OWNERS):
        unit = made.cast.unit_of(name_of(owner))
        filler = Filler(given={"Unit": unit, "Organisation": unit.organisation}, at=now())
        victim = filler.new(Victim)
        made.records["entered", owner] = filler.new(
            Report, state="entered", year=FIRST_YEAR + number, victim=victim, reporter_group="police", basis="duty"
        )
    for owner in OWNERS:
        for kind, name in ((Kind.SIGNAL, "signal"), (Kind.CASE, "case"), (Kind.REPORT, "report")):
            record = made.records[name, owner]
            entry = index.Entry("phone", PHONE, record.pk)
            index.put(kind=kind, record=record.pk, unit=record.owning_unit_id, entries=[entry], using="owner")
    for model in (Signal, Case):
        # As references are: capitals.
        model.objects.using("owner").update(reference=Upper("reference"))
    for record in made.records.values():
        if isinstance(record, Signal | Case):
            record.refresh_from_db(using="owner")
    for kind in (Kind.SIGNAL, Kind.CASE):
        record = made.records[kind.value, "noor"]
        Exclusion(
            kind=kind.value, record=record.pk, person=made.cast.people["daan"], reason="conflict",
            at=now() - timedelta(days=1), owning_unit=record.owning_unit,
        ).save(using="owner")  # fmt: skip
    return made


@pytest.fixture(scope="module")
def without_second_wall(world):
    """The application, for the length of this module, as the owner of the tables."""
    with as_owner_of_tables():
        yield


@pytest.fixture(autouse=True)
def _put_back():
    yield
    while UNDO:
        with connections["owner"].cursor() as cursor:
            cursor.execute(UNDO.pop())


def actor_of(world: World, person: str, path: Path) -> Actor:
    """This person, for the purpose of this path."""
    return for_person(world.cast.people[name_of(person)], purpose=path.purpose, strong=True)


def resource_of(world: World, path: Path, owner: str) -> Resource:
    """The record that comes out, as a decision sees it; an overview is about a case."""
    record = world.records[path.of, owner]
    if path.of == "subject_request":
        record = world.records["case", owner]
    parents = ((Kind.CASE, record.case_id),) if getattr(record, "case_id", None) else ()
    return Resource(
        kind=path.kind,
        owning_unit=record.owning_unit_id,
        owning_organisation=record.owning_unit.organisation_id,
        record=record.pk,
        reporter=getattr(record, "reporter_id", None),
        regime=Regime(record.regime) if getattr(record, "regime", "") else None,
        parents=parents,
    )


DECIDED: dict[tuple[object, ...], set[str]] = {}


def allowed(world: World, person: str, path: Path) -> set[str]:
    """What decide() allows; nothing under a hat that is not in use. The same question is asked once."""
    if person in HATS and path.purpose in HATS.values() and path.purpose is not HATS[person]:
        found = set()
    else:
        asked = name_of(person), path.purpose, path.kind, path.of, path.action
        if asked not in DECIDED:
            actor, at = actor_of(world, person, path), now()
            with transaction_as(actor.context(at)):
                DECIDED[asked] = {
                    o for o in OWNERS if decision(actor, path.action, resource_of(world, path, o), at=at).permit
                }
        found = DECIDED[asked]
    return {str(len(found))} if path.counts else found


# The same inbox, another unit, another town, every door; somebody by grant, for figures, for oversight.
ASKED = ("noor", "daan", "iris", "eva", "fatima", "joris", "sanne", "marijke", "yara", "lotte", "tom", *HATS)


def differences(world: World, path: Path, *, first: bool = False) -> dict[str, tuple[set[str], set[str]]]:
    """For each person: what comes out and what may, where they differ. first: stop at the first."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for person in ASKED:
        if first and found:
            break
        with transaction_as(actor_of(world, person, path).context(now())):
            shown = path.walk(world, person, actor_of(world, person, path))
        if shown != allowed(world, person, path):
            found[person] = (shown, allowed(world, person, path))
    return found


NAMED = {path.name: path for path in PATHS}


def test_the_second_wall_is_really_away(without_second_wall):
    assert Case.objects.count() == len(OWNERS), "without anybody acting, and yet every row is there"


@pytest.mark.parametrize("name", NAMED)
def test_every_way_out_shows_what_the_decision_allows(world, without_second_wall, name):
    assert differences(world, NAMED[name]) == {}


@pytest.mark.parametrize("name", NAMED)
def test_a_filter_that_is_taken_out_is_seen(world, without_second_wall, monkeypatch, name):
    monkeypatch.setattr("tests.access.paths.WALKED", {})
    NAMED[name].plant(monkeypatch)
    assert differences(world, NAMED[name], first=True) != {}


def test_somebody_sees_something_on_every_way_out(world):
    """A comparison of nothing with nothing would say nothing."""
    empty = {"0"}
    for path in PATHS:
        seen = [allowed(world, person, path) for person in ASKED]
        assert any(found and found != empty for found in seen), path.name
        assert any(not found or found == empty for found in seen), path.name
