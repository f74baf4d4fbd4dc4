# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The latent class model of Manrique-Vallier 2016 (Biometrics 72:1246-1254): its posterior density and slope.

People fall into classes, within a class lists are independent, and class sizes are sticks broken off one after
another (a Dirichlet process cut off at some number of classes). Who is in which class and how many are hidden is
summed out here, which the Gibbs sampler of the R package LCMCR draws instead: with most people hidden those draws
hold each other in place, and a chain needs 100,000 steps and more. The posterior is the same.

Replicas, many states side by side, are always the last axis.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaln

Floats = NDArray[np.float64]
# The logarithm of the smallest share of a class.
SMALLEST = -600.0
# How often a number of hidden people above the bound is drawn again.
REDRAWS = 1000


@dataclass(frozen=True, eq=False)
class Mixture:
    """The model for one table, or for one table per replica.

    seen: shape (1 + patterns, lists), 0 or 1; the first row is the pattern of nobody. counts: shape (patterns, 1), or
    (patterns, replicas) with the same total. people: that total. most: hidden people at most. shape, rate: of the
    gamma prior of alpha.
    """

    seen: Floats
    counts: Floats
    people: int
    most: int
    classes: int
    shape: float
    rate: float


@dataclass(frozen=True, eq=False)
class State:
    """Where replicas are.

    logits: of being on a list, by list, class and replica. sticks: log(-log(1 - V)) of the breaks V, by class but the
    last and replica; so breaks very near 0 or 1 keep their digits. alpha: by replica.
    """

    logits: Floats
    sticks: Floats
    alpha: Floats

    def where(self, chosen: NDArray[np.bool_], other: State) -> State:
        """Replicas that are chosen from here, the rest from the other."""
        return State(*(np.where(chosen, a, b) for a, b in zip(self.parts(), other.parts(), strict=True)))

    def moved(self, order: NDArray[np.int64]) -> State:
        """Replicas in another order."""
        return State(*(part[..., order] for part in self.parts()))

    def parts(self) -> tuple[Floats, Floats, Floats]:
        """The arrays in their order."""
        return self.logits, self.sticks, self.alpha


@dataclass(frozen=True, eq=False)
class Point:
    """What the model says of a state, per replica.

    density: its logarithm given alpha, without constants. slope_logits, slope_sticks: its slopes. likelihood: of the
    observed, its logarithm. nowhere: the chance that a person is on no list.
    """

    density: Floats
    slope_logits: Floats
    slope_sticks: Floats
    likelihood: Floats
    nowhere: Floats


def evaluate(model: Mixture, state: State, powers: Floats) -> Point:
    """Density and slopes; powers: shape (replicas,), to which the likelihood is raised (1: the posterior)."""
    odds = np.exp(state.logits)
    chances, log_outs = odds / (1 + odds), -np.log(1 + odds)
    force = np.exp(state.sticks)
    breaks = -np.expm1(-force)
    classes = np.zeros((model.classes, force.shape[1]))
    np.cumsum(-force, axis=0, out=classes[1:])
    classes[:-1] += np.log(breaks)
    # Exponentials that fall below the smallest double are slow; a class this small is nobody's.
    np.maximum(classes, SMALLEST, out=classes)
    joint = model.seen @ state.logits.reshape(len(state.logits), -1)
    joint = joint.reshape(len(model.seen), *classes.shape)
    joint += classes + log_outs.sum(axis=0)
    np.exp(joint, out=joint)
    total = joint.sum(axis=1)
    nowhere = np.minimum(total[0], 1 - 1e-12)
    bound, bound_slope = _bound(model, nowhere)
    likelihood = (model.counts * np.log(total[1:])).sum(axis=0) - model.people * np.log1p(-nowhere)
    # How much the density gains if a pattern's chance grows by a factor e.
    gains = np.empty_like(total)
    gains[1:] = model.counts * powers
    gains[0] = nowhere * (model.people * powers / (1 - nowhere) + bound_slope)
    joint *= (gains / total)[:, None, :]
    by_class = joint.sum(axis=0)
    slope_logits = (model.seen.T @ joint.reshape(len(joint), -1)).reshape(chances.shape)
    slope_logits -= (by_class + 2) * chances - 1
    after = np.cumsum(by_class[:0:-1], axis=0)[::-1]
    slope_sticks = force * (by_class[:-1] * (1 / breaks - 1) - after - state.alpha) + 1
    prior = (2 * log_outs + state.logits).sum(axis=(0, 1))
    prior += (np.log(state.alpha) + state.sticks - state.alpha * force).sum(axis=0)
    return Point(powers * likelihood + bound + prior, slope_logits, slope_sticks, likelihood, nowhere)


def _bound(model: Mixture, nowhere: Floats) -> tuple[Floats, Floats]:
    """Logarithm of the chance that no more are hidden than may be, given that of being nowhere; and its slope.

    The number of hidden people is negative binomial. Far below the bound the chance is 1 to the last digit.
    """
    value, slope = np.zeros_like(nowhere), np.zeros_like(nowhere)
    mean = model.people * nowhere / (1 - nowhere)
    near = mean + 10 * np.sqrt(mean / (1 - nowhere)) + 10 > model.most
    if near.any():
        q = nowhere[near]
        chance = betainc(model.people, model.most + 1, 1 - q)
        log_slope = (model.people - 1) * np.log1p(-q) + model.most * np.log(q) - betaln(model.people, model.most + 1)
        with np.errstate(divide="ignore", over="ignore"):
            value[near] = np.log(chance)
            slope[near] = np.where(chance > 0, -np.exp(log_slope - value[near]), 0)
    return value, slope


def drawn_alpha(model: Mixture, state: State, rng: np.random.Generator) -> State:
    """A new alpha from its conditional, a gamma distribution."""
    rate = model.rate + np.exp(state.sticks).sum(axis=0)
    alpha = rng.standard_gamma(model.shape + model.classes - 1, rate.shape) / rate
    # Never 0: with a tiny shape a draw can be smaller than the smallest double.
    return State(state.logits, state.sticks, np.maximum(alpha, np.finfo(float).tiny))


def hidden(model: Mixture, nowhere: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """How many are on no list: negative binomial, redrawn while above `most` (20 times the observed in LCMCR)."""
    found: NDArray[np.int64] = np.full(nowhere.shape, model.most + 1)
    for _ in range(REDRAWS):
        above = np.flatnonzero(found > model.most)
        if not above.size:
            return found
        chance = nowhere[above]
        found[above] = rng.poisson(rng.standard_gamma(model.people, above.size) * chance / (1 - chance))
    # The bound is in the density, so states from which this is reached have next to no chance.
    found[found > model.most] = model.most
    return found
