# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Maximum likelihood of a log-linear model on a crossed table: Newton steps, inside EM where something is unknown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import gammaln

from unseen.covariates.designs import Design, design
from unseen.covariates.existence import Space, space
from unseen.covariates.table import CrossTable, Flags, Real, Whole
from unseen.covariates.terms import Scope, Term

# Gain in log-likelihood that a step promises, below which it is the last: Newton's next gain is about its square,
# while after an EM step much is left where much is unknown.
CLOSE = 1e-7
CLOSE_EM = 1e-11
MOST_STEPS = 60
MOST_EM_STEPS = 1_000
STRIDE = 1.2  # growth of the EM step while it goes well (Salakhutdinov and Roweis 2003)
GONE = 1e-7  # expected people below which a cell of an EM fit counts as empty

WORDS = {
    1: "no estimate exists: the likelihood grows without end on this table",
    2: "the hidden part is not identifiable: different numbers fit equally well",
    3: "no estimate exists, and the hidden part is not identifiable",
    4: "the climb to the largest likelihood did not end",
}
CODES = {
    1: "no_existence",
    2: "not_identifiable",
    3: "no_existence",
    4: "no_convergence",
}


@dataclass(frozen=True, eq=False)
class Fit:
    """A model on a table. code 0: fitted; else why not (WORDS), and the rest has no meaning.

    cells: expected people, hidden ones included, (strata, patterns). loglik: of what was observed. size: parameters,
    those at minus infinity included. climbed: log-likelihood per step.
    """

    model: tuple[Term, ...]
    code: int
    size: int
    endless: tuple[str, ...] = ()
    cells: Real | None = None
    loglik: float = -math.inf
    beta: Mapping[Term, Real] | None = None
    climbed: tuple[float, ...] = ()

    def criterion(self, name: str, people: int) -> float:
        """BIC (by people observed) or AIC."""
        return self.size * (math.log(people) if name == "bic" else 2.0) - 2 * self.loglik


