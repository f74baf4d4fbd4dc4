# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The working figure: who sees it and chooses other years computes no small number."""

import csv
import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from zicht.base.sheets import csv_file
from zicht.monitor.declaring import definitions
from zicht.monitor.disclosure import HIDDEN, MINIMUM_BASE, MINIMUM_CELL, MINIMUM_WIDTH, UnprotectedTableError
from zicht.monitor.working import counted, protected, publication, sheet

KNOWN = definitions()
GROUPS = ("BL-SU", "GO-SU", "AU", "CU", "ON")
NUMBERS = some.one_of(some.integers(0, 14), some.integers(0, 60))
YEAR = some.lists(NUMBERS, min_size=len(GROUPS), max_size=len(GROUPS))
FIRST = 2015


def raw(years):
    """The figure of these numbers, a list per group for each year, unprotected."""
    people = [
        {"year": FIRST + at, "group": group, "emm_only": False}
        for at, numbers in enumerate(years)
        for group, number in zip(GROUPS, numbers, strict=True)
        for _ in range(number)
    ]
    frame = pl.DataFrame(people, schema={"year": pl.Int16, "group": pl.String, "emm_only": pl.Boolean})
    return counted(frame, range(FIRST, FIRST + len(years)), KNOWN)


def column(table, at):
    return [line[at] for line in table.cells]


@given(YEAR)
@settings(max_examples=60, deadline=None)
def test_what_a_year_shows_leaves_a_small_number_wide_open(numbers):
    """The attacker knows the rules: nothing is negative, zeros are shown, the groups add up to the total."""
    *groups, total = column(protected(raw([numbers]), KNOWN), 0)
    gone = [number for number, cell in zip(numbers, groups, strict=True) if cell.suppressed]
    assert [cell for cell in (*groups, total) if 0 < (cell.count or 0) < MINIMUM_CELL] == []
    if gone and not total.suppressed:
        # Each of the hidden is at least 1, so one of them is at most what the others leave.
        most = sum(gone) - (len(gone) - 1)
        assert all(most - 1 >= MINIMUM_WIDTH for number in gone if number < MINIMUM_CELL)


@given(some.lists(YEAR, min_size=2, max_size=4))
@settings(max_examples=15, deadline=None)
def test_a_year_is_the_same_in_every_choice_and_totals_add_what_is_shown(years):
    whole = protected(raw(years), KNOWN)
    for at, numbers in enumerate(years):
        (alone,) = zip(*[line[:-1] for line in protected(raw([numbers]), KNOWN).cells], strict=True)
        assert column(whole, at) == list(alone)
    for *line, total in whole.cells:
        seen = [cell.count for cell in line if not cell.suppressed]
        assert total.count == (sum(seen) if len(seen) == len(line) else None)
        assert total.suppressed == (len(seen) < len(line))


@given(YEAR)
@settings(max_examples=40, deadline=None)
def test_no_share_tells_a_hidden_total(numbers):
    table = protected(raw([numbers, [60] * 5]), KNOWN)
    for *line, total in zip(*table.cells, strict=True):
        for cell in line:
            if cell.suppressed:
                assert (cell.count, cell.numerator, cell.denominator, cell.percentage) == (None,) * 4
                assert cell.reason
            elif total.suppressed:
                assert (cell.denominator, cell.percentage) == (None, None)


def test_a_break_is_told_where_it_parts_the_years():
    assert raw([[20] * 5] * 3).breaks == ()
    assert raw([[20] * 5] * 4).breaks == ("gdpr-2018",)


@pytest.mark.parametrize(("numbers", "gone"), [([9, 0, 0, 0, 0], True), ([10, 0, 0, 0, 0], False), ([0] * 5, False)])
def test_a_year_about_too_few_is_hidden_with_its_zeros(numbers, gone):
    assert MINIMUM_BASE > 9
    assert {cell.suppressed for cell in column(protected(raw([numbers]), KNOWN), 0)} == {gone}


def test_nothing_unprotected_leaves():
    with pytest.raises(UnprotectedTableError):
        publication(raw([[20] * 5]), scope="region", place="regio Voorbeeld")


def test_the_file_says_what_it_is_and_whether_it_is_the_nation():
    table = protected(raw([[20, 20, 20, 20, 4], [40] * 5]), KNOWN)
    region = csv_file([sheet(publication(table, scope="region", place="=1+1"))]).decode("utf-8-sig")
    for words in ("niet voor publicatie", "# Eenheid;slachtoffers", "2015-2016", "EMM", "alleen eigen meldingen"):
        assert words in region
    nation = csv_file([sheet(publication(table, scope="national", place="Nederland"))]).decode("utf-8-sig")
    assert "Nederland" in nation
    assert "eigen meldingen" not in nation
    lines = list(csv.reader(io.StringIO(nation), delimiter=";"))
    held = {line[0]: line[1:] for line in lines if line and not line[0].startswith("#")}
    assert held["code"] == ["groep", "2015 aantal", "2015 %", "2016 aantal", "2016 %", "Totaal aantal", "Totaal %"]
    assert held["ON"] == ["Onbekend", HIDDEN, HIDDEN, "40", "20", HIDDEN, HIDDEN]
    assert held["total"][1:] == ["84", "100", "200", "100", "284", "100"]
    shown = [held[code][-2:] for code in GROUPS if HIDDEN not in held[code]]
    assert shown == [["60", "21"]] * len(shown)
    assert shown
