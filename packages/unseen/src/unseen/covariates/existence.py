# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which cells are empty for good, and whether a model has an estimate on a table at all.

Extended maximum likelihood: a combination that a term of the model counts and that nobody has is at minus infinity;
its cells go (Chan, Silverman and Vincent 2021, here with covariates too). Of the rest, an estimate exists if and only
if no direction leaves all cells with people as they are and lowers some empty ones (Fienberg and Rinaldo 2012).
Only the directions that leave the cells with people as they are need a linear programme, and those are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import qr
from scipy.optimize import linprog

from unseen.capture import CaptureError
from unseen.covariates.designs import Design, over_supersets
from unseen.covariates.table import Flags, Real, Whole
from unseen.covariates.terms import Scope, Term

RANK = 1e-9  # of the largest eigenvalue or pivot; columns are 0/1 or of length 1
SURE = 1e-7  # of a column's length left when all before it are taken out
FLAT = 1e-7  # a change of the logarithm of a cell below this is none


@dataclass(frozen=True, eq=False)
class Space:
    """What of a table a model can tell about: cells that may have people, and columns that are not redundant.

    cells: (strata, patterns). columns: places of the columns kept. endless: names of what is at minus infinity.
    code: 0 an estimate exists and is unique, 1 none exists, 2 the hidden part is not identifiable, 3 both.
    """

    cells: Flags
    columns: Whole
    endless: tuple[str, ...]
    code: int


def space(scope: Scope, model: Sequence[Term], matrix: Design, support: Whole) -> Space:
    """Check a model on a table. support: per cell the people who are or may be in it (0: surely nobody)."""
    table = scope.table
    cells, endless = _kept(scope, model, support)
    seen = cells & table.visible
    positive = seen & (support > 0)
    columns: Whole = np.arange(matrix.size)
    if endless:
        # With cells gone some columns are copies of others: keep as many as tell cells apart, hidden ones included.
        columns = _independent(matrix.products(cells.astype(float)))
    gram = matrix.products(positive.astype(float))[np.ix_(columns, columns)]
    if _full(gram):
        return Space(cells, columns, endless, 0)
    values, vectors = np.linalg.eigh(gram)
    flat = values <= RANK * max(values[-1], 1.0)
    if not flat.any():
        return Space(cells, columns, endless, 0)
    free = vectors[:, flat]
    # All directions that leave the cells with people as they are; those that leave all visible cells so too tell
    # that the hidden ones are not identifiable.
    empty = np.flatnonzero((seen & ~positive).ravel())
    moves = matrix.rows(empty)[:, columns] @ free
    moves = np.unique(np.round(moves, 9), axis=0)
    moves = moves[np.abs(moves).max(axis=1, initial=0) > FLAT]
    unknown = np.linalg.matrix_rank(moves, tol=FLAT) < free.shape[1] if len(moves) else True
    return Space(cells, columns, endless, int(_recedes(moves)) + 2 * int(unknown))


def _full(gram: Real) -> bool:
    """Surely of full rank. Cheaper than eigenvalues, which decide where this is not sure."""
    scale = np.sqrt(np.diag(gram))
    if not scale.all():
        return False
    try:
        lower = np.linalg.cholesky(gram / scale / scale[:, None])
    except np.linalg.LinAlgError:
        return False
    return bool(np.diag(lower).min() ** 2 > SURE)


def _recedes(moves: Real) -> bool:
    """Is there a direction y with moves y >= 0 everywhere and above 0 somewhere? moves: (cells, directions)."""
    if not len(moves):
        return False
    if moves.shape[1] == 1:
        return bool((moves > 0).all() or (moves < 0).all())
    found = linprog(
        -moves.sum(axis=0), A_ub=np.vstack([-moves, moves]), b_ub=np.repeat([0.0, 1.0], len(moves)),
        bounds=(None, None), method="highs",
    )  # fmt: skip
    if found.status != 0:
        raise CaptureError(f"the check for an estimate did not end: {found.message}")
    return bool(-found.fun > 1e-6)


def _kept(scope: Scope, model: Sequence[Term], support: Whole) -> tuple[Flags, tuple[str, ...]]:
    """Cells without those that a combination with nobody rules out, and the names of these combinations."""
    table = scope.table
    cells: Flags = np.ones(table.full.shape, dtype=bool)
    above = over_supersets(support.astype(float).T)
    patterns, names = np.arange(cells.shape[1]), []
    for term in model:
        code = scope.codes[term]
        if code is None or term == (0, ()):
            continue
        seeing = (table.blind & term[0]) == 0
        sums = np.bincount(code[seeing], weights=above[term[0], seeing], minlength=int(code.max()) + 1)
        gone = (sums == 0)[code]
        if not gone.any():
            continue
        fresh = cells & gone[:, None] & ((patterns & term[0]) == term[0])[None, :]
        if fresh.any():
            names.append(scope.name(term))
            cells &= ~fresh
    return cells, tuple(names)


def _independent(gram: Real) -> Whole:
    """Places of columns that span all others, in order. gram: their products."""
    scale = np.sqrt(np.maximum(np.diag(gram), 1e-300))
    upper, order = qr(gram / scale / scale[:, None], mode="r", pivoting=True)
    kept = np.abs(np.diag(upper)) > RANK
    return np.sort(order[kept]).astype(np.int64)
