# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What means and a list of the most frequent tell of hidden counts, as bounds for protection and audit alike.

A mean is a sum of ages in disguise: with the classes it says how the ages can lie, and the mean of all without those
of the other columns says what is left for a column whose mean is hidden. Who stands among the first five is at least
as often there as who does not. Every mean that may be shown counts as shown, and a reader is taken to know which rows
are the first five of each column: that is at least what readers know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_BASE
from zicht.monitor.frames import UNKNOWN
from zicht.monitor.linking import Linked, Name, name_of
from zicht.monitor.result import Cell, CountedTable, Head

# Means leave with one decimal: a longer one tells of how many it is, for it is a fraction of whole years.
DECIMALS = 1
# Bounds are in twentieths of a year: half of the last decimal.
PARTS = 20
# The oldest that a reader must reckon with.
OLDEST = 120

Terms = dict[Name, int]


def told_mean(table: CountedTable, column: Head, cell: Cell, least: int = MINIMUM_BASE) -> float | None:
    """The mean as it may leave: of enough people whose age is known, with one decimal. None where it may not."""
    if cell.mean is None or known_of(table, column) < least:
        return None
    return round(cell.mean, DECIMALS)


def known_of(table: CountedTable, column: Head) -> int:
    """Of how many the mean of a column is: those in its total who stand in a known row. Rows add up to the total."""
    count = {row.code: table.cell(row.code, column.code).count or 0 for row in table.rows if row.kind == "category"}
    total = next(row for row in table.rows if row.kind == "total")
    return (table.cell(total.code, column.code).count or 0) - count.get(UNKNOWN, 0)


def hint(linked: Linked, tables: Sequence[CountedTable], known: Definitions) -> None:
    """Add what the means and the ranks of these tables tell to their system."""
    for table in tables:
        declared = known.figures.get(table.id)
        if declared is not None and declared.top:
            for column in table.columns:
                _tie_first(linked, table, column, declared.top, known)
        if declared is not None and declared.mean_of and declared.mean_of == declared.variable:
            _tie_means(linked, table, declared.variable, known)


def _tie_first(linked: Linked, table: CountedTable, column: Head, top: int, known: Definitions) -> None:
    """The last of the first rows of a column lies between the others that are among them and those that are not."""
    counts = {
        name: linked.counts[name]
        for row in table.rows
        if row.kind == "category" and (name := name_of(table, row, column, known)) in linked.counts and name
    }
    first = [name for name, n in counts.items() if n and sum(other > n for other in counts.values()) < top]
    if not first:
        return
    last = min(first, key=lambda name: counts[name])
    for name in counts:
        if name != last:
            linked.not_negative({name: 1, last: -1} if name in first else {last: 1, name: -1})


def _tie_means(linked: Linked, table: CountedTable, variable: str, known: Definitions) -> None:
    """The means of a table by classes of the same number: of each column, and of a column from all others."""
    line = next((cells for row, cells in zip(table.rows, table.cells, strict=True) if row.kind == "mean"), None)
    ends = {c.code: (c.low or 0, OLDEST if c.high is None else c.high) for c in known.variables[variable].categories}
    if line is None:
        return
    means: dict[str, float | None] = {}
    classes: dict[str, dict[Name, tuple[int, int]]] = {}
    for column, cell in zip(table.columns, line, strict=True):
        named = {
            name_of(table, row, column, known): ends[row.code]
            for row in table.rows
            if row.kind == "category" and row.code in ends
        }
        told = {name: each for name, each in named.items() if name is not None and name in linked.counts}
        if len(told) == len(ends):
            means[column.code], classes[column.code] = told_mean(table, column, cell), told
    for code, mean in means.items():
        if mean is not None:
            _between(linked, _ages(mean, classes[code]), {}, classes[code])
    total = next((column.code for column in table.columns if column.kind == "total"), "")
    whole = means.get(total)
    for kind in sorted({column.kind for column in table.columns} - {"total"}):
        parts = [column.code for column in table.columns if column.kind == kind]
        dark = [code for code in parts if means.get(code) is None]
        if whole is None or not dark or not set(parts) <= means.keys():
            continue
        shown: Terms = defaultdict(int)
        for code in parts:
            mean = means[code]
            for name, weight in (_ages(mean, classes[code]) if mean is not None else {}).items():
                shown[name] += weight
        hidden = {name: each for code in dark for name, each in classes[code].items()}
        _between(linked, _ages(whole, classes[total]), shown, hidden)


def _ages(mean: float, classes: Mapping[Name, tuple[int, int]]) -> Terms:
    """The sum of the ages behind a mean, in parts of a year: so much for everybody in the classes."""
    return dict.fromkeys(classes, round(PARTS * mean))


def _between(linked: Linked, whole: Terms, without: Terms, left: Mapping[Name, tuple[int, int]]) -> None:
    """The ages of these classes are what ``whole`` has more than ``without``, give or take the rounding of means."""
    for side in (1, -1):
        terms: Terms = defaultdict(int)
        for name, weight in whole.items():
            terms[name] += side * weight + 1
        for name, weight in without.items():
            terms[name] -= side * weight - 1
        for name, (low, high) in left.items():
            terms[name] -= PARTS * low if side > 0 else -PARTS * high
        linked.not_negative({name: weight for name, weight in terms.items() if weight})
