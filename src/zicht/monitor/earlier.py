# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Editions that readers have already, as the auditor wants them: what they show, and the numbers behind it.

While the extract is kept, the numbers behind are counted again out of it. After an erasure it is gone. Then what was
published still counts as known, and each hidden number is taken to be what fits the published ones and lies nearest
to the register as it is now: an assumption, and the best there is without keeping what had to be erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from zicht.monitor.canonical import extract_frame
from zicht.monitor.change import Change
from zicht.monitor.composing import Order, ordered
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import LEAST_HIDDEN
from zicht.monitor.linking import Linked, Name, link, name_of
from zicht.monitor.publications import Publication
from zicht.monitor.result import Cell, CountedTable, Head, Where

SECONDS = 60.0


class CannotRememberError(ValueError):
    """Published tables whose hidden numbers cannot be made to fit: they were made by other rules."""


def published_before(
    order: Order, extract: str, shown: Sequence[CountedTable], known: Definitions, *, change: Change | None = None
) -> Publication:
    """An edition with its extract: counted again out of it, beside what readers have."""
    tables = ordered(extract_frame(extract.encode()), order, known).tables
    return Publication(order.slug, tables, headed(shown, tables), change=change)


def remembered(
    order: Order,
    reports: pl.DataFrame,
    shown: Sequence[CountedTable],
    known: Definitions,
    *,
    change: Change | None = None,
) -> Publication:
    """An edition without its extract. reports: the register of its years as it is now.

    Raises CannotRememberError when nothing fits what was published.
    """
    now = ordered(reports, order, known).tables
    out = headed(shown, now)
    return Publication(order.slug, _completed(out, now, known), out, change=change)


def headed(shown: Sequence[CountedTable], counted: Sequence[CountedTable]) -> tuple[CountedTable, ...]:
    """Tables as they were stored, with the facts of their heads: what is stored has words and codes only.

    A head that is counted no more has the facts of its neighbours with its own code.
    """
    by_id = {table.id: table for table in counted}
    return tuple(
        replace(table, rows=_heads(table.rows, by_id[table.id].rows), columns=_columns(table, by_id[table.id]))
        for table in shown
        if table.id in by_id
    )


def _columns(table: CountedTable, counted: CountedTable) -> tuple[Head, ...]:
    """Two kinds of columns can have one code: the kind tells them apart."""
    return tuple(
        head
        for kind in dict.fromkeys(column.kind for column in table.columns)
        for head in _heads(
            [column for column in table.columns if column.kind == kind],
            [column for column in counted.columns if column.kind == kind],
        )
    )


def _heads(heads: Sequence[Head], counted: Sequence[Head]) -> tuple[Head, ...]:
    facts = {head.code: head.where for head in counted}
    return tuple(replace(head, where=facts.get(head.code, _guess(head, counted))) for head in heads)


def _guess(head: Head, counted: Sequence[Head]) -> Where | None:
    alike = next((each.where for each in counted if each.kind == head.kind and each.where), None)
    codes = head.code.split("/")
    if head.kind not in ("category", "year", "period", "group") or alike is None:
        return () if head.kind == "total" else None
    if len(alike) < len(codes):
        return None
    return tuple((name, code) for (name, _), code in zip(alike, codes, strict=False))


def _completed(
    shown: Sequence[CountedTable], now: Sequence[CountedTable], known: Definitions
) -> tuple[CountedTable, ...]:
    """The published tables with a number in each hidden cell: together they add up to what was published."""
    told = dict(_numbers(shown, known))
    if any(told[name] != count for name, count in _numbers(shown, known)):
        raise CannotRememberError("one number was published in two ways")
    guesses = dict(_numbers(now, known))
    hidden = {
        name: guesses.get(name, LEAST_HIDDEN)
        for table in shown
        for row, column, cell in table.walk()
        if cell.suppressed and (name := name_of(table, row, column, known)) is not None and name not in told
    }
    # A rough copy first: it says which numbers are tied.
    rough = link([_filled(table, told | hidden, known) for table in shown], known)
    fitting = _fit(rough, hidden)
    return tuple(_filled(table, fitting, known) for table in shown)


def _numbers(tables: Sequence[CountedTable], known: Definitions) -> Iterator[tuple[Name, int]]:
    for table in tables:
        for row, column, cell in table.walk():
            name = name_of(table, row, column, known)
            if name is not None and cell.count is not None:
                yield name, cell.count


def _filled(table: CountedTable, numbers: Mapping[Name, int], known: Definitions) -> CountedTable:
    """The table with a number wherever one has a name; shares stay as they were published."""
    cells = tuple(
        tuple(
            _numbered(cell, numbers, name_of(table, row, column, known))
            for column, cell in zip(table.columns, line, strict=True)
        )
        for row, line in zip(table.rows, table.cells, strict=True)
    )
    return replace(table, cells=cells)


def _numbered(cell: Cell, numbers: Mapping[Name, int], name: Name | None) -> Cell:
    return cell if name is None or name not in numbers else replace(cell, count=numbers[name], suppressed=False)


def _fit(rough: Linked, near: Mapping[Name, int]) -> dict[Name, int]:
    """Whole numbers for all names: those that ``near`` guesses come as near to it as sums allow, others stay.

    One mixed-integer program: per number how far it is above or below, and the sum of these as small as can be.
    Raises CannotRememberError.
    """
    names = list(rough.counts)
    if not names:
        return {}
    place = {name: at for at, name in enumerate(names)}
    size = len(names)
    aim = np.array([near.get(name, rough.counts[name]) for name in names], dtype=float)
    fixed = np.array([name not in near and name not in rough.untold for name in names], dtype=np.bool_)
    least = np.array([float(LEAST_HIDDEN) if name in near else 0.0 for name in names])
    rows, columns, weights = [], [], []
    for row, each in enumerate(rough.sums):
        for name, weight in each.items():
            rows.append(row)
            columns.append(place[name])
            weights.append(float(weight))
    sums = len(rough.sums)
    # value - above + below = aim
    for at in range(size):
        rows += [sums + at] * 3
        columns += [at, size + at, 2 * size + at]
        weights += [1.0, -1.0, 1.0]
    matrix = coo_array((weights, (rows, columns)), shape=(sums + size, 3 * size))
    right: NDArray[np.float64] = np.concatenate([np.zeros(sums), aim])
    low = np.concatenate([np.where(fixed, aim, least), np.zeros(2 * size)])
    high = np.concatenate([np.where(fixed, aim, np.inf), np.full(2 * size, np.inf)])
    distance = np.concatenate([np.zeros(size), np.ones(2 * size)])
    whole = np.concatenate([np.ones(size), np.zeros(2 * size)])
    found = milp(
        distance, constraints=LinearConstraint(matrix.tocsr(), right, right), integrality=whole,
        bounds=Bounds(low, high), options={"time_limit": SECONDS},
    )  # fmt: skip
    if found.x is None:
        raise CannotRememberError("no numbers fit what was published")
    return {name: round(found.x[at]) for name, at in place.items()}
