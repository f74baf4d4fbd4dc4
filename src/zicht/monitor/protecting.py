# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The only way from counted tables to tables that may be published: all tables of an edition together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from unseen.disclosure import Interval, Rule, Suppression, UnprotectableError, suppress, unsafe
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import LEAST_HIDDEN, ONE_REASON, Limits
from zicht.monitor.hinting import told_mean
from zicht.monitor.linking import Linked, Name, everybody_of, link, name_of
from zicht.monitor.publications import COUNTRY, EDITION, PLACE, Places, Publication, combine
from zicht.monitor.result import Cell, CountedTable, Head

# The title of what is being protected, among those that are out.
THIS = "this publication"
LIMITS = Limits()
# What everybody quotes is hidden last: numbers by year and group alone cost so much more than others.
HEADLINE = frozenset({"year", "period", "group", "form", "population"})
HEADLINE_COST = 10.0


@dataclass(frozen=True)
class Protected:
    """Tables that may leave, and the proof: how much of each unsafe cell a reader does not know, at least.

    lost: hidden cells and all cells that are not 0, as (unsafe by themselves, hidden for their sake, all).
    """

    tables: tuple[CountedTable, ...]
    found: tuple[Interval, ...]
    lost: tuple[int, int, int]
    exact: bool


def protect_tables(
    tables: Sequence[CountedTable],
    known: Definitions,
    *,
    published: Sequence[Name] = (),
    earlier: Sequence[Publication] = (),
    places: Places = COUNTRY,
    withheld: Collection[Places] = (),
    limits: Limits = LIMITS,
) -> Protected:
    """The tables with every number hidden that could point at a few people, in all of them together.

    published: numbers of the same extract that are out already and cannot be hidden. earlier: publications that are
    out, of this register at an earlier moment or of other places; places and withheld as in ``audit_publication``.
    Raises UnprotectableError when that is more than can be mended: then tables must be left out or made coarser.
    """
    mine = Publication(THIS, tuple(tables), tuple(tables), places)
    before = combine(earlier, known).seen
    combined = combine((*earlier, mine), known)
    linked, own = combined.linked, combined.names[-1]
    out = before | {own[name] for name in published if name in own}
    cells = linked.cells()
    kept = {rest for rest, where in combined.rests.items() if where is not None and where in withheld}
    small = unsafe(cells, Rule(limits.cell)) | linked.mask(kept)
    fixed, untold = linked.mask(out), linked.mask(linked.untold)
    given_up = tuple(name for name, bad in zip(linked.counts, small & fixed, strict=True) if bad)
    if given_up:
        raise UnprotectableError(given_up)
    # What stands only in earlier publications and was hidden there is hidden at no cost.
    free = ~linked.mask(set(own.values()) | before)
    headline = linked.mask({name for plain, name in own.items() if {key for key, _ in plain.facts} <= HEADLINE})
    weights = np.where(free, 0.0, np.log1p(cells.counts) * np.where(headline, HEADLINE_COST, 1.0))
    done = suppress(cells, small, width=limits.width, floor=LEAST_HIDDEN, weights=weights, fixed=fixed, untold=untold)
    gone = {name for place, name in enumerate(linked.counts) if done.hidden[place]}
    hidden = {plain for plain, name in own.items() if name in gone}
    shown = tuple(_shown(table, known, hidden, limits.base) for table in tables)
    return Protected(shown, done.found, _lost(linked, own.values(), done), done.exact)


def protect_or_leave_out(
    tables: Sequence[CountedTable],
    known: Definitions,
    *,
    earlier: Sequence[Publication] = (),
    places: Places = COUNTRY,
    withheld: Collection[Places] = (),
    limits: Limits = LIMITS,
) -> tuple[Protected, tuple[str, ...]]:
    """As ``protect_tables``; tables that nothing can protect beside what is out already are left out whole.

    Returns what is protected and the ids of what is left out. Where a table says that a number is not 0, a reader
    knows more than where it is silent: so leaving out can help where hiding cannot. Raises UnprotectableError when
    what is out gives something away by itself, or nothing would be left.
    """
    kept, gone = list(tables), []
    while True:
        try:
            done = protect_tables(kept, known, earlier=earlier, places=places, withheld=withheld, limits=limits)
        except UnprotectableError as fault:
            names = {_plain(name) for name in fault.names if isinstance(name, Name)}
            bad = {table.id for table in kept if names & set(link([table], known).counts)}
            if not bad or len(bad) == len(kept):
                raise
            gone += [table.id for table in kept if table.id in bad]
            kept = [table for table in kept if table.id not in bad]
        else:
            return done, tuple(gone)


