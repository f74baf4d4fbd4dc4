# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The inner loops: may a model be fitted to a table, and its fit by Newton's method. Compiled where numba is there.

Notation of the package: cell w is a pattern of lists; a term is a set of lists; X[w, term] is 1 where the term is
inside w; a table's totals are its superset sums. For a hierarchical model all of this is sums over subsets: the
linear predictor is the subset sum of the coefficients, the expected totals are the superset sum of the means, and the
information at two terms is the expected total of their union.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from unseen.fast import jit
from unseen.loglinear.lattice import Floats

# A coefficient or rest below this is rounding: the numbers behind it are small whole ones.
TINY = 1e-9
MOST_STEPS = 200
# Newton's last step: the error after it is about its square.
CLOSE = 1e-7
# The largest change of a log mean in one step.
REACH = 3.0


@jit
def positive_dependence(rows: Floats) -> bool:
    """Whether the rows have a combination with only positive weights that is zero (Stiemke's alternative).

    rows: shape (number, dimension). The first phase of the simplex method with Bland's rule, for weights from 1.
    """
    number, wide = rows.shape
    table = np.zeros((wide + 1, number + wide + 1))
    for i in range(wide):
        sign = -1.0 if rows[:, i].sum() > 0 else 1.0
        table[i, :number] = sign * rows[:, i]
        table[i, number + i] = 1.0
        table[i, -1] = -sign * rows[:, i].sum()
        table[wide, :number] -= table[i, :number]
        table[wide, -1] -= table[i, -1]
    basis = np.arange(number, number + wide)
    while True:
        able = np.flatnonzero(table[wide, :number] < -TINY)
        if able.size == 0:
            return bool(table[wide, -1] > -1e-7)
        leave = leaving(table, able[0], basis)
        if leave < 0:
            return False
        cleared(table, leave, able[0])
        basis[leave] = able[0]


@jit
def leaving(table: Floats, enter: int, basis: NDArray[np.int64]) -> int:
    """The row that blocks first, the one with the lowest basic column where several do; -1 where none does."""
    leave, least = -1, np.inf
    for i in range(basis.size):
        if table[i, enter] <= TINY:
            continue
        ratio = table[i, -1] / table[i, enter]
        if ratio < least - TINY or (ratio <= least + TINY and basis[i] < basis[leave]):
            leave, least = i, min(ratio, least)
    return leave


@jit
def cleared(table: Floats, row: int, column: int) -> None:
    """In place: 1 at this place of the column, 0 in its other rows."""
    table[row] /= table[row, column]
    for i in range(table.shape[0]):
        if i != row and table[i, column] != 0.0:
            table[i] -= table[i, column] * table[row]


@jit
def free_directions(rows: Floats) -> Floats:
    """A basis of what the rows send to zero, as columns: shape (dimension, number of free directions)."""
    work = rows.copy()
    number, wide = work.shape
    lead = np.full(wide, -1)
    rank = 0
    for column in range(wide):
        if rank == number:
            break
        best = rank + np.argmax(np.abs(work[rank:, column]))
        if abs(work[best, column]) < TINY:
            continue
        kept = work[best].copy()
        work[best] = work[rank]
        work[rank] = kept
        cleared(work, rank, column)
        lead[column] = rank
        rank += 1
    free = np.flatnonzero(lead < 0)
    basis = np.zeros((wide, free.size))
    for at in range(free.size):
        basis[free[at], at] = 1.0
        for other in range(wide):
            if lead[other] >= 0:
                basis[other, at] = -work[lead[other], free[at]]
    return basis


@jit
def estimate_exists(seen: Floats, empty: Floats) -> bool:
    """Whether no direction is zero on all rows `seen`, and on rows `empty` nowhere below zero and somewhere above.

    Rows have one column per cell of the model without people and one for the people on no list.
    """
    basis = free_directions(seen)
    if basis.shape[1] == 0 or empty.shape[0] == 0:
        return True
    return bool(positive_dependence(np.ascontiguousarray(empty) @ basis))


@jit
def subset_sums(values: Floats, lists: int) -> None:
    """In place: at each pattern the sum over the patterns inside it."""
    half = 1
    for _ in range(lists):
        for block in range(0, 1 << lists, 2 * half):
            for j in range(block, block + half):
                values[j + half] += values[j]
        half *= 2


@jit
def superset_sums(values: Floats, lists: int) -> None:
    """In place: at each pattern the sum over the patterns that contain it."""
    half = 1
    for _ in range(lists):
        for block in range(0, 1 << lists, 2 * half):
            for j in range(block, block + half):
                values[j] += values[j + half]
        half *= 2
