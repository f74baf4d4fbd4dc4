# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Small numbers do not leave. This file is the whole of that rule; page, CSV and chart all pass here.

1. A count of 1 to 9 is hidden: with the group, the year and the region it can point at a person.
2. A count of 0 stays: it points at nobody, and hiding it would hide that nothing was reported.
3. A figure on fewer than 10 victims in all is hidden as a whole.
4. Totals would give a hidden cell away. So more cells are hidden until no hidden cell can be computed, and
until the hidden cells of a row or column together are at least 10 (their sum can be computed from the total).
5. A percentage is hidden with its count or with its base.
6. These bounds can be raised by the privacy officer (`Limits.raised`) and lowered by nobody.

Hidden is written as one word, never as "<10": a cell that is hidden for the sake of another may be larger.

What `protect` in this file does not stop: comparing two figures, or two dates of one figure, and subtracting. A
working figure is therefore for signed-in analysts only. What is published goes through `protecting.protect_tables`,
all tables together and beside all that is out, and then through `auditing.audit_publication`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zicht.access.roles import Role
from zicht.monitor.table import Cell, Table

# Ten is the bound that Dutch practice on registers of vulnerable people uses; to be confirmed by the
# privacy officer.
MINIMUM_CELL = 10
# Below ten victims in all, every share and every cell speaks about a handful of people.
MINIMUM_BASE = 10
# How far apart the least and the most must be that a reader can compute for a small hidden count.
MINIMUM_WIDTH = 10
# Who may ask for more than these, for one publication or for all of a unit. Nobody may ask for less.
MAY_RAISE = frozenset({Role.PRIVACY_OFFICER})
# Zeros are always shown, so a reader knows that a hidden number is at least 1.
LEAST_HIDDEN = 1
HIDDEN = "afgeschermd"
SMALL = "Afgeschermd: kleiner dan 10."
SECOND = "Afgeschermd: anders is een andere afgeschermde cel uit te rekenen."
# In what leaves there is one reason: "smaller than 10" would tell a reader more than the audit counts with.
ONE_REASON = "Afgeschermd: dit getal is klein, of een ander klein getal is er anders uit te rekenen."
WITHHELD = "Dit cijfer is afgeschermd: het gaat over minder dan 10 slachtoffers."
WITHHELD_LINKED = "Dit cijfer is afgeschermd: de kleine aantallen zijn anders uit te rekenen."

Place = tuple[int, int]
Counts = list[list[int]]


class LimitsError(ValueError):
    """Limits below those of this file, or raised by somebody who may not; the words are for a screen."""


@dataclass(frozen=True)
class Limits:
    """How strict a publication is: small cells, small bases, and how wide intervals must be. Raises LimitsError."""

    cell: int = MINIMUM_CELL
    base: int = MINIMUM_BASE
    width: int = MINIMUM_WIDTH

    def __post_init__(self) -> None:
        least = {"cell": MINIMUM_CELL, "base": MINIMUM_BASE, "width": max(MINIMUM_WIDTH, self.cell)}
        for name, number in least.items():
            if getattr(self, name) < number:
                raise LimitsError(f"De grens ({name}) mag niet lager zijn dan {number}. Kies {number} of hoger.")

    def raised(self, *, by: Role, **higher: int) -> Limits:
        """Stricter limits. Raises LimitsError when a limit would fall or the role may not."""
        if by not in MAY_RAISE:
            raise LimitsError("Alleen de privacyfunctionaris kan de grenzen van de afscherming verhogen.")
        for name, number in higher.items():
            if number < getattr(self, name):
                raise LimitsError(f"De grens ({name}) kan alleen omhoog: {getattr(self, name)} of hoger.")
        if "cell" in higher:
            higher["width"] = max(higher.get("width", 0), self.width, higher["cell"])
        return replace(self, **higher)


class UnprotectedTableError(ValueError):
    """A table that was not protected was about to leave."""


def protect(table: Table) -> Table:
    """The table with everything hidden that must be hidden. The only way to a table that may be shown."""
    if table.protected:
        return table
    counts = [[cell.count or 0 for cell in row] for row in table.cells]
    if counts[-1][-1] < MINIMUM_BASE:
        return _without_numbers(table, WITHHELD)
    hidden = hidden_places(counts, rows_add=table.rows_add)
    if hidden is None:
        return _without_numbers(table, WITHHELD_LINKED)
    last = len(counts) - 1
    cells = tuple(
        tuple(_shown(cell, (i, j), hidden, base_hidden=(last, j) in hidden) for j, cell in enumerate(row))
        for i, row in enumerate(table.cells)
    )
    return replace(table, cells=cells, protected=True)


def alone(count: int) -> Cell:
    """A number that stands by itself, in no row or column with others: hidden when it is small."""
    return _hide(SMALL) if 0 < count < MINIMUM_CELL else Cell(count)


