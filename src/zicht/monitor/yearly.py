# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A protected table of some years, in which each year is protected by itself. Pure.

Analysts choose their years. If a hidden cell were protected by the other years of the choice, two choices could be
subtracted. So each year passes disclosure.protect() alone, always with the same result, and a total over years
is the sum of cells that everybody can see, or it is hidden. No choice of years tells more than another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zicht.monitor.disclosure import protect
from zicht.monitor.table import Cell, Table

ADDS_HIDDEN = "Afgeschermd: in dit totaal zit een afgeschermde cel."


def protect_years(chosen: Table, single: Sequence[Table]) -> Table:
    """`chosen` protected. single: the same table for each of its years alone, in their order, unprotected."""
    if [table.columns[0] for table in single] != list(chosen.columns[:-1]):
        raise ValueError("the single years are not the years of the table")
    columns = [_column(table) for table in single]
    inside = list(zip(*columns, strict=True))
    bottom = _sum(inside[-1])
    cells = tuple((*row, _share(_sum(row), bottom)) for row in inside)
    reasons = {cell.reason for row in cells for cell in row}
    nothing_shown = all(cell.hidden for row in cells for cell in row)
    withheld = max(reasons - {ADDS_HIDDEN}, default="") if nothing_shown else ""
    return replace(chosen, cells=cells, protected=True, withheld=withheld)


def _column(table: Table) -> list[Cell]:
    """The cells of one year. A year in which nobody was reported points at nobody and stays."""
    if table.cells[-1][0].count == 0:
        return [row[0] for row in table.cells]
    return [row[0] for row in protect(table).cells]


def _sum(row: Sequence[Cell]) -> Cell:
    """The total of a row: only out of cells that everybody can see."""
    counts = [cell.count for cell in row if cell.count is not None]
    if len(counts) < len(row):
        return Cell(None, hidden=True, reason=ADDS_HIDDEN)
    return Cell(sum(counts))


def _share(total: Cell, bottom: Cell) -> Cell:
    """The total with its share of all victims of these years, when that number is shown."""
    if total.count is None or not bottom.count:
        return total
    share = 100 * total.count / bottom.count
    return replace(total, numerator=total.count, denominator=bottom.count, percentage=share)
