# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A mean and a list of the most frequent give hidden counts away: planted, found, and mended by protection."""

from dataclasses import replace

import pytest

from zicht.monitor import publications
from zicht.monitor.auditing import audit_publication
from zicht.monitor.declaring import definitions
from zicht.monitor.protecting import protect_tables
from zicht.monitor.publications import Publication
from zicht.monitor.result import Cell, CountedTable, Head, Words
from zicht.monitor.tests.golden import golden_edition

KNOWN = definitions()
CLASSES = tuple(category.code for category in KNOWN.variables["age"].categories)
TOTAL = Head("total", Words("Totaal", "Total"), "total")
AGES = (17, 22, 29, 30)  # everybody of a class has this age


def head(code, kind, variable):
    return Head(code, Words(code, code), kind, ((variable, code),))


def table(number, rows, columns, lines, *, partition, means=()):
    """A table of counts with its totals (the sum of the rows where they are parts)."""
    cells = [tuple(Cell(n) for n in line) for line in lines]
    found = replace(
        next(each for each in golden_edition().tables if each.id == number),
        rows=tuple(rows),
        columns=tuple(columns),
        cells=tuple(cells),
        partition=partition,
    )
    if means:
        mean = Head("mean", Words("Gemiddelde", "Mean"), "mean", None)
        line = tuple(Cell(None, mean=each) for each in means)
        found = replace(found, rows=(*found.rows, mean), cells=(*found.cells, line))
    return found


def ages(columns, counts, unknown=(0, 0, 0)):
    """Figure 2.10 with these columns; counts per column, of AGES. The mean follows from them."""
    rows = [*(head(code, "category", "age") for code in CLASSES), head("unknown", "category", "age"), TOTAL]
    lines = [[each[at] for each in counts] for at in range(len(CLASSES))]
    lines += [list(unknown[: len(counts)]), [sum(each) + more for each, more in zip(counts, unknown, strict=False)]]
    means = [sum(n * age for n, age in zip(each, AGES, strict=True)) / sum(each) for each in counts]
    return table("2.10", rows, columns, lines, partition=True, means=means)


def shown(plain: CountedTable, hide, *, decimals=1):
    """As it would leave with these cells hidden, and means of so many decimals."""
    cells = tuple(
        tuple(
            Cell(None, suppressed=True)
            if (row.code, column.code) in hide
            else replace(cell, mean=None if cell.mean is None else round(cell.mean, decimals))
            for column, cell in zip(plain.columns, line, strict=True)
        )
        for row, line in zip(plain.rows, plain.cells, strict=True)
    )
    return replace(plain, cells=cells, protected=True)


def found_in(plain, out):
    return {(each.code, *(value for _, value in each.name.facts)) for each in audit_publication(
        [Publication("planted", (plain,), (out,))], KNOWN)}  # fmt: skip


def mended(plain):
    """What protection makes of it may leave."""
    done = protect_tables([plain], KNOWN)
    assert audit_publication([Publication("mended", (plain,), done.tables)], KNOWN) == ()
    return done.tables[0]


@pytest.fixture
def without_hints(monkeypatch):
    """The audit as it was when it knew of sums and of parts alone."""
    monkeypatch.setattr(publications, "hint", lambda *_: None)


OLD = ages([TOTAL], [(4, 36, 0, 0)])
CHILDREN = {(CLASSES[0], "total"), (CLASSES[1], "total")}


def test_a_mean_that_bounds_a_hidden_class_is_found():
    """All are nearly as old as their class allows: with the mean the children are four at most."""
    leaks = audit_publication([Publication("planted", (OLD,), (shown(OLD, CHILDREN),))], KNOWN)
    assert [(each.code, each.name.facts[0]) for each in leaks] == [("computed", ("age", CLASSES[0]))]
    assert (leaks[0].low, leaks[0].high) == (1, pytest.approx(4.4))
    out = mended(OLD)
    assert out.cell("mean", "total").suppressed or out.cell("total", "total").suppressed


@pytest.mark.usefixtures("without_hints")
def test_without_the_hint_nobody_would_see_it():
    assert found_in(OLD, shown(OLD, CHILDREN)) == set()


SMALL, LARGE = head("AU", "group", "group"), head("CU", "group", "group")
PARTS = ages([SMALL, LARGE, TOTAL], [(0, 0, 0, 4), (50, 50, 0, 20), (50, 50, 0, 24)], (12, 10, 22))
REST = {(row, column) for row in (CLASSES[3], "unknown") for column in ("AU", "total")} | {("mean", "AU")}


def test_the_mean_of_all_without_the_other_group_is_found():
    """Mean and base of the large group and of all give the ages of the small one, and so how many they can be."""
    assert found_in(PARTS, shown(PARTS, REST)) == {("computed", CLASSES[3], "AU")}
    mended(PARTS)


@pytest.mark.usefixtures("without_hints")
def test_the_sums_alone_would_let_that_pass():
    assert found_in(PARTS, shown(PARTS, REST)) == set()


def test_a_mean_of_few_or_beside_a_hidden_number_or_too_exact_is_found():
    few = ages([TOTAL], [(0, 4, 0, 0)])
    found = found_in(few, shown(few, {(CLASSES[1], "total"), ("total", "total")}))
    assert {each[0] for each in found} == {"mean"}
    many = ages([TOTAL], [(20, 31, 0, 0)])
    assert {each[0] for each in found_in(many, shown(many, set(), decimals=9))} == {"mean"}
    assert found_in(many, shown(many, set())) == set()


def test_protection_gives_means_one_decimal_and_none_of_few_known_ages():
    out = golden_edition().protected(KNOWN).tables
    means = [
        cell.mean for each in out for row, _, cell in each.walk() if row.kind == "mean" and cell.mean is not None
    ]
    assert means
    assert all(mean == round(mean, 1) for mean in means)
    rows = [*(head(code, "category", "age") for code in CLASSES), head("unknown", "category", "age"), TOTAL]
    lines = [[0], [3], [0], [0], [40], [43]]
    assert mended(table("2.10", rows, [TOTAL], lines, partition=True, means=[22.0])).cell("mean", "total").suppressed


FIRST = ("NL", "NG", "PL", "RO", "BG", "HU")
YEARS = (head("2018", "year", "year"), head("2019", "year", "year"))


def nationalities(fifth):
    """The first five of two years; HU is among them in 2018 alone. Others make up the total."""
    before, after = (60, 50, 40, 30, 12, 25), (60, 50, 40, 30, fifth, 4)
    lines = [list(pair) for pair in zip(before, after, strict=True)] + [[400, 400]]
    return table(
        "T2.1", [*(head(code, "category", "nationality") for code in FIRST), TOTAL], YEARS, lines, partition=False
    )


def test_who_stands_below_the_fifth_is_at_most_the_fifth():
    plain = nationalities(fifth=10)
    leak = ("computed", "HU", "2019")
    assert found_in(plain, shown(plain, {("HU", "2019")})) == {leak}
    assert found_in(nationalities(fifth=11), shown(nationalities(fifth=11), {("HU", "2019")})) == set()
    assert mended(plain).cell("BG", "2019").suppressed


@pytest.mark.usefixtures("without_hints")
def test_the_total_alone_would_let_the_sixth_pass():
    assert found_in(nationalities(fifth=10), shown(nationalities(fifth=10), {("HU", "2019")})) == set()
