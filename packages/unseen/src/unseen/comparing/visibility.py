# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whether people differ in how visible they are, beyond the dependence that was found between lists.

One more parameter, the same for every pair of lists a person is on: the quasi-symmetric model of Darroch, Fienberg,
Glonek and Junker (1993, Journal of the American Statistical Association 88). Pairs taken one by one miss dependence
that is spread evenly over all of them; this parameter does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln
from scipy.stats import chi2, norm

from unseen import thresholds
from unseen.capture import CaptureData
from unseen.result import Estimate

Floats = NDArray[np.float64]
STEPS = 60
# The deviance no longer changes.
STILL = 1e-9
# A standard deviation of the logarithm of the hidden beyond which the parameter tells nothing.
WIDEST = 3.0


@dataclass(frozen=True)
class Visibility:
    """chance: of so much better a fit where nobody differs. ratio: the estimate with the parameter over that without.

    estimate, low, high: people in all with the parameter, by Wald on the logarithm of the hidden. pairs: the
    dependence that both models have.
    """

    chance: float
    ratio: float
    estimate: float
    low: float
    high: float
    pairs: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether people differ, by the lines of ``unseen.thresholds``."""
        far = max(self.ratio, 1 / self.ratio) >= thresholds.VISIBILITY_RESERVE
        return far and self.chance < thresholds.VISIBILITY_CHANCE


def visibility(data: CaptureData, stepwise: Estimate | None, level: float = 0.95) -> Visibility | None:
    """The check, beside the pairs that stepwise took in; None with three lists or fewer, or where it does not fit.

    With three lists the parameter cannot be told from the dependence between them.
    """
    pooled, t = data.pooled, len(data.lists)
    if t < 4 or stepwise is None or stepwise.estimate is None:
        return None
    names = {pooled.name(1 << i | 1 << j): 1 << i | 1 << j for i in range(t) for j in range(i + 1, t)}
    path = stepwise.details.get("path", ())
    taken = [str(step[0]) for step in path if str(step[0]) in names] if isinstance(path, tuple) else []
    masks = [names[name] for name in taken]
    cells = np.arange(1, 1 << t)
    for mask in masks:
        if pooled.margin(mask) == 0:  # minus infinity: neither its cells nor its parameter
            cells = cells[(cells & mask) != mask]
    masks = [mask for mask in masks if pooled.margin(mask)]
    once = np.array([int(cell).bit_count() for cell in cells], dtype=np.float64)
    columns = [np.ones(cells.size), *((cells >> i & 1).astype(np.float64) for i in range(t)),
               *(((cells & mask) == mask).astype(np.float64) for mask in masks)]  # fmt: skip
    counts = pooled.table[cells].astype(np.float64)
    first = _fitted(np.column_stack(columns), counts)
    second = _fitted(np.column_stack([*columns, once * (once - 1) / 2]), counts)
    if first is None or second is None or second.deviation > WIDEST:
        return None
    people = data.observed
    chance = float(chi2.sf(max(0.0, 2 * (second.fit - first.fit)), 1))
    ratio = (people + second.hidden) / (people + first.hidden)
    factor = float(np.exp(norm.ppf((1 + level) / 2) * second.deviation))
    low, high = people + second.hidden / factor, people + second.hidden * factor
    return Visibility(chance, ratio, people + second.hidden, low, high, tuple(taken))


@dataclass(frozen=True)
class _Fit:
    """Hidden people, the standard deviation of their logarithm, and the log-likelihood."""

    hidden: float
    deviation: float
    fit: float


def _fitted(design: Floats, counts: Floats) -> _Fit | None:
    """A Poisson log-linear model by scoring; None where it does not settle."""
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    mean: Floats = counts + 0.5
    beta: Floats = np.zeros(design.shape[1])
    last = -np.inf
    for _ in range(STEPS):
        weighted = design.T * mean
        try:
            beta = np.asarray(
                np.linalg.solve(weighted @ design, weighted @ (np.log(mean) + (counts - mean) / mean)),
                dtype=np.float64,
            )
        except np.linalg.LinAlgError:
            return None
        logs = design @ beta
        if not np.all(np.isfinite(logs)) or np.abs(logs).max() > 40:
            return None
        mean = np.exp(logs)
        fit = float(counts @ logs - mean.sum() - gammaln(counts + 1).sum())
        if abs(fit - last) < STILL * (1 + abs(fit)):
            spread = np.linalg.inv((design.T * mean) @ design)[0, 0]
            return _Fit(float(np.exp(beta[0])), float(np.sqrt(max(0.0, spread))), fit)
        last = fit
    return None
