# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Stepwise choice of pairs by p-value, for many tables at once (Chan, Silverman and Vincent 2021)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, pdtr, pdtrc

from unseen.loglinear.fitting import AT_ONCE, Fits, Tables, Whole, cold, fitted, tables_of
from unseen.loglinear.lattice import Floats
from unseen.loglinear.terms import Model, main_effects, ordered, pairs_of

# The p-value below which a pair enters: 0.02 gave the smallest mean log error over the 28 scenarios of the paper.
ENTER = 0.02
# Logs of p-values this close are equal.
SAME = 1e-9


@dataclass(frozen=True)
class Step:
    """A pair that entered: its mask, the p-value, and the estimate with it."""

    pair: int
    p: float
    estimate: float


@dataclass(frozen=True)
class Chosen:
    """Per table: the estimate (NaN where the first model has none), its code, the pairs chosen, and the fit's terms.

    pairs: (tables, number of pairs), in the order of pairs_of. steps: of the first table.
    """

    estimates: Floats
    codes: Whole
    pairs: NDArray[np.bool_]
    steps: tuple[Step, ...]

    def model(self, table: int, lists: int) -> Model:
        """The model chosen for one table."""
        chosen = np.array(pairs_of(lists))[self.pairs[table]]
        return ordered((*main_effects(lists), *chosen.tolist()))


def estimates(tables: NDArray[np.int64] | Floats, *, enter: float = ENTER) -> Floats:
    """The stepwise estimate of each table; NaN where even the model without dependence has none.

    tables: counts per pattern, (tables, 2**lists), place 0 is 0. enter: the p-value below which a pair enters.
    """
    full = np.atleast_2d(np.asarray(tables, dtype=np.float64))
    size = max(1, AT_ONCE // full.shape[1])
    parts = [chosen(tables_of(full[i : i + size]), enter=enter).estimates for i in range(0, len(full), size)]
    return np.concatenate(parts)


def chosen(tables: Tables, *, enter: float = ENTER) -> Chosen:
    """Stepwise choice in each table: from the model without dependence, add the pair with the smallest p-value.

    The p-value of a pair is the smaller tail of a Poisson count whose mean is the fitted number of people on both
    lists. A pair after which no single estimate exists does not enter. Stops at a p-value of `enter` or more; 1 takes
    all pairs at once where that model has a single estimate.
    """
    lists, many = tables.lists, len(tables.counts)
    pairs = np.array(pairs_of(lists), dtype=np.int64)
    state = _State(tables, pairs)
    if enter >= 1:
        state.take_all()
    active = np.flatnonzero((state.codes == 0) & ~state.inside.all(axis=1))
    steps: list[Step] = []
    while active.size:
        tails = tail(tables.totals[active][:, pairs], state.margins[active])
        tails[state.inside[active]] = np.inf
        entered = np.zeros(many, dtype=bool)
        trying = np.arange(active.size)
        while trying.size:
            # The first of equal ones: rounding does not choose.
            best = np.argmax(tails[trying] <= tails[trying].min(axis=1, keepdims=True) + SAME, axis=1)
            p = np.exp(tails[trying, best])
            going = p < enter
            trying, best, p = trying[going], best[going], p[going]
            if not trying.size:
                break
            good = state.add(active[trying], best)
            if good[0] and active[trying[0]] == 0:
                steps.append(Step(int(pairs[best[0]]), float(p[0]), float(state.estimates[0])))
            entered[active[trying[good]]] = True
            tails[trying[~good], best[~good]] = np.inf
            trying = trying[~good]
        active = np.flatnonzero(entered)
    return Chosen(state.estimates, state.codes, state.inside, tuple(steps))


def tail(counts: Floats, means: Floats) -> Floats:
    """The log of the smaller of the chances of at most, and of at least, so many; Poisson counts with these means."""
    means = np.maximum(means, 1e-300)
    upper = np.where(counts > 0, pdtrc(np.maximum(counts - 1, 0), means), 1.0)
    least = np.minimum(pdtr(counts, means), upper)
    with np.errstate(divide="ignore"):
        # Too small for a float: the chance of exactly so many is next to all of the tail.
        exact = counts * np.log(means) - means - gammaln(counts + 1)
        logs: Floats = np.where(least > 1e-290, np.log(least), exact)
    return logs


class _State:
    """Models as they grow, table by table."""

    def __init__(self, tables: Tables, pairs: Whole) -> None:
        self.tables, self.pairs = tables, pairs
        many = len(tables.counts)
        everything = np.arange(many)
        self.terms = np.tile(np.array(main_effects(tables.lists)), (many, 1))
        self.inside = np.zeros((many, pairs.size), dtype=bool)
        fit = fitted(tables, everything, self.terms, start=cold(tables, everything, self.terms), probes=pairs)
        self.codes, self.margins, self.beta = fit.codes, fit.margins, fit.beta
        self.estimates = tables.observed + fit.hidden

    def take_all(self) -> None:
        """All pairs, where that model has a single estimate."""
        rows = np.flatnonzero(self.codes == 0)
        terms = np.tile(np.concatenate([self.terms[0], self.pairs]), (rows.size, 1))
        fit = fitted(self.tables, rows, terms, probes=self.pairs)
        good = fit.codes == 0
        self.inside[rows[good]] = True
        self.estimates[rows[good]] = self.tables.observed[rows[good]] + fit.hidden[good]

    def add(self, rows: Whole, which: Whole) -> NDArray[np.bool_]:
        """Try one pair per table; where a single estimate exists it stays. Returns where."""
        pair = self.pairs[which]
        width = int(self.inside[rows].sum(axis=1).max()) + 1 + self.tables.lists + 1
        if width > self.terms.shape[1]:
            self.terms = np.pad(self.terms, ((0, 0), (0, width - self.terms.shape[1])), constant_values=-1)
            self.beta = np.pad(self.beta, ((0, 0), (0, width - self.beta.shape[1])))
        at = 1 + self.tables.lists + self.inside[rows].sum(axis=1)
        terms, start = self.terms[rows, :width].copy(), np.nan_to_num(self.beta[rows, :width], neginf=0.0)
        terms[np.arange(rows.size), at] = pair
        total = self.tables.totals[rows, pair]
        fit_now = np.maximum(self.margins[rows, which], 1e-12)
        start[np.arange(rows.size), at] = np.where(total > 0, np.log(np.maximum(total, 1) / fit_now), 0.0)
        fit = fitted(self.tables, rows, terms, start=start, probes=self.pairs)
        good: NDArray[np.bool_] = fit.codes == 0
        self._keep(rows[good], which[good], terms[good], fit, good)
        return good

    def _keep(self, rows: Whole, which: Whole, terms: Whole, fit: Fits, good: NDArray[np.bool_]) -> None:
        width = terms.shape[1]
        self.terms[rows, :width], self.beta[rows, :width] = terms, fit.beta[good]
        self.inside[rows, which] = True
        self.margins[rows] = fit.margins[good]
        self.estimates[rows] = self.tables.observed[rows] + fit.hidden[good]
