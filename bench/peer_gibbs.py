# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A Gibbs sampler of latent classes with the steps of the R package LCMCR 0.4.14, to see what its draws are worth.

How long R takes for so many steps was measured elsewhere; how many independent draws they are worth is measured here.
Written from the description of the steps (Manrique-Vallier 2016, Biometrics 72:1246-1254).
"""

import math

import numba
import numpy as np

WARMING = 500


@numba.njit(cache=False)
def _log_gamma_draw(rng, shape):
    """The logarithm of a gamma draw; a small shape would give 0 without it."""
    if shape < 1.0:
        return math.log(rng.standard_gamma(shape + 1.0)) + math.log(rng.random()) / shape
    return math.log(rng.standard_gamma(shape))


@numba.njit(cache=False)
def _split(rng, many, weights, total, found):
    """Multinomial draw by binomials."""
    for k in range(weights.size):
        if many == 0 or k == weights.size - 1 or weights[k] >= total:
            found[k] = many
            found[k + 1 :] = 0
            return
        found[k] = rng.binomial(many, weights[k] / total)
        many -= found[k]
        total -= weights[k]


@numba.njit(cache=False)
def _sticks(rng, sizes, alpha, log_share):
    """New class shares from the sizes of the classes."""
    after, rest = sizes.sum(), 0.0
    for k in range(sizes.size - 1):
        after -= sizes[k]
        one, two = _log_gamma_draw(rng, 1.0 + sizes[k]), _log_gamma_draw(rng, alpha + after)
        both = np.logaddexp(one, two)
        log_share[k] = rest + one - both
        rest += two - both
    log_share[-1] = rest


@numba.njit(cache=False)
def _weigh(share, chance, row, weights):
    """How likely each class is together with one pattern."""
    for k in range(share.size):
        weights[k] = share[k]
        for j in range(row.size):
            weights[k] *= chance[k, j] if row[j] else 1 - chance[k, j]
    return weights.sum()


@numba.njit(cache=False)
def _members(rng, counts, seen, share, chance, sizes, inside):
    """Put everybody seen into a class: adds to the sizes and to how many of a class are on a list."""
    weights, into = np.empty(share.size), np.zeros(share.size, np.int64)
    for m in range(counts.size):
        _split(rng, counts[m], weights, _weigh(share, chance, seen[m], weights), into)
        for k in range(share.size):
            sizes[k] += into[k]
            for j in range(seen.shape[1]):
                inside[k, j] += into[k] * seen[m, j]


@numba.njit(cache=False)
def _chances(rng, sizes, inside, chance):
    """New chances to be on a list, by class."""
    for k in range(sizes.size):
        for j in range(chance.shape[1]):
            one = rng.standard_gamma(1.0 + inside[k, j])
            chance[k, j] = one / (one + rng.standard_gamma(1.0 + sizes[k] - inside[k, j]))


@numba.njit(cache=False)
def gibbs(rng, counts, seen, classes, steps):
    """The number of people after each step. counts: per pattern; seen: (patterns, lists), 0 or 1."""
    lists, people = seen.shape[1], counts.sum()
    chance = np.empty((classes, lists))
    for j in range(lists):
        chance[:, j] = (counts * seen[:, j]).sum() / people
    share = np.full(classes, 0.1 / max(classes - 4, 1))
    share[:4] = 0.225
    log_share, alpha, nobody = np.log(share), 0.3 / classes, np.zeros(lists, np.int64)
    hidden, weights, found = np.zeros(classes, np.int64), np.empty(classes), np.empty(steps)
    for step in range(WARMING + steps):
        sizes, inside = hidden.copy(), np.zeros((classes, lists))
        _members(rng, counts, seen, share, chance, sizes, inside)
        _chances(rng, sizes, inside, chance)
        _sticks(rng, sizes, alpha, log_share)
        share = np.exp(log_share)
        nowhere = _weigh(share, chance, nobody, weights)
        many = 20 * people + 1
        while many > 20 * people:
            many = rng.poisson(rng.standard_gamma(people) * nowhere / (1 - nowhere))
        _split(rng, many, weights, nowhere, hidden)
        if step >= WARMING:
            alpha = rng.standard_gamma(0.25 + classes - 1) / (0.25 - log_share[-1])
            found[step - WARMING] = people + many
    return found
