# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The Bayesian threshold estimate of Silverman 2020 (JRSS A 183:691-736), as in MultipleSystemsEstimation.

All pairs of lists are in the model at first. Those whose posterior mean is less than two standard deviations from 0
go; the rest is fitted again, and the posterior median is the estimate.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from unseen import thresholds as at
from unseen.bayes.chains import Agreement, agreement, effective
from unseen.bayes.poisson import Floats, Regression, drawn
from unseen.bayes.posterior import simplified
from unseen.capture import CaptureData, CaptureError
from unseen.judging import answer
from unseen.loglinear.checking import code_of, code_reasons
from unseen.loglinear.terms import Model, closed, main_effects, pairs_of, written
from unseen.result import Estimate, Reason

ASSUMPTIONS = (
    "nobody enters or leaves the population, and every person is recognised across lists",
    "lists depend on one another by the retained pairs alone, in the same way for all people",
)
PRIORS = ("proper", "improper")
LISTS = (3, 10)
# A ratio this near the threshold, in Monte Carlo standard errors, could have fallen on the other side. Then more is
# drawn, up to so many times as much; what is still undecided is kept, and the answer without it is told beside.
NEAR = 3.0
MOST_TIMES = 4


@dataclass(frozen=True, eq=False)
class Fit:
    """One fitted model. terms: masks of lists, the intercept (0) first. draws: (chains, rounds, terms)."""

    terms: tuple[int, ...]
    draws: Floats

    def ratio(self, term: int) -> tuple[float, float]:
        """Size of posterior mean over standard deviation, and its Monte Carlo error.

        The error by the delta method, or as chains differ if that is more.
        """
        values = self.draws[:, :, self.terms.index(term)]
        found = float(values.mean() / values.std())
        scaled = (values - values.mean()) / values.std()
        pull = scaled - found / 2 * (scaled**2 - 1)
        apart = (values.mean(axis=1) / values.std(axis=1)).std(ddof=1) / np.sqrt(len(values))
        return abs(found), max(float(pull.std() / np.sqrt(effective(pull))), float(apart))


@dataclass(frozen=True, eq=False)
class _Work:
    """What all fits share. cells: patterns that are in the table still; gone: effects at minus infinity."""

    data: CaptureData
    flat: bool
    variance: float
    chains: int
    rounds: int
    rng: np.random.Generator
    cells: NDArray[np.int64]
    gone: tuple[int, ...] = ()

    def without_empty(self, effects: tuple[int, ...]) -> tuple[_Work, tuple[int, ...]]:
        """With flat priors: effects that nobody shows are at minus infinity and their cells go. The effects left."""
        if not self.flat:
            return self, effects
        empty = tuple(effect for effect in effects if not self.data.margin(effect))
        cells = self.cells[[all(cell & e != e for e in empty) for cell in self.cells.tolist()]]
        return replace(self, cells=cells, gone=self.gone + empty), tuple(e for e in effects if e not in empty)

    def fit(self, effects: tuple[int, ...]) -> Fit:
        """Draws for the model of all single lists and these effects."""
        singles = [1 << i for i in range(len(self.data.lists))]
        terms = (0, *singles, *effects)
        design = np.array([[float(cell & term == term) for term in terms] for cell in self.cells.tolist()])
        precision = np.zeros(len(terms))
        if not self.flat:
            precision[1 + len(singles) :] = 1 / self.variance
        start = np.zeros(len(terms))
        start[0] = np.log(5.0 * self.data.observed)
        start[1 : 1 + len(singles)] = [np.log(self.data.margin(s) / (5.0 * self.data.observed)) for s in singles]
        model = Regression(design, self.data.table[self.cells].astype(np.float64), precision)
        return Fit(terms, drawn(model, start, chains=self.chains, rounds=self.rounds, rng=self.rng))

    def people(self, effects: tuple[int, ...]) -> Floats:
        """Draws of the number of people in all, shape (chains, rounds)."""
        found: Floats = self.data.observed + np.exp(self.fit(effects).draws[:, :, 0])
        return found

    def ratios(
        self, kept: tuple[int, ...], asked: tuple[int, ...], threshold: float
    ) -> tuple[dict[int, float], tuple[int, ...]]:
        """Mean over deviation of the effects asked for, in the model with those kept; and what stays undecided."""
        fit = self.fit(kept + asked)
        while True:
            found = {effect: fit.ratio(effect) for effect in asked}
            near = tuple(effect for effect, (ratio, error) in found.items() if abs(ratio - threshold) < NEAR * error)
            if not near or len(fit.draws) >= MOST_TIMES * self.chains:
                return {effect: ratio for effect, (ratio, _) in found.items()}, near
            fit = Fit(fit.terms, np.concatenate([fit.draws, self.fit(kept + asked).draws]))


