# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Cell-key perturbation: a little noise that is the same each time the same records are counted.

Every record has a key, uniform in [0, 1). The key of a cell is the sum of the keys of its records modulo 1. Chances
turn count and key into noise: on average 0, of a known variance, never more than ``most``. Totals get noise
of their own: perturbed tables do not add up (Thompson, Broadfoot and Elazar 2013; the R packages ptable and cellKey).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog, minimize

from unseen.disclosure.table import TOTAL, Table

Numbers = NDArray[np.float64]
# How near the ends of what is possible a variance may lie for the form with the largest entropy.
MARGIN = 1e-6
# Keys are so many parts of 1: as whole numbers their sums are exact in any order.
UNIT = 2**48


@dataclass(frozen=True)
class Noise:
    """What may be added, and how often.

    moves: from -most to most. chances: row i are the chances of the moves of a count i; the last row holds for all
    larger counts. variance: of each row; lower or higher than asked where a small count leaves no choice.
    """

    moves: NDArray[np.int64]
    chances: Numbers
    variance: Numbers

    def of(self, counts: NDArray[np.int64], keys: Numbers) -> NDArray[np.int64]:
        """The noise of cells with these counts and keys (same shape). A count of 0 stays 0."""
        rows = np.minimum(counts, len(self.chances) - 1)
        upto = np.cumsum(self.chances, axis=1)[rows]
        place = (upto <= keys[..., None]).sum(axis=-1)
        found = self.moves[np.minimum(place, len(self.moves) - 1)] * (counts > 0)
        return np.asarray(found, dtype=np.int64)


def noise(*, most: int, variance: float, never: int = 0) -> Noise:
    """The chances of largest entropy with mean 0 and this variance, moves of at most ``most``.

    never: no perturbed count is from 1 to this. Raises ValueError for numbers that no noise can have.
    """
    if most < 1 or variance <= 0 or never < 0 or never > most:
        raise ValueError("noise needs most of 1 or more, a variance above 0, and never from 0 to most")
    moves = np.arange(-most, most + 1)
    rows = [np.where(moves == 0, 1.0, 0.0)]
    for count in range(1, most + never + 2):
        after = count + moves
        rows.append(_largest_entropy(moves, (after == 0) | (after > never), variance))
    chances = np.array(rows)
    return Noise(moves, chances, chances @ (moves.astype(float) ** 2))


def record_keys(names: list[str], secret: str) -> Numbers:
    """A key in [0, 1) for each record, from its name and a secret: the same each time, unknown to others."""
    digests = [hashlib.sha256(f"{secret}\n{name}".encode()).digest() for name in names]
    return np.array([int.from_bytes(each[:6], "big") / UNIT for each in digests], dtype=float)


def cell_key(keys: Numbers) -> float:
    """The key of a cell from the keys of its records; their order does not matter."""
    return float(sum((keys * UNIT).astype(np.int64).tolist()) % UNIT) / UNIT


def table_keys(table: Table, secret: str) -> Numbers:
    """Keys of all cells of a table of counts, where the records are not at hand (shape of its counts).

    The records of each inner cell are numbered; a total has all records of its cells, so keys agree between tables
    that are cut from the same inner cells.
    """
    keys = np.zeros(table.counts.shape, dtype=np.int64)
    for name, place in zip(table.names(), np.ndindex(table.counts.shape), strict=True):
        if TOTAL not in name:
            count = int(table.counts[place])
            records = record_keys([f"{name!r} {number}" for number in range(count)], secret)
            keys[place] = int(cell_key(records) * UNIT)
    for axis in range(keys.ndim):
        whole = [slice(None)] * keys.ndim
        whole[axis] = slice(-1, None)
        keys[tuple(whole)] = np.delete(keys, -1, axis=axis).sum(axis=axis, keepdims=True) % UNIT
    return keys / UNIT


def _largest_entropy(moves: NDArray[np.int64], allowed: NDArray[np.bool_], variance: float) -> Numbers:
    at = moves[allowed].astype(float)
    if not (at < 0).any() or not (at > 0).any():
        raise ValueError("a count could not move both ways: allow larger moves")
    chances = np.zeros(len(moves))
    ends = [_extreme_variance(at, sign) for sign in (1.0, -1.0)]
    low, high = (float(end @ at**2) for end in ends)
    if variance <= low + MARGIN or variance >= high - MARGIN:
        chances[allowed] = ends[0] if variance <= low + MARGIN else ends[1]
        return chances
    # Chances are exp(a*move + b*move**2), with a and b such that mean and variance come out: a convex problem.
    features = np.stack([at, at**2 - variance])

    def shares(weights: Numbers) -> Numbers:
        power = weights @ features
        found = np.exp(power - power.max())
        return np.asarray(found / found.sum())

    def log_sum(weights: Numbers) -> float:
        power = weights @ features
        return float(power.max() + np.log(np.exp(power - power.max()).sum()))

    def curve(weights: Numbers) -> Numbers:
        share = shares(weights)
        mean = features @ share
        return np.asarray((features * share) @ features.T - np.outer(mean, mean))

    found = minimize(
        log_sum,
        np.zeros(2),
        jac=lambda weights: features @ shares(weights),
        hess=curve,
        method="trust-exact",
        options={"gtol": 1e-12},
    )
    chances[allowed] = shares(found.x)
    return chances


def _extreme_variance(at: Numbers, sign: float) -> Numbers:
    """The chances with mean 0, of the least (sign 1) or the largest (-1) variance."""
    result = linprog(sign * at**2, A_eq=np.stack([at, np.ones(len(at))]), b_eq=[0.0, 1.0], bounds=(0, 1))
    if result.status != 0:
        raise ValueError("a count could not keep its mean: allow larger moves")
    return np.asarray(result.x)