def hidden_places(counts: Counts, *, rows_add: bool) -> set[Place] | None:
    """The places to hide, None when only hiding all would do. The last row and column are totals."""
    places = [(i, j) for i, row in enumerate(counts) for j in range(len(row))]
    small = {(i, j) for i, j in places if 0 < counts[i][j] < MINIMUM_CELL}
    hidden = set(small)
    while given_away := next((p for p in sorted(hidden) if _exposed(p, hidden, counts, rows_add)), None):
        partner = _partner(given_away, hidden, counts, rows_add)
        if partner is None:
            return None
        hidden.add(partner)
    return hidden


def _exposed(place: Place, hidden: set[Place], counts: Counts, rows_add: bool) -> bool:
    """Whether the rest gives away this cell or a small sum with it, to who knows that 0 is shown."""
    return any(_thin_lines(place, hidden, counts, rows_add)) or not _can_vary(place, hidden, counts, rows_add)


def _thin_lines(place: Place, hidden: set[Place], counts: Counts, rows_add: bool) -> tuple[bool, bool]:
    """Whether the row, and the column, of a hidden cell hides too little: one cell, or together below the minimum.

    When the total is hidden too, the sum of the others cannot be computed and may be small.
    """
    row = {p for p in hidden if p[0] == place[0]}
    column = {p for p in hidden if p[1] == place[1]}
    row_total, column_total = (place[0], len(counts[0]) - 1), (len(counts) - 1, place[1])
    return (
        _is_thin(row, row_total, counts),
        rows_add and _is_thin(column, column_total, counts),
    )


def _is_thin(line: set[Place], total: Place, counts: Counts) -> bool:
    return len(line) < 2 or (total not in line and sum(counts[i][j] for i, j in line) < MINIMUM_CELL)


def _can_vary(place: Place, hidden: set[Place], counts: Counts, rows_add: bool) -> bool:
    """Whether another table with the same visible cells and no hidden zero has another number here.

    Rows and columns are points, hidden cells are roads between them. A cell may go up along its road one way,
    and down the other way if it is above 1. A cell can change exactly when its road is part of a round trip.
    """
    roads: dict[tuple[str, int], list[tuple[tuple[str, int], Place]]] = {}
    ends: dict[Place, list[tuple[tuple[str, int], tuple[str, int]]]] = {}
    last_row, last_column = len(counts) - 1, len(counts[0]) - 1
    for i, j in sorted(hidden):
        # Without a column sum each cell may change against the open world: all columns are one point.
        row, column = ("row", i), ("column", j if rows_add else -1)
        is_margin = (j == last_column) != (rows_add and i == last_row)
        up, down = ((column, row), (row, column)) if is_margin else ((row, column), (column, row))
        ends[i, j] = [up] + ([down] if counts[i][j] > 1 else [])
        for start, end in ends[i, j]:
            roads.setdefault(start, []).append((end, (i, j)))
    return any(_reaches(end, start, roads, without=place) for start, end in ends[place])


def _reaches(
    start: tuple[str, int],
    goal: tuple[str, int],
    roads: dict[tuple[str, int], list[tuple[tuple[str, int], Place]]],
    *,
    without: Place,
) -> bool:
    seen, todo = {start}, [start]
    while todo:
        point = todo.pop()
        if point == goal:
            return True
        for end, road in roads.get(point, []):
            if road != without and end not in seen:
                seen.add(end)
                todo.append(end)
    return False


def _partner(place: Place, hidden: set[Place], counts: Counts, rows_add: bool) -> Place | None:
    """The next cell to hide: where too little is hidden, inside before totals, then the smallest."""
    last_row, last_column = len(counts) - 1, len(counts[0]) - 1
    row_thin, column_thin = _thin_lines(place, hidden, counts, rows_add)

    def cost(other: Place) -> tuple[bool, bool, int, int, Place]:
        i, j = other
        helps = (row_thin and i == place[0]) or (column_thin and j == place[1])
        fresh = int(all(h[0] != i for h in hidden)) + int(rows_add and all(h[1] != j for h in hidden))
        return (not helps, i == last_row or j == last_column, fresh, counts[i][j], other)

    free = [
        (i, j)
        for i, row in enumerate(counts)
        for j, count in enumerate(row)
        if count and (i, j) not in hidden and (rows_add or i == place[0])
    ]
    return min(free, key=cost, default=None)


def _shown(cell: Cell, place: Place, hidden: set[Place], *, base_hidden: bool) -> Cell:
    if place in hidden:
        small = 0 < (cell.count or 0) < MINIMUM_CELL
        return _hide(SMALL if small else SECOND)
    if base_hidden or (cell.denominator or 0) < MINIMUM_BASE:
        return replace(cell, denominator=None, percentage=None)
    return cell


def _hide(reason: str) -> Cell:
    return Cell(None, hidden=True, reason=reason)


def _without_numbers(table: Table, reason: str) -> Table:
    cells = tuple(tuple(_hide(reason) for _ in row) for row in table.cells)
    return replace(table, cells=cells, protected=True, withheld=reason)
