# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a file will do to the figures, before anything of it is stored. Counts only; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zicht.register.conditions import undeclared, waits
from zicht.register.findings import Finding
from zicht.register.rows import ReportRow
from zicht.register.rules import completeness, unique_victims

MOST_ROWS = 10


@dataclass(frozen=True)
class Lack:
    """A fact that is missing: what it does, of how many persons, and the first rows of the file about them."""

    field: str
    text: str
    persons: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """Reports and persons in a file, per year, and what will make cases count as unknown."""

    reports: int
    persons: int
    years: tuple[tuple[int, int, int], ...]  # year, reports, persons counted in that year
    lacks: tuple[Lack, ...]
    corrections: int  # rows that replace facts of earlier reports; in no other number here
    uncounted: int  # persons known only through who reports nobody
    undeclared: tuple[Finding, ...]  # conditions of reporters that the file has no column for
    waiting: int  # reports that the registrar must look at first: a condition of the reporter is not met
    waiting_rows: tuple[int, ...] = ()  # the first of them; who is known only through these counts nowhere yet

    @property
    def unknown(self) -> int:
        """Persons, once for each year, that will count as unknown."""
        return sum(lack.persons for lack in self.lacks)


def summary_of(rows: Sequence[ReportRow], columns: Collection[str] = ()) -> Summary:
    """What the rows say together: a person with two reports in a year is complete when the two are so together.

    columns: those that the file has; they decide whether a condition of the reporter can be looked at.
    """
    corrections = sum(bool(row.corrects) for row in rows)
    rows = [row for row in rows if not row.corrects]
    waiting = [row.row for row in rows if waits(row, columns)]
    held = frozenset(waiting)
    counting = [row for row in rows if row.row not in held]
    victims = unique_victims(counting)
    rows_of: dict[tuple[int, str], list[int]] = {}
    for row in counting:
        rows_of.setdefault((row.year, row.victim_key), []).append(row.row)
    found: dict[tuple[str, str], list[list[int]]] = {}
    for victim in victims:
        for gap in completeness(victim):
            found.setdefault((gap.field, gap.text), []).append(rows_of[victim.year, victim.victim_key])
    reports, persons = Counter(row.year for row in rows), Counter(victim.year for victim in victims)
    return Summary(
        reports=len(rows),
        persons=len({row.victim_key for row in rows}),
        years=tuple((year, reports[year], persons[year]) for year in sorted(reports)),
        lacks=tuple(
            Lack(field, text, len(places), tuple(sorted(one for place in places for one in place)[:MOST_ROWS]))
            for (field, text), places in found.items()
        ),
        corrections=corrections,
        uncounted=len(rows_of) - len(victims),
        undeclared=undeclared(rows, columns),
        waiting=len(waiting),
        waiting_rows=tuple(waiting[:MOST_ROWS]),
    )
