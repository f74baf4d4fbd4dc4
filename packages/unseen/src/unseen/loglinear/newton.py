# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Compiled fits, one after another; unseen.loglinear.batch does the same with arrays. Loaded only with numba."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from unseen.fast import jit
from unseen.loglinear.lattice import Floats
from unseen.loglinear.loops import CLOSE, MOST_STEPS, REACH, estimate_exists, subset_sums, superset_sums

Whole = NDArray[np.int64]


@jit
def kept_cells(totals: Floats, terms: Whole, lists: int, kept: Floats) -> int:
    """Set kept to 1 at the cells that the model keeps, and return how many of its terms are not minus infinity."""
    kept[:] = 0.0
    many = 0
    removed = False
    for term in terms:
        if term < 0:
            continue
        if totals[term] > 0:
            many += 1
        else:
            kept[term] = 1.0
            removed = True
    if removed:
        subset_sums(kept, lists)
    for cell in range(kept.size):
        kept[cell] = 0.0 if kept[cell] > 0 else 1.0
    kept[0] = 0.0
    return many


@jit
def signed_sums(top: int, inside: Whole, lists: int, out: Floats) -> None:
    """Per cell the sum over the kept terms between `top` and the cell of -1 to the number of lists beyond `top`."""
    out[:] = 0.0
    for term in inside:
        if term & top == top:
            beyond = term ^ top
            sign = 1.0
            while beyond:
                beyond &= beyond - 1
                sign = -sign
            out[term] = sign
    subset_sums(out, lists)


@jit
def open_rows(counts: Floats, inside: Whole, lists: int) -> Floats:
    """Per direction that empty cells leave open, what it does to each cell: (directions, cells).

    The first is the people on no list; then a term of the model whose own cell has nobody, each.
    """
    free = 1
    for term in inside:
        if term and counts[term] == 0:
            free += 1
    rows = np.zeros((free, 1 << lists))
    signed_sums(0, inside, lists, rows[0])
    at = 1
    for term in inside:
        if term and counts[term] == 0:
            signed_sums(term, inside, lists, rows[at])
            at += 1
    return rows


@jit
def exists_by_simplex(counts: Floats, kept: Floats, rows: Floats) -> bool:
    """Whether an estimate exists where several directions are open."""
    seen, empty = 0, 0
    for cell in range(kept.size):
        if kept[cell] > 0:
            seen += counts[cell] > 0
            empty += counts[cell] == 0
    on, off = np.zeros((seen, rows.shape[0])), np.zeros((empty, rows.shape[0]))
    seen, empty = 0, 0
    for cell in range(kept.size):
        if kept[cell] == 0:
            continue
        for i in range(rows.shape[0]):
            if counts[cell] > 0:
                on[seen, i] = rows[i, cell]
            else:
                off[empty, i] = rows[i, cell]
        seen += counts[cell] > 0
        empty += counts[cell] == 0
    return estimate_exists(on, off)


@jit
def code_of(counts: Floats, inside: Whole, kept: Floats, lists: int) -> int:
    """0 there is one estimate, 1 none exists, 2 the model is not identifiable, 3 both."""
    rows = open_rows(counts, inside, lists)
    up, down, fixed = False, False, False
    for cell in range(kept.size):
        if kept[cell] > 0:
            value = rows[0, cell]
            up = up or value > 0
            down = down or value < 0
            fixed = fixed or (value != 0 and counts[cell] > 0)
    exists = (fixed or up == down) if rows.shape[0] == 1 else exists_by_simplex(counts, kept, rows)
    return (0 if exists else 1) + (0 if up or down else 2)


@jit
def solve(matrix: Floats, right: Floats) -> None:
    """In place: right becomes the solution of a symmetric positive system; matrix becomes its factor."""
    size = right.size
    for j in range(size):
        for i in range(j, size):
            rest = matrix[i, j]
            for k in range(j):
                rest -= matrix[i, k] * matrix[j, k]
            if i == j:
                # A direction without information stays where it is.
                matrix[j, j] = np.sqrt(rest) if rest > 1e-14 else 1e150
            else:
                matrix[i, j] = rest / matrix[j, j]
    for i in range(size):
        rest = right[i]
        for k in range(i):
            rest -= matrix[i, k] * right[k]
        right[i] = rest / matrix[i, i]
    for i in range(size - 1, -1, -1):
        rest = right[i]
        for k in range(i + 1, size):
            rest -= matrix[k, i] * right[k]
        right[i] = rest / matrix[i, i]


