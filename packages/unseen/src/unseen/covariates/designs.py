# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The matrix of a model over all cells, never laid out where it is large.

A cell is a stratum s and a pattern w. The column c of a term (S, T) is Z[s, c] where w has all lists of S, else 0. So
a linear predictor is a sum over subsets of w, and X'WX between terms of S and of R is Z' diag(v) Q, where v[s] is the
sum of the weights over the patterns that have all lists of S and R. Cost grows with strata, not with cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from unseen.covariates.table import Real, Whole
from unseen.covariates.terms import Scope, Term

SMALL = 600_000  # numbers in a matrix up to which it is laid out: there one product is quicker than many small ones


class Design(Protocol):
    """A matrix X with one row per cell and one column per parameter."""

    size: int

    def predicted(self, beta: Real) -> Real:
        """X beta as cells, shape (strata, patterns)."""
        ...

    def margins(self, cells: Real) -> Real:
        """X' cells, shape (parameters,)."""
        ...

    def products(self, weights: Real) -> Real:
        """X' diag(weights) X, shape (parameters, parameters)."""
        ...

    def rows(self, at: Whole) -> Real:
        """The rows of the cells at these places (stratum * patterns + pattern)."""
        ...


def design(scope: Scope, model: Sequence[Term]) -> Design:
    """The matrix of a model, columns in the order of its terms."""
    blocks = [(term[0], scope.columns[term]) for term in model]
    shape = scope.table.full.shape
    if shape[0] * shape[1] * sum(z.shape[1] for _, z in blocks) <= SMALL:
        return Laid(blocks, shape)
    return Folded(blocks, shape)


class Laid:
    """The whole matrix."""

    def __init__(self, blocks: Sequence[tuple[int, Real]], shape: tuple[int, ...]) -> None:
        patterns = np.arange(shape[1])
        parts = [((patterns & s) == s)[None, :, None] * z[:, None, :] for s, z in blocks]
        self.matrix = np.ascontiguousarray(np.concatenate(parts, axis=2).reshape(shape[0] * shape[1], -1))
        self.shape = shape
        self.size = self.matrix.shape[1]

    def predicted(self, beta: Real) -> Real:
        """As Design."""
        return np.asarray((self.matrix @ beta).reshape(self.shape))

    def margins(self, cells: Real) -> Real:
        """As Design."""
        return np.asarray(cells.ravel() @ self.matrix)

    def products(self, weights: Real) -> Real:
        """As Design."""
        return np.asarray((self.matrix * weights.reshape(-1, 1)).T @ self.matrix)

    def rows(self, at: Whole) -> Real:
        """As Design."""
        return np.asarray(self.matrix[at])


class Folded:
    """The matrix by strata: columns of equal list sets stand together."""

    def __init__(self, blocks: Sequence[tuple[int, Real]], shape: tuple[int, ...]) -> None:
        self.shape, self.size = shape, sum(z.shape[1] for _, z in blocks)
        ends = np.cumsum([z.shape[1] for _, z in blocks])
        self.parts: list[tuple[int, Real, slice]] = []
        places, begin = [], 0
        for lists in dict.fromkeys(s for s, _ in blocks):
            mine = [i for i, (s, _) in enumerate(blocks) if s == lists]
            places += [np.arange(ends[i] - blocks[i][1].shape[1], ends[i]) for i in mine]
            z = np.hstack([blocks[i][1] for i in mine])
            self.parts.append((lists, z, slice(begin, begin + z.shape[1])))
            begin += z.shape[1]
        # Inside, parameters stand by list sets; `order` has the place of each in the model.
        self.order = np.concatenate(places)
        self.back = np.argsort(self.order)

    def predicted(self, beta: Real) -> Real:
        """As Design."""
        cells, mine = np.zeros(self.shape[::-1]), beta[self.order]
        for lists, z, places in self.parts:
            cells[lists] += z @ mine[places]
        return np.asarray(over_subsets(cells).T)

    def margins(self, cells: Real) -> Real:
        """As Design."""
        found, sums = np.empty(self.size), over_supersets(cells.T)
        for lists, z, places in self.parts:
            found[places] = sums[lists] @ z
        return found[self.back]

    def products(self, weights: Real) -> Real:
        """As Design."""
        found, sums = np.empty((self.size, self.size)), over_supersets(weights.T)
        for i, (s, left, rows) in enumerate(self.parts):
            for r, right, columns in self.parts[: i + 1]:
                block = (left * sums[s | r][:, None]).T @ right
                found[rows, columns] = block
                found[columns, rows] = block.T
        return found[np.ix_(self.back, self.back)]

    def rows(self, at: Whole) -> Real:
        """As Design."""
        strata, patterns = np.divmod(at, self.shape[1])
        found = np.zeros((len(at), self.size))
        for lists, z, places in self.parts:
            inside = (patterns & lists) == lists
            found[inside, places] = z[strata[inside]]
        return found[:, self.back]


def over_subsets(cells: Real) -> Real:
    """Per pattern the sum over all its subsets; shape (patterns, strata) here, as neighbours add up quickly."""
    found = np.array(cells, dtype=float, order="C")
    step = 1
    while step < len(found):
        halves = found.reshape(-1, 2, step, found.shape[1])
        halves[:, 1] += halves[:, 0]
        step *= 2
    return found


def over_supersets(cells: Real) -> Real:
    """Per pattern the sum over all patterns that have its lists; shape (patterns, strata)."""
    found = np.array(cells, dtype=float, order="C")
    step = 1
    while step < len(found):
        halves = found.reshape(-1, 2, step, found.shape[1])
        halves[:, 0] += halves[:, 1]
        step *= 2
    return found
