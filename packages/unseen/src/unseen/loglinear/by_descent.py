# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Downhill search by BIC among hierarchical models, for many tables at once (Silverman, Chan and Vincent 2024).

From the model without dependence to the neighbour (one effect more or less) with the lowest BIC, until none is lower.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from unseen.loglinear.by_bic import TIE, bic_of
from unseen.loglinear.fitting import AT_ONCE, Fits, Tables, Whole, fitted, independent, tables_of
from unseen.loglinear.lattice import Floats
from unseen.loglinear.terms import Model, main_effects, neighbours, pairs_of, stacked


@dataclass(frozen=True)
class Found:
    """Per table the model where the search ended, its estimate and BIC (NaN where the first model has none), a code.

    path: of the first table, each model with its BIC and its estimate. tried: how many fits the first table took.
    """

    models: tuple[Model, ...]
    estimates: Floats
    bic: Floats
    codes: Whole
    path: tuple[tuple[Model, float, float], ...]
    tried: int


def estimates(tables: NDArray[np.int64] | Floats, *, order: int = 2) -> Floats:
    """Per table the estimate where the search ends; NaN where the model without dependence has none.

    tables: counts per pattern, (tables, 2**lists), place 0 is 0. order: most lists in one effect.
    """
    full = np.atleast_2d(np.asarray(tables, dtype=np.float64))
    size = max(1, AT_ONCE // full.shape[1])
    return np.concatenate([search(tables_of(full[i : i + size]), order).estimates for i in range(0, len(full), size)])


def search(tables: Tables, order: int) -> Found:
    """Search in each table. order: most lists in one effect; at most one less than there are lists."""
    lists, many = tables.lists, len(tables.counts)
    order = min(order, lists - 1)
    first = main_effects(lists)
    # The coefficients of each table's model at their cells, and what one step gives pairs that are not in it: where
    # the next fits start.
    beta = np.zeros(tables.counts.shape)
    beta[:, list(first)] = independent(tables)
    everything = np.arange(many)
    terms = np.tile(stacked([first]), (many, 1))
    pairs = np.array(pairs_of(lists), dtype=np.int64)
    fit = fitted(tables, everything, terms, start=beta[:, list(first)], probes=pairs)
    bic, found = bic_of(fit.loglik, terms, tables.observed), tables.observed + fit.hidden
    models = [first] * many
    _settle(tables, beta, everything, terms, fit, everything)
    active = np.flatnonzero(fit.codes == 0)
    codes, path, tried = fit.codes.copy(), [(first, float(bic[0]), float(found[0]))], 1
    while active.size:
        of, terms, options = _around(models, active, lists, order)
        if not of.size:
            break
        tried += int((of == 0).sum())
        fit = fitted(tables, of, terms, start=beta[of[:, None], np.maximum(terms, 0)], probes=pairs)
        values = np.nan_to_num(bic_of(fit.loglik, terms, tables.observed[of]), nan=np.inf)
        moved = _lowest(of, values, bic)
        rows = of[moved]
        bic[rows], found[rows] = values[moved], tables.observed[rows] + fit.hidden[moved]
        _settle(tables, beta, rows, terms[moved], fit, moved)
        for row, place in zip(rows.tolist(), moved.tolist(), strict=True):
            models[row] = options[place]
        if rows.size and rows[0] == 0:
            path.append((models[0], float(bic[0]), float(found[0])))
        active = np.sort(rows)
    return Found(tuple(models), found, bic, codes, tuple(path), tried)


def _settle(tables: Tables, beta: Floats, rows: Whole, terms: Whole, fit: Fits, which: Whole) -> None:
    """Keep what fits `which` say as the start of the next fits of tables `rows`."""
    pairs = np.array(pairs_of(tables.lists), dtype=np.int64)
    totals = tables.totals[rows[:, None], pairs]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(totals > 0, np.log(totals / fit.margins[which]), 0.0)
    beta[rows] = 0.0
    beta[rows[:, None], pairs] = np.nan_to_num(ratios, posinf=0.0)
    row, column = np.nonzero(terms >= 0)
    beta[rows[row], terms[row, column]] = np.nan_to_num(fit.beta[which][row, column], neginf=0.0)


@lru_cache(maxsize=20_000)
def _options(model: Model, lists: int, order: int) -> tuple[tuple[Model, ...], Whole]:
    found = tuple(neighbours(model, lists, order))
    return found, stacked(found) if found else np.zeros((0, 0), dtype=np.int64)


def _around(models: list[Model], active: Whole, lists: int, order: int) -> tuple[Whole, Whole, list[Model]]:
    """For each active table, ascending, its neighbours: the table of each fit, its terms, its model."""
    each = [_options(models[row], lists, order) for row in active.tolist()]
    of = np.repeat(active, [len(found) for found, _ in each])
    wide = max((rows.shape[1] for _, rows in each), default=0)
    terms = np.full((of.size, wide), -1, dtype=np.int64)
    at = 0
    for _, rows in each:
        terms[at : at + len(rows), : rows.shape[1]] = rows
        at += len(rows)
    return of, terms, [model for found, _ in each for model in found]


def _lowest(of: Whole, values: Floats, bic: Floats) -> Whole:
    """The fit with the lowest BIC of each table where that is lower than the table's own; the first of equal ones."""
    heads = np.flatnonzero(np.diff(of, prepend=-1))
    least = np.minimum.reduceat(values, heads)
    part = np.repeat(np.arange(heads.size), np.diff(np.append(heads, of.size)))
    near = np.flatnonzero(values <= least[part] + TIE)
    best = near[np.unique(part[near], return_index=True)[1]]
    lower: Whole = best[values[best] < bic[of[best]] - TIE]
    return lower
