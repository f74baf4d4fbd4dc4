# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The shape of a counted table: what it counts, its rows, its columns, its cells. Pure; one shape for all ways out.

A cell knows by which facts it was selected (``Row.where`` and ``Column.where`` together). Two cells of the same unit
and base with the same facts are the same number, in whichever table they stand: that is how disclosure control sees
which tables are linked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

Unit = Literal["victims", "reports", "unit_reports", "persons", "events"]
Lang = Literal["nl", "en"]
Scope = Literal["region", "national"]
# Facts: (variable, value) pairs in the order of their names. The empty selection is everybody in the base.
Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the two languages of a publication."""

    nl: str
    en: str

    def in_(self, lang: Lang) -> str:
        """The text in a language."""
        return self.nl if lang == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or a column: a code, its words, the facts that it selects by.

    ``kind``: year, period, group, category, total, mean. ``where`` None: a row that no facts select (a mean, a rest).
    ``inside``: the code of the head that this one is a part of (a country inside a region), empty for the outer ones.
    """

    code: str
    words: Words
    kind: str
    where: Where | None = ()
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number with what it is a share of. A suppressed cell holds no number at all.

    ``count`` is in the unit of the table; ``percentage`` is 0 to 100 of ``denominator``, not rounded; ``mean`` is in
    years of age; ``rank`` is shared in a tie. ``reason`` says in Dutch why a cell is suppressed.
    """

    count: int | None
    numerator: int | None = None
    denominator: int | None = None
    percentage: float | None = None
    mean: float | None = None
    rank: int | None = None
    suppressed: bool = False
    reason: str = ""


@dataclass(frozen=True)
class CountedTable:
    """A table of the monitor. ``cells[row][column]``.

    ``partition``: whether the rows (without totals and means) are parts that add up to the base of their column; when
    False they overlap and are never added. ``place`` names what a place in this table is (residence, tie,
    exploitation, reporter), or none. ``row_words`` says what the rows are.
    ``coverage`` is (known or imputed, all) where the missing rule leaves cases out.
    """

    id: str
    title: Words
    unit: Unit
    base: str
    base_words: Words
    place: str
    missing: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[tuple[Cell, ...], ...]
    partition: bool
    notes: tuple[Words, ...] = ()
    breaks: tuple[str, ...] = ()
    coverage: tuple[int, int] | None = None
    row_words: Words = Words("Rij", "Row")
    protected: bool = False

    def walk(self) -> Iterator[tuple[Head, Head, Cell]]:
        """Every cell with its heads, row by row."""
        for row, cells in zip(self.rows, self.cells, strict=True):
            for column, cell in zip(self.columns, cells, strict=True):
                yield row, column, cell

    def cell(self, row: str, column: str) -> Cell:
        """The cell of a row code and a column code. Raises KeyError when the table has no such head."""
        rows, columns = [head.code for head in self.rows], [head.code for head in self.columns]
        if row not in rows or column not in columns:
            raise KeyError(f"{self.id}: {row} x {column}")
        return self.cells[rows.index(row)][columns.index(column)]

    def facts(self, row: Head, column: Head) -> Where | None:
        """By which facts a cell of this table was selected, base and unit included; None for means and rests."""
        if row.where is None or column.where is None:
            return None
        return tuple(sorted({*row.where, *column.where}))

    def as_data(self) -> dict[str, Any]:
        """The table for ``tables.json``: lists and plain values only, in a fixed order."""
        return asdict(self)
