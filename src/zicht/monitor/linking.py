# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which cells of which tables are the same number, and which add up: one system of all tables together.

A cell is known by its unit and by the facts that it was selected by, the conditions of its base among them. So the
total row of one table and a cell of another are one cell, without anybody declaring it. Tied cells that stand in no
table but can be computed from cells that do (victims of sexual exploitation in neither group) are in the system, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from unseen.disclosure import Cells
from zicht.monitor.declaring import Base, Definitions
from zicht.monitor.frames import UNKNOWN
from zicht.monitor.result import CountedTable, Head, Where

# A column of the frame and the variable by which tables count it.
VARIABLE_OF = {"forms": "form", "reporters": "reporter", "police_units": "police_unit"}
# One nationality is the whole of its region: the same number under two names.
SAME = {("region", "netherlands"): ("nationality", "NL")}
KNOWN_ONLY = ("sector", "known")
# The unit of what is left of a bound.
SLACK = "left"
SEXUAL_NEITHER = ("sexual", "neither domestic nor cross-border")


@dataclass(frozen=True)
class Name:
    """What a number is: how many of a unit, with which facts."""

    unit: str
    facts: Where

    def __str__(self) -> str:
        return f"{self.unit}: " + (", ".join(f"{key}={value}" for key, value in self.facts) or "all")

    def plus(self, *facts: tuple[str, str]) -> Name:
        """The same with more facts."""
        return Name(self.unit, _tidy({*self.facts, *facts}))


@dataclass
class Linked:
    """The system while it is built.

    ``untold`` are numbers that stand in no table and can be computed from those that do. ``slack`` is what is left of
    bounds: a reader knows that it is not negative.
    """

    counts: dict[Name, int] = field(default_factory=dict)
    sums: list[dict[Name, int]] = field(default_factory=list)
    untold: set[Name] = field(default_factory=set)
    slack: set[Name] = field(default_factory=set)

    def cells(self) -> Cells:
        """The system for the library, the same sum once."""
        place = {name: index for index, name in enumerate(self.counts)}
        rows = {tuple(sorted((place[n], w) for n, w in each.items() if w)) for each in self.sums}
        sums = tuple(dict(row) for row in sorted(rows) if row)
        counts = np.array(list(self.counts.values()), dtype=np.int64)
        return Cells(tuple(self.counts), counts, sums, slack=frozenset(place[name] for name in self.slack))

    def mask(self, names: Collection[Name]) -> NDArray[np.bool_]:
        """Which cells are among these names."""
        return np.array([name in names for name in self.counts], dtype=np.bool_)

    def add(self, parts: Iterable[Name], whole: Name) -> None:
        """The parts add up to the whole; nothing when the whole is its only part."""
        each: dict[Name, int] = {whole: -1}
        for part in parts:
            each[part] = each.get(part, 0) + 1
        if any(each.values()):
            self.sums.append(each)

    def not_negative(self, terms: Mapping[Name, int]) -> None:
        """Readers know that these terms (each with its weight) together are at least 0. Nothing when they are not."""
        left = sum(self.counts[name] * weight for name, weight in terms.items())
        if left < 0:
            return
        rest = Name(SLACK, tuple(sorted((f"{weight:+d}", str(name)) for name, weight in terms.items())))
        self.counts[rest] = left
        self.slack.add(rest)
        self.sums.append({**terms, rest: -1})

    def rest(self, name: Name, terms: Mapping[Name, int]) -> None:
        """A number in no table that readers compute from these terms; it is protected like one in a table."""
        if name not in self.counts:
            self.counts[name] = sum(self.counts[each] * weight for each, weight in terms.items())
            self.untold.add(name)
        self.sums.append({**terms, name: -1})


def base_facts(base: Base) -> Where:
    """The conditions of a base as facts. Who was reported is the usual population and needs no fact."""
    facts = set()
    if not any(c["column"] == "emm_only" and c.get("is") is False for c in base.conditions):
        facts.add(("population", base.name))
    for condition in base.conditions:
        column = condition["column"]
        if "has" in condition:
            facts.add((VARIABLE_OF[column], str(condition["has"])))
        elif "from" in condition:
            facts.add((f"{column}_from", str(condition["from"])))
        elif column != "emm_only":
            facts.add((column, str(condition["is"])))
    return tuple(sorted(facts))


def name_of(table: CountedTable, row: Head, column: Head, known: Definitions) -> Name | None:
    """What the number in a cell is; None for means."""
    if row.where is None or column.where is None:
        return None
    facts = {*row.where, *column.where}
    rows_base = next((value for key, value in row.where if key == "base"), "")
    facts = {fact for fact in facts if fact[0] != "base"} | set(base_facts(known.bases[rows_base or table.base]))
    if table.missing != "category":
        facts.add(KNOWN_ONLY if table.missing == "excluded" else ("sector", "known or imputed"))
    unit = "victims" if table.unit == "reports" and any(key == "reporter" for key, _ in facts) else table.unit
    return Name(unit, _tidy(facts))


def everybody_of(table: CountedTable, column: Head, known: Definitions) -> Name:
    """All in a column, also those whom a table leaves out because something is not known of them."""
    return Name(table.unit, _tidy({*(column.where or ()), *base_facts(known.bases[table.base])}))


