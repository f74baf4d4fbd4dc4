# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which reports are proposed as one person: reasons, contradictions, and work that grows with the reports."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht.register.duplicates import LARGEST_BLOCK, Mark, propose


def key(number):
    return UUID(int=number)


def mark(number, **changes):
    given = {
        "report": key(number), "victim": key(1000 + number), "delivery": key(2000 + number), "year": 2019,
        "sex": "female", "nationality": "NG", "born": frozenset({1995, 1994}), "forms": frozenset({"SU"}),
    }  # fmt: skip
    return Mark(**given | changes)


def reasons(*marks, **rest):
    return [pair.reasons for pair in propose(marks, **rest).pairs]


NAME, OTHER_NAME, SOUND = frozenset({b"n"}), frozenset({b"m"}), frozenset({b"s"})


def test_a_rare_combination_is_a_reason():
    assert reasons(mark(1), mark(2)) == [("rare",)]


def test_the_same_name_is_a_reason_years_apart():
    assert reasons(mark(1, names=NAME), mark(2, year=2026, names=NAME, born=frozenset())) == [("name",)]


def test_every_reason_is_told():
    assert reasons(mark(1, names=NAME, sounds=SOUND), mark(2, names=NAME, sounds=SOUND)) == [("name", "sound")]


@pytest.mark.parametrize(
    "second",
    [
        {"born": frozenset({1980})},
        {"sex": "male"},
        {"nationality": "RO"},
        {"forms": frozenset({"CU"})},
        {"year": 2021},
        {"born": frozenset()},
        {"nationality": ""},
        {"delivery": key(2001)},  # two keys in one file are two persons for who made the file
        {"victim": key(1001)},  # one person already
    ],
)
def test_what_contradicts_or_says_nothing_is_not_proposed(second):
    assert reasons(mark(1), mark(2, **second)) == []


def test_two_different_names_are_two_persons_however_alike():
    assert reasons(mark(1, names=NAME), mark(2, names=OTHER_NAME)) == []


def test_the_same_name_with_other_years_of_birth_is_not_proposed():
    assert reasons(mark(1, names=NAME), mark(2, names=NAME, born=frozenset({1970}))) == []


def test_what_was_judged_does_not_come_back():
    assert reasons(mark(1), mark(2), judged={(key(1001), key(1002))}) == []


def test_only_pairs_with_the_report_that_came_in():
    marks = [mark(1), mark(2), mark(3)]
    assert len(propose(marks).pairs) == 3
    assert {(p.one, p.other) for p in propose(marks, focus=key(2)).pairs} == {(key(1), key(2)), (key(2), key(3))}


def test_what_many_persons_share_is_passed_over_and_counted():
    many = [mark(n, born=frozenset({1995})) for n in range(LARGEST_BLOCK["rare"] + 1)]
    found = propose(many)
    assert found.pairs == ()
    assert found.too_common == 1


@given(st.integers(min_value=2, max_value=300))
def test_comparisons_are_at_most_a_fixed_number_per_report(number):
    """The worst case: blocks as full as they may be."""
    full = LARGEST_BLOCK["name"]
    marks = [mark(n, names=frozenset({bytes([n // full])}), sex="") for n in range(number)]
    assert propose(marks).compared <= number * full


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 5)), max_size=30))
def test_the_order_of_reports_does_not_matter(rows):
    marks = [
        mark(n, victim=key(1000 + victim), names=frozenset({bytes([name])}), born=frozenset({1990 + born}))
        for n, (name, born, victim) in enumerate(rows)
    ]
    there, back = propose(marks), propose(reversed(marks))
    assert {p.reasons for p in there.pairs} == {p.reasons for p in back.pairs}
    assert len(there.pairs) == len(back.pairs)
