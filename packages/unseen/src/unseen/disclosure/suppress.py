# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which further cells to hide so that no unsafe cell can be computed closely.

An unsafe cell p is protected when the readers' interval for it is at least ``width`` wide: when there are two tables
that agree with everything published and differ by ``width`` in p. Both methods look for those tables as deviations
from the true counts: ``up`` and ``down`` with up[p] - down[p] = width, zero in every published cell.

Exact: one integer program for all unsafe cells together (after Fischetti and Salazar, Management Science 2001), with
the least weight hidden. Heuristic: one linear program per unsafe cell, the widest need first; cells that are hidden
already cost nothing. Either way the result is audited by ``audit.intervals`` before it is given back.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_diag, coo_array, csr_array, dia_array, eye_array, hstack, vstack

from unseen.disclosure.audit import TOLERANCE, Interval, intervals, too_narrow
from unseen.disclosure.cells import Cells, Floor
from unseen.disclosure.system import Mask, Part, parts

Method = Literal["auto", "exact", "heuristic"]
# Up to this many (cells x unsafe cells) in a part the integer program is solved; beyond, the heuristic.
EXACT_SIZE = 1_100
SECONDS_PER_PART = 5.0
# Sharper weights for cells that already move: a few rounds leave fewer cells hidden.
ROUNDS = 3
NEARLY_FREE = 1e-4
# How many cells may move their farthest against one bound, in the integer program.
SLACK_MOVES = 20
Weights = NDArray[np.float64]


class UnprotectableError(ValueError):
    """Unsafe cells that no choice of further hidden cells protects, for example because too much is out already."""

    def __init__(self, names: tuple[Hashable, ...]) -> None:
        super().__init__(f"no choice of hidden cells protects {', '.join(map(str, names))}")
        self.names = names


@dataclass(frozen=True)
class Suppression:
    """Which cells are hidden, which of them were unsafe by themselves, and what a reader can say of the unsafe ones.

    exact: whether every part was solved to the least hidden weight.
    """

    hidden: Mask
    unsafe: Mask
    found: tuple[Interval, ...]
    exact: bool


def suppress(
    cells: Cells,
    unsafe: Mask,
    *,
    width: float,
    floor: Floor = 0,
    weights: Weights | None = None,
    fixed: Mask | None = None,
    untold: Mask | None = None,
    method: Method = "auto",
) -> Suppression:
    """Hide the unsafe cells and as little else as can be.

    width: how wide the interval of each unsafe cell must be. floor: the least that a hidden cell can be, as readers
    know; cells below it are never hidden. weights: what hiding a cell costs, log(1 + count) when not given. fixed:
    cells that are out already and cannot be hidden. untold: cells that are published nowhere but can be computed from
    others; they are open to begin with, may be 0 and are hidden at no cost. Raises UnprotectableError.
    """
    cost = np.log1p(cells.counts.astype(float)) if weights is None else weights
    slack = cells.is_slack
    loose = slack if untold is None else slack | untold
    floors = np.where(loose, 0.0, cells.floors(floor))
    shut = (cells.counts < floors) | (np.zeros_like(unsafe) if fixed is None else fixed)
    out_already = tuple(cells.names[i] for i in np.flatnonzero(unsafe & shut))
    if out_already:
        raise UnprotectableError(out_already)
    open_already = unsafe | loose
    cost = np.where(open_already, 0.0, cost)
    needs = _Needs(unsafe, shut, open_already, cost, floors, width, method)
    for system in (_binding(cells, width), cells):
        hidden, exact = needs.meet(system)
        found = intervals(cells, hidden, floor=floors, of=np.flatnonzero(unsafe).tolist())
        narrow = too_narrow(found, width=width)
        if not narrow:
            return Suppression(hidden & ~slack, unsafe, found, exact)
    raise UnprotectableError(tuple(each.name for each in narrow))


def _binding(cells: Cells, width: float) -> Cells:
    """The cells without the bounds that are too far off to matter while no cell moves more than twice the width."""
    sums = tuple(
        each
        for each in cells.sums
        if not any(
            cells.counts[i] > 2 * width * (sum(map(abs, each.values())) - 1) for i in cells.slack & each.keys()
        )
    )
    return replace(cells, sums=sums)


@dataclass(frozen=True)
class _Needs:
    """What is asked of a system, by cell."""

    unsafe: Mask
    shut: Mask
    open_already: Mask
    cost: Weights
    floors: NDArray[np.float64]
    width: float
    method: Method

    def meet(self, cells: Cells) -> tuple[Mask, bool]:
        """The cells to hide, and whether every part was solved to the least weight."""
        hidden, exact, slack = self.open_already.copy(), True, cells.is_slack
        for part in parts(cells, ~self.shut):
            mine = np.flatnonzero(self.unsafe[part.cells])
            if not len(mine) or not part.sums.shape[0]:
                continue
            small = int((~slack[part.cells]).sum()) * len(mine) <= EXACT_SIZE
            room = cells.counts[part.cells] - self.floors[part.cells]
            work = _Part(part, room, self.cost[part.cells], mine, slack[part.cells], self.width)
            chosen = work.exact() if self.method == "exact" or (self.method == "auto" and small) else None
            if chosen is None:
                exact = False
                chosen = work.heuristic(cells)
            hidden[part.cells[chosen]] = True
        return hidden, exact