def threshold(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None, prior: str = "proper",
    variance: float = 1.0, threshold: float = 2.0, order: int = 2, chains: int = 16, rounds: int = 1000,
) -> Estimate:  # fmt: skip
    """Estimate by the Bayesian threshold method: posterior median and quantiles, for three to ten lists.

    prior: of effects of pairs, "proper" (normal with this variance) or "improper" (flat; pairs that nobody shows are
    then at minus infinity, and the model of all pairs must have an estimate). threshold: of mean over deviation.
    order: 2, or 3 for effects of three lists too, where all three pairs were kept. chains, rounds: of drawing.
    Raises CaptureError without rng, or where options or the number of lists cannot be.
    """
    began = time.perf_counter()
    _check(data, rng, prior, variance, threshold, order, chains, rounds)
    assert rng is not None
    pooled, flat, lists = data.pooled, prior == "improper", len(data.lists)
    settings = {"prior": prior, "variance": None if flat else variance, "threshold": threshold, "order": order}
    first = closed(pairs_of(lists), lists) if flat else main_effects(lists)
    code = code_of(pooled, first)
    if code:
        return answer(
            data, method="threshold", estimate=None, low=None, high=None, level=level, began=began, model="",
            assumptions=ASSUMPTIONS, refused=_improper(code, first, pooled), details=settings,
        )  # fmt: skip
    work = _Work(pooled, flat, variance, chains, rounds, rng, np.arange(1, 1 << lists))
    work, kept, undecided, told, warnings = _chosen(work, threshold, order)
    shares = ((1 - level) / 2, 0.5, (1 + level) / 2)
    people = work.people(kept)
    low, middle, high = (float(each) for each in np.quantile(people, shares))
    agreed = agreement(people, shares)
    refused = _disagree(agreed)
    if undecided:
        named = ", ".join(map(pooled.name, undecided))
        other = work.people(tuple(sorted(set(kept) - set(undecided))))
        told["otherwise"] = tuple(float(each) for each in np.quantile(other, shares))
        warnings += (f"{named}: on the threshold, and kept; without it the estimate is {np.median(other):,.0f}",)
        refused += _torn(named, middle, float(np.median(other)))
    if min(agreed.bulk, agreed.tail) < at.EFFECTIVE_RESERVE:
        warnings += (f"few effective draws: chance alone moves the estimate by {agreed.errors[1]:,.0f}",)
    return answer(
        data, method="threshold", estimate=None if refused else middle, low=None if refused else low,
        high=None if refused else high, level=level, began=began, assumptions=ASSUMPTIONS, refused=refused,
        model=_text(work, kept),
        warnings=(*warnings, *simplified(data)),
        details={**settings, **told, "quantiles": (low, middle, high), **agreed.told()},
    )  # fmt: skip


