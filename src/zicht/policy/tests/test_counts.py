# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small numbers of a chain do not leave, and cannot be computed from what is shown."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.monitor.adding import protect_sums
from zicht.monitor.disclosure import MINIMUM_CELL
from zicht.policy.counts import Line, bars, cells_of, one_shown, protected, sheet
from zicht.policy.known import chains, published
from zicht.policy.picture import Drawn, picture
from zicht.policy.rules import Counts

CARE = chains()["care"]


@st.composite
def filled(draw: st.DrawFn) -> Counts:
    """Counts of care that hold, with reasons for some of those who left."""
    numbers = {"signals": draw(st.integers(0, 80))}
    numbers["persons"] = draw(st.integers(0, 80))
    lost = {}
    for step in CARE.steps[2:]:
        whole = numbers[step.part_of]
        numbers[step.code] = draw(st.integers(0, whole))
        told = draw(st.integers(0, whole - numbers[step.code]))
        lost[step.code] = {step.reasons[0]: told}
    return Counts(numbers, lost, {})


def equations(lines: tuple[Line, ...]) -> list[list[tuple[object, int]]]:
    """What a reader knows: a whole is its part and those lost; those lost are the reasons together."""
    at = {line.step.code: line for line in lines}
    found = []
    for line in lines:
        if line.whole:
            found.append([(at[line.step.part_of].number, 1), (line.number, -1), (line.lost, -1)])
            if line.reasons:
                found.append([(line.lost, 1), *((cell, -1) for _, cell in line.reasons)])
    return found


@settings(max_examples=25, deadline=None)
@given(filled())
def test_no_small_number_is_shown_and_none_stands_alone_in_a_sum(counts):
    lines = protected(CARE, counts)
    shown = [cell.count for line in lines for cell in cells_of(line) if cell.count is not None]
    assert [count for count in shown if 0 < count < MINIMUM_CELL] == []
    for sum_ in equations(lines):
        hidden = [cell for cell, _ in sum_ if cell.suppressed]
        assert len(hidden) != 1


def test_published_facts_are_large_enough_to_be_shown_whole():
    for fact in published():
        lines = protected(chains()[fact.chain], fact.counts)
        assert [cell for line in lines for cell in cells_of(line) if cell.suppressed] == []


def test_sums_that_do_not_hold_are_refused():
    with pytest.raises(ValueError, match="this sum is not 0"):
        protect_sums({"whole": 30, "part": 20, "rest": 11}, [("whole", ("part", "rest"))])


def test_a_whole_that_would_tell_too_much_of_its_parts_is_hidden_with_them():
    """From 10 a reader knows each part within eight; from 12 within ten, and that is allowed."""
    sums = [("whole", ("part", "rest"))]
    assert all(cell.suppressed for cell in protect_sums({"whole": 10, "part": 3, "rest": 7}, sums).values())
    assert protect_sums({"whole": 12, "part": 3, "rest": 9}, sums)["whole"].count == 12


def test_a_share_of_a_hidden_number_is_hidden_too():
    counts = Counts({"signals": 50, "persons": 40, "intakes": 4, "offered": 4, "accepted": 4, "reported": 4}, {}, {})
    lines = {line.step.code: line for line in protected(CARE, counts)}
    assert lines["intakes"].number.suppressed
    assert lines["intakes"].share is None
    assert lines["offered"].share is None


@pytest.mark.database
@pytest.mark.django_db
def test_the_picture_says_in_words_what_it_draws(actor, at):
    bas = actor("bas", Purpose.POLICY_MAKING)
    with acting(bas.context(at)):
        for fact in published():
            one = one_shown(bas, fact.key, at=at)
            svg = picture(Drawn(one.title, bars(one)), chart_id="proef")
            description = re.search(r'<desc id="proef-desc">([^<]+)</desc>', svg)
            assert description
            assert 'role="img" aria-labelledby="proef-title proef-desc"' in svg
            for bar in bars(one):
                assert f"{bar.words}: {bar.number.count} {bar.unit}" in description[1]


@pytest.mark.database
@pytest.mark.django_db
def test_every_row_of_the_file_names_its_unit(actor, at):
    bas = actor("bas", Purpose.POLICY_MAKING)
    with acting(bas.context(at)):
        (box,) = [fact for fact in published() if fact.chain == "nla"]
        found = sheet(one_shown(bas, box.key, at=at))
    counted = [row for row in found.rows if len(row) == len(found.head)]
    assert {row[2] for row in counted} == {"signalen", "personen"}
    assert ["signalen binnengekomen", "", "signalen", "65", "", ""] in counted
    assert ["intakegesprek gevoerd", "", "personen", "66", "personen in deze signalen", "80"] in counted
