# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a reader can compute about each hidden cell from everything that is published."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unseen.disclosure.cells import Cells, Floor
from unseen.disclosure.moves import TOLERANCE, Numbers, Reach, moves
from unseen.disclosure.system import Mask

# While all cells move together: how many times the width the farthest cell may move, and how many rounds.
NEAR = 2.0
ROUNDS = 25


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
    return _of_parts(cells, hidden, np.inf, floor, of)


def proven(
    cells: Cells, hidden: Mask, *, width: float, floor: Floor = 0, of: Sequence[int] | None = None
) -> tuple[Interval, ...]:
    """As ``intervals``, but of a cell that is wide enough only so much as proves it: much faster.

    An interval narrower than ``width`` is exact. Any other lies inside what the reader is left with: for both of its
    ends there is a table that agrees with everything published.
    """
    return _of_parts(cells, hidden, width, floor, of)


def too_narrow(found: Sequence[Interval], *, width: float) -> tuple[Interval, ...]:
    """The intervals that tell too much."""
    return tuple(each for each in found if each.width < width - TOLERANCE)


def _of_parts(
    cells: Cells, hidden: Mask, width: float, floor: Floor, of: Sequence[int] | None
) -> tuple[Interval, ...]:
    wanted = hidden & ~cells.is_slack
    if of is not None:
        wanted = np.zeros_like(wanted)
        wanted[list(of)] = True
    found: dict[int, Interval] = {}
    for part in moves(cells, hidden, cells.floors(floor)):
        places = np.flatnonzero(wanted[part.cells])
        fall, rise = _ends(Reach(part, width), places)
        for place in places:
            index = int(part.cells[place])
            count = int(cells.counts[index])
            found[index] = Interval(cells.names[index], count, count - float(fall[place]), count + float(rise[place]))
    return tuple(found[index] for index in sorted(found))


def _ends(reach: Reach, places: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """How far each place can fall and rise; all are moved together before the narrow ones are, one by one."""
    if not len(places):
        return reach.fall, reach.rise
    if np.isfinite(reach.width):
        everywhere = np.arange(len(reach.moves.cells))
        reach.spread(places, everywhere, near=NEAR * reach.width, rounds=ROUNDS)
    for place in reach.narrow(places):
        if len(reach.narrow(np.array([place]))):
            reach.extreme(int(place))
    return reach.fall, reach.rise
