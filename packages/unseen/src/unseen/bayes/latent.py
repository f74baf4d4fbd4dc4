# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Bayesian nonparametric latent classes (Manrique-Vallier 2016), the model of the R package LCMCR."""

from __future__ import annotations

import time

import numpy as np

from unseen import thresholds as at
from unseen.bayes.chains import Agreement, agreement
from unseen.bayes.limits import LATENT_ROUNDS, LATENT_TIMES, LATENT_WORK
from unseen.bayes.mixture import Floats, Mixture
from unseen.bayes.posterior import simplified
from unseen.bayes.tempering import sampled, started
from unseen.capture import CaptureData, CaptureError
from unseen.judging import answer, impossible
from unseen.result import Estimate, Reason

ASSUMPTIONS = (
    "nobody enters or leaves the population, and every person is recognised across lists",
    "people fall into a few classes; within a class lists are independent and people are alike",
)
# Rounds before the first look, half of which go; then as many again, until it is enough.
FIRST_ROUNDS = 500


def lcmcr(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None, classes: int = 5,
    shape: float = 0.25, rate: float = 0.25, most: float | None = None, chains: int = 12,
    rounds: int | None = None,
) -> Estimate:  # fmt: skip
    """Estimate by latent classes: median and quantiles of N over many chains, or no estimate where these disagree.

    Where the lists themselves allow no estimate nothing is drawn.

    classes: at most (K in LCMCR, default 5 there too). shape, rate: of the gamma prior of the concentration alpha.
    most: hidden people at most, as a multiple of those observed; 20 if None. chains: from scattered starts.
    rounds: of sampling at most; it stops earlier when chains agree and draws are worth enough. The first half goes.
    If None 4,000, or as many as fit the bound on work (unseen.bayes.limits); tables too large for that are refused.
    Raises CaptureError without rng, or where options cannot be.
    """
    began = time.perf_counter()
    _check(rng, classes, shape, rate, most, chains, rounds)
    assert rng is not None
    pooled = data.pooled
    rounds, too_large = _rounds(pooled, classes, chains) if rounds is None else (rounds, ())
    if too_large or impossible(pooled):
        return answer(
            data, method="lcmcr", estimate=None, low=None, high=None, level=level, began=began, refused=too_large,
            model=f"latent classes, at most {classes}", assumptions=ASSUMPTIONS,
        )  # fmt: skip
    model = _model(pooled, LATENT_TIMES if most is None else most, classes, shape, rate)
    upper = model.most + model.people
    shares = ((1 - level) / 2, 0.5, (1 + level) / 2)
    draws, agreed = _until_enough(model, chains, rounds, shares, rng)
    people = pooled.observed + draws
    low, middle, high = (float(each) for each in np.quantile(people, shares))
    medians = tuple(sorted(float(each) for each in np.median(people, axis=1)))
    end = float(np.mean(people > 0.9 * upper))
    refused = _refused(agreed, medians, end, upper, given=most is not None)
    details = {
        "classes": classes, "shape": shape, "rate": rate, "upper": upper,
        "quantiles": (low, middle, high), "mean": float(people.mean()),
        "chain_medians": medians, "last_tenth": end, **agreed.told(),
    }  # fmt: skip
    return answer(
        data, method="lcmcr", estimate=None if refused else middle, low=None if refused else low,
        high=None if refused else high, level=level, model=f"latent classes, at most {classes}", began=began,
        assumptions=ASSUMPTIONS, refused=refused, details=details,
        warnings=_warnings(data, agreed, end, upper),
    )  # fmt: skip