def link(tables: Sequence[CountedTable], known: Definitions) -> Linked:
    """The sums of unprotected tables of one extract. ``bounding.bound`` adds what readers know besides sums."""
    linked = Linked()
    for table in tables:
        _name_cells(linked, table, known)
    for table in tables:
        _tie_rows(linked, table, known)
        _tie_columns(linked, table, known)
    _tie_forms(linked, known)
    return linked


def _tidy(facts: set[tuple[str, str]]) -> Where:
    """One way of saying the same: a year makes "from that year on" superfluous."""
    found = {SAME.get(fact, fact) for fact in facts}
    if any(key == "year" for key, _ in found):
        found = {fact for fact in found if fact[0] != "year_from"}
    return tuple(sorted(found))


def _name_cells(linked: Linked, table: CountedTable, known: Definitions) -> None:
    for row, column, cell in table.walk():
        name = name_of(table, row, column, known)
        if name is None or cell.count is None:
            continue
        if linked.counts.setdefault(name, cell.count) != cell.count:
            raise ValueError(f"two numbers for {name}: {linked.counts[name]} and {cell.count} ({table.id})")
        if row.kind == "total" and table.missing != "category" and cell.denominator is not None:
            linked.counts.setdefault(everybody_of(table, column, known), cell.denominator)


def _tie_rows(linked: Linked, table: CountedTable, known: Definitions) -> None:
    """Rows that are parts of the total row, and rows inside a row."""
    total = next((row for row in table.rows if row.kind == "total"), None)
    outer = [row for row in table.rows if row.kind == "category" and not row.inside]
    for column in table.columns:
        if table.partition and total is not None:
            _add(linked, table, known, [(row, column) for row in outer], (total, column))
        for row in outer:
            inside = [(part, column) for part in table.rows if part.inside == row.code]
            if inside:
                _add(linked, table, known, inside, (row, column))


def _tie_columns(linked: Linked, table: CountedTable, known: Definitions) -> None:
    """Columns of one kind that are parts of the total column, and years that are parts of a period."""
    total = next((column for column in table.columns if column.kind == "total"), None)
    years = {column.code: column for column in table.columns if column.kind == "year"}
    periods = [column for column in table.columns if column.kind == "period"]
    kinds = {column.kind for column in table.columns} - {"total", "period"}
    for row in table.rows:
        for kind in sorted(kinds) if total is not None else ():
            columns = [column for column in table.columns if column.kind == kind]
            _add(linked, table, known, [(row, column) for column in columns], (row, total or columns[0]))
        for period in periods:
            first, last = (int(year) for year in period.code.split("-"))
            mine = [years[str(year)] for year in range(first, last + 1) if str(year) in years]
            if len(mine) == last - first + 1:
                _add(linked, table, known, [(row, column) for column in mine], (row, period))
        if periods and total is not None:
            _add(linked, table, known, [(row, column) for column in periods], (row, total), only_if_true=True)


def _add(
    linked: Linked,
    table: CountedTable,
    known: Definitions,
    parts: Sequence[tuple[Head, Head]],
    whole: tuple[Head, Head],
    *,
    only_if_true: bool = False,
) -> None:
    names = [name_of(table, row, column, known) for row, column in parts]
    goal = name_of(table, *whole, known)
    if goal is None or any(name is None for name in names):
        return
    found = [name for name in names if name is not None]
    # Imputed numbers are made whole per column: over columns they need not add up.
    if (only_if_true or table.missing == "imputed") and sum(linked.counts[n] for n in found) != linked.counts[goal]:
        return
    linked.add(found, goal)


def _tie_forms(linked: Linked, known: Definitions) -> None:
    """Forms together add up to each form and to the groups, in every year that both are counted for."""
    together = [category.code for category in known.variables["forms_together"].categories]
    contexts = {
        Name(name.unit, tuple(fact for fact in name.facts if fact[0] != "forms_together"))
        for name in linked.counts
        if any(key == "forms_together" for key, _ in name.facts)
    }
    for context in sorted(contexts, key=str):
        parts = {code: context.plus(("forms_together", code)) for code in together}
        if any(name not in linked.counts for name in parts.values()):
            continue
        for form in ("SU", "AU", "CU"):
            whole = context.plus(("form", form))
            if whole in linked.counts:
                linked.add([parts[code] for code in together if form in code.split("+")], whole)
        _tie_groups(linked, context, parts)


def _tie_groups(linked: Linked, context: Name, parts: dict[str, Name]) -> None:
    groups = {code: context.plus(("group", code)) for code in ("BL-SU", "GO-SU", "AU", "CU", "ON")}
    if any(name not in linked.counts for name in groups.values()):
        return
    sexual = [name for code, name in parts.items() if "SU" in code.split("+")]
    neither = context.plus(SEXUAL_NEITHER)
    linked.rest(neither, dict.fromkeys(sexual, 1) | {groups["BL-SU"]: -1, groups["GO-SU"]: -1})
    linked.add([parts["AU"], parts["AU+CU"]], groups["AU"])
    linked.add([parts["CU"]], groups["CU"])
    unknown = context.plus(("forms_together", UNKNOWN))
    if unknown in linked.counts:
        linked.add([parts["OR"], unknown, neither], groups["ON"])
