# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How far hidden counts can move while everything published stays as it is.

A move is one number per open cell: what is added to its count. It is possible when every sum still holds and no cell
falls below its floor. The true table is the move of all zeros, so a reader's interval of a cell reaches at least as
far as any possible move of it. One move tells of all cells at once: that is why proving needs few linear programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, csr_array

from unseen.disclosure.cells import Cells
from unseen.disclosure.system import Mask, hanging_together, parts

TOLERANCE = 1e-6
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Moves:
    """The possible moves of open cells that hang together: low <= rows @ move <= high, down <= move <= up.

    cells: their indices. What is left of a bound is no cell here but a row without an upper end.
    """

    cells: NDArray[np.intp]
    rows: csr_array
    low: Numbers
    high: Numbers
    down: Numbers
    up: Numbers

    def among(self, places: NDArray[np.intp]) -> Moves:
        """The moves of these places only, all others staying as they are."""
        inside = csr_array(self.rows[:, places])
        used = np.flatnonzero(np.diff(inside.indptr))
        return Moves(
            self.cells[places], csr_array(inside[used]), self.low[used], self.high[used], self.down[places],
            self.up[places],
        )  # fmt: skip

    def pieces(self) -> Iterator[Moves]:
        """The same in parts that share no row."""
        count, labels = hanging_together(self.rows)
        for label in range(count):
            rows, mine = (np.flatnonzero(each == label) for each in np.split(labels, [self.rows.shape[0]]))
            if len(mine):
                yield Moves(
                    self.cells[mine], csr_array(self.rows[rows][:, mine]), self.low[rows], self.high[rows],
                    self.down[mine], self.up[mine],
                )  # fmt: skip

    def best(self, gain: Numbers, *, down: Numbers | None = None, up: Numbers | None = None) -> Numbers | None:
        """The possible move with the largest sum of gain * move, within narrower ends if given.

        None when that sum has no end. Raises ArithmeticError when the program fails.
        """
        ends = Bounds(self.down if down is None else down, self.up if up is None else up)
        rows = LinearConstraint(self.rows, self.low, self.high) if self.rows.shape[0] else None
        result = milp(-gain, constraints=rows, bounds=ends)
        if result.status == 4:
            # "Unbounded or infeasible": without presolve the solver says which.
            result = milp(-gain, constraints=rows, bounds=ends, options={"presolve": False})
        if result.status == 3:
            return None
        if result.status != 0:
            raise ArithmeticError(f"the bounds of a cell could not be computed: {result.message}")
        return np.asarray(result.x, dtype=np.float64)

    def holds(self, move: Numbers) -> bool:
        """Whether a move is possible: the proof is checked, whoever found it."""
        sums = self.rows @ move
        within = (move >= self.down - TOLERANCE) & (move <= self.up + TOLERANCE)
        near = (
            TOLERANCE * np.maximum(1.0, abs(self.rows).max(axis=1).toarray().ravel()) if self.rows.nnz else TOLERANCE
        )
        fits = (sums >= self.low - near) & (sums <= self.high + near)
        return bool(within.all() and fits.all())


