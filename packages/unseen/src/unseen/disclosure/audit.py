# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a reader can compute about each hidden cell from everything that is published."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from unseen.disclosure.cells import Cells, Floor
from unseen.disclosure.system import Mask, Part, parts

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Interval:
    """The least and most that a hidden cell can be for a reader. ``high`` is infinite where nothing binds."""

    name: Hashable
    count: int
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the reader is from knowing."""
        return self.high - self.low


def intervals(
    cells: Cells, hidden: Mask, *, floor: Floor = 0, of: Sequence[int] | None = None
) -> tuple[Interval, ...]:
    """The interval of each hidden cell, by two linear programs per cell, in the order of the cells.

    floor: the least a hidden cell can be, as the reader knows: 1 where zeros are always shown. of: only these cells.
    Cells that stand for inequalities are hidden always. Bounds are those of fractions: whole numbers can bind more
    where sums are not nested.
    """
    wanted = set(np.flatnonzero(hidden & ~cells.is_slack).tolist() if of is None else of)
    floors = cells.floors(floor)
    found: dict[int, Interval] = {}
    for part in parts(cells, hidden | cells.is_slack):
        for place, index in enumerate(part.cells):
            if int(index) in wanted:
                low, high = _bounds(part, place, floors[part.cells])
                found[int(index)] = Interval(cells.names[index], int(cells.counts[index]), low, high)
    return tuple(found[index] for index in sorted(found))


def too_narrow(found: Sequence[Interval], *, width: float) -> tuple[Interval, ...]:
    """The intervals that tell too much."""
    return tuple(each for each in found if each.width < width - TOLERANCE)


def _bounds(part: Part, place: int, floors: NDArray[np.float64]) -> tuple[float, float]:
    if part.sums.shape[0] == 0:
        return float(floors[place]), np.inf
    return _extreme(part, place, floors, sign=1.0), _extreme(part, place, floors, sign=-1.0)


def _extreme(part: Part, place: int, floors: NDArray[np.float64], *, sign: float) -> float:
    aim: NDArray[np.float64] = np.zeros(len(part.cells))
    aim[place] = sign
    limits = np.stack([floors, np.full(len(floors), np.inf)], axis=1)
    result = linprog(aim, A_eq=part.sums, b_eq=part.right, bounds=limits, method="highs")
    if result.status == 4:
        # "Unbounded or infeasible": without presolve the solver says which.
        result = linprog(
            aim, A_eq=part.sums, b_eq=part.right, bounds=limits, method="highs", options={"presolve": False}
        )
    if result.status == 3:
        return float(sign * -np.inf)
    if result.status != 0:
        raise ArithmeticError(f"the bounds of a cell could not be computed: {result.message}")
    return float(sign * result.fun)
