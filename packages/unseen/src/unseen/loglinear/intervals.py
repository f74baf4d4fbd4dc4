# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""BCa intervals from replicates, and the Monte Carlo error of each limit (DiCiccio and Efron 1996)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from unseen.loglinear.lattice import Floats

# A replicate this close to the estimate equals it. Without this, rounding decides on which side it falls, and moves
# the limits.
SAME = 1e-7


@dataclass(frozen=True)
class Limits:
    """An interval. low, high: None where the replicates do not reach so far; errors: Monte Carlo standard errors.

    below: share of replicates below the estimate; equal: share that equals it. acceleration: from the jackknife.
    """

    low: float | None
    high: float | None
    low_error: float | None
    high_error: float | None
    below: float
    equal: float
    acceleration: float


def replicated(table: NDArray[np.int64], rng: np.random.Generator, many: int) -> NDArray[np.int64]:
    """Tables with as many people as this one, drawn from its people: (many, 2**lists)."""
    seen = np.flatnonzero(table)
    drawn = np.zeros((many, table.size), dtype=np.int64)
    drawn[:, seen] = rng.multinomial(int(table.sum()), table[seen] / table.sum(), size=many)
    return drawn


def one_less(table: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each pattern that somebody has, the table without one of them; and how many have it."""
    seen = np.flatnonzero(table)
    tables = np.tile(table, (seen.size, 1))
    tables[np.arange(seen.size), seen] -= 1
    return tables, table[seen]


def acceleration(values: Floats, weights: NDArray[np.int64]) -> float:
    """From estimates with one person less, each for so many people; NaN values are left out."""
    known = np.isfinite(values)
    if not known.any():
        return 0.0
    value, weight = values[known], weights[known].astype(np.float64)
    rest = np.average(value, weights=weight) - value
    spread = float((weight * rest**2).sum())
    # What is left of a constant is rounding.
    if spread <= (SAME * float(np.abs(value).max())) ** 2:
        return 0.0
    return float((weight * rest**3).sum() / (6 * spread**1.5))


def quantile(ordered: Floats, share: float) -> float:
    """The quantile of Hyndman and Fan's type 8, of values in ascending order (they may end with infinity)."""
    many = ordered.size
    place = share * (many + 1 / 3) + 1 / 3
    low = math.floor(place + 4e-16 * many)
    part = max(place - low, 0.0)
    first, second = (float(ordered[min(max(i, 1), many) - 1]) for i in (low, low + 1))
    return first if part < 1e-12 or first == second else first + part * (second - first)


def bca(replicates: Floats, estimate: float, accelerated: float, level: float) -> Limits:
    """Bias-corrected and accelerated limits. NaN is left out; infinity is above all others."""
    values = np.sort(replicates[~np.isnan(replicates)])
    if not values.size:
        return Limits(None, None, None, None, 0.0, 0.0, accelerated)
    below = float(np.mean(values < estimate * (1 - SAME)))
    equal = float(np.mean(np.abs(values - estimate) <= estimate * SAME))
    if not 0 < below < 1:
        return Limits(None, None, None, None, below, equal, accelerated)
    shift = float(ndtri(below))
    ends: list[tuple[float | None, float | None]] = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        moved = shift + float(ndtri(share))
        shrink = 1 - accelerated * moved
        if shrink <= 0:
            ends.append((None, None))
            continue
        point = shift + moved / shrink
        at = float(ndtr(point))
        # By how much the place of the limit moves with the share below the estimate, which is drawn as well.
        slope = math.exp((shift**2 - point**2) / 2) * (1 + 1 / shrink**2)
        ends.append(_limit(values, at, _place_error(values.size, at, below, slope)))
    return Limits(ends[0][0], ends[1][0], ends[0][1], ends[1][1], below, equal, accelerated)


def _place_error(many: int, at: float, below: float, slope: float) -> float:
    """The standard error of the place of a limit among the replicates: of its own quantile and of the shift."""
    # Never less than one place: limits among the first or last replicates hang on one of them.
    own, other = at * (1 - at), below * (1 - below)
    joint = min(at, below) - at * below
    return max(math.sqrt(max(own + slope**2 * other - 2 * slope * joint, 0.0) / many), 1 / many)


def _limit(values: Floats, at: float, error: float) -> tuple[float | None, float | None]:
    found = quantile(values, at)
    if not math.isfinite(found):
        return None, None
    ends = quantile(values, min(at + error, 1.0)), quantile(values, max(at - error, 0.0))
    width = (ends[0] - ends[1]) / 2
    return found, width if math.isfinite(width) else None
