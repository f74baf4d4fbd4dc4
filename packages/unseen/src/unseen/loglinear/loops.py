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
def first_table(rows: Floats) -> Floats:
    """The simplex table for weights from 1: a line per column of rows, and the costs of its artificial variables."""
    number, wide = rows.shape
    table = np.zeros((wide + 1, number + wide + 1))
    for i in range(wide):
        whole = 0.0
        for j in range(number):
            whole += rows[j, i]
        sign = -1.0 if whole > 0 else 1.0
        for j in range(number):
            table[i, j] = sign * rows[j, i]
            table[wide, j] -= table[i, j]
        table[i, number + i] = 1.0
        table[i, -1] = -sign * whole
        table[wide, -1] -= table[i, -1]
    return table


@jit
def positive_dependence(rows: Floats) -> bool:
    """Whether the rows have a combination with only positive weights that is zero (Stiemke's alternative).

    rows: shape (number, dimension). The first phase of the simplex method with Bland's rule.
    """
    number, wide = rows.shape
    table = first_table(rows)
    basis = np.arange(number, number + wide)
    while True:
        enter = 0
        while enter < number and table[wide, enter] >= -TINY:
            enter += 1
        if enter == number:
            return bool(table[wide, -1] > -1e-7)
        leave = leaving(table, enter, basis)
        if leave < 0:
            return False
        cleared(table, leave, enter)
        basis[leave] = enter


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
    height, wide = table.shape
    pivot = table[row, column]
    for j in range(wide):
        table[row, j] /= pivot
    for i in range(height):
        share = table[i, column]
        if i != row and share != 0.0:
            for j in range(wide):
                table[i, j] -= share * table[row, j]


@jit
def pivot_row(work: Floats, rank: int, column: int) -> bool:
    """Bring the row with the largest value of a column, from row `rank` on, to that row; False where all are 0."""
    best = rank
    for i in range(rank, work.shape[0]):
        if abs(work[i, column]) > abs(work[best, column]):
            best = i
    if abs(work[best, column]) < TINY:
        return False
    for j in range(work.shape[1]):
        kept = work[best, j]
        work[best, j] = work[rank, j]
        work[rank, j] = kept
    return True


@jit
def free_directions(rows: Floats) -> Floats:
    """A basis of what the rows send to zero, as columns: shape (dimension, number of free directions)."""
    work = rows.copy()
    number, wide = work.shape
    lead = np.full(wide, -1)
    rank = 0
    for column in range(wide):
        if rank < number and pivot_row(work, rank, column):
            cleared(work, rank, column)
            lead[column] = rank
            rank += 1
    basis = np.zeros((wide, wide - rank))
    at = 0
    for column in range(wide):
        if lead[column] >= 0:
            continue
        basis[column, at] = 1.0
        for other in range(wide):
            if lead[other] >= 0:
                basis[other, at] = -work[lead[other], column]
        at += 1
    return basis


@jit
def estimate_exists(seen: Floats, empty: Floats) -> bool:
    """Whether no direction is zero on all rows `seen`, and on rows `empty` nowhere below zero and somewhere above.

    Rows have one column per cell of the model without people and one for the people on no list.
    """
    basis = free_directions(seen)
    wide, free = basis.shape
    if free == 0 or empty.shape[0] == 0:
        return True
    moved = np.zeros((empty.shape[0], free))
    for i in range(empty.shape[0]):
        for j in range(wide):
            for k in range(free):
                moved[i, k] += empty[i, j] * basis[j, k]
    return positive_dependence(moved)


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
