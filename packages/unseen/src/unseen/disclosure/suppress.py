# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which further cells to hide so that no unsafe cell can be computed closely.

An unsafe cell p is protected when the readers' interval for it is at least ``width`` wide: when there are two tables
that agree with everything published and differ by ``width`` in p. Both methods look for those tables as moves away
from the true counts: ``up`` and ``down`` with up[p] - down[p] = width, zero in every published cell.

Exact: one integer program for all unsafe cells together (after Fischetti and Salazar, Management Science 2001), with
the least weight hidden. Heuristic: one linear program per unsafe cell that is not protected yet, the widest need
first; cells that are hidden already cost nothing, and every table found is proof for all cells that it moves. Either
way the result is audited from scratch by ``audit.proven`` before it is given back.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, coo_array, csr_array, dia_array, eye_array, hstack, vstack

from unseen.disclosure.audit import NEAR, ROUNDS, Interval, proven, too_narrow
from unseen.disclosure.cells import Cells, Floor
from unseen.disclosure.moves import TOLERANCE, Moves, Reach, moves, nearby
from unseen.disclosure.system import Mask

Method = Literal["auto", "exact", "heuristic"]
# Up to this many (cells x unsafe cells) in a part the integer program is solved; beyond, the heuristic.
EXACT_SIZE = 1_100
SECONDS_PER_PART = 5.0
# Sharper weights for cells that already move: a few rounds leave fewer cells hidden.
ROUNDS_OF_PRICES = 3
NEARLY_FREE = 1e-4
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
    needs = _Needs(cells, unsafe, shut, cost, floors, width, method)
    needs.can_be_met()
    hidden, exact = needs.meet(open_already, unsafe, near=NEAR * width)
    found, narrow = _audited(cells, hidden, unsafe, floors, width)
    if narrow.any():
        # Some cells need a move that goes farther.
        hidden, exact = needs.meet(hidden, narrow, near=np.inf)
        found, narrow = _audited(cells, hidden, unsafe, floors, width)
    if narrow.any():
        raise UnprotectableError(tuple(cells.names[i] for i in np.flatnonzero(narrow)))
    return Suppression(hidden & ~slack, unsafe, found, exact)


def _audited(
    cells: Cells, hidden: Mask, unsafe: Mask, floors: NDArray[np.float64], width: float
) -> tuple[tuple[Interval, ...], Mask]:
    """What a reader can say of the unsafe cells, and of which too much."""
    found = proven(cells, hidden, width=width, floor=floors, of=np.flatnonzero(unsafe).tolist())
    told = {each.name for each in too_narrow(found, width=width)}
    return found, np.array([name in told for name in cells.names], dtype=np.bool_)


@dataclass(frozen=True)
class _Needs:
    """What is asked of a system, by cell."""

    cells: Cells
    unsafe: Mask
    shut: Mask
    cost: Weights
    floors: NDArray[np.float64]
    width: float
    method: Method

    def can_be_met(self) -> None:
        """Raises UnprotectableError with the cells of a part that would be told closely though all were hidden."""
        for part in moves(self.cells, ~self.shut, self.floors):
            mine = np.flatnonzero(self.unsafe[part.cells])
            reach = Reach(part, self.width)
            reach.spread(mine, np.arange(len(part.cells)), near=NEAR * self.width, rounds=ROUNDS)
            for place in reach.narrow(mine).tolist():
                reach.extreme(place)
            lost = tuple(self.cells.names[part.cells[place]] for place in reach.narrow(mine))
            if lost:
                raise UnprotectableError(lost)

    def meet(self, hidden: Mask, wanted: Mask, *, near: float) -> tuple[Mask, bool]:
        """The cells to hide beside those that are, and whether every part was solved to the least weight.

        wanted: the unsafe cells that are to be protected, by tables in which no cell moves farther than ``near``.
        """
        after, exact = hidden.copy(), True
        for part in self._parts(near):
            mine = np.flatnonzero(wanted[part.cells])
            if not len(mine) or not part.rows.shape[0]:
                continue
            small = self.method == "auto" and len(part.cells) * len(mine) <= EXACT_SIZE
            work = _Part(part, self.cost[part.cells], mine, self.width)
            chosen = work.exact() if np.isfinite(near) and (small or self.method == "exact") else None
            if chosen is None:
                exact = False
                chosen = work.heuristic(np.flatnonzero(hidden[part.cells]))
            after[part.cells[chosen]] = True
        return after, exact

    def _parts(self, near: float) -> Iterator[Moves]:
        for part in moves(self.cells, ~self.shut, self.floors):
            yield from nearby(part, near).pieces() if np.isfinite(near) else [part]


