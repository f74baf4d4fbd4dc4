# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What readers know besides sums: a part is at most its whole, overlapping rows cover their whole.

Without these a hidden total beside "drugs 38, unknown 20, all others 0" looks safe: no sum ties it, and yet it can
only be 58. Every bound is a sum with what is left of it, a number from 0 that nobody publishes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from zicht.monitor.declaring import Definitions
from zicht.monitor.frames import UNKNOWN
from zicht.monitor.linking import Linked, Name, name_of
from zicht.monitor.result import CountedTable, Head

# Who is counted once in the first unit is counted at least once in the next.
UNITS = ("victims", "reports", "unit_reports")
POPULATION = "population"


def bound(linked: Linked, tables: Sequence[CountedTable], known: Definitions) -> None:
    """Add the bounds of these tables to their system."""
    for table in tables:
        for column in table.columns:
            _tie_overlaps(linked, table, column, known)
    _tie_subsets(linked)
    _tie_units(linked)


def _tie_overlaps(linked: Linked, table: CountedTable, column: Head, known: Definitions) -> None:
    """Rows of a table that are no parts: overlapping ones, or the most frequent ones only."""
    total = next((row for row in table.rows if row.kind == "total"), None)
    rows = [row for row in table.rows if row.kind == "category" and not row.inside]
    whole = None if total is None else name_of(table, total, column, known)
    if table.partition or whole is None or not rows:
        return
    names = {row.code: name_of(table, row, column, known) for row in rows}
    told = {code: name for code, name in names.items() if name is not None and name in linked.counts}
    if len(told) < len(rows) or whole not in linked.counts or whole in told.values():
        return
    variable = _variable(rows[0])
    if variable in known.variables and not known.variables[variable].overlaps:
        parts = dict.fromkeys(told.values(), -1)
        others = whole.plus((variable, "other than " + " ".join(sorted(told))))
        linked.rest(others, {whole: 1} | parts)
        return
    linked.not_negative(dict.fromkeys(told.values(), 1) | {whole: -1})
    # Who is unknown stands in no other row.
    unknown = {name: -1 for code, name in told.items() if code == UNKNOWN}
    for code, name in told.items():
        if code != UNKNOWN:
            linked.not_negative({whole: 1, name: -1} | unknown)


def _tie_subsets(linked: Linked) -> None:
    """Who has more facts is at most who has fewer, where no sum says so already."""
    said = {
        (part, whole)
        for each in linked.sums
        for whole, weight in each.items()
        if weight < 0
        for part, other in each.items()
        if other > 0
    }
    for inner, outer in list(_covers(linked)):
        if (inner, outer) not in said:
            linked.not_negative({outer: 1, inner: -1})


def _covers(linked: Linked) -> Iterator[tuple[Name, Name]]:
    """Each number with the next wider ones of the same unit and population."""
    by_unit: dict[object, list[tuple[frozenset[tuple[str, str]], Name]]] = defaultdict(list)
    for name in linked.counts:
        if name not in linked.slack:
            people = tuple(value for key, value in name.facts if key == POPULATION)
            by_unit[name.unit, people].append((frozenset(name.facts), name))
    for group in by_unit.values():
        for facts, inner in group:
            wider = [(other, name) for other, name in group if other < facts]
            for other, outer in wider:
                if not any(other < between for between, _ in wider):
                    yield inner, outer


def _tie_units(linked: Linked) -> None:
    """A victim with these facts has at least one report with them, and a report at least one unit."""
    for name in list(linked.counts):
        if name.unit in UNITS:
            later = [Name(unit, name.facts) for unit in UNITS[UNITS.index(name.unit) + 1 :]]
            wider = next((each for each in later if each in linked.counts), None)
            if wider is not None:
                linked.not_negative({wider: 1, name: -1})


def _variable(row: Head) -> str:
    return row.where[0][0] if row.where else ""
