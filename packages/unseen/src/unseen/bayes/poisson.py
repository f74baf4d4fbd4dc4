# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Drawing from the posterior of a Poisson regression with normal or flat priors.

The posterior has one peak. Around it, in units of its own curvature, it is nearly a standard normal distribution, so
that Hamiltonian steps (Neal 2011) of a few leaps give draws that hardly depend on each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# Larger exponents are not taken: a step that leads there is refused anyway.
MOST_EXPONENT = 50.0
# The mean number of leaps per draw, and the share of steps to accept (Betancourt and others 2014, arXiv:1411.6669).
LEAPS = 7
ACCEPTED = 0.8
NEWTON_STEPS = 200
# Rounds in which the step size settles; their draws go.
SETTLING = 300


@dataclass(frozen=True, eq=False)
class Regression:
    """counts ~ Poisson(exp(design @ beta)); beta ~ normal with mean 0 and these precisions, flat where 0.

    design: shape (cells, terms). counts: (cells,). precision: (terms,). The posterior must have a peak: with flat
    priors that is the existence of the maximum likelihood estimate.
    """

    design: Floats
    counts: Floats
    precision: Floats

    def log_density(self, beta: Floats) -> Floats:
        """Without constants; beta: shape (..., terms)."""
        line = beta @ self.design.T
        found: Floats = line @ self.counts - np.exp(np.minimum(line, MOST_EXPONENT)).sum(axis=-1)
        return found - 0.5 * (beta**2) @ self.precision

    def slope(self, beta: Floats) -> Floats:
        """Of the logarithm of the density."""
        rates = np.exp(np.minimum(beta @ self.design.T, MOST_EXPONENT))
        found: Floats = (self.counts - rates) @ self.design - beta * self.precision
        return found

    def peak(self, start: Floats) -> tuple[Floats, Floats]:
        """Where the density is highest, and minus its curvature there: Newton's method with halved steps."""
        beta, value = start, float(self.log_density(start))
        for _ in range(NEWTON_STEPS):
            rates = np.exp(np.minimum(self.design @ beta, MOST_EXPONENT))
            curve = (self.design * rates[:, None]).T @ self.design + np.diag(self.precision)
            step = np.linalg.lstsq(curve, self.slope(beta), rcond=None)[0]
            share = 1.0
            while share > 1e-9 and not float(self.log_density(beta + share * step)) >= value:
                share /= 2
            beta, before = beta + share * step, value
            value = float(self.log_density(beta))
            if value - before < 1e-10 * (1 + abs(value)):
                break
        return beta, curve


def drawn(
    model: Regression, start: Floats, *, chains: int, rounds: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Draws of beta, shape (chains, rounds, terms), after rounds in which the step size settles.

    start: near the peak. Chains begin scattered around it, about as far as draws lie.
    """
    centre, curve = model.peak(start)
    # beta = centre + units @ z, with z near a standard normal.
    units = np.linalg.inv(np.linalg.cholesky(curve)).T
    around = _Around(model, centre, units)
    place = rng.standard_normal((chains, centre.size))
    size, found = np.log(0.5), np.empty((chains, rounds, centre.size))
    for turn in range(SETTLING + rounds):
        place, accepted = around.leap(place, float(np.exp(size)), rng)
        if turn < SETTLING:
            size += (accepted - ACCEPTED) * 0.5 / np.sqrt(1 + turn / 20)
        else:
            found[:, turn - SETTLING] = centre + place @ units.T
    return found


class _Around:
    """The posterior seen from its peak, in units of its curvature."""

    def __init__(self, model: Regression, centre: Floats, units: Floats) -> None:
        self.base, self.turned = model.design @ centre, (model.design @ units).T
        self.counts = model.counts
        root = np.sqrt(model.precision)
        self.pulled = bool(root.any())
        self.pull_base, self.pull = root * centre, (root[:, None] * units).T

    def at(self, place: Floats) -> tuple[Floats, Floats]:
        """Logarithm of the density without constants, and its slope; place: (chains, terms)."""
        line = np.minimum(place @ self.turned + self.base, MOST_EXPONENT)
        rates = np.exp(line)
        value, slope = line @ self.counts - rates.sum(axis=1), (self.counts - rates) @ self.turned.T
        if self.pulled:
            away = place @ self.pull + self.pull_base
            value, slope = value - 0.5 * (away**2).sum(axis=1), slope - away @ self.pull.T
        return value, slope

    def leap(self, place: Floats, size: float, rng: np.random.Generator) -> tuple[Floats, float]:
        """One Hamiltonian step per chain, and the mean chance to be accepted."""
        # Now and then a small one: where a chain got into a corner, long leaps do not lead out.
        speed = size * rng.uniform(0.1, 1.2, (len(place), 1))
        push = rng.standard_normal(place.shape)
        value, slope = self.at(place)
        before = value - 0.5 * (push**2).sum(axis=1)
        there = place
        for _ in range(int(rng.integers(1, 2 * LEAPS))):
            push = push + 0.5 * speed * slope
            there = there + speed * push
            value, slope = self.at(there)
            push = push + 0.5 * speed * slope
        gain = value - 0.5 * (push**2).sum(axis=1) - before
        accepted = np.exp(np.minimum(np.nan_to_num(gain, nan=-np.inf), 0))
        chosen = rng.random(len(place)) < accepted
        return np.where(chosen[:, None], there, place), float(accepted.mean())
