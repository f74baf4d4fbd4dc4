# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Estimates per stratum, covariate and pair of covariates, that add up to the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from unseen.covariates.table import CrossTable, Real
from unseen.result import Estimate

if TYPE_CHECKING:
    import polars as pl

WHOLE = "total"
BESIDE = " x "  # between covariates, and between their levels


Row = tuple[str, str, float, float | None, float | None, float | None]


@dataclass(frozen=True)
class Total:
    """People of one level: by what, which level, observed, estimate, and the limits of the estimate (None: none).

    estimate: None where a stratum in it has none. Observed is not whole where people's levels are unknown and were
    shared out.
    """

    by: str
    level: str
    observed: float
    estimate: float | None
    low: float | None
    high: float | None


def totals(table: CrossTable, observed: Real, estimate: Real, drawn: Real | None, level: float) -> tuple[Row, ...]:
    """The total, then each covariate, each pair of covariates, and each stratum if there are more than two.

    observed, estimate: per stratum (estimate NaN: refused). drawn: bootstrap estimates, shape (replicates, strata),
    inf where a replicate has none.
    """
    places = range(len(table.names))
    groups: list[tuple[int, ...]] = [(), *((i,) for i in places), *combinations(places, 2)]
    if len(table.names) > 2:
        groups.append(tuple(places))
    found: list[Row] = []
    for group in groups:
        by = BESIDE.join(table.names[i] for i in group) or WHOLE
        keys, where = np.unique(table.strata[:, group], axis=0, return_inverse=True)
        for number, key in enumerate(keys):
            at = where.ravel() == number
            name = BESIDE.join(table.levels[i][place] for i, place in zip(group, key, strict=True)) or WHOLE
            value = float(estimate[at].sum())
            low, high = limits(drawn[:, at].sum(axis=1), level) if drawn is not None else (None, None)
            if np.isnan(value):
                found.append((by, name, float(observed[at].sum()), None, None, None))
            else:
                found.append((by, name, float(observed[at].sum()), value, low, high))
    return tuple(found)


def limits(drawn: Real, level: float) -> tuple[float | None, float | None]:
    """Percentile limits (type 8). None for both where too many replicates have no estimate to tell the upper one."""
    tail = (1 - level) / 2
    values = np.where(np.isfinite(drawn), drawn, np.inf)
    if not len(values) or np.isinf(values).mean() >= tail:
        return None, None
    finite = values[np.isfinite(values)]
    # Replicates without an estimate stand above all others: the upper share is taken of all of them.
    upper = min(1.0, (1 - tail) * len(values) / len(finite))
    lower = min(1.0, tail * len(values) / len(finite))
    low, high = np.quantile(finite, [lower, upper], method="median_unbiased")
    return float(low), float(high)


def table_of(estimate: Estimate) -> tuple[Total, ...]:
    """The rows of an answer of `covariates`. Empty for other methods."""
    rows = estimate.details.get("totals", ())
    assert isinstance(rows, Sequence)
    return tuple(Total(*row) for row in rows)


def totals_frame(estimate: Estimate) -> pl.DataFrame:
    """The totals as a table: by, level, observed, estimate, hidden, low, high. One row per level."""
    import polars as pl

    rows = [
        (
            t.by,
            t.level,
            t.observed,
            t.estimate,
            None if t.estimate is None else t.estimate - t.observed,
            t.low,
            t.high,
        )
        for t in table_of(estimate)
    ]
    words = dict.fromkeys(("by", "level"), pl.String)
    numbers = dict.fromkeys(("observed", "estimate", "hidden", "low", "high"), pl.Float64)
    return pl.DataFrame(rows, schema={**words, **numbers}, orient="row")
