# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From a chosen model to an Estimate: the fit, the interval that was asked for, the details."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from unseen.capture import CaptureData, CaptureError
from unseen.judging import answer
from unseen.loglinear.by_bic import bic_of
from unseen.loglinear.fitting import fitted, tables_of
from unseen.loglinear.intervals import acceleration, bca, one_less, quantile, replicated
from unseen.loglinear.lattice import Floats
from unseen.loglinear.likelihood import design, profile, wald
from unseen.loglinear.terms import Model, stacked, written
from unseen.result import Estimate, Reason

INTERVALS = ("bca", "wald", "profile", "none")
# Fewer replicates say nothing about a 95% limit.
FEWEST = 20
ASSUMPTIONS = (
    "nobody enters or leaves the population while the lists are made",
    "persons are matched without error between the lists",
    "within the model's effects every person has the same chance to be on a list",
    "the lists do not depend on each other in a way that the model leaves out",
)


@dataclass(frozen=True)
class Method:
    """What was asked. began: time.perf_counter(). Raises CaptureError where options cannot be."""

    name: str
    interval: str
    replicates: int
    level: float
    rng: np.random.Generator | None
    began: float

    def __post_init__(self) -> None:
        if self.interval not in INTERVALS:
            raise CaptureError(f'no interval "{self.interval}"; there are {", ".join(INTERVALS)}')
        if not 0 < self.level < 1:
            raise CaptureError(f"level {self.level}: give a share between 0 and 1, as 0.95")
        if self.interval == "bca" and self.replicates < FEWEST:
            raise CaptureError(f"replicates {self.replicates}: give {FEWEST} or more")
        if self.interval == "bca" and self.rng is None:
            raise CaptureError('interval "bca" draws replicates: pass rng=numpy.random.default_rng(seed)')


@dataclass(frozen=True)
class Choice:
    """The model, and how tables of other people get their estimates: the choice repeated. chosen: by the data.

    endless: a table without an estimate has nobody on two lists, so its estimate is infinite. Where models
    are tried from a fixed list nothing is known of it, and it is left out.
    """

    model: Model
    again: Callable[[Floats], Floats]
    chosen: bool
    endless: bool
    details: Mapping[str, object]


@dataclass(frozen=True)
class Interval:
    """Limits, what is to be told of them, and warnings."""

    low: float | None
    high: float | None
    details: Mapping[str, object]
    warnings: tuple[str, ...] = ()


def refused(
    data: CaptureData, method: Method, reasons: tuple[Reason, ...], *, model: Model | None = None
) -> Estimate:  # fmt: skip
    """No estimate, and why."""
    return answer(
        data, method=method.name, estimate=None, low=None, high=None, level=method.level,
        model=written(model, data) if model else "", began=method.began, assumptions=ASSUMPTIONS, refused=reasons,
    )  # fmt: skip


def answered(data: CaptureData, method: Method, choice: Choice) -> Estimate:
    """The estimate of the chosen model with its interval."""
    tables, rows = tables_of(data.table), stacked([choice.model])
    fit = fitted(tables, np.zeros(1, dtype=np.int64), rows)
    estimate = data.observed + float(fit.hidden[0])
    beta = fit.beta[0][np.isfinite(fit.beta[0])]
    made = design(tables, choice.model)
    if method.interval == "bca":
        found = _bootstrap(data, method, choice, estimate)
    elif method.interval == "wald":
        found = Interval(*wald(made, beta, method.level), {}, _as_given(choice))
    elif method.interval == "profile":
        found = _profile(*profile(made, beta.copy(), method.level), choice)
    else:
        found = Interval(None, None, {})
    value = float(bic_of(fit.loglik, rows, tables.observed)[0])
    gone = tuple(data.name(term) for term in choice.model if not data.margin(term))
    details = {
        **choice.details, "bic": value, "aic": 2.0 * len(choice.model) - 2 * float(fit.loglik[0]),
        "parameters": len(choice.model), "minus_infinity": gone, "interval": method.interval, **found.details,
    }  # fmt: skip
    return answer(
        data, method=method.name, estimate=estimate, low=found.low, high=found.high, level=method.level,
        model=written(choice.model, data), began=method.began, assumptions=ASSUMPTIONS, warnings=found.warnings,
        details=details,
    )  # fmt: skip


def _as_given(choice: Choice) -> tuple[str, ...]:
    return ("the interval takes the chosen model as given and is too narrow",) if choice.chosen else ()


def _profile(top: float, low: float | None, high: float | None, choice: Choice) -> Interval:
    warnings = _as_given(choice)
    if high is None:
        warnings = (*warnings, "the likelihood has no upper limit at this level")
    return Interval(low, high, {"profile_estimate": top}, warnings)


def _bootstrap(data: CaptureData, method: Method, choice: Choice, estimate: float) -> Interval:
    if method.rng is None:
        raise CaptureError("pass rng")
    began = time.perf_counter()
    fewer, weights = one_less(data.table)
    jackknife = choice.again(fewer.astype(np.float64))
    drawn = choice.again(replicated(data.table, method.rng, method.replicates).astype(np.float64))
    limits = bca(
        np.where(np.isnan(drawn), np.inf, drawn) if choice.endless else drawn,
        estimate,
        acceleration(jackknife, weights),
        method.level,
    )
    lost, left = int(np.isnan(drawn).sum()), int(weights[np.isnan(jackknife)].sum())
    details = {
        "replicates": method.replicates, "refused_replicates": lost, "below": limits.below, "equal": limits.equal,
        "acceleration": limits.acceleration, "monte_carlo_error": (limits.low_error, limits.high_error),
        "replicate_quantiles": _spread(drawn), "jackknife_left_out": left,
        "bootstrap_seconds": time.perf_counter() - began,
    }  # fmt: skip
    warnings = []
    if lost:
        treated = "they count as larger than any" if choice.endless else "they are left out"
        warnings.append(f"{lost} of {method.replicates} replicates had no estimate; {treated}")
    if left:
        warnings.append(f"without one of {left} people there is no estimate; these are left out of the acceleration")
    if limits.low is None or limits.high is None:
        warnings.append("the replicates give no limit on one side at this level; there is no interval")
        return Interval(None, None, details, tuple(warnings))
    if limits.low <= np.nanmin(drawn) or limits.high >= np.nanmax(drawn):
        warnings.append("a limit is the outermost of the replicates; more replicates may move it outwards")
    return Interval(limits.low, limits.high, details, tuple(warnings))


def _spread(drawn: Floats) -> tuple[tuple[float, float], ...]:
    """Quantiles of the replicates that have an estimate."""
    known = np.sort(drawn[~np.isnan(drawn)])
    return tuple((share, quantile(known, share)) for share in (0.025, 0.1, 0.5, 0.9, 0.975)) if known.size else ()