@dataclass(frozen=True, eq=False)
class Fitter:
    """Fits models of one scope on one table."""

    scope: Scope
    table: CrossTable

    @cached_property
    def constant(self) -> float:
        """What the factorials of the counts add."""
        return float(-gammaln(self.table.full + 1.0).sum() - gammaln(self.table.part + 1.0).sum())

    @cached_property
    def counted(self) -> tuple[Whole, Real, Whole, Real]:
        """Where people are, and how many: in cells that are known, and in groups with something unknown."""
        full, part = self.table.full.ravel(), self.table.part.ravel()
        known, unknown = np.flatnonzero(full), np.flatnonzero(part)
        return known, full[known].astype(float), unknown, part[unknown].astype(float)

    def seen(self, cells: Real) -> Real:
        """Fitted people per stratum and pattern as lists see them."""
        return self.table.collapsed(np.where(self.table.visible, cells, 0.0))

    def expected(self, cells: Real, seen: Real | None = None) -> Real:
        """E-step: people per cell given what was observed and these fitted cells. seen: of these cells, if known."""
        table = self.table
        if table.complete:
            return table.full.astype(float)
        seen = self.seen(cells) if seen is None else seen
        found = table.full.astype(float)
        if len(table.part):
            below = table.inside @ seen
            ratio = np.divide(table.part, below, out=np.zeros_like(below), where=table.part > 0)
            found = found + seen * (table.inside.T @ ratio)
        if not table.blind.any():
            return found
        share = np.divide(found, seen, out=np.zeros_like(seen), where=seen > 0)
        return np.asarray(np.where(table.visible, cells * np.take_along_axis(share, table.shown, axis=1), 0.0))

    def loglik(self, seen: Real) -> float:
        """Poisson log-likelihood of what was observed; -inf where people are in cells that cannot have any."""
        known, people, unknown, others = self.counted
        with np.errstate(divide="ignore"):
            value = float(people @ np.log(seen.ravel()[known]) - seen.sum())
            if len(unknown):
                value += float(others @ np.log((self.table.inside @ seen).ravel()[unknown]))
        return value + self.constant

    def fit(self, model: Sequence[Term], start: Mapping[Term, Real] | None = None) -> Fit:
        """The largest likelihood of a model. start: parameters of a model near it."""
        terms = tuple(model)
        matrix = design(self.scope, terms)
        size = matrix.size
        found = space(self.scope, terms, matrix, self.table.support)
        if found.code:
            return Fit(terms, found.code, size, found.endless)
        beta, cells, climbed, done = self._climb(matrix, found, self._start(terms, matrix, found, start))
        if not done:
            return Fit(terms, 4, size, found.endless)
        if not self.table.complete:
            # What was merely possible may have become empty on the way: then the check of existence comes again.
            again = space(self.scope, terms, matrix, (self.expected(cells) > GONE).astype(np.int64))
            if again.code:
                return Fit(terms, again.code, size, again.endless)
        ends = np.cumsum([self.scope.columns[term].shape[1] for term in terms])
        parts = dict(zip(terms, np.split(beta, ends[:-1]), strict=True))
        return Fit(terms, 0, size, found.endless, cells, climbed[-1], parts, tuple(climbed))

    def _start(
        self, terms: tuple[Term, ...], matrix: Design, found: Space, start: Mapping[Term, Real] | None
    ) -> Real:
        """The given parameters, 0 for new terms; without any, one weighted regression of the logarithms."""
        if start is not None:
            zeros = {term: np.zeros(self.scope.columns[term].shape[1]) for term in terms}
            beta = np.concatenate([start.get(term, zeros[term]) for term in terms])
            # Parameters of columns that are redundant now would count twice.
            kept = np.zeros_like(beta)
            kept[found.columns] = beta[found.columns]
            if math.isfinite(self.loglik(self.seen(_cells(matrix, kept, found.cells)))):
                return kept
        table = self.table
        rough = table.full + table.inside.T @ (table.part / np.maximum(table.within.sum(axis=1), 1)[:, None])
        share = np.bitwise_count(np.arange(rough.shape[1])[None, :] ^ table.shown)
        rough = np.take_along_axis(rough, table.shown, axis=1) / 2.0**share
        weights = np.where(found.cells & table.visible, rough + 0.5, 0.0)
        gram = matrix.products(weights)[np.ix_(found.columns, found.columns)]
        right = matrix.margins(weights * np.log(rough + 0.5))[found.columns]
        beta = np.zeros(matrix.size)
        beta[found.columns] = np.linalg.lstsq(gram, right, rcond=None)[0]
        return beta

    def _climb(self, matrix: Design, found: Space, beta: Real) -> tuple[Real, Real, list[float], bool]:
        """Newton steps on the expected table, each followed by an E-step; the likelihood never falls."""
        table, columns = self.table, found.columns
        free = found.cells & table.visible
        cells = _cells(matrix, beta, found.cells)
        seen = self.seen(cells)
        climbed, stride = [self.loglik(seen)], 1.0
        for _ in range(MOST_STEPS if table.complete else MOST_EM_STEPS):
            slope = matrix.margins(np.where(free, self.expected(cells, seen) - cells, 0.0))[columns]
            try:
                factor = cho_factor(matrix.products(np.where(free, cells, 0.0))[np.ix_(columns, columns)])
            except np.linalg.LinAlgError:
                return beta, cells, climbed, False
            step = np.zeros_like(beta)
            step[columns] = cho_solve(factor, slope)
            gain = float(slope @ step[columns])
            last = gain < (CLOSE if table.complete else CLOSE_EM * max(1.0, abs(climbed[-1]) * 1e-4))
            length = stride
            while length > 1e-6:
                tried = beta + length * step
                next_cells = _cells(matrix, tried, found.cells)
                next_seen = self.seen(next_cells)
                value = self.loglik(next_seen)
                if value >= climbed[-1] - 1e-12 * abs(climbed[-1]):
                    break
                length = 1.0 if length > 1 else length / 2
            else:
                # Rounding hides what little was left to gain.
                return beta, cells, climbed, last
            beta, cells, seen = tried, next_cells, next_seen
            climbed.append(value)
            if last:
                return beta, cells, climbed, True
            stride = min(length * STRIDE, 16.0) if not table.complete and length >= stride else 1.0
        return beta, cells, climbed, False


def _cells(matrix: Design, beta: Real, kept: Flags) -> Real:
    # A step that is far too long ends in a number that is refused, never in an overflow.
    return np.where(kept, np.exp(np.minimum(matrix.predicted(beta), 500.0)), 0.0)


def hidden(table: CrossTable, cells: Real) -> Real:
    """People whom no list saw, per stratum."""
    return np.asarray(np.where(table.visible, 0.0, cells).sum(axis=1))


def seen_by_stratum(fitter: Fitter, cells: Real) -> Real:
    """People observed per stratum; those with something unknown are shared out as the E-step does."""
    return np.asarray(fitter.expected(cells).sum(axis=1))