@jit
def at_cells(inside: Whole, beta: Floats, lists: int, cells: Floats) -> None:
    """Set the cells to the sums of the coefficients of the terms inside them."""
    cells[:] = 0.0
    for i in range(inside.size):
        cells[inside[i]] = beta[i]
    subset_sums(cells, lists)


@jit
def means_of(logs: Floats, change: Floats, share: float, kept: Floats, means: Floats) -> float:
    """Set means at the kept cells, a share of the change further, and return their sum."""
    whole = 0.0
    for cell in range(means.size):
        means[cell] = np.exp(min(logs[cell] + share * change[cell], 300.0)) if kept[cell] > 0 else 0.0
        whole += means[cell]
    return whole


@jit
def information(inside: Whole, sums: Floats, totals: Floats, matrix: Floats, step: Floats, scale: Floats) -> None:
    """Set the scaled information matrix and score; sums are the superset sums of the means."""
    for i in range(inside.size):
        scale[i] = 1.0 / np.sqrt(sums[inside[i]])
    for i in range(inside.size):
        for j in range(i + 1):
            matrix[i, j] = sums[inside[i] | inside[j]] * scale[i] * scale[j]
        step[i] = (totals[inside[i]] - sums[inside[i]]) * scale[i]


@jit
def farthest(change: Floats, kept: Floats) -> float:
    """The largest change of a log mean, the people on no list counted in."""
    far = abs(change[0])
    for cell in range(change.size):
        if kept[cell] > 0:
            far = max(far, abs(change[cell]))
    return float(far)


@jit
def newton(totals: Floats, inside: Whole, kept: Floats, lists: int, beta: Floats, sums: Floats) -> float:
    """Move beta to the maximum; sums become the expected totals. Returns the log-likelihood without factorials."""
    size = inside.size
    logs, change = np.empty(1 << lists), np.zeros(1 << lists)
    matrix, step, scale = np.empty((size, size)), np.zeros(size), np.empty(size)
    value, share, close = -np.inf, 0.0, False
    at_cells(inside, beta, lists, logs)
    for _ in range(MOST_STEPS):
        now = -means_of(logs, change, share, kept, sums)
        for i in range(size):
            now += (beta[i] + share * step[i]) * totals[inside[i]]
        if not close and now < value - 1e-10 * abs(value):
            share *= 0.5
            continue
        value = now
        beta += share * step
        logs += share * change
        superset_sums(sums, lists)
        if close:
            break
        information(inside, sums, totals, matrix, step, scale)
        solve(matrix, step)
        step *= scale
        at_cells(inside, step, lists, change)
        far = farthest(change, kept)
        close = far < CLOSE
        share = min(1.0, REACH / far) if far > 0 else 1.0
    return value


@jit
def fit_many(
    tables: Floats, totals: Floats, of: Whole, terms: Whole, start: Floats, probes: Whole, lists: int,
    codes: Whole, betas: Floats, values: Floats, margins: Floats,
) -> None:  # fmt: skip
    """Fill codes, betas, values (log-likelihood without factorials) and margins for each row of terms."""
    kept, sums = np.empty(1 << lists), np.empty(1 << lists)
    for row in range(of.size):
        table = of[row]
        many = kept_cells(totals[table], terms[row], lists, kept)
        inside, place = np.empty(many, dtype=np.int64), np.empty(many, dtype=np.int64)
        beta = np.empty(many)
        at = 0
        for i in range(terms.shape[1]):
            if terms[row, i] >= 0 and totals[table, terms[row, i]] > 0:
                inside[at], place[at], beta[at] = terms[row, i], i, start[row, i]
                at += 1
        codes[row] = code_of(tables[table], inside, kept, lists)
        if codes[row]:
            continue
        values[row] = newton(totals[table], inside, kept, lists, beta, sums)
        for i in range(many):
            betas[row, place[i]] = beta[i]
        for i in range(probes.size):
            margins[row, i] = sums[probes[i]]
