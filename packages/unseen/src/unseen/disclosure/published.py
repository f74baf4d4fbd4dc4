# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Auditing what somebody published, without the numbers behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from unseen.disclosure.cells import Cells, CellsError
from unseen.disclosure.system import Mask, sum_matrix

SECONDS = 60.0


def completed(
    names: Sequence[tuple[str, ...]],
    counts: NDArray[np.int64],
    hidden: Mask,
    sums: Sequence[Mapping[int, int]],
    *,
    floor: NDArray[np.float64],
) -> Cells:
    """Cells in which the hidden counts are some numbers that fit: what a reader can start from.

    counts: anything where hidden. floor: the least of each hidden cell. Raises CellsError when no numbers fit: then
    the published ones contradict each other.
    """
    empty = Cells(tuple(names), np.zeros(len(names), dtype=np.int64), tuple(sums))
    matrix = sum_matrix(empty)
    shown = np.where(hidden, 0, counts).astype(float)
    low = np.where(hidden, floor, shown)
    high = np.where(hidden, np.inf, shown)
    result = milp(
        np.zeros(len(names)),
        constraints=LinearConstraint(matrix, 0, 0),
        integrality=np.ones(len(names)),
        bounds=Bounds(low, high),
        options={"time_limit": SECONDS},
    )
    if result.x is None:
        raise CellsError("the published numbers contradict each other: no hidden numbers make the totals right")
    return Cells(tuple(names), np.round(result.x).astype(np.int64), tuple(sums))
