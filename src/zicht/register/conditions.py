# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The conditions of some reporters, for the rows of a file. Pure.

A file with a column for what a rule asks is held to the rule: a row that does not meet it waits for the registrar.
A file without that column says nothing about it: its rows enter on the declaration of who delivers it, and are named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from zicht.reference.lists import code_list
from zicht.register.findings import Finding
from zicht.register.rows import ReportRow
from zicht.register.rules import RuleFacts, Ruling, rulings

__all__ = ["undeclared", "waits"]

WITHOUT = "Meldingen van {group}: {count}. Dit bestand heeft geen kolom voor de regel: {rule}."
REMEDY = "Voeg de kolommen toe: {columns}. Zonder die kolommen verklaart u dat aan de regel is voldaan."


def waits(row: ReportRow, columns: Collection[str]) -> str:
    """Why a row waits for the registrar, in Dutch; empty when it does not. columns: those that the file has."""
    return " ".join(ruling.text for ruling in _unmet(row) if _columns_of(ruling) <= set(columns))


def undeclared(rows: Sequence[ReportRow], columns: Collection[str]) -> tuple[Finding, ...]:
    """What the file has no columns for, a note per reporter and rule, in the order of the file."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        for ruling in _unmet(row):
            lacking = _columns_of(ruling) - set(columns)
            if lacking:
                found[row.reporter_group, ruling.title, ", ".join(sorted(lacking))] += 1
    groups = code_list("reporter_groups")
    return tuple(
        Finding(
            None, None, WITHOUT.format(count=count, group=groups.label(group), rule=rule),
            REMEDY.format(columns=names), False,
        )
        for (group, rule, names), count in found.items()
    )  # fmt: skip


def _unmet(row: ReportRow) -> list[Ruling]:
    facts = RuleFacts(
        group=row.reporter_group, year=row.year, on=row.reported_on, forms=row.forms, signs=row.signs,
        reflection_offered_on=row.reflection_offered_on, reflection_accepted_on=row.reflection_accepted_on,
    )  # fmt: skip
    return [ruling for ruling in rulings(facts) if not ruling.met]


def _columns_of(ruling: Ruling) -> set[str]:
    """The columns that would tell what is missing: a day has its own, all signs share one."""
    return {name if name.endswith("_on") else "signs" for name in ruling.missing}
