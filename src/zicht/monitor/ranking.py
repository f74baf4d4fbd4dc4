# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tables of the largest: which rows stand in them, and the rank in each column. Ties share a rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zicht.monitor.frames import UNKNOWN
from zicht.monitor.result import Cell, Head

Row = tuple[Head, tuple[Cell, ...]]


def ranked(
    rows: Sequence[Head], columns: Sequence[Head], cells: Sequence[tuple[Cell, ...]], *, top: int
) -> tuple[list[Head], list[tuple[Cell, ...]]]:
    """The union of the first ``top`` rows of every column, the largest in the last column first.

    Outside the first ``top`` a cell has no rank, except in the total column, which ranks everything. The unknown have
    no rank and no row.
    """
    known = [(row, line) for row, line in zip(rows, cells, strict=True) if row.code != UNKNOWN]
    ranks = [_ranks([line[place].count or 0 for _, line in known]) for place in range(len(columns))]
    lines: list[tuple[int, int, Row]] = []
    for number, (row, line) in enumerate(known):
        mine = [ranks[place][number] if line[place].count else None for place in range(len(columns))]
        if any(rank is not None and rank <= top for rank in mine):
            shown = tuple(
                replace(cell, rank=rank if rank is not None and (rank <= top or column.kind == "total") else None)
                for cell, rank, column in zip(line, mine, columns, strict=True)
            )
            lines.append((-(line[-1].count or 0), number, (row, shown)))
    found = [row for _, _, row in sorted(lines, key=lambda each: each[:2])]
    return [row for row, _ in found], [line for _, line in found]


def _ranks(counts: Sequence[int]) -> list[int]:
    """1 for the largest; equal numbers share a rank and the next rank is skipped."""
    return [1 + sum(other > mine for other in counts) for mine in counts]
