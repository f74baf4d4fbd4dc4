# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Drawing from the latent class posterior: Hamiltonian steps, and chains that trade places with flatter copies.

The posterior has peaks that a plain chain leaves once in thousands of steps. So each chain has companions in which
the likelihood is raised to a power below 1; neighbours trade states by the Metropolis rule (parallel tempering, Geyer
1991; odd and even pairs in turn, Okabe and others 2001). Between trades each takes Hamiltonian steps (Neal 2011,
MCMC using Hamiltonian dynamics). All chains and companions advance together, as columns of the same arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unseen.bayes.mixture import Floats, Mixture, Point, State, drawn_alpha, evaluate, hidden

# Powers of the likelihood: neighbours trade in 0.4 to 0.6 of the attempts on the British tables. With six powers,
# down to 0.19, a chain of twelve kept to a side peak of UKdat_4 for hundreds of rounds; with eight, none.
POWERS = (1.0, 0.74, 0.56, 0.43, 0.31, 0.19, 0.13, 0.08)
# The mean number of leapfrog steps, and the share of Hamiltonian proposals to accept (Betancourt and others 2014,
# arXiv:1411.6669: best between 0.6 and 0.9).
LEAPS = 16
ACCEPTED = 0.8


@dataclass(eq=False)
class Chains:
    """Chains on their way. state: replicas, those of one chain side by side. steps: log step size per power."""

    model: Mixture
    powers: Floats
    state: State
    steps: Floats
    rng: np.random.Generator
    turn: int = 0

    def advance(self, *, learn: bool) -> Point:
        """One round for all replicas: alpha, a Hamiltonian step, trades. Returns where the chains proper are."""
        powers = np.tile(self.powers, self.state.alpha.size // self.powers.size)
        self.state = drawn_alpha(self.model, self.state, self.rng)
        self.state, here, accepted = self._leap(powers)
        if learn:
            by_power = accepted.reshape(-1, self.powers.size).mean(axis=0)
            self.steps += (by_power - ACCEPTED) * 0.5 / np.sqrt(1 + self.turn / 20)
        likelihood, nowhere = here.likelihood, here.nowhere
        if self.powers.size > 1:
            order = self._trades(likelihood)
            self.state = self.state.moved(order)
            likelihood, nowhere = likelihood[order], nowhere[order]
        self.turn += 1
        first = slice(None, None, self.powers.size)
        return Point(here.density[first], here.slope_logits, here.slope_sticks, likelihood[first], nowhere[first])

    def _leap(self, powers: Floats) -> tuple[State, Point, Floats]:
        """One Hamiltonian step of all replicas, of random length; how likely each was to be accepted."""
        start = evaluate(self.model, self.state, powers)
        replicas = powers.size
        speed = np.tile(np.exp(self.steps), replicas // self.steps.size) * self.rng.uniform(0.6, 1.2, replicas)
        push_logits = self.rng.standard_normal(self.state.logits.shape)
        push_sticks = self.rng.standard_normal(self.state.sticks.shape)
        before = start.density - _energy(push_logits, push_sticks)
        logits, sticks, there = self.state.logits, self.state.sticks, start
        with np.errstate(all="ignore"):
            for _ in range(int(self.rng.integers(1, 2 * LEAPS))):
                push_logits = push_logits + 0.5 * speed * there.slope_logits
                push_sticks = push_sticks + 0.5 * speed * there.slope_sticks
                logits, sticks = logits + speed * push_logits, sticks + speed * push_sticks
                there = evaluate(self.model, State(logits, sticks, self.state.alpha), powers)
                push_logits = push_logits + 0.5 * speed * there.slope_logits
                push_sticks = push_sticks + 0.5 * speed * there.slope_sticks
            gain = there.density - _energy(push_logits, push_sticks) - before
        # A leap into the void has no density there: it is refused.
        accepted = np.exp(np.minimum(np.where(np.isfinite(gain), gain, -np.inf), 0))
        chosen = self.rng.random(replicas) < accepted
        state = State(logits, sticks, self.state.alpha).where(chosen, self.state)
        likelihood = np.where(chosen, there.likelihood, start.likelihood)
        nowhere = np.where(chosen, there.nowhere, start.nowhere)
        return state, Point(there.density, there.slope_logits, there.slope_sticks, likelihood, nowhere), accepted

    def _trades(self, likelihood: Floats) -> NDArray[np.int64]:
        """The order of replicas after neighbours traded, odd and even pairs in turn."""
        order = np.arange(likelihood.size)
        left = np.arange(self.turn % 2, self.powers.size - 1, 2)
        table = likelihood.reshape(-1, self.powers.size)
        gain = (self.powers[left] - self.powers[left + 1]) * (table[:, left + 1] - table[:, left])
        trade = np.log(self.rng.random(gain.shape)) < gain
        chain, pair = np.nonzero(trade)
        one = chain * self.powers.size + left[pair]
        order[one], order[one + 1] = one + 1, one
        return order


def _energy(push_logits: Floats, push_sticks: Floats) -> Floats:
    found: Floats = 0.5 * ((push_logits**2).sum(axis=(0, 1)) + (push_sticks**2).sum(axis=0))
    return found


def started(model: Mixture, chains: int, rng: np.random.Generator, powers: tuple[float, ...] = POWERS) -> Chains:
    """Chains at scattered places: list chances around the observed shares or lower, classes of any size."""
    replicas = chains * len(powers)
    lists = model.seen.shape[1]
    shares = (model.seen[1:].T @ model.counts[:, 0] + 0.5) / (model.people + 1)
    centre = np.log(shares / (1 - shares))[:, None, None] - rng.uniform(0, 1.5, replicas)
    logits = centre + rng.standard_normal((lists, model.classes, replicas))
    sticks = rng.standard_normal((model.classes - 1, replicas))
    state = State(logits, sticks, np.full(replicas, 0.5))
    return Chains(model, np.array(powers), state, np.full(len(powers), np.log(0.02)), rng)


def sampled(chains: Chains, draws: int, *, learn: bool = False) -> NDArray[np.int64]:
    """Hidden people in `draws` rounds, shape (chains, draws). learn: step sizes settle; such draws are to be left."""
    found = []
    for _ in range(draws):
        here = chains.advance(learn=learn)
        found.append(hidden(chains.model, here.nowhere, chains.rng))
    return np.array(found).T