def _chosen(
    work: _Work, threshold: float, order: int
) -> tuple[_Work, tuple[int, ...], tuple[int, ...], dict[str, object], tuple[str, ...]]:
    """The effects that stay, those of them on the threshold, what is told of the choice, and warnings."""
    lists = len(work.data.lists)
    work, pairs = work.without_empty(tuple(pairs_of(lists)))
    ratios, undecided = work.ratios((), pairs, threshold)
    kept = tuple(pair for pair in pairs if ratios[pair] >= threshold or pair in undecided)
    warnings: tuple[str, ...] = ()
    triples = tuple(
        one | two | three
        for one, two, three in combinations((1 << i for i in range(lists)), 3)
        if {one | two, one | three, two | three} <= set(kept)
    )
    eligible = triples if order == 3 else ()
    if eligible and work.flat and code_of(work.data, closed((*kept, *eligible, *work.gone), lists)):
        warnings = ("the effects of three lists have no proper posterior with flat priors: they are left out",)
    elif eligible:
        work, left = work.without_empty(eligible)
        more, close = work.ratios(kept, left, threshold)
        ratios, undecided = ratios | more, undecided + close
        kept += tuple(triple for triple in left if more[triple] >= threshold or triple in close)
    name = work.data.name
    told: dict[str, object] = {
        "ratios": tuple((name(effect), ratio) for effect, ratio in ratios.items()),
        "retained": tuple(name(effect) for effect in kept),
        "undecided": tuple(name(effect) for effect in undecided),
        "eligible_triples": tuple(name(triple) for triple in eligible),
        "minus_infinity": tuple(name(effect) for effect in work.gone),
    }
    return work, kept, undecided, told, warnings


def _text(work: _Work, kept: tuple[int, ...]) -> str:
    """The model in the lists' names."""
    model = closed((*kept, *work.gone), len(work.data.lists))
    if work.flat:
        return written(model, work.data)
    return " + ".join(work.data.name(term) for term in model if term)


def _improper(code: int, model: Model, data: CaptureData) -> tuple[Reason, ...]:
    """Where a flat prior has no proper posterior, in words."""
    words = "with flat priors there is no posterior where no estimate exists"
    text = f"{words}; the prior proper may still give one, which then says more of the prior than of the data"
    return (*code_reasons(code, model, data), Reason("improper_posterior", text, {"code": float(code)}))


def _torn(named: str, one: float, other: float) -> tuple[Reason, ...]:
    """Where an effect on the threshold decides the answer."""
    times = max(one, other) / min(one, other)
    if times <= at.DISAGREE_RESERVE:
        return ()
    words = f"{named} is on the threshold: {one:,.0f} with it and {other:,.0f} without, and chance alone decides"
    return (Reason("threshold_undecided", words, {"with": one, "without": other, "limit": at.DISAGREE_RESERVE}),)


def _disagree(agreed: Agreement) -> tuple[Reason, ...]:
    if agreed.rhat <= at.RHAT_REFUSE:
        return ()
    words = f"{agreed.chains} chains disagree (R-hat {agreed.rhat:.2f}, at most {at.RHAT_REFUSE})"
    return (Reason("chains_disagree", words, {"rhat": agreed.rhat, "limit": at.RHAT_REFUSE}),)


def _check(
    data: CaptureData, rng: np.random.Generator | None, prior: str, variance: float, threshold: float, order: int,
    chains: int, rounds: int,
) -> None:  # fmt: skip
    """Raises CaptureError for options that cannot be."""
    if rng is None:
        raise CaptureError("threshold draws at random: pass rng, as numpy.random.default_rng(1)")
    if not LISTS[0] <= len(data.lists) <= LISTS[1]:
        raise CaptureError(f"threshold with {len(data.lists)} lists: it takes {LISTS[0]} to {LISTS[1]}; merge lists")
    if prior not in PRIORS:
        raise CaptureError(f'prior "{prior}": give {" or ".join(PRIORS)}')
    if not 0 < variance < np.inf:
        raise CaptureError(f"variance {variance}: give a number above 0, as 1")
    if not threshold >= 0:
        raise CaptureError(f"threshold {threshold}: give 0 or more, as 2")
    if order not in (2, 3):
        raise CaptureError(f"order {order}: give 2 or 3")
    if chains < 4 or rounds < 100:
        raise CaptureError(f"{chains} chains of {rounds} rounds: give at least 4 of 100")
