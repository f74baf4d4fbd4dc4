# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An attacker who sees the table and knows the rules cannot compute a hidden cell."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.monitor.disclosure import MINIMUM_CELL, protect
from zicht.monitor.table import Cell, Head, Table

NUMBERS = st.one_of(st.integers(0, 14), st.integers(0, 60))


def table_of(inside, *, rows_add=True, bottom=None):
    rows = [list(row) for row in inside]
    rows.append([sum(column) for column in zip(*rows, strict=True)] if bottom is None else list(bottom))
    counts = [[*row, sum(row)] for row in rows]
    below = counts[-1]
    cells = tuple(
        tuple(Cell(c, c, b, 100 * c / b if b else None) for c, b in zip(row, below, strict=True)) for row in counts
    )
    heads = tuple(Head(str(number), "rij", "row") for number in range(len(counts)))
    columns = (*(str(2015 + number) for number in range(len(counts[0]) - 1)), "Totaal")
    words = ("id", "titel", "title", "slachtoffers", "basis", "2015", "region", "Regio", "r/1", "l/1", "regel", ())
    return Table(*words, heads, columns, cells, rows_add=rows_add), counts


def hidden_in(table):
    return [(i, j) for i, row in enumerate(table.cells) for j, cell in enumerate(row) if cell.hidden]


def equations(table, counts, unknown, rows_add):
    """The sums that everybody knows, visible numbers filled in: coefficients of the unknown, and the rest."""
    rows, columns = len(counts), len(counts[0])
    lines = [[((i, j), -1 if j == columns - 1 else 1) for j in range(columns)] for i in range(rows)]
    if rows_add:
        lines += [[((i, j), -1 if i == rows - 1 else 1) for i in range(rows)] for j in range(columns)]
    for line in lines:
        rest = -sum(sign * table.cells[i][j].count for (i, j), sign in line if (i, j) not in unknown)
        signs = dict(line)
        yield [signs.get(place, 0) for place in unknown], rest


def determined(system, size):
    """The unknowns with one solution in the linear system (exact elimination)."""
    matrix = [[Fraction(x) for x in (*left, right)] for left, right in system]
    pivots, at = [], 0
    for column in range(size):
        found = next((r for r in range(at, len(matrix)) if matrix[r][column]), None)
        if found is None:
            continue
        matrix[at], matrix[found] = matrix[found], matrix[at]
        matrix[at] = [x / matrix[at][column] for x in matrix[at]]
        for r in range(len(matrix)):
            if r != at and matrix[r][column]:
                matrix[r] = [x - matrix[r][column] * y for x, y in zip(matrix[r], matrix[at], strict=True)]
        pivots.append((column, at))
        at += 1
    return [column for column, r in pivots if not any(matrix[r][c] for c in range(size) if c != column)]


@pytest.mark.parametrize("rows_add", [True, False])
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_linear_algebra_finds_no_hidden_cell(rows_add, data):
    height, width = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 5))
    inside = data.draw(st.lists(st.lists(NUMBERS, min_size=width, max_size=width), min_size=height, max_size=height))
    bottom = None if rows_add else [max(column) + 3 for column in zip(*inside, strict=True)]
    raw, counts = table_of(inside, rows_add=rows_add, bottom=bottom)
    table = protect(raw)
    unknown = hidden_in(table)
    for i, row in enumerate(counts):
        for j, count in enumerate(row):
            assert not 0 < count < MINIMUM_CELL or (i, j) in unknown
    if not table.withheld and unknown:
        assert determined(list(equations(table, counts, unknown, rows_add)), len(unknown)) == []


@settings(max_examples=40, deadline=None)
@given(inside=st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=3, max_size=3))
def test_trying_every_table_finds_no_hidden_cell(inside):
    """The strongest attacker: whole numbers above 0, every table tried. Only tables with few hidden cells inside."""
    inside[0][0] += 10
    inside[1][1] += 10
    inside[2][2] += 10
    raw, counts = table_of(inside)
    table = protect(raw)
    unknown = hidden_in(table)
    margins = [p for p in unknown if 3 in p]
    if table.withheld or not unknown or margins:
        return
    row_rest = [sum(counts[i][j] for j in range(3) if (i, j) in unknown) for i in range(3)]
    column_rest = [sum(counts[i][j] for i in range(3) if (i, j) in unknown) for j in range(3)]
    possible = {place: set() for place in unknown}
    for solution in solutions(unknown, row_rest, column_rest):
        for place, value in solution.items():
            possible[place].add(value)
    assert all(len(values) > 1 for values in possible.values())


def solutions(unknown, row_rest, column_rest):
    """Every table with the known sums, row by row."""
    by_row = []
    for i in range(3):
        places = [place for place in unknown if place[0] == i]
        choices = product(range(1, row_rest[i] + 1), repeat=max(0, len(places) - 1))
        fits = []
        for choice in choices:
            last = row_rest[i] - sum(choice)
            if places and last >= 1:
                fits.append(dict(zip(places, (*choice, last), strict=True)))
        by_row.append(fits if places else [{}])
    for first, second in product(by_row[0], by_row[1]):
        need = {j: column_rest[j] - sum(v for (_, c), v in (first | second).items() if c == j) for j in range(3)}
        third = {place: need[place[1]] for place in unknown if place[0] == 2}
        rest = [value for j, value in need.items() if (2, j) not in unknown]
        if all(value >= 1 for value in third.values()) and not any(rest) and sum(third.values()) == row_rest[2]:
            yield first | second | third


def test_one_small_cell_takes_three_others_along():
    raw, _ = table_of([[4, 50, 60], [20, 70, 80], [30, 90, 95]])
    assert hidden_in(protect(raw)) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_hidden_cells_together_are_never_small():
    raw, counts = table_of([[2, 3, 50], [40, 2, 60], [50, 60, 3]])
    table = protect(raw)
    for i in range(3):
        hidden = [counts[i][j] for j in range(3) if table.cells[i][j].hidden]
        assert table.cells[i][3].hidden or not hidden or sum(hidden) >= MINIMUM_CELL


def test_nothing_small_nothing_hidden_and_zero_stays():
    raw, _ = table_of([[10, 0], [0, 31]])
    table = protect(raw)
    assert hidden_in(table) == []
    assert table.cells[0][1].count == 0


@pytest.mark.parametrize(("inside", "withheld"), [([[9, 0]], True), ([[0, 0]], True), ([[10, 0]], False)])
def test_below_the_minimum_base_the_whole_figure_is_hidden(inside, withheld):
    table = protect(table_of(inside)[0])
    assert bool(table.withheld) is withheld
    assert all(cell.hidden for row in table.cells for cell in row) is withheld


@given(inside=st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_hidden_cell_holds_no_number_and_no_share_tells_a_hidden_base(inside):
    table = protect(table_of(inside)[0])
    for row in table.cells:
        for cell, base in zip(row, table.cells[-1], strict=True):
            if cell.hidden:
                assert (cell.count, cell.numerator, cell.denominator, cell.percentage) == (None,) * 4
                assert cell.reason
            if base.hidden:
                assert (cell.denominator, cell.percentage) == (None, None)


def test_protecting_twice_is_protecting_once():
    table = protect(table_of([[4, 50], [20, 70]])[0])
    assert protect(table) is table
