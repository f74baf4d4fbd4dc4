# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""decide == visible == what raw SQL returns, over thousands of generated worlds; and a broken wall is seen.

ZICHT_TEST_WORLDS says how many, ZICHT_TEST_SEED where chance begins; a difference names the seed of its hundred.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import pytest
from django.db import connection, models, transaction

from tests.access.many_worlds import SORTS, Tiny
from tests.access.side_by_side import BESIDE, application, build, differences, take_away
from tests.access.worlds import MOMENTS
from tests.rows import Filler
from zicht.access.models import Grant
from zicht.access.visible import Visible
from zicht.web.demo.cast import read_cast

pytestmark = pytest.mark.database

WORLDS = int(os.environ.get("ZICHT_TEST_WORLDS", "2000"))
SEED = int(os.environ.get("ZICHT_TEST_SEED", "20261116"))
BATCH = 100
TOLD: Counter[str] = Counter()


@pytest.fixture(scope="module")
def examples(house) -> Iterator[dict[str, models.Model]]:
    """One committed row of every sort; the connection `default` belongs to the owner for the length of this file."""
    cast = read_cast(using="owner")
    unit = cast.unit_of("noor")
    given = {"Person": cast.people["noor"], "Unit": unit, "Organisation": unit.organisation}
    filler = Filler(given={**given, "Function": cast.function_of("noor")}, at=MOMENTS[0])
    needed = BESIDE | {name: sort.model for name, sort in SORTS.items()}
    made = {name: filler.row(model) for name, model in needed.items()}
    with application():
        yield made


@contextmanager
def worlds(number: int, examples: dict[str, models.Model], chance: Random) -> Iterator[list[Tiny]]:
    with transaction.atomic():
        made = build(number, examples, chance)
    try:
        yield made
    finally:
        take_away(made)


@pytest.mark.parametrize("batch", range(-(-WORLDS // BATCH)))
def test_decision_gates_and_database_agree(examples, batch):
    seed = SEED + batch
    chance, number = Random(seed), min(BATCH, WORLDS - batch * BATCH)
    with worlds(number, examples, chance) as made:
        found = differences(made, chance, TOLD)
    assert found == [], f"ZICHT_TEST_SEED={seed} ZICHT_TEST_WORLDS={number} shows it again"


# Every reason to permit or deny that a world can give, and how often among a thousand askers at least.
REASONS = {
    "role": 500, "grant": 40, "emergency": 5, "own_report": 5, "job": 100, "reach": 10, "none": 5000,
    "excluded": 200, "other_regime": 200, "no_purpose": 1000, "weak": 200, "job_elsewhere": 500, "nobody": 500,
}  # fmt: skip


def test_the_worlds_hold_every_kind_of_relation(examples, record_property):
    """The comparison says something only when there is something to see, and something to hide. Runs after it."""
    if not TOLD["worlds"]:
        pytest.skip("only with the comparison itself")
    record_property("told", f"Worlds side by side, from seed {SEED}: {dict(TOLD)}")
    assert TOLD["worlds"] == WORLDS
    if WORLDS < 1000:
        pytest.skip("too few to say how often")
    for reason, often in REASONS.items():
        assert TOLD[f"read {reason}"] >= often * TOLD["askers"] // 1000, reason
    assert TOLD["write grant_reads"], "somebody tried to write by a grant"


@pytest.fixture(scope="module")
def some_worlds(examples):
    with worlds(60, examples, Random(SEED - 1)) as made:
        yield made


def seen(made: list[Tiny]) -> bool:
    return bool(differences(made, Random(SEED), Counter(), first=True))


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_is_reported_where_nothing_is_wrong(some_worlds):
    assert not seen(some_worlds)


@pytest.mark.parametrize("how", ["permissive for select using (true)", "restrictive for select using (false)"])
@pytest.mark.parametrize("sort", SORTS)
def test_a_table_with_another_policy_is_seen(some_worlds, sort, how):
    table = SORTS[sort].model._meta.db_table
    sql(f"create policy planted on {table} as {how}")
    try:
        assert seen(some_worlds)
    finally:
        sql(f"drop policy planted on {table}")


@pytest.mark.parametrize(
    ("function", "line", "other"),
    [
        ("zicht_excluded", "e.kind = wanted", "e.kind <> wanted"),
        ("zicht_granted", "g.ends >", "'infinity'::timestamptz >"),
        ("zicht_granted", "g.purpose =", "'' <>"),
        ("zicht_granted", "g.person_id =", "g.owning_unit_id is not null or g.person_id ="),
        ("zicht_units", "s.kind = wanted", "s.kind <> ''"),
        ("zicht_other_regime", "= 'police'", "= 'nobody'"),
    ],
)
def test_a_condition_taken_out_of_the_second_wall_is_seen(some_worlds, function, line, other):
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef(%s::regproc)", [function])
        (text,) = cursor.fetchone()
    assert line in text
    sql(text.replace(line, other))
    try:
        assert seen(some_worlds)
    finally:
        sql(text)


@pytest.mark.parametrize(
    "gate",
    ["casework.intake", "casework.cases", "casework.care", "casework.sharing", "casework.matching", "register"],
)
def test_a_gate_that_does_not_filter_is_seen(some_worlds, monkeypatch, gate):
    monkeypatch.setattr(f"zicht.{gate}.gate.open_to", lambda records, **_: records)
    assert seen(some_worlds)


def _everywhere(monkeypatch):
    monkeypatch.setattr("zicht.access.oversight.queries.units", lambda *_, **__: _all_units())


def _all_units():
    from zicht.access.models import Unit

    return frozenset(Unit.objects.values_list("pk", flat=True))


def _forgets_the_end(monkeypatch):
    monkeypatch.setattr("zicht.access.visible._grants", lambda kind, *_: list(Grant.objects.filter(kind=kind.value)))


def _forgets_exclusions(monkeypatch):
    monkeypatch.setattr("zicht.access.visible.excluded_from", lambda *_, **__: {})


def _forgets_the_regime(monkeypatch):
    before = Visible.own
    monkeypatch.setattr(Visible, "own", lambda self, **names: before(self, **{**names, "regime": None}))


def _forgets_the_unit(monkeypatch):
    before = Visible.own
    monkeypatch.setattr(Visible, "own", lambda self, **names: before(replace(self, units=_all_units()), **names))


def _forgets_what_a_signal_hangs_on(monkeypatch):
    monkeypatch.setattr("zicht.access.gate._without", lambda records, *_: records)


def _decides_without_dates(monkeypatch):
    monkeypatch.setattr("zicht.access.decide.Seat.holds", lambda *_: True)


def _decides_without_regime(monkeypatch):
    monkeypatch.setattr("zicht.access.decide._same_regime", lambda *_: True)


@pytest.mark.parametrize(
    "plant",
    [
        _everywhere, _forgets_the_end, _forgets_exclusions, _forgets_the_regime, _forgets_the_unit,
        _forgets_what_a_signal_hangs_on, _decides_without_dates, _decides_without_regime,
    ],
)  # fmt: skip
def test_a_rule_taken_out_of_the_first_wall_is_seen(some_worlds, monkeypatch, plant):
    plant(monkeypatch)
    assert seen(some_worlds)