def _plain(name: Name) -> Name:
    """The name that a cell has in its own publication."""
    return Name(name.unit, tuple(fact for fact in name.facts if fact[0] not in (PLACE, EDITION)))


def _lost(linked: Linked, own: Collection[Name], done: Suppression) -> tuple[int, int, int]:
    mine = linked.mask(set(own)) & ~linked.mask(linked.untold | linked.slack)
    first = int((done.unsafe & mine).sum())
    second = int((done.hidden & ~done.unsafe & mine).sum())
    return (
        first,
        second,
        sum(1 for count, of_mine in zip(linked.counts.values(), mine, strict=True) if count and of_mine),
    )


def _shown(table: CountedTable, known: Definitions, hidden: Collection[Name], base: int) -> CountedTable:
    cells = tuple(
        tuple(
            _cell(table, row, column, cell, known, hidden, base)
            for column, cell in zip(table.columns, line, strict=True)
        )
        for row, line in zip(table.rows, table.cells, strict=True)
    )
    coverage = table.coverage
    if coverage and _coverage_hidden(table, known, hidden):
        coverage = None
    return _unordered(replace(table, cells=cells, coverage=coverage, protected=True))


def _unordered(table: CountedTable) -> CountedTable:
    """The same table without what an order tells of hidden numbers.

    A column with a hidden number loses its ranks; rows in the order of their last number end with those of which it
    is hidden, in the order of their codes.
    """
    if not any(cell.rank for line in table.cells for cell in line):
        return table
    outer = [place for place, row in enumerate(table.rows) if row.kind == "category"]
    gaps = {at for at in range(len(table.columns)) if any(table.cells[place][at].suppressed for place in outer)}
    order = sorted(
        outer, key=lambda place: (last := table.cells[place][-1].suppressed, table.rows[place].code * last)
    )
    order += [place for place in range(len(table.rows)) if place not in set(outer)]
    cells = tuple(
        tuple(replace(cell, rank=None) if at in gaps else cell for at, cell in enumerate(table.cells[place]))
        for place in order
    )
    return replace(table, rows=tuple(table.rows[place] for place in order), cells=cells)


def _coverage_hidden(table: CountedTable, known: Definitions, hidden: Collection[Name]) -> bool:
    last = table.columns[-1]
    total = next(row for row in table.rows if row.kind == "total")
    return everybody_of(table, last, known) in hidden or name_of(table, total, last, known) in hidden


def _cell(
    table: CountedTable,
    row: Head,
    column: Head,
    cell: Cell,
    known: Definitions,
    hidden: Collection[Name],
    base: int,
) -> Cell:
    name = name_of(table, row, column, known)
    size = _size(table, row, column, known)
    if name is None:
        # A mean of a few, or of a number that is hidden, says too much.
        mean = None if size in hidden else told_mean(table, column, cell, base)
        few = mean is None and cell.mean is not None
        return Cell(None, suppressed=True, reason=ONE_REASON) if few else replace(cell, mean=mean)
    if name in hidden:
        return Cell(None, suppressed=True, reason=ONE_REASON)
    if size in hidden or (cell.denominator or 0) < base:
        return replace(cell, numerator=None, denominator=None, percentage=None)
    return cell


def _size(table: CountedTable, row: Head, column: Head, known: Definitions) -> Name | None:
    """What the share of a cell is a share of."""
    total = next((head for head in table.rows if head.kind == "total"), None)
    if total is None or row.kind == "total":
        return everybody_of(table, column, known)
    return name_of(table, total, column, known)
