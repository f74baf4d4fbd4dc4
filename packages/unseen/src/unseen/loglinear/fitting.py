# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Extended maximum likelihood for many tables and models at once.

A term whose total is 0 is estimated at minus infinity: it leaves the model, and every cell that contains it leaves
the table (Chan, Silverman and Vincent 2021). The rest is a Poisson regression, fitted by Newton's method. Before it
is fitted, it is checked: does the estimate exist, and is it only one (Fienberg and Rinaldo 2012).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from unseen.fast import COMPILED
from unseen.loglinear.lattice import Floats, over

Whole = NDArray[np.int64]
NONE = np.zeros(0, dtype=np.int64)
# Cells, or entries of matrices, that are held at once: 32 MiB of float64 per array.
AT_ONCE = 1 << 22
# Two threads pay from this many multiplications on.
WORTH_TWO = 20_000_000


@dataclass(frozen=True)
class Tables:
    """Tables side by side. counts: people per pattern, (tables, 2**lists), float64; totals: their superset sums.

    constant: per table the sum of the logs of the factorials of its counts. observed: people per table.
    """

    counts: Floats
    totals: Floats
    constant: Floats

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return int(self.counts.shape[1]).bit_length() - 1

    @property
    def observed(self) -> Floats:
        """People per table."""
        return self.totals[:, 0]


def tables_of(counts: NDArray[np.int64] | Floats) -> Tables:
    """From counts per pattern, shape (tables, 2**lists) or (2**lists,); place 0 is 0."""
    full = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    return Tables(full, over(full), gammaln(full + 1).sum(axis=1))


@dataclass(frozen=True)
class Fits:
    """One row per fit. codes: 0 there is one estimate, 1 none exists, 2 not identifiable, 3 both.

    beta: coefficients in the order of the terms; minus infinity for a total of 0, NaN where codes is not 0.
    loglik: with factorials, over kept cells; margins: expected totals at the probes; both NaN where codes is not 0.
    """

    codes: Whole
    beta: Floats
    loglik: Floats
    margins: Floats

    @property
    def hidden(self) -> Floats:
        """People on no list, NaN where there is no estimate."""
        with np.errstate(over="ignore"):
            return np.exp(self.beta[:, 0])


def independent(tables: Tables) -> Floats:
    """Coefficients of the model without dependence, in closed form: (tables, 1 + lists), intercept first.

    The size N solves 1 - n/N = product of (1 - n_i/N). Where nothing overlaps there is none: then it is a start only.
    """
    seen = tables.observed[:, None]
    own = tables.totals[:, 1 << np.arange(tables.lists)]
    low, high = np.full(seen.shape, 1e-6), np.full(seen.shape, 1 - 1e-9)
    share = own / np.maximum(seen, 1)
    for _ in range(60):
        middle = np.sqrt(low * high)
        with np.errstate(divide="ignore"):
            sign = np.log1p(-share * middle).sum(axis=1, keepdims=True) - np.log1p(-middle) > 0
        low, high = np.where(sign, low, middle), np.where(sign, middle, high)
    chance = np.clip(share * middle, 1e-12, 1 - 1e-9)
    people = np.log(np.maximum(seen, 1)) - np.log(middle) + np.log1p(-chance).sum(axis=1, keepdims=True)
    return np.concatenate([people, np.log(chance) - np.log1p(-chance)], axis=1)


def cold(tables: Tables, of: Whole, terms: Whole) -> Floats:
    """Where a fit starts that knows nothing: independence. Shape of terms."""
    alone = independent(tables)
    start = np.zeros(terms.shape)
    for place, mask in enumerate([0, *(1 << i for i in range(tables.lists))]):
        start += np.where(terms == mask, alone[of, place][:, None], 0.0)
    return start


def fitted(tables: Tables, of: Whole, terms: Whole, *, start: Floats | None = None, probes: Whole = NONE) -> Fits:
    """Fit model terms[i] to table of[i], for all i.

    of: (fits,). terms: (fits, most terms) masks of lists, 0 (the intercept) first, -1 where there is none; each row a
    hierarchical model. start: first coefficients. probes: masks whose expected totals are wanted.
    """
    # One layout in memory: another one would be compiled anew.
    of, terms = np.ascontiguousarray(of, dtype=np.int64), np.ascontiguousarray(terms, dtype=np.int64)
    start = np.ascontiguousarray(cold(tables, of, terms) if start is None else start)
    found = Fits(
        np.zeros(len(of), dtype=np.int64),
        np.full(terms.shape, np.nan),
        np.full(len(of), np.nan),
        np.full((len(of), probes.size), np.nan),
    )
    room = max(tables.counts.shape[1], terms.shape[1] ** 2)
    size = len(of) if COMPILED else max(1, AT_ONCE // room)
    work = _compiled if COMPILED else _arrays
    for begin in range(0, len(of), size):
        part = slice(begin, begin + size)
        work(tables, of[part], terms[part], start[part], probes, _part(found, part))
    known = found.codes == 0
    total = np.take_along_axis(tables.totals[of], np.maximum(terms, 0), axis=1) if len(of) else np.zeros(terms.shape)
    found.beta[known[:, None] & (terms >= 0) & (total == 0)] = -np.inf
    found.loglik[:] = np.where(known, found.loglik - tables.constant[of], np.nan)
    return found


def _part(found: Fits, part: slice) -> Fits:
    return Fits(found.codes[part], found.beta[part], found.loglik[part], found.margins[part])


def _compiled(tables: Tables, of: Whole, terms: Whole, start: Floats, probes: Whole, found: Fits) -> None:
    from unseen.loglinear.newton import fit_many

    def run(part: slice) -> None:
        to = _part(found, part)
        fit_many(
            tables.counts, tables.totals, of[part], terms[part], start[part], probes, tables.lists,
            to.codes, to.beta, to.loglik, to.margins,
        )  # fmt: skip

    cost = len(of) * (tables.counts.shape[1] * tables.lists + terms.shape[1] ** 3)
    workers = min(2, os.cpu_count() or 1) if cost > WORTH_TWO else 1
    edges = np.linspace(0, len(of), workers + 1).astype(int).tolist()
    parts = [slice(low, high) for low, high in pairwise(edges)]
    if workers == 1:
        run(parts[0])
        return
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(run, parts))


def _arrays(tables: Tables, of: Whole, terms: Whole, start: Floats, probes: Whole, found: Fits) -> None:
    from unseen.loglinear.batch import codes_of, fit_batch, setting

    those = setting(tables.counts[of], tables.totals[of], terms)
    found.codes[:] = codes_of(those, {})
    known = np.flatnonzero(found.codes == 0)
    if known.size:
        beta, value, sums = fit_batch(those.rows(known), start[known])
        found.beta[known], found.loglik[known] = beta, value
        found.margins[known] = sums[:, probes]
