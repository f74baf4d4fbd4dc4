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

    rows: shape (number, dimension). By the first phase of the simplex method with Bland's rule.
    """
    number, wide = rows.shape
    table = np.zeros((wide + 1, number + wide + 1))
    for i in range(wide):
        rest = 0.0
        for j in range(number):
            rest -= rows[j, i]
        sign = -1.0 if rest < 0 else 1.0
        for j in range(number):
            table[i, j] = sign * rows[j, i]
        table[i, number + i] = 1.0
        table[i, -1] = sign * rest
        table[wide] -= table[i]
    for i in range(wide):
        table[wide, number + i] = 0.0
    basis = np.arange(number, number + wide)
    while True:
        enter = -1
        for j in range(number):
            if table[wide, j] < -TINY:
                enter = j
                break
        if enter < 0:
            return bool(table[wide, -1] > -1e-7)
        leave = -1
        for i in range(wide):
            if table[i, enter] > TINY and (
                leave < 0
                or table[i, -1] * table[leave, enter] < table[leave, -1] * table[i, enter] - TINY
                or (
                    table[i, -1] * table[leave, enter] <= table[leave, -1] * table[i, enter] + TINY
                    and basis[i] < basis[leave]
                )
            ):
                leave = i
        if leave < 0:
            return False
        table[leave] /= table[leave, enter]
        for i in range(wide + 1):
            if i != leave and table[i, enter] != 0.0:
                table[i] -= table[i, enter] * table[leave]
        basis[leave] = enter


@jit
def free_directions(rows: Floats) -> Floats:
    """A basis of what the rows send to zero, as columns: shape (dimension, number of free directions)."""
    work = rows.copy()
    wide = work.shape[1]
    lead = np.full(wide, -1)
    rank = 0
    for column in range(wide):
        if rank == work.shape[0]:
            break
        best = rank
        for i in range(rank, work.shape[0]):
            if abs(work[i, column]) > abs(work[best, column]):
                best = i
        if abs(work[best, column]) < TINY:
            continue
        if best != rank:
            kept = work[best].copy()
            work[best] = work[rank]
            work[rank] = kept
        work[rank] /= work[rank, column]
        for i in range(work.shape[0]):
            if i != rank and work[i, column] != 0.0:
                work[i] -= work[i, column] * work[rank]
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
    """Whether no direction is zero on all rows `seen`, nowhere below zero on the rows `empty`, and above it somewhere.

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
