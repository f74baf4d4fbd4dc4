# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a council's report may say: signals always, what became of them from a bound on, few people never."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.casework.extract import BECAME
from zicht.monitor.council.numbers import LINES, REGISTERED, council_year, gaps, protected, years_of
from zicht.monitor.disclosure import MINIMUM_CELL, MINIMUM_MUNICIPALITY, MINIMUM_REGION, MINIMUM_WIDTH
from zicht.monitor.publishing.council import check, summary, unseen

YEARS = years_of(2025)
HIDDEN = "suppressed"


def counted(**numbers):
    """The same number in each year; the parts of the signals given in the order of BECAME."""
    parts = dict(zip(BECAME, numbers.pop("became", (0, 0, 0, 0)), strict=True))
    whole = {"signals": sum(parts.values()), **parts, "advice": 0, "cases": 0, "passed_on": 0, **numbers}
    return {code: dict.fromkeys(YEARS, number) for code, number in whole.items()}


def one_year(filled=None, kept=None, **numbers):
    found = protected(YEARS, counted(**numbers), filled or {}, kept or {})
    return {code: told[-1] for code, told in found.items()}


def test_the_bounds_of_a_place():
    """Lowering one here is a decision of its own: this test is where it is seen."""
    assert (MINIMUM_REGION, MINIMUM_MUNICIPALITY) == (10, 20)


@pytest.mark.parametrize("few", [1, 3, 19])
def test_few_signals_are_told_and_what_became_of_them_is_not(few):
    found = one_year(became=(few, 0, 0, 0))
    assert found["signals"] == few
    assert {found[code] for code in BECAME} == {HIDDEN}


def test_no_signal_is_zero_in_every_part():
    found = one_year()
    assert {found[code] for code in ("signals", *BECAME)} == {0}


def test_from_the_bound_on_large_parts_are_told():
    found = one_year(became=(10, 10, 0, 0))
    assert [found[code] for code in BECAME] == [10, 10, 0, 0]


def test_a_small_part_takes_another_with_it():
    found = one_year(became=(3, 40, 0, 25))
    assert found["in_case"] == HIDDEN
    assert sum(found[code] == HIDDEN for code in BECAME) >= 2
    assert found["waiting"] == 0


@settings(max_examples=60, deadline=None)
@given(parts=st.tuples(*[st.integers(0, 60)] * 4))
def test_nobody_computes_a_small_part(parts):
    """The signals are out: what is left after the shown parts must leave each small part room enough."""
    found = one_year(became=parts)
    hidden = [code for code in BECAME if found[code] == HIDDEN]
    shown = [found[code] for code in BECAME if code not in hidden]
    assert all(number == 0 or number >= MINIMUM_CELL for number in shown)
    assert sum(parts) == found["signals"]
    if any(0 < part < MINIMUM_CELL for part in parts) and sum(parts) >= MINIMUM_MUNICIPALITY:
        left = found["signals"] - sum(shown)
        assert len(hidden) >= 2
        assert left - len(hidden) >= MINIMUM_WIDTH


@pytest.mark.parametrize("code", [code for code, line in LINES.items() if line.people and code not in BECAME])
def test_small_numbers_about_people_are_hidden_one_by_one(code):
    filled = {code: dict.fromkeys(YEARS, 9)}
    assert one_year(filled, **({code: 9} if code in ("cases", "passed_on") else {}))[code] == HIDDEN
    filled = {code: dict.fromkeys(YEARS, 10)}
    assert one_year(filled, **({code: 10} if code in ("cases", "passed_on") else {}))[code] == 10


def test_one_registered_victim_in_three_years_is_in_none_of_them():
    found = protected(YEARS, counted(became=(1, 0, 0, 0)), {REGISTERED: {2023: 0, 2024: 1, 2025: 0}}, {})
    assert found[REGISTERED] == [HIDDEN] * 3
    data = council_year("Gemeente Proef", YEARS, found, place="tie", told_by="", counted_on=date(2026, 3, 1))
    check(data)
    text = " ".join((*summary(data, "nl"), *unseen(data, "nl")))
    assert "Signalen ontvangen: 1" in text
    assert "te klein om te noemen" in text
    assert "Niet bijgehouden in dit jaar: Gesprekken met mogelijke slachtoffers" in text


def test_zeros_do_not_tell_in_which_year_a_case_was():
    numbers = counted(became=(0, 25, 0, 0))
    numbers["in_case"][2024] = numbers["cases"][2024] = 1
    numbers["signals"][2024] += 1
    found = protected(YEARS, numbers, {}, {})
    assert found["signals"] == [25, 26, 25]
    assert {told for code in ("cases", *BECAME) for told in found[code]} <= {HIDDEN, 0}
    assert found["cases"] == found["in_case"] == found["ended"] == [HIDDEN] * 3


def test_a_zero_that_was_told_stays_told():
    found = protected(YEARS, counted(cases=3), {}, {"cases": {2023: 0, 2024: 12}})
    assert found["cases"] == [0, 12, HIDDEN]


def test_what_was_counted_is_not_filled_in_over():
    assert one_year({"signals": {2025: 99}}, became=(0, 5, 0, 0))["signals"] == 5
    assert one_year({"in_case": {2025: 99}}, became=(0, 5, 0, 0))["in_case"] == HIDDEN


def test_only_gaps_can_be_filled_in():
    empty = gaps(YEARS, counted(care=4), {"talks": {2023: HIDDEN, 2024: 12}})
    assert empty["talks"] == [2025]
    assert empty["care"] == empty["signals"] == []
    assert empty["reported"] == list(YEARS)
    assert not set(empty) & set(BECAME)


def test_what_an_earlier_report_told_stays():
    kept = {"signals": {2024: 30}, "ended": {2024: 20}, "in_case": {2024: 10}, REGISTERED: {2024: HIDDEN}}
    found = protected(YEARS, counted(became=(11, 20, 0, 0)), {REGISTERED: {2025: 40}}, kept)
    assert found["signals"] == [31, 30, 31]
    assert found["in_case"] == [11, 10, 11]
    assert found[REGISTERED] == [HIDDEN] * 3
