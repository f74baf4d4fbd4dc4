# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Bayesian model averaging over decomposable graphs.

Madigan and York 1997 (Biometrika 84:19-31); the closed form as in the R package dga 2.0.2 (Lum, Johndrow, Ball).
A hyper-Dirichlet prior with `delta` in each cell makes the weight of a graph at N a product over its cliques and
separators, so that one column of log-gammas per set of lists serves all graphs.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from unseen import thresholds as at
from unseen.bayes.graphs import MOST_LISTS, Graphs, decomposable
from unseen.bayes.limits import GRID_POINTS, HIDDEN_TIMES, OTHER_END_TIMES
from unseen.bayes.posterior import Floats, Peaks, hills, quantiles, simplified
from unseen.capture import CaptureData, CaptureError
from unseen.judging import answer
from unseen.result import Estimate, Reason

ASSUMPTIONS = (
    "nobody enters or leaves the population, and every person is recognised across lists",
    "dependence between lists is that of a decomposable graph; the answer averages over all of them",
    "people on the same lists are alike: no further differences in the chance to be seen",
)
PRIORS = ("log", "uniform")
# What is done at once: graphs x values of N, about 30 MB.
CELLS_AT_ONCE = 4_000_000
# A graph this far below the best (in logs) adds less than the last digit of a double, with 18,154 of them too.
NEGLIGIBLE = 60.0
TOLD_MODELS = 10
# Values of N beyond the end of the grid, to see whether the end matters.
BEYOND_POINTS = 500


@dataclass(frozen=True, eq=False)
class Posterior:
    """of_n: chance per value of N on the grid; of_graph: chance per graph; top: logarithm of the sum of weights."""

    of_n: Floats
    of_graph: Floats
    top: float


def dga(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None, prior: str = "log",
    delta: float | None = None, upper: float | None = None, points: int = GRID_POINTS,
    hidden: Sequence[float] | None = None, between: bool = False, sensitivity: bool = True,
) -> Estimate:  # fmt: skip
    """Estimate by averaging over all decomposable graphs on three to six lists: median and quantiles of N.

    prior: of N, "log" for 1/N (the default of dga) or "uniform". delta: prior count per cell, 2**-lists if None.
    upper: largest N on the grid, 31 times those observed if None. points: values of N on the grid.
    hidden: the numbers of hidden people to try, instead of a grid. between: quantiles by lines between the values.
    sensitivity: tell the answer for other ends, also where the end was given. rng: not used, there is no chance here.
    Raises CaptureError for another number of lists or options that cannot be.
    """
    began = time.perf_counter()
    pooled = data.pooled
    delta = 2.0 ** -len(pooled.lists) if delta is None else delta
    _check(pooled, prior, delta)
    grid = _grid(pooled, upper, points, hidden)
    graphs = decomposable(len(pooled.lists))
    found = posterior(pooled, graphs, grid, delta=delta, prior=prior)
    people = pooled.observed + grid
    shares = ((1 - level) / 2, 0.5, (1 + level) / 2)
    low, middle, high = quantiles(people, found.of_n, shares, between=between)
    # An end that was given is part of the prior and its giver answers for it; the default end is nobody's knowledge.
    default = upper is None and hidden is None
    ends: tuple[tuple[float, ...], ...] = ()
    beyond = 0.0
    if sensitivity or default:
        ends, beyond = _other_ends(pooled, graphs, grid, found, delta=delta, prior=prior, shares=shares)
    refused = _refused(beyond, float(people[-1])) if default else ()
    peaks = hills(people, found.of_n / np.gradient(grid))
    models = _best(pooled, graphs, found)
    details = {
        "prior": prior, "delta": delta, "graphs": len(graphs.edges), "points": len(grid), "upper": float(people[-1]),
        "mean": float(people @ found.of_n), "mode": float(people[np.argmax(found.of_n)]), "median": middle,
        "models": models, "peaks": peaks, "ends": ends, "beyond": beyond,
    }  # fmt: skip
    best, chance = models[0]
    return answer(
        data, method="dga", estimate=None if refused else middle, low=None if refused else low,
        high=None if refused else high, level=level, began=began, assumptions=ASSUMPTIONS, refused=refused,
        model=f"{best} (most probable of {len(graphs.edges):,} graphs, {chance:.2f})",
        warnings=_warnings(data, beyond, float(people[-1]), peaks), details=details,
    )  # fmt: skip


