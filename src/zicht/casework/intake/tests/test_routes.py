# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The table of routes has one answer for every signal, and says why."""

import inspect
from datetime import date
from itertools import combinations, product

import pytest

from zicht.casework.intake import routes
from zicht.casework.intake.entry import ABOUT, AGE_CLASSES
from zicht.reference.lists import code_list

DAY = date(2026, 11, 16)
CODES = code_list("forms").codes()
SETS = [chosen for size in range(len(CODES) + 1) for chosen in combinations(CODES, size)]
EVERY = list(product([code for code, _ in ABOUT], SETS, AGE_CLASSES, [True, False]))


def test_every_signal_gets_one_route_with_words_and_sources():
    assert len(EVERY) == 3 * 16 * 3 * 2
    for about, forms, age, acute in EVERY:
        found = routes.route_for(about=about, forms=forms, age_class=age, acute=acute, day=DAY)
        assert found.partner
        assert found.explanation
        assert found.consequence
        assert found.sources
        assert found.version == routes.table().version


def test_the_shipped_table_has_no_finding():
    assert routes.check_routes(routes.table().rows) == []


def test_the_table_knows_the_forms_of_the_list():
    assert set(routes.FORMS) == {*CODES, "several", "unclear"}


def test_every_route_is_proposed_or_chosen_by_hand():
    proposed = {row.route for row in routes.table().rows}
    assert proposed == {r.code for r in routes.table().routes.values() if not r.by_hand}


def test_acute_danger_is_for_112_whatever_else_is_known():
    for about, forms, age, acute in EVERY:
        route = routes.route_for(about=about, forms=forms, age_class=age, acute=acute, day=DAY)
        assert ("112" in route.partner) is acute


def test_a_minor_in_no_acute_danger_never_goes_to_the_police_first():
    for forms in SETS:
        route = routes.route_for(about="person", forms=forms, age_class="minor", acute=False, day=DAY)
        assert route.route == "youth"
        assert "ouders of voogd niets" in route.also


def test_origin_cannot_be_an_input():
    words = {"nationality", "origin", "residence", "country", "language"}
    assert not set(inspect.signature(routes.route_for).parameters) & words
    assert not {field for field in routes.Row.__dataclass_fields__ if field in words}


@pytest.fixture
def rows():
    return list(routes.table().rows)


def test_a_planted_gap_is_found(rows):
    findings = routes.check_routes(rows[1:])
    assert "no row for about person, form SU, age minor, acute" in findings


def test_planted_faults_are_found(rows):
    double = routes.check_routes([*rows, rows[0]])
    assert any(finding.startswith("2 rows for") for finding in double)
    from dataclasses import replace

    never = replace(rows[0], about=())
    silent = replace(rows[0], explanation="", sources=("nobody",))
    assert any("never met" in f for f in routes.check_routes([*rows, never]))
    assert {f.split(": ", 1)[1] for f in routes.check_routes([silent, *rows[1:]])} == {
        "no explanation",
        "unknown source 'nobody'",
    }
