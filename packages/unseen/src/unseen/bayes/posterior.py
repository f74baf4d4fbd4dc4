# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reading a posterior of N that is given on a grid."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from unseen.bayes.limits import HILL, VALLEY
from unseen.capture import CaptureData

Floats = NDArray[np.float64]
Peaks = tuple[tuple[float, float], ...]


def quantiles(values: Floats, chances: Floats, at: tuple[float, ...], *, between: bool = False) -> tuple[float, ...]:
    """Quantiles of a distribution on ascending values; chances add up to 1.

    The smallest value whose cumulative chance is above the share (as MSETools reads dga); with `between`, straight
    lines through the cumulative chances (as modslavmse does).
    """
    below = np.cumsum(chances)
    if between:
        return tuple(float(each) for each in np.interp(at, below, values))
    places = np.searchsorted(below, at, side="right")
    return tuple(float(values[min(place, len(values) - 1)]) for place in places)


def hills(values: Floats, density: Floats) -> Peaks:
    """The peaks of a posterior and the share of it that each holds, if there are two or more; else empty.

    density: chance per unit of N, any scale, on ascending values. What counts as a hill: VALLEY and HILL of limits.
    """
    rises = np.diff(density, prepend=-1.0) > 0
    falls = np.diff(density, append=-1.0) < 0
    peaks = [int(each) for each in np.flatnonzero(rises & falls)]
    mass = density * np.gradient(values)
    mass = mass / mass.sum()
    cuts: list[int] = []
    while len(peaks) > 1:
        cuts = [a + int(np.argmin(density[a : b + 1])) for a, b in pairwise(peaks)]
        shares = [float(part.sum()) for part in np.split(mass, cuts)]
        weak = _weakest(density, peaks, cuts, shares)
        if weak is None:
            return tuple((float(values[peak]), share) for peak, share in zip(peaks, shares, strict=True))
        peaks.pop(weak)
    return ()


def _weakest(density: Floats, peaks: list[int], cuts: list[int], shares: list[float]) -> int | None:
    """A peak that is none: too little mass, or no valley beside a higher one."""
    for place in sorted(range(len(peaks)), key=lambda each: density[peaks[each]]):
        beside = [density[cut] for cut in cuts[max(place - 1, 0) : place + 1]]
        if shares[place] < HILL or max(beside) > VALLEY * density[peaks[place]]:
            return place
    return None


def simplified(data: CaptureData) -> tuple[str, ...]:
    """Warnings about what a method that takes bare patterns leaves aside."""
    if data.blind is not None and np.any(data.blind):
        return ("lists that could not see everybody are treated as if they could",)
    return ()