@dataclass(frozen=True)
class _Part:
    """One part: how its cells can move, what hiding each costs, the places of the unsafe cells."""

    moves: Moves
    cost: NDArray[np.float64]
    unsafe: NDArray[np.intp]
    width: float

    @property
    def size(self) -> int:
        return len(self.moves.cells)

    def _two_tables(self, place: int) -> csr_array:
        """Rows: the sums of up and of down, and up - down in the cell itself. Columns: up+, up-, down+, down-."""
        rows, n = self.moves.rows, self.size
        both = block_diag([hstack([rows, -rows]), hstack([rows, -rows])])
        at = [place, n + place, 2 * n + place, 3 * n + place]
        apart = coo_array(([1.0, -1.0, -1.0, 1.0], ([0] * 4, at)), shape=(1, 4 * n))
        return csr_array(vstack([both, apart]))

    def _right(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The least and most of each of those rows."""
        low, high = self.moves.low, self.moves.high
        return np.concatenate([low, low, [self.width]]), np.concatenate([high, high, [self.width]])

    def _limits(self) -> NDArray[np.float64]:
        """How far up+, up-, down+ and down- may go: a cell cannot fall below its floor."""
        return np.tile(np.concatenate([self.moves.up, -self.moves.down]), 2)

    def heuristic(self, hidden: NDArray[np.intp]) -> NDArray[np.intp]:
        """The places to hide: for each unsafe cell in turn the cheapest two tables, the hidden ones nearly free."""
        reach, chosen = Reach(self.moves, self.width), np.zeros(self.size, dtype=np.bool_)
        chosen[hidden] = True
        far = NEAR * self.width
        reach.spread(self.unsafe, np.flatnonzero(chosen), near=far, rounds=ROUNDS)
        room = -self.moves.down
        for place in sorted(self.unsafe.tolist(), key=lambda at: (room[at], at)):
            if not len(reach.narrow(np.array([place]))):
                continue
            tables = self._cheapest(place, chosen)
            if tables is None:
                continue
            chosen |= np.abs(tables).max(axis=0) > TOLERANCE
            for table in tables:
                reach.take(np.where(chosen, table, 0.0))
            reach.spread(self.unsafe, np.flatnonzero(chosen), near=far, rounds=1)
        return np.flatnonzero(chosen)

    def _cheapest(self, place: int, chosen: Mask) -> NDArray[np.float64] | None:
        """The cheapest two tables that protect one cell, as moves; None when there are none."""
        matrix, (low, high), limits = self._two_tables(place), self._right(), self._limits()
        price = np.where(chosen, NEARLY_FREE, self.cost)
        weight, found = price, None
        for _ in range(ROUNDS_OF_PRICES):
            result = milp(
                np.tile(weight, 4),
                constraints=LinearConstraint(matrix, low, high),
                bounds=Bounds(np.zeros(4 * self.size), limits),
            )
            if result.status != 0:
                return None
            rise, fall, rise_too, fall_too = result.x.reshape(4, self.size)
            found = np.stack([rise - fall, rise_too - fall_too])
            moved = result.x.reshape(4, self.size).max(axis=0)
            if not (moved[~chosen] > TOLERANCE).any():
                break
            weight = price / (moved / self.width + 0.05)
        return found

    def exact(self) -> NDArray[np.intp] | None:
        """The places to hide with the least weight, or None when the time is over before it is known."""
        n, tables = self.size, len(self.unsafe)
        flows = csr_array(block_diag([self._two_tables(int(place)) for place in self.unsafe]))
        limits = np.tile(self._limits(), tables)
        low, high = (np.tile(each, tables) for each in self._right())
        # A cell moves only when it is hidden.
        each = vstack([dia_array((limit[None, :], [0]), shape=(n, n)) for limit in np.split(limits, 4 * tables)])
        links = hstack([eye_array(4 * n * tables), -each])
        sums = hstack([flows, csr_array((flows.shape[0], n))])
        must = np.zeros(n)
        must[self.unsafe] = 1
        result = milp(
            np.append(np.zeros(len(limits)), self.cost + NEARLY_FREE),
            constraints=[LinearConstraint(sums, low, high), LinearConstraint(links, -np.inf, 0)],
            integrality=np.append(np.zeros(len(limits)), np.ones(n)),
            bounds=Bounds(np.append(np.zeros(len(limits)), must), np.append(limits, np.ones(n))),
            options={"time_limit": SECONDS_PER_PART},
        )
        if result.status != 0:
            return None
        return np.flatnonzero(result.x[-n:] > 0.5)
