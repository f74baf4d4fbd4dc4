# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The shape of a figure: its declaration and its cells. One shape for page, CSV and chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["region", "national"]
STATUS = "werkcijfer - niet voor publicatie"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number. ``percentage`` is 0 to 100 of ``denominator``; a hidden cell holds no number at all."""

    count: int | None
    numerator: int | None = None
    denominator: int | None = None
    percentage: float | None = None
    hidden: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a row: the code and the Dutch and English words."""

    code: str
    nl: str
    en: str


@dataclass(frozen=True)
class Table:
    """A figure as a table. The last row and the last column are totals.

    ``rows_add`` False: the rows overlap, so they never add up to the last row. ``protected`` is set by
    disclosure.protect() alone; an unprotected table is neither drawn nor written. ``withheld``, when not
    empty, says why the whole figure is hidden.
    """

    id: str
    title_nl: str
    title_en: str
    unit: str
    base: str
    period: str
    scope: Scope
    place: str
    rule_version: str
    list_versions: str
    missing_rule: str
    footnotes: tuple[str, ...]
    rows: tuple[Head, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    rows_add: bool = True
    status: str = STATUS
    protected: bool = False
    withheld: str = ""
