# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Choice by BIC among all hierarchical models, for many tables at once (Silverman, Chan and Vincent 2024).

BIC = number of terms x log(people) - 2 x log-likelihood: terms at minus infinity count, people are the observed
cases, and the log-likelihood has the factorials and runs over the cells that are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unseen.loglinear.fitting import AT_ONCE, Tables, Whole, fitted, tables_of
from unseen.loglinear.lattice import Floats
from unseen.loglinear.terms import Model, every, neighbours, stacked

# Two values of BIC this close are equal: the first model of the order wins, not rounding.
TIE = 1e-8
# How many of the best models the bootstrap chooses from, by number of lists (the paper's own choice).
TOP = {2: 1_000, 3: 1_000, 4: 20}
TOP_OF_MORE = 100


def bic_of(fits_loglik: Floats, terms: Whole, people: Floats) -> Floats:
    """BIC per fit; NaN where there is no estimate."""
    size: Floats = (terms >= 0).sum(axis=1) * np.log(people)
    return size - 2 * fits_loglik


@dataclass(frozen=True)
class Ranked:
    """Models of one table that have a single estimate, the lowest BIC first.

    terms: the models as rows; beta: their coefficients; estimates: people in all. tried: how many models there are.
    """

    models: tuple[Model, ...]
    terms: Whole
    beta: Floats
    bic: Floats
    estimates: Floats
    tried: int

    def top(self, many: int, *, degree: int, lists: int, order: int) -> Ranked:
        """The first `many`. With a degree of 2 or more the order is by the best rank within degree - 1 steps."""
        rank = list(range(len(self.models)))
        if degree > 1:
            rank = neighbourly(self.models, degree, lists, order)
        first = np.array(rank[:many], dtype=np.int64)
        models = tuple(self.models[i] for i in first)
        return Ranked(models, self.terms[first], self.beta[first], self.bic[first], self.estimates[first], self.tried)


def neighbourly(models: Sequence[Model], degree: int, lists: int, order: int) -> list[int]:
    """Places of the models by the best rank that they reach in at most degree - 1 steps between neighbours.

    Ties go to who reaches it in fewer steps, and then to the better own rank.
    """
    place = {model: i for i, model in enumerate(models)}
    around = [[place[n] for n in neighbours(model, lists, order) if n in place] for model in models]
    ranks = [list(range(len(models)))]
    for _ in range(degree - 1):
        last = ranks[-1]
        ranks.append([min([last[i], *(last[j] for j in around[i])]) for i in range(len(models))])
    return sorted(range(len(models)), key=lambda i: tuple(column[i] for column in reversed(ranks)))


def ranked(tables: Tables, models: Sequence[Model]) -> Ranked:
    """All models fitted to the first table, those without a single estimate left out."""
    terms = stacked(models)
    fit = fitted(tables, np.zeros(len(models), dtype=np.int64), terms)
    bic = bic_of(fit.loglik, terms, tables.observed[:1])
    good = np.flatnonzero(fit.codes == 0)
    # Stable and rounded: equal values keep the order of the models.
    order = good[np.argsort(np.round(bic[good] / TIE) * TIE, kind="stable")]
    found = tables.observed[0] + fit.hidden[order]
    return Ranked(tuple(models[i] for i in order), terms[order], fit.beta[order], bic[order], found, len(models))


def lowest(tables: Tables, terms: Whole, beta: Floats | None = None) -> tuple[Floats, Whole]:
    """Per table the estimate of the model with the lowest BIC, and which; NaN and -1 where none has an estimate.

    terms: models as rows, the one to prefer in a tie first; beta: where their fits start.
    """
    many = len(tables.counts)
    estimates, which = np.full(many, np.nan), np.full(many, -1)
    room = max(tables.counts.shape[1], terms.shape[1] ** 2)
    step = max(1, AT_ONCE // 4 // (room * len(terms)))
    start = None if beta is None else np.nan_to_num(beta, neginf=0.0)
    for begin in range(0, many, step):
        rows = np.arange(begin, min(begin + step, many))
        of = np.repeat(rows, len(terms))
        those = np.tile(terms, (rows.size, 1))
        fit = fitted(tables, of, those, start=None if start is None else np.tile(start, (rows.size, 1)))
        bic = bic_of(fit.loglik, those, tables.observed[of]).reshape(rows.size, -1)
        bic = np.where(np.isnan(bic), np.inf, bic)
        # The first that is as low as the lowest, but for rounding.
        best = np.argmax(bic <= bic.min(axis=1, keepdims=True) + TIE, axis=1)
        known = np.isfinite(bic[np.arange(rows.size), best])
        hidden = fit.hidden.reshape(rows.size, -1)[np.arange(rows.size), best]
        estimates[rows[known]] = tables.observed[rows[known]] + hidden[known]
        which[rows[known]] = best[known]
    return estimates, which


def estimates(tables: NDArray[np.int64] | Floats, *, order: int = 2) -> Floats:
    """Per table the estimate of the hierarchical model with the lowest BIC; NaN where no model has an estimate.

    tables: counts per pattern, (tables, 2**lists), place 0 is 0. order: most lists in one effect. Raises CaptureError
    where there are too many models.
    """
    full = tables_of(tables)
    terms = stacked(every(full.lists, min(order, full.lists - 1)))
    return lowest(full, terms)[0]
