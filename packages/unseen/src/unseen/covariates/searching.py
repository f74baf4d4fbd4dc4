# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Choosing a model: from main effects, one two-way term in or out at a time, as long as the criterion falls."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from unseen.covariates.designs import design
from unseen.covariates.fitting import Fit, Fitter, hidden
from unseen.covariates.table import Real, Whole
from unseen.covariates.terms import Scope, Term

# The true gain in likelihood of a term is taken to be at most this times what the score (or Wald) statistic says.
# For one Poisson count it is 2: expected m, found 0 gives m by the score and 2m by the likelihood.
HOPE = 2.0


@dataclass(frozen=True)
class Step:
    """One model on the path. change: the term that came (+) or went (-). estimate: people in all under this model."""

    change: str
    parameters: int
    aic: float
    bic: float
    estimate: float


@dataclass(frozen=True)
class Refusal:
    """A model that was met and has no estimate, with its code (fitting.WORDS)."""

    change: str
    code: int


@dataclass(frozen=True, eq=False)
class Search:
    """The model chosen, the way to it, and the models met that have no estimate."""

    fit: Fit
    path: tuple[Step, ...]
    refusals: tuple[Refusal, ...]
    visited: int


def search(fitter: Fitter, criterion: str, *, exact: bool = False) -> Search:
    """Step over two-way terms in both directions. Main effects stay. Every model fitted has passed the check.

    exact: fit all neighbours of each model, as R's step() does; else those only that can be the best by HOPE.
    """
    scope, people = fitter.scope, fitter.table.observed
    scope_pairs = scope.pairs()
    found = fitter.fit(scope.mains())
    if found.code:
        return Search(found, (), (Refusal("main effects", found.code),), 1)
    path, refusals = [_step(fitter, "main effects", found)], dict[str, int]()
    visited, price = 1, math.log(people) if criterion == "bic" else 2.0
    fits: dict[frozenset[Term], Fit] = {}
    while True:
        best, change = found, ""
        inside = set(found.model)
        for hope, term in _ranked(fitter, found, scope_pairs, price):
            if not exact and hope <= found.criterion(criterion, people) - best.criterion(criterion, people):
                break
            key = frozenset(inside ^ {term})
            if key not in fits:
                fits[key] = fitter.fit(_ordered(scope, key), found.beta)
                visited += 1
            tried, name = fits[key], ("-" if term in inside else "+") + scope.name(term)
            if tried.code:
                refusals[name] = tried.code
            elif tried.criterion(criterion, people) < best.criterion(criterion, people) - 1e-8:
                best, change = tried, name
        if best is found:
            return Search(found, tuple(path), tuple(Refusal(n, c) for n, c in refusals.items()), visited)
        found = best
        path.append(_step(fitter, change, found))


def onward(fitter: Fitter, chosen: Search) -> tuple[Step, ...]:
    """The path by AIC from the model that BIC chose: how stable the estimate is beyond the choice."""
    scope, found, path = fitter.scope, chosen.fit, list[Step]()
    people = fitter.table.observed
    while True:
        best, change = found, ""
        for hope, term in _ranked(fitter, found, scope.pairs(), 2.0):
            gain = found.criterion("aic", people) - best.criterion("aic", people)
            if hope <= gain or term in found.model:
                continue
            tried = fitter.fit(_ordered(scope, frozenset({*found.model, term})), found.beta)
            if not tried.code and tried.criterion("aic", people) < best.criterion("aic", people) - 1e-8:
                best, change = tried, "+" + scope.name(term)
        if best is found:
            return tuple(path)
        found = best
        path.append(_step(fitter, change, found))


def _step(fitter: Fitter, change: str, fit: Fit) -> Step:
    people = fitter.table.observed
    assert fit.cells is not None
    whole = people + float(hidden(fitter.table, fit.cells).sum())
    return Step(change, fit.size, fit.criterion("aic", people), fit.criterion("bic", people), whole)


def _ordered(scope: Scope, model: frozenset[Term]) -> tuple[Term, ...]:
    return (*scope.mains(), *(term for term in scope.pairs() if term in model))


def _ranked(fitter: Fitter, fit: Fit, pairs: Sequence[Term], price: float) -> list[tuple[float, Term]]:
    """Changes of one term with the most that each can gain on the criterion, best first."""
    scope, table = fitter.scope, fitter.table
    terms = [*scope.mains(), *pairs]
    assert fit.cells is not None
    matrix = design(scope, terms)
    visible = table.visible
    expected = fitter.expected(fit.cells)
    slope = matrix.margins(np.where(visible, expected - fit.cells, 0.0))
    information = matrix.products(np.where(visible, fit.cells, 0.0))
    ends = np.cumsum([scope.columns[term].shape[1] for term in terms])
    places = {term: np.arange(end - scope.columns[term].shape[1], end) for term, end in zip(terms, ends, strict=True)}
    inside = np.concatenate([places[term] for term in terms if term in fit.model])
    # What is unknown makes the likelihood rise more than the complete table says.
    hope = HOPE / max(0.05, 1 - float(table.part.sum()) / max(table.observed, 1))
    if table.blind.any():
        hope *= 2
    inverse = _inverse(information[np.ix_(inside, inside)])
    back = {int(place): row for row, place in enumerate(inside)}
    ranked = []
    for term in pairs:
        own = places[term]
        if term in fit.model:
            rows = [back[int(place)] for place in own]
            beta = fit.beta[term] if fit.beta is not None else np.zeros(len(own))
            wald = float(beta @ np.linalg.pinv(inverse[np.ix_(rows, rows)], hermitian=True) @ beta)
            ranked.append((price * len(own) - wald / hope, term))
        else:
            ranked.append((hope * _score(information, inverse, inside, own, slope) - price * len(own), term))
    return sorted(ranked, key=lambda each: -each[0])


def _inverse(matrix: Real) -> Real:
    try:
        return np.asarray(cho_solve(cho_factor(matrix), np.eye(len(matrix))))
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.pinv(matrix, rcond=1e-10, hermitian=True))


def _score(information: Real, inverse: Real, inside: Whole, own: Whole, slope: Real) -> float:
    """Rao's score statistic of adding columns."""
    across = information[np.ix_(own, inside)]
    left = information[np.ix_(own, own)] - across @ inverse @ across.T
    return float(slope[own] @ np.linalg.pinv(left, rcond=1e-8, hermitian=True) @ slope[own])
