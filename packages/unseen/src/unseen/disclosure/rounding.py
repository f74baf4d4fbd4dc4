# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Controlled rounding: every count becomes a multiple of the base next to it, and all totals still add up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from unseen.disclosure.cells import Cells
from unseen.disclosure.system import sum_matrix

SECONDS = 60.0


class UnroundableError(ValueError):
    """No rounding within base adds up, or none was found in time. It exists for tables of two dimensions."""


def rounded(cells: Cells, base: int) -> NDArray[np.int64]:
    """Every count rounded up or down to a multiple of ``base`` so that all sums still hold, with the least change.

    Zero-restricted: a multiple of the base stays, every other count moves by less than the base. Bounds (slack) need
    not hold afterwards; their places come back as 0. Least change: the sum of what the counts move by. An integer
    program (Cox, Journal of the American Statistical Association 1987). Raises UnroundableError.
    """
    if base < 2:
        raise ValueError("a base is at least 2")
    down, left = np.divmod(cells.counts, base)
    may_rise = (left > 0) & ~cells.is_slack
    sums = [each for each in cells.sums if not cells.slack & each.keys()]
    matrix = csr_array(sum_matrix(Cells(cells.names, cells.counts, tuple(sums))))
    # In units of the base: down + rise has to add up, rise is 0 or 1.
    goal = -(matrix @ np.where(cells.is_slack, 0, down))
    result = milp(
        (base - 2 * left).astype(float),
        constraints=LinearConstraint(matrix, goal, goal) if sums else None,
        integrality=np.ones(len(left)),
        bounds=Bounds(np.zeros(len(left)), may_rise.astype(float)),
        options={"time_limit": SECONDS},
    )
    if result.x is None:
        raise UnroundableError(
            f"no rounding to {base} adds up within base: merge categories, leave a dimension out or use another base"
        )
    found = (down + np.round(result.x).astype(np.int64)) * base
    return np.where(cells.is_slack, 0, found)
