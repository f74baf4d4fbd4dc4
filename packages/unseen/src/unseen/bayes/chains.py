# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whether chains agree, and how much their draws are worth.

Split R-hat with ranks, bulk and tail effective size, and Monte Carlo errors of quantiles, after Vehtari, Gelman,
Simpson, Carpenter and Bürkner 2021 (Bayesian Analysis 16:667-718). Draws have shape (chains, draws).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import beta, rankdata

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """What many chains say about one number.

    rhat: 1 where chains agree; the larger of that for place and that for spread. bulk, tail: effective sizes for the
    middle and for the limits. errors: Monte Carlo standard errors of low, median and high, in the unit of the draws.
    """

    chains: int
    draws: int
    rhat: float
    bulk: float
    tail: float
    errors: tuple[float, ...]

    def told(self) -> dict[str, object]:
        """As plain values, for the details of an estimate."""
        return asdict(self)


def agreement(draws: Floats, shares: tuple[float, ...]) -> Agreement:
    """How far chains agree, with the Monte Carlo errors of the quantiles at these shares."""
    chains, count = draws.shape
    halves = split(draws)
    places = normal_ranks(halves)
    spread = normal_ranks(np.abs(halves - np.median(halves)))
    tails = [effective((halves <= limit).astype(np.float64)) for limit in np.quantile(halves, (0.05, 0.95))]
    errors = tuple(quantile_error(draws, share) for share in shares)
    return Agreement(chains, count, max(rhat(places), rhat(spread)), effective(places), min(tails), errors)


def split(draws: Floats) -> Floats:
    """Each chain as two: its first and its last half. An odd draw in the middle goes."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def normal_ranks(draws: Floats) -> Floats:
    """Normal scores of the ranks of all draws together, so that long tails and other scales do not matter."""
    ranks = rankdata(draws, method="average").reshape(draws.shape)
    scores: Floats = ndtri((ranks - 0.375) / (draws.size + 0.25))
    return scores


def rhat(chains: Floats) -> float:
    """Root of the pooled variance over the mean variance within chains; infinite where only chains differ."""
    count = chains.shape[1]
    within = float(chains.var(axis=1, ddof=1).mean())
    between = float(chains.mean(axis=1).var(ddof=1))
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((count - 1) / count + between / within))


def effective(values: Floats) -> float:
    """How many independent draws the mean of these is worth: Geyer's sum of autocorrelations, over chains."""
    many, count = values.shape
    own = _autocovariances(values)
    # With one more than `count` in the denominator, as a variance within a chain.
    within = float(own[:, 0].mean()) * count / (count - 1)
    pooled = within * (count - 1) / count
    if many > 1:
        pooled += float(values.mean(axis=1).var(ddof=1))
    if pooled == 0:
        return float(values.size)
    rho = 1 - (within - own.mean(axis=0) * count / (count - 1)) / pooled
    rho[0] = 1.0
    pairs = rho[: count // 2 * 2].reshape(-1, 2).sum(axis=1)
    ends = np.flatnonzero(pairs < 0)
    pairs = np.minimum.accumulate(pairs[: ends[0]] if len(ends) else pairs)
    time = max(-1 + 2 * float(pairs.sum()), 1 / np.log10(values.size))
    return float(values.size / time)


def _autocovariances(values: Floats) -> Floats:
    """Autocovariance per chain and lag, with the number of draws as denominator, by Fourier transform."""
    count = values.shape[1]
    centred = values - values.mean(axis=1, keepdims=True)
    waves = np.fft.rfft(centred, 2 * count, axis=1)
    found: Floats = np.fft.irfft(np.abs(waves) ** 2, axis=1)[:, :count] / count
    return found


def quantile_error(draws: Floats, share: float) -> float:
    """Monte Carlo standard error of a quantile: half the distance between order statistics one error apart."""
    limit = np.quantile(draws, share)
    size = effective(split((draws <= limit).astype(np.float64)))
    low, high = beta.ppf((0.1586553, 0.8413447), size * share + 1, size * (1 - share) + 1)
    ordered = np.sort(draws, axis=None)
    places = np.clip(np.round(np.array([low, high]) * draws.size).astype(int), 0, draws.size - 1)
    return float((ordered[places[1]] - ordered[places[0]]) / 2)