@dataclass(frozen=True)
class _Part:
    """One part: how far each cell can fall, what hiding costs, the places of the unsafe cells, which are slack."""

    part: Part
    room: NDArray[np.float64]
    cost: NDArray[np.float64]
    unsafe: NDArray[np.intp]
    slack: Mask
    width: float

    @property
    def size(self) -> int:
        return len(self.part.cells)

    def _two_tables(self, place: int) -> csr_array:
        """Rows: the sums of up and of down, and up - down in the cell itself. Columns: up+, up-, down+, down-."""
        sums = self.part.sums
        both = block_diag([hstack([sums, -sums]), hstack([sums, -sums])])
        n = self.size
        at = [place, n + place, 2 * n + place, 3 * n + place]
        apart = coo_array(([1.0, -1.0, -1.0, 1.0], ([0] * 4, at)), shape=(1, 4 * n))
        return csr_array(vstack([both, apart]))

    def _right(self) -> NDArray[np.float64]:
        return np.append(np.zeros(2 * self.part.sums.shape[0]), self.width)

    def _limits(self, most: float) -> NDArray[np.float64]:
        """How far up+, up-, down+ and down- may go: a cell cannot fall below its floor."""
        # What is left of a bound moves by all that its cells move by together.
        up = np.where(self.slack, most * SLACK_MOVES, most)
        return np.concatenate([up, self.room, up, self.room])

    def heuristic(self, cells: Cells) -> NDArray[np.intp]:
        """The places to hide: for each unsafe cell in turn the cheapest two tables, the hidden ones nearly free."""
        chosen = set(np.flatnonzero(self.cost == 0).tolist()) | set(self.unsafe.tolist())
        lost: list[Hashable] = []
        for place in sorted(self.unsafe.tolist(), key=lambda at: (self.room[at], at)):
            if self._stands(place, chosen):
                continue
            moved = self._cheapest(place, chosen)
            if moved is None:
                lost.append(cells.names[self.part.cells[place]])
                continue
            chosen |= set(np.flatnonzero(moved > TOLERANCE).tolist())
        if lost:
            raise UnprotectableError(tuple(lost))
        return np.array(sorted(chosen), dtype=np.intp)

    def _stands(self, place: int, chosen: set[int]) -> bool:
        """Whether a cell is protected already when these are hidden."""
        hidden = np.array(sorted(chosen))
        sums = csr_array(self.part.sums[:, hidden])
        aim = np.where(hidden == place, 1.0, 0.0)
        far, limits = 0.0, np.stack([-self.room[hidden], np.full(len(hidden), np.inf)], axis=1)
        limits[aim > 0, 1] = self.width
        for sign in (1.0, -1.0):
            result = linprog(sign * aim, A_eq=sums, b_eq=np.zeros(sums.shape[0]), bounds=limits, method="highs")
            if result.status != 0:
                return False
            far -= float(result.fun)
        return far >= self.width - TOLERANCE

    def _cheapest(self, place: int, chosen: set[int]) -> NDArray[np.float64] | None:
        """How far each cell moves in the cheapest two tables that protect one cell; None when there are none."""
        matrix, right = self._two_tables(place), self._right()
        limits = np.stack([np.zeros(4 * self.size), self._limits(np.inf)], axis=1)
        price = self.cost.copy()
        price[sorted(chosen)] = NEARLY_FREE
        weight, moved = price, None
        for _ in range(ROUNDS):
            result = linprog(np.tile(weight, 4), A_eq=matrix, b_eq=right, bounds=limits, method="highs")
            if result.status != 0:
                return None
            moved = result.x.reshape(4, self.size).max(axis=0)
            weight = price / (moved / self.width + 0.05)
        return moved

    def exact(self) -> NDArray[np.intp] | None:
        """The places to hide with the least weight, or None when the time is over before it is known."""
        n, tables = self.size, len(self.unsafe)
        flows = csr_array(block_diag([self._two_tables(int(place)) for place in self.unsafe]))
        limits = np.tile(self._limits(2 * self.width), tables)
        right = np.tile(self._right(), tables)
        # A cell moves only when it is hidden.
        each = vstack([dia_array((limit[None, :], [0]), shape=(n, n)) for limit in np.split(limits, 4 * tables)])
        links = hstack([eye_array(4 * n * tables), -each])
        sums = hstack([flows, csr_array((flows.shape[0], n))])
        must = np.zeros(n)
        must[self.unsafe] = 1
        result = milp(
            np.append(np.zeros(len(limits)), self.cost + NEARLY_FREE),
            constraints=[LinearConstraint(sums, right, right), LinearConstraint(links, -np.inf, 0)],
            integrality=np.append(np.zeros(len(limits)), np.ones(n)),
            bounds=Bounds(np.append(np.zeros(len(limits)), must), np.append(limits, np.ones(n))),
            options={"time_limit": SECONDS_PER_PART},
        )
        if result.status != 0:
            return None
        return np.flatnonzero(result.x[-n:] > 0.5)