def _rounds(data: CaptureData, classes: int, chains: int) -> tuple[int, tuple[Reason, ...]]:
    """How many rounds fit the bound on work; and why there is no answer where these are too few."""
    cells = len(data.patterns) * classes * chains
    rounds = min(LATENT_ROUNDS, LATENT_WORK // cells)
    if rounds >= FIRST_ROUNDS:
        return rounds, ()
    words = (
        f"{len(data.patterns):,} patterns are too many for {chains} chains of {classes} classes within the bound on "
        "work; merge lists, or give rounds yourself"
    )
    return rounds, (Reason("too_much_work", words, {"work": float(cells * FIRST_ROUNDS), "limit": LATENT_WORK}),)


def _model(data: CaptureData, times: float, classes: int, shape: float, rate: float) -> Mixture:
    """The model for these lists, with at most so many times those observed hidden."""
    seen = np.concatenate([[0], data.patterns])[:, None] >> np.arange(len(data.lists)) & 1
    counts = data.counts[:, None].astype(np.float64)
    most = int(times * data.observed)
    return Mixture(seen.astype(np.float64), counts, data.observed, most, classes, shape, rate)


def _until_enough(
    model: Mixture, chains: int, rounds: int, shares: tuple[float, ...], rng: np.random.Generator
) -> tuple[Floats, Agreement]:
    """Draws of hidden people, shape (chains, kept), and how far chains agree; rounds double until that is enough."""
    moving = started(model, chains, rng)
    target = min(FIRST_ROUNDS, rounds)
    found = [sampled(moving, target // 2, learn=True)]
    done = target // 2
    while True:
        found.append(sampled(moving, target - done))
        done = target
        draws = np.concatenate(found, axis=1)[:, done // 2 :].astype(np.float64)
        agreed = agreement(draws, shares)
        enough = agreed.rhat <= at.RHAT_RESERVE and min(agreed.bulk, agreed.tail) >= at.EFFECTIVE_RESERVE
        if enough or done >= rounds:
            return draws, agreed
        target = min(2 * done, rounds)


def _refused(
    agreed: Agreement, medians: tuple[float, ...], end: float, upper: int, *, given: bool
) -> tuple[Reason, ...]:
    found = []
    if agreed.rhat > at.RHAT_REFUSE:
        words = (
            f"{agreed.chains} chains disagree: their medians run from {medians[0]:,.0f} to {medians[-1]:,.0f} "
            f"(R-hat {agreed.rhat:.2f}, at most {at.RHAT_REFUSE}); the posterior has peaks that chains do not leave"
        )
        numbers = {
            "rhat": agreed.rhat, "limit": at.RHAT_REFUSE, "lowest": medians[0], "highest": medians[-1],
            "effective": agreed.bulk,
        }  # fmt: skip
        found.append(Reason("chains_disagree", words, numbers))
    if end > at.LAST_TENTH_REFUSE and not given:
        words = (
            f"the data do not bound the size from above: {end:.0%} of the posterior lies in the last tenth of the "
            f"range, which ends at {upper:,}"
        )
        found.append(Reason("range_decides", words, {"last_tenth": end, "limit": at.LAST_TENTH_REFUSE, "end": upper}))
    return tuple(found)


def _warnings(data: CaptureData, agreed: Agreement, end: float, upper: int) -> tuple[str, ...]:
    found = []
    if at.RHAT_RESERVE < agreed.rhat <= at.RHAT_REFUSE:
        found.append(
            f"chains agree only roughly: R-hat {agreed.rhat:.3f}, better below {at.RHAT_RESERVE}; take more rounds"
        )
    if min(agreed.bulk, agreed.tail) < at.EFFECTIVE_RESERVE:
        low, middle, high = agreed.errors
        found.append(
            f"few effective draws: chance alone moves the estimate by {middle:,.0f} and the limits by {low:,.0f} "
            f"and {high:,.0f} (standard errors)"
        )
    if end > at.LAST_TENTH_RESERVE:
        found.append(f"{end:.1%} of the posterior lies in the last tenth of the range, which ends at {upper:,}")
    return (*found, *simplified(data))


def _check(
    rng: np.random.Generator | None, classes: int, shape: float, rate: float, most: float | None, chains: int,
    rounds: int | None,
) -> None:  # fmt: skip
    """Raises CaptureError for options that cannot be."""
    if rng is None:
        raise CaptureError("lcmcr draws at random: pass rng, as numpy.random.default_rng(1)")
    if classes < 2:
        raise CaptureError(f"classes {classes}: give two or more")
    if not (shape > 0 and rate > 0):
        raise CaptureError(f"shape {shape} and rate {rate} of the prior of alpha must be above 0")
    if most is not None and not most > 0:
        raise CaptureError(f"most {most}: give hidden people at most as a multiple of those observed, as 20")
    if chains < 4:
        raise CaptureError(f"chains {chains}: give four or more, so that they can disagree")
    if rounds is not None and rounds < 100:
        raise CaptureError(f"rounds {rounds}: give 100 or more")
