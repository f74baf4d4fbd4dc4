# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A part of a protected table, for some of its years. Pure.

Small numbers are protected once, in the table of all years. A choice of years is cut out of that table and
shows nothing that stands not in it: a total is the sum of cells that are visible, or it is hidden. So nobody can
find a hidden cell by asking for two periods and subtracting.
"""

from __future__ import annotations

from dataclasses import replace

from zicht.monitor.disclosure import UnprotectedTableError
from zicht.monitor.table import Cell, Table

ADDS_HIDDEN = "Afgeschermd: in dit totaal zit een afgeschermde cel."


def cut(whole: Table, part: Table) -> Table:
    """`part` (the unprotected table of some years) with the cells that `whole` (protected, all years) shows.

    Raises UnprotectedTableError when `whole` is not protected.
    """
    if not whole.protected:
        raise UnprotectedTableError(whole.id)
    places = [whole.columns.index(year) for year in part.columns[:-1]]
    inside = [[row[place] for place in places] for row in whole.cells]
    bottom = _sum(inside[-1], base=None)
    cells = tuple((*row, _sum(row, base=bottom.count)) for row in inside)
    return replace(part, cells=cells, protected=True, withheld=whole.withheld)


def _sum(row: list[Cell], *, base: int | None) -> Cell:
    """The total of a row: only out of cells that everybody can see."""
    counts = [cell.count for cell in row if cell.count is not None]
    if len(counts) < len(row):
        return Cell(None, hidden=True, reason=ADDS_HIDDEN)
    total = sum(counts)
    below = total if base is None else base
    return Cell(total, total, below, 100 * total / below if below else None)