@dataclass
class Reach:
    """What is proven of each place of ``moves`` so far: it can rise and fall by at least so much."""

    moves: Moves
    width: float
    rise: Numbers = field(init=False)
    fall: Numbers = field(init=False)
    is_true: bool = field(init=False)

    def __post_init__(self) -> None:
        # The true table counts as a proof, where its counts are not below the floors.
        self.is_true = self.moves.holds(np.zeros(len(self.moves.cells)))
        start = 0.0 if self.is_true else -np.inf
        self.rise = np.full(len(self.moves.cells), start)
        self.fall = np.full(len(self.moves.cells), start)

    def narrow(self, places: NDArray[np.intp]) -> NDArray[np.intp]:
        """Those of the places that are not proven to be wide enough."""
        return places[self.rise[places] + self.fall[places] < self.width - TOLERANCE]

    def take(self, move: Numbers, places: NDArray[np.intp] | slice = slice(None)) -> bool:
        """Learn from a move of these places. False, and nothing learned, when it is not possible."""
        whole = np.zeros(len(self.moves.cells))
        whole[places] = move
        if not self.moves.holds(whole):
            return False
        np.maximum(self.rise, whole, out=self.rise)
        np.maximum(self.fall, -whole, out=self.fall)
        return True

    def spread(self, places: NDArray[np.intp], within: NDArray[np.intp], *, near: float, rounds: int) -> None:
        """Look for moves of the cells ``within`` that prove as many of the places as can be, at most so many rounds.

        near: no cell moves farther than this. All narrow places are moved together as far as each needs, up and then
        down, as long as that still helps.
        """
        if not self.is_true:
            return
        inside = nearby(self.moves.among(within), near)
        at = np.full(len(self.moves.cells), -1)
        at[within] = np.arange(len(within))
        left = self.narrow(places)
        for _ in range(rounds):
            before = len(left)
            for sign in (1.0, -1.0):
                if not len(left):
                    return
                gain, up, down = np.zeros(len(within)), inside.up.copy(), inside.down.copy()
                gain[at[left]] = sign
                if sign > 0:
                    up[at[left]] = np.minimum(up[at[left]], self.width - np.maximum(self.fall[left], 0))
                else:
                    down[at[left]] = np.maximum(down[at[left]], np.maximum(self.rise[left], 0) - self.width)
                move = inside.best(gain, down=down, up=up)
                if move is not None:
                    self.take(move, within)
                left = self.narrow(places)
            if len(left) == before:
                return

    def extreme(self, place: int) -> tuple[float, float]:
        """How far one place can fall and rise at most, exactly; stops early where that is wide enough."""
        gain = np.zeros(len(self.moves.cells))
        for sign, reach in ((1.0, self.rise), (-1.0, self.fall)):
            gain[place] = sign
            move = self.moves.best(gain)
            if move is None:
                reach[place] = np.inf
            elif self.take(move):
                reach[place] = sign * move[place]
            else:
                raise ArithmeticError("the bounds of a cell could not be computed: a solution breaks a sum")
            if np.isfinite(self.width) and not len(self.narrow(np.array([place]))):
                break
        return float(self.fall[place]), float(self.rise[place])


def moves(cells: Cells, is_open: Mask, floors: Numbers) -> Iterator[Moves]:
    """The moves of open cells, in parts that share no sum. Cells in no sum at all are parts of one with no row.

    floors: the least of each cell. Slack cells count as open, with floor 0.
    """
    slack = cells.is_slack
    for part in parts(cells, is_open | slack):
        room = (floors - cells.counts)[part.cells].astype(float)
        columns = csc_array(part.sums)
        once = np.diff(columns.indptr) == 1
        # A slack of its own row is the room of that row; one of several rows stays a cell.
        turned = slack[part.cells] & once
        low, high = np.zeros(part.sums.shape[0]), np.zeros(part.sums.shape[0])
        for place in np.flatnonzero(turned):
            row, weight = columns.indices[columns.indptr[place]], columns.data[columns.indptr[place]]
            # rows @ move + weight * slack = 0 with slack >= room.
            if weight < 0:
                high[row] = np.inf
                low[row] += -weight * room[place]
            else:
                low[row] = -np.inf
                high[row] += -weight * room[place]
        kept = np.flatnonzero(~turned)
        yield Moves(
            part.cells[kept], csr_array(part.sums[:, kept]), low, high, room[kept], np.full(len(kept), np.inf)
        )


def nearby(found: Moves, near: float) -> Moves:
    """The moves in which no cell goes farther than this, without the rows that such moves cannot break."""
    down, up = np.maximum(found.down, -near), np.minimum(found.up, near)
    plus, minus = found.rows.maximum(0), found.rows.minimum(0)
    least, most = plus @ down + minus @ up, plus @ up + minus @ down
    used = np.flatnonzero((least < found.low) | (most > found.high))
    return Moves(found.cells, csr_array(found.rows[used]), found.low[used], found.high[used], down, up)