def posterior(data: CaptureData, graphs: Graphs, hidden: Floats, *, delta: float, prior: str) -> Posterior:
    """The posterior on a grid of hidden people, over N and over graphs. hidden: shape (points,), ascending."""
    fixed, moving = _terms(data, hidden, delta=delta, prior=prior)
    factors = graphs.factors.astype(np.float64)
    factors[:, 0] = 1.0
    constant = factors @ fixed
    step = max(1, CELLS_AT_ONCE // len(factors))
    # Weights are smooth in N: the best of a few columns is near enough to the best of all to scale by.
    some = np.unique(np.linspace(0, len(hidden) - 1, 50).astype(int))
    best = float(np.max(factors @ moving[:, some] + constant[:, None]))
    of_n, of_graph = np.zeros(len(hidden)), np.zeros(len(factors))
    for start in range(0, len(hidden), step):
        part = slice(start, start + step)
        weights = factors @ moving[:, part]
        weights += (constant - best)[:, None]
        seen = np.flatnonzero(weights.max(axis=1) > -NEGLIGIBLE)
        weights = np.exp(weights[seen])
        of_n[part] = weights.sum(axis=0)
        of_graph[seen] += weights.sum(axis=1)
    total = of_n.sum()
    return Posterior(of_n / total, of_graph / total, best + float(np.log(total)))


def _terms(data: CaptureData, hidden: Floats, *, delta: float, prior: str) -> tuple[Floats, Floats]:
    """Per set of lists its log weight, in two parts: what N does not move, shape (sets,), and what it does.

    The second has shape (sets, points). Row 0, the empty set, is what all graphs share.
    """
    lists = len(data.lists)
    people = data.observed + hidden
    cube = data.table.reshape((2,) * lists)
    whole = delta * 2.0**lists
    scale = gammaln(people + whole)
    fixed, moving = np.zeros(1 << lists), np.empty((1 << lists, len(hidden)))
    fixed[0] = -gammaln(data.table + 1.0).sum()
    moving[0] = gammaln(people + 1.0) - gammaln(hidden + 1.0)
    if prior == "log":
        moving[0] -= np.log(people)
    for group in range(1, 1 << lists):
        others = tuple(lists - 1 - i for i in range(lists) if not group >> i & 1)
        margin = cube.sum(axis=others).ravel()
        each = delta * 2.0 ** len(others)
        fixed[group] = gammaln(margin[1:] + each).sum() - margin.size * gammaln(each) + gammaln(whole)
        moving[group] = gammaln(hidden + margin[0] + each) - scale
    return fixed, moving


def _other_ends(
    data: CaptureData, graphs: Graphs, grid: Floats, found: Posterior, *, delta: float, prior: str,
    shares: tuple[float, ...],
) -> tuple[tuple[tuple[float, ...], ...], float]:  # fmt: skip
    """The answer with a lower end and with twice the end as (end, low, median, high); the share beyond the end."""
    people = data.observed + grid
    rows = []
    inside = people <= OTHER_END_TIMES * data.observed
    if 1 < inside.sum() < len(grid):
        part = found.of_n[inside] / found.of_n[inside].sum()
        rows.append((float(people[inside][-1]), *quantiles(people[inside], part, shares)))
    rows.append((float(people[-1]), *quantiles(people, found.of_n, shares)))
    # Beyond the end a few values of N will do, each standing for the width between them.
    gap = float(grid[-1] - grid[-2])
    after = np.linspace(grid[-1], 2 * grid[-1], min(len(grid), BEYOND_POINTS) + 1)[1:]
    more = posterior(data, graphs, after, delta=delta, prior=prior)
    width = float(after[1] - after[0]) / gap
    odds = float(np.exp(min(more.top - found.top, 700.0))) * width
    beyond = odds / (1 + odds)
    wide = np.concatenate([people, data.observed + after])
    chances = np.concatenate([found.of_n * (1 - beyond), more.of_n * beyond])
    rows.append((float(wide[-1]), *quantiles(wide, chances, shares)))
    return tuple(rows), beyond


def model_text(data: CaptureData, graphs: Graphs, graph: int) -> str:
    """The cliques of a graph in the lists' names, as LA:NG + NG:GO + GP."""
    return " + ".join(data.name(clique) for clique in graphs.cliques(graph))


def _best(data: CaptureData, graphs: Graphs, found: Posterior) -> tuple[tuple[str, float], ...]:
    """The most probable graphs and their probabilities."""
    order = np.argsort(-found.of_graph, kind="stable")[:TOLD_MODELS]
    return tuple((model_text(data, graphs, int(each)), float(found.of_graph[each])) for each in order)


def _refused(beyond: float, end: float) -> tuple[Reason, ...]:
    if beyond <= at.BEYOND_REFUSE:
        return ()
    words = (
        f"the data do not bound the size from above: with twice the largest N ({end:,.0f}) {beyond:.0%} of the "
        "posterior would lie beyond it, so that the end of the grid decides the answer"
    )
    return (Reason("grid_decides", words, {"beyond": beyond, "end": end, "limit": at.BEYOND_REFUSE}),)


def _warnings(data: CaptureData, beyond: float, end: float, peaks: Peaks) -> tuple[str, ...]:
    found = []
    if beyond > at.BEYOND_RESERVE:
        found.append(
            f"the largest N on the grid, {end:,.0f}, matters: {beyond:.1%} of the posterior would lie beyond it"
        )
    if peaks:
        told = " and ".join(f"around {n:,.0f} ({share:.0%})" for n, share in peaks)
        found.append(f"the posterior has {len(peaks)} peaks, {told}: the median need not be likely itself")
    return (*found, *simplified(data))


def _check(data: CaptureData, prior: str, delta: float) -> None:
    """Raises CaptureError for data or options that cannot be."""
    if not 3 <= len(data.lists) <= MOST_LISTS:
        raise CaptureError(
            f"dga with {len(data.lists)} lists: it takes three to {MOST_LISTS}; merge or leave out lists"
        )
    if prior not in PRIORS:
        raise CaptureError(f'prior "{prior}": give {" or ".join(PRIORS)}')
    if not 0 < delta < np.inf:
        raise CaptureError(f"delta {delta}: the prior count per cell is above 0, as 0.125")


def _grid(data: CaptureData, upper: float | None, points: int, hidden: Sequence[float] | None) -> Floats:
    """The numbers of hidden people to try, ascending."""
    if hidden is not None:
        given = np.asarray(hidden, dtype=np.float64)
        if given.ndim != 1 or len(given) < 2 or not np.all(np.isfinite(given)) or given[0] < 0:
            raise CaptureError("hidden: give two or more numbers of hidden people from 0")
        if np.any(np.diff(given) <= 0):
            raise CaptureError("hidden: give the numbers of hidden people in ascending order, each once")
        return given
    most = HIDDEN_TIMES * data.observed if upper is None else upper - data.observed
    if not most > 1:
        raise CaptureError(f"upper {upper:,}: the largest N must be above the {data.observed:,} people observed")
    if points < 2:
        raise CaptureError(f"points {points}: give two values of N or more")
    return np.unique(np.round(np.linspace(1, most, points)))
