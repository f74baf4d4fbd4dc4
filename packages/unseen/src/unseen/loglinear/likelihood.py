# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Intervals that take the model as given: Wald, and profile likelihood over the number of people."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma, ndtri

from unseen.loglinear.fitting import Tables
from unseen.loglinear.lattice import Floats
from unseen.loglinear.terms import Model

# The upper limit of a profile is sought up to the estimate times e to this power; log(1e6) is about 14.
FARTHEST = 14.0
# Rcapture's border between the exact correction and Stirling's formula.
EXACT_UP_TO = 100
# The log of so few hidden people that there are none.
NOBODY = math.log(1e-3)


@dataclass(frozen=True)
class Design:
    """One model on one table, what it keeps only. matrix: (cells, terms); counts: (cells,). Cell 0 is not in it."""

    matrix: Floats
    counts: Floats

    @property
    def observed(self) -> float:
        """People on a list."""
        return float(self.counts.sum())


def design(tables: Tables, model: Model) -> Design:
    """Of the first table: finite terms, and cells without a term at minus infinity."""
    totals = tables.totals[0]
    terms = np.array([term for term in model if totals[term] > 0])
    gone = [term for term in model if totals[term] == 0]
    cells = np.arange(1, totals.size)
    for term in gone:
        cells = cells[cells & term != term]
    return Design((cells[:, None] & terms == terms).astype(np.float64), tables.counts[0][cells])


def wald(made: Design, beta: Floats, level: float) -> tuple[float, float]:
    """Normal on the log of the hidden people. beta: finite coefficients in the model's order."""
    means = np.exp(made.matrix @ beta)
    scale = 1 / np.sqrt((made.matrix**2).T @ means)
    matrix = (made.matrix.T * means) @ made.matrix * scale[:, None] * scale
    error = scale[0] * math.sqrt(np.linalg.inv(matrix)[0, 0])
    reach = float(ndtri((1 + level) / 2)) * error
    return tuple(made.observed + math.exp(min(beta[0] + side * reach, 700.0)) for side in (-1, 1))  # type: ignore[return-value]


def profile(made: Design, beta: Floats, level: float) -> tuple[float, float | None, float | None]:
    """The most likely number of people and its limits by the multinomial profile likelihood.

    For each number N the model is fitted with N - n people in the cell that no list saw; Cormack's correction (1992)
    makes the Poisson likelihood a multinomial one. A limit is None where the likelihood does not fall far enough.
    """
    curve = _Profile(made, beta)
    seen = made.observed
    middle = math.log(max(math.exp(beta[0]), 1e-3))
    reach = 0.5
    while curve.slope(middle - reach) < 0 and middle - reach > NOBODY:
        reach *= 2
    while curve.slope(middle + reach) > 0 and reach < FARTHEST:
        reach *= 2
    if curve.slope(middle - reach) < 0 or curve.slope(middle + reach) > 0:
        return seen + math.exp(middle), None, None
    top = float(brentq(curve.slope, middle - reach, middle + reach, xtol=1e-13))
    most = curve(top)
    drop = most - float(ndtri((1 + level) / 2)) ** 2 / 2
    return seen + math.exp(top), _crossing(curve, top, drop, -1, seen), _crossing(curve, top, drop, 1, seen)


class _Profile:
    """The profile log-likelihood as a function of the log of the hidden people; each fit starts at the last."""

    def __init__(self, made: Design, beta: Floats) -> None:
        self.matrix = np.vstack([np.eye(1, made.matrix.shape[1]), made.matrix])
        self.counts, self.beta = made.counts, beta.copy()

    def __call__(self, hidden_log: float) -> float:
        hidden = math.exp(hidden_log)
        counts, means = self._fit(hidden)
        people = float(counts.sum())
        some = counts > 0
        deviance = float((counts[some] * np.log(means[some] / counts[some])).sum())
        return deviance + _cormack(hidden, people)

    def slope(self, hidden_log: float) -> float:
        """The derivative of the profile by the number of hidden people."""
        hidden = math.exp(hidden_log)
        counts, means = self._fit(hidden)
        people = float(counts.sum())
        return math.log(means[0] / hidden) + _cormack_slope(hidden, people)

    def _fit(self, hidden: float) -> tuple[Floats, Floats]:
        counts = np.concatenate([[hidden], self.counts])
        return counts, _means(self.matrix, counts, self.beta)


def _cormack(hidden: float, people: float) -> float:
    """What makes the Poisson likelihood multinomial, as in Rcapture: by Stirling's formula from 100 people on.

    Below one hidden person that formula runs off to infinity; there it is exact, up to the same constant.
    """
    if people <= EXACT_UP_TO:
        return _exact(hidden) - _exact(people)
    near = hidden if hidden >= 1 else _exact(hidden) + 1 - _exact(1)
    return near - people - 0.5 * math.log(max(hidden, 1.0) / people)


def _cormack_slope(hidden: float, people: float) -> float:
    if people <= EXACT_UP_TO:
        return _exact_slope(hidden) - _exact_slope(people)
    own = -0.5 / hidden if hidden >= 1 else _exact_slope(hidden) - 1
    return own + 0.5 / people


def _exact(many: float) -> float:
    return many * math.log(many) - math.lgamma(many + 1)


def _exact_slope(many: float) -> float:
    return math.log(many) + 1 - float(digamma(many + 1))


def _means(matrix: Floats, counts: Floats, beta: Floats) -> Floats:
    """Fitted means of a Poisson regression; beta is moved to its maximum."""
    for _ in range(100):
        means: Floats = np.exp(np.minimum(matrix @ beta, 300.0))
        weighted = matrix.T * means
        scale = 1 / np.sqrt(np.einsum("tc,ct->t", weighted, matrix))
        inner = weighted @ matrix * scale[:, None] * scale
        step = scale * np.linalg.solve(inner + 1e-14 * np.eye(beta.size), scale * (matrix.T @ (counts - means)))
        far = float(np.abs(matrix @ step).max())
        beta += step * min(1.0, 1.0 / max(far, 1e-300))
        if far < 1e-9:
            break
    fitted: Floats = np.exp(matrix @ beta)
    return fitted


def _crossing(curve: _Profile, top: float, drop: float, side: int, seen: float) -> float | None:
    step, inner = 0.1, top
    while True:
        outer = inner + side * step
        if curve(outer) < drop:
            return seen + math.exp(float(brentq(lambda x: curve(x) - drop, inner, outer, xtol=1e-11)))
        if side < 0 and outer < NOBODY:
            return seen
        if side > 0 and outer > top + FARTHEST:
            return None
        inner, step = outer, step * 1.5
