# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Many fits at once with arrays, where numba is missing; unseen.loglinear.newton does the same compiled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unseen.loglinear.lattice import Floats, over, sizes, under
from unseen.loglinear.loops import CLOSE, MOST_STEPS, REACH, estimate_exists

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Setting:
    """Fits side by side. counts, totals, kept: (fits, cells). terms, inside: (fits, terms); inside: finite terms."""

    counts: Floats
    totals: Floats
    terms: Whole
    inside: Marks
    kept: Marks

    def rows(self, which: NDArray[np.int64] | Marks) -> Setting:
        """Some of the fits."""
        return Setting(
            self.counts[which], self.totals[which], self.terms[which], self.inside[which], self.kept[which]
        )

    def spread(self, values: Floats) -> Floats:
        """Values of finite terms at their cells, 0 elsewhere: (fits, cells)."""
        cells = np.zeros(self.counts.shape)
        row, column = np.nonzero(self.inside)
        cells[row, self.terms[row, column]] = values[row, column]
        return cells

    def at_terms(self, cells: Floats) -> Floats:
        """Values of cells at the terms; 0 where a term is not finite."""
        found = np.take_along_axis(cells, np.where(self.inside, self.terms, 0), axis=1)
        return np.where(self.inside, found, 0.0)


def setting(counts: Floats, totals: Floats, terms: Whole) -> Setting:
    """What each model keeps of its table; terms: masks, -1 where a row is shorter."""
    there = terms >= 0
    finite = there & (np.take_along_axis(totals, np.where(there, terms, 0), axis=1) > 0)
    gone = np.zeros(counts.shape)
    row, column = np.nonzero(there & ~finite)
    gone[row, terms[row, column]] = 1.0
    kept = under(gone) == 0
    kept[:, 0] = False
    return Setting(counts, totals, terms, finite, kept)


def codes_of(those: Setting, cache: dict[tuple[bytes, bytes], bool]) -> Whole:
    """Per fit: 0 there is one estimate, 1 none exists, 2 the model is not identifiable, 3 both."""
    lists = those.counts.shape[1].bit_length() - 1
    signs = np.where(sizes(lists) & 1, -1.0, 1.0)
    ends = under(those.spread(np.where(those.inside, signs[those.terms], 0.0)))
    ends[~those.kept] = 0.0
    seen = those.counts > 0
    identifiable = np.any(ends != 0, axis=1)
    fixed = np.any((ends != 0) & seen, axis=1)
    exists = fixed | (np.any(ends > 0, axis=1) == np.any(ends < 0, axis=1))
    empty = those.inside & (those.terms > 0) & (those.at_terms(those.counts) == 0)
    for row in np.flatnonzero(empty.any(axis=1)):
        key = (those.terms[row][those.inside[row]].tobytes(), (seen[row] * 2 + those.kept[row]).tobytes())
        if key not in cache:
            cache[key] = _exists(those.rows(np.array([row])), those.terms[row][empty[row]], signs)
        exists[row] = cache[key]
    codes: Whole = np.where(exists, 0, 1) + np.where(identifiable, 0, 2)
    return codes


def _exists(one: Setting, free: Whole, signs: Floats) -> bool:
    inside = one.terms[0][one.inside[0]]
    tops = np.concatenate([[0], free])
    rows = np.zeros((tops.size, one.counts.shape[1]))
    for at, top in enumerate(tops):
        beyond = inside[inside & top == top]
        rows[at, beyond] = signs[beyond ^ top]
    rows = under(rows)
    seen = one.counts[0] > 0
    on, off = (np.ascontiguousarray(np.unique(rows[:, one.kept[0] & each].T, axis=0)) for each in (seen, ~seen))
    return estimate_exists(on, off)


def fit_batch(those: Setting, start: Floats) -> tuple[Floats, Floats, Floats]:
    """Fits whose estimate exists: coefficients, log-likelihood without factorials, expected totals (fits, cells)."""
    beta, step = np.where(those.inside, start, 0.0), np.zeros(start.shape)
    value, share = np.full(len(beta), -np.inf), np.ones(len(beta))
    found, values = beta.copy(), value.copy()
    sums = np.zeros(those.counts.shape)
    active = np.arange(len(beta))
    close = np.zeros(len(beta), dtype=bool)
    tried = beta.copy()
    for _ in range(MOST_STEPS):
        means = np.where(those.kept, np.exp(np.minimum(under(those.spread(tried)), 300.0)), 0.0)
        now = (tried * those.at_terms(those.totals)).sum(axis=1) - means.sum(axis=1)
        worse = ~close & (now < value - 1e-10 * np.abs(value))
        good = ~worse
        value, beta = np.where(good, now, value), np.where(good[:, None], tried, beta)
        expected = over(means)
        done = good & close
        found[active[good]], values[active[good]], sums[active[good]] = beta[good], value[good], expected[good]
        if done.all():
            break
        new = np.flatnonzero(good & ~done)
        if new.size:
            step[new], far = _direction(those.rows(new), expected[new])
            close[new] = far < CLOSE
            share[new] = np.minimum(1.0, REACH / np.maximum(far, 1e-300))
        share[worse] *= 0.5
        tried = beta + share[:, None] * step
        if done.any():
            left = ~done
            those = those.rows(left)
            active, beta, step, value, share, close, tried = (
                each[left] for each in (active, beta, step, value, share, close, tried)
            )
    return found, values, sums


def _direction(those: Setting, expected: Floats) -> tuple[Floats, Floats]:
    """Newton's step and the largest change of a log mean that it brings (the unseen cell counted in)."""
    fits, many = those.terms.shape
    terms: Whole = np.where(those.inside, those.terms, 0)
    both = those.inside[:, :, None] & those.inside[:, None, :]
    union = (terms[:, :, None] | terms[:, None, :]).reshape(fits, -1)
    matrix = np.where(both, np.take_along_axis(expected, union, axis=1).reshape(fits, many, many), 0.0)
    own = np.einsum("fii->fi", matrix)
    scale = np.where(those.inside, 1.0 / np.sqrt(np.where(those.inside, own, 1.0)), 1.0)
    matrix = matrix * scale[:, :, None] * scale[:, None, :]
    # A hair on the diagonal: terms that are not there, and directions with next to no information, stay solvable.
    np.einsum("fii->fi", matrix)[...] += np.where(those.inside, 1e-14, 1.0)
    rest = those.at_terms(those.totals) - those.at_terms(expected)
    step = scale * np.linalg.solve(matrix, (rest * scale)[:, :, None])[:, :, 0]
    change = np.abs(under(those.spread(step)))
    far = np.max(change, axis=1, where=those.kept, initial=0.0)
    return step, np.maximum(far, change[:, 0])
