# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The only way from counted tables to tables that may be published: all tables of an edition together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from unseen.disclosure import Interval, Rule, Suppression, UnprotectableError, suppress, unsafe
from zicht.monitor.bounding import bound
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_BASE, MINIMUM_CELL, MINIMUM_WIDTH, ONE_REASON
from zicht.monitor.linking import Linked, Name, everybody_of, link, name_of
from zicht.monitor.result import Cell, CountedTable, Head

# Zeros are always shown, so a reader knows that a hidden cell is at least 1.
LEAST_HIDDEN = 1


@dataclass(frozen=True)
class Protected:
    """Tables that may leave, and the proof: what a reader can say at most of each unsafe cell.

    lost: hidden cells and all cells that are not 0, as (unsafe by themselves, hidden for their sake, all).
    """

    tables: tuple[CountedTable, ...]
    found: tuple[Interval, ...]
    lost: tuple[int, int, int]
    exact: bool


def protect_tables(
    tables: Sequence[CountedTable], known: Definitions, *, published: Sequence[Name] = ()
) -> Protected:
    """The tables with every number hidden that could point at a few people, in all of them together.

    published: numbers of the same extract that are out already and cannot be hidden. Raises UnprotectableError when
    that is more than can be mended: then tables must be left out or made coarser.
    """
    linked = link(tables, known)
    bound(linked, tables, known)
    cells = linked.cells()
    names = tuple(linked.counts)
    out = set(published)
    small = unsafe(cells, Rule(MINIMUM_CELL))
    fixed, untold = linked.mask(out), linked.mask(linked.untold)
    given_up = tuple(name for name in names if name in out and 0 < linked.counts[name] < MINIMUM_CELL)
    if given_up:
        raise UnprotectableError(given_up)
    done = suppress(cells, small, width=MINIMUM_WIDTH, floor=LEAST_HIDDEN, fixed=fixed, untold=untold)
    hidden = {name for place, name in enumerate(names) if done.hidden[place]}
    shown = tuple(_shown(table, known, hidden) for table in tables)
    return Protected(shown, done.found, _lost(linked, done), done.exact)


def _lost(linked: Linked, done: Suppression) -> tuple[int, int, int]:
    told = ~linked.mask(linked.untold | linked.slack)
    first = int((done.unsafe & told).sum())
    second = int((done.hidden & ~done.unsafe & told).sum())
    return first, second, sum(1 for name, count in linked.counts.items() if count and name not in linked.slack)


def _shown(table: CountedTable, known: Definitions, hidden: Collection[Name]) -> CountedTable:
    cells = tuple(
        tuple(
            _cell(table, row, column, cell, known, hidden) for column, cell in zip(table.columns, line, strict=True)
        )
        for row, line in zip(table.rows, table.cells, strict=True)
    )
    coverage = table.coverage
    if coverage and _coverage_hidden(table, known, hidden):
        coverage = None
    return replace(table, cells=cells, coverage=coverage, protected=True)


def _coverage_hidden(table: CountedTable, known: Definitions, hidden: Collection[Name]) -> bool:
    last = table.columns[-1]
    total = next(row for row in table.rows if row.kind == "total")
    return everybody_of(table, last, known) in hidden or name_of(table, total, last, known) in hidden


def _cell(
    table: CountedTable, row: Head, column: Head, cell: Cell, known: Definitions, hidden: Collection[Name]
) -> Cell:
    name = name_of(table, row, column, known)
    size = _size(table, row, column, known)
    if name is None:
        # A mean of a few, or of a number that is hidden, says too much.
        few = size in hidden or _number(table, column) < MINIMUM_BASE
        return Cell(None, suppressed=True, reason=ONE_REASON) if few and cell.mean is not None else cell
    if name in hidden:
        return Cell(None, suppressed=True, reason=ONE_REASON)
    if size in hidden or (cell.denominator or 0) < MINIMUM_BASE:
        return replace(cell, numerator=None, denominator=None, percentage=None)
    return cell


def _size(table: CountedTable, row: Head, column: Head, known: Definitions) -> Name | None:
    """What the share of a cell is a share of."""
    total = next((head for head in table.rows if head.kind == "total"), None)
    if total is None or row.kind == "total":
        return everybody_of(table, column, known)
    return name_of(table, total, column, known)


def _number(table: CountedTable, column: Head) -> int:
    total = next(row for row in table.rows if row.kind == "total")
    return table.cell(total.code, column.code).count or 0
