# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Cells and the sums between them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

# The least that hidden cells can be, as readers know: one number for all or one per cell.
Floor = float | NDArray[np.float64]


class CellsError(ValueError):
    """Cells that cannot be: a negative count, a sum that does not hold, a name that is unknown."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Counts and the sums that tie them.

    names: one per cell, unique. counts: shape (n,), whole numbers from 0. sums: each is a mapping of cell index to
    coefficient whose weighted sum is 0, as in {total: -1, part: 1, part: 1}. largest: for dominance, the largest
    contributions per cell (index to descending values); empty where there is none. slack: cells that stand for an
    inequality (what is left of a bound): a reader knows that they are not negative, nobody publishes them, and they
    are never unsafe. All sums must hold for the counts: CellsError otherwise.
    """

    names: tuple[Hashable, ...]
    counts: NDArray[np.int64]
    sums: tuple[Mapping[int, int], ...]
    largest: Mapping[int, Sequence[float]] = field(default_factory=dict)
    slack: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if len(set(self.names)) != len(self.names) or self.counts.shape != (len(self.names),):
            raise CellsError("every cell needs one name of its own and one count")
        if (self.counts < 0).any():
            raise CellsError("a count is below 0")
        for each in self.sums:
            if sum(int(self.counts[i]) * weight for i, weight in each.items()):
                words = " ".join(f"{weight:+d}*{self.names[i]}" for i, weight in each.items())
                raise CellsError(f"this sum is not 0: {words}")

    @property
    def is_slack(self) -> NDArray[np.bool_]:
        """One truth value per cell: whether it stands for an inequality."""
        found = np.zeros(len(self.names), dtype=np.bool_)
        found[sorted(self.slack)] = True
        return found

    def floors(self, floor: Floor) -> NDArray[np.float64]:
        """The least that each cell can be when nobody sees it: ``floor`` (one for all or one each), slack 0."""
        return np.where(self.is_slack, 0.0, floor)
