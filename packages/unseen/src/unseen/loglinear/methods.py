# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The log-linear methods as they stand in unseen.methods: given, stepwise, bic, downhill."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

import numpy as np

from unseen.capture import CaptureData, CaptureError
from unseen.loglinear import by_bic, by_descent, by_pvalue
from unseen.loglinear.answering import Choice, Method, answered, refused
from unseen.loglinear.checking import code_of, code_reasons, first_reasons
from unseen.loglinear.fitting import fitted, tables_of
from unseen.loglinear.lattice import Floats
from unseen.loglinear.terms import Model, effects, every, main_effects, parsed, stacked
from unseen.result import Estimate, Reason

REPLICATES = 1000
# A table has 2 ** lists cells, in every replicate. Sixteen lists take stepwise a minute of processor time, ten take
# downhill twenty seconds; each list more at least doubles it.
STEPWISE_LISTS = 16
DOWNHILL_LISTS = 12


def given(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None,
    model: str | Iterable[str | Sequence[str]] = "", interval: str = "wald", replicates: int = REPLICATES,
) -> Estimate:  # fmt: skip
    """The estimate of one hierarchical log-linear model, by extended maximum likelihood.

    model: its effects, as "A:B, C:D" or [("A", "B")]; none is independence; what is inside an effect comes with it.
    interval: "wald", "profile", "bca" (which needs rng) or "none". A model without a single estimate is refused.
    """
    method = Method("given", interval, replicates, level, rng, time.perf_counter())
    terms = parsed(model, data.lists)
    if reasons := first_reasons(data):
        return refused(data, method, reasons)
    code = code_of(data, terms)
    if code:
        return refused(data, method, code_reasons(code, terms, data), model=terms)
    rows = stacked([terms])
    own = fitted(tables_of(data.table), np.zeros(1, dtype=np.int64), rows)

    def again(tables: Floats) -> Floats:
        return by_bic.lowest(tables_of(tables), rows, own.beta)[0]

    return answered(data, method, Choice(terms, again, chosen=False, endless=False, details={}))


def stepwise(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None,
    enter: float = by_pvalue.ENTER, interval: str = "bca", replicates: int = REPLICATES,
) -> Estimate:  # fmt: skip
    """Pairs of lists added by p-value until none is below `enter` (Chan, Silverman and Vincent 2021).

    interval: "bca" repeats the choice in each of `replicates` tables and needs rng; "wald", "profile" and "none"
    take the model as given. enter: 0 adds no pair; 1 takes all pairs where that model has a single estimate.
    """
    method = Method("stepwise", interval, replicates, level, rng, time.perf_counter())
    if not 0 <= enter <= 1:
        raise CaptureError(f"enter {enter}: a p-value from 0 to 1, as 0.02")
    _check_lists("stepwise", data, STEPWISE_LISTS)
    if reasons := first_reasons(data):
        return refused(data, method, reasons)
    found = by_pvalue.chosen(tables_of(data.table), enter=enter)
    terms = found.model(0, len(data.lists))
    if found.codes[0]:
        return refused(data, method, code_reasons(int(found.codes[0]), terms, data), model=terms)
    path = tuple((data.name(step.pair), step.p, step.estimate) for step in found.steps)

    def again(tables: Floats) -> Floats:
        return by_pvalue.estimates(tables, enter=enter)

    return answered(
        data, method, Choice(terms, again, chosen=True, endless=True, details={"enter": enter, "path": path})
    )


def bic(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None, order: int = 2,
    n_top: int | None = None, degree: int = 1, interval: str = "bca", replicates: int = REPLICATES,
) -> Estimate:  # fmt: skip
    """The hierarchical model with the lowest BIC (Silverman, Chan and Vincent 2024).

    order: most lists in one effect. interval "bca" chooses again, in each of `replicates` tables, among the n_top
    best models of the data (all for three lists, 20 for four, 100 for more) and needs rng. degree: 2 and more rank
    models for n_top by the best model within degree - 1 steps. Raises CaptureError where there are too many models.
    """
    method = Method("bic", interval, replicates, level, rng, time.perf_counter())
    order = checked_order(order, data)
    if degree < 1 or (n_top is not None and n_top < 1):
        raise CaptureError("degree and n_top: whole numbers from 1")
    if reasons := first_reasons(data):
        return refused(data, method, reasons)
    lists = len(data.lists)
    found = by_bic.ranked(tables_of(data.table), every(lists, order))
    if not found.models:
        return refused(data, method, (no_model(found.tried),))
    many = n_top or by_bic.TOP.get(lists, by_bic.TOP_OF_MORE)
    top = found.top(many, degree=degree, lists=lists, order=order)
    best = tuple(
        (_effects(model, data), float(value), float(people))
        for model, value, people in zip(found.models[:10], found.bic[:10], found.estimates[:10], strict=True)
    )
    details = {
        "order": order, "degree": degree, "n_top": len(top.models), "models": found.tried,
        "admissible": len(found.models), "best": best,
    }  # fmt: skip

    def again(tables: Floats) -> Floats:
        return by_bic.lowest(tables_of(tables), top.terms, top.beta)[0]

    return answered(data, method, Choice(found.models[0], again, chosen=True, endless=False, details=details))


def downhill(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None, order: int = 2,
    interval: str = "bca", replicates: int = REPLICATES,
) -> Estimate:  # fmt: skip
    """A search by BIC from independence, one effect more or less at a time, until no neighbour is lower.

    order: most lists in one effect. interval: "bca" searches again in each of `replicates` tables and needs rng. The
    model found need not be the best of all; where all can be tried, `bic` does.
    """
    method = Method("downhill", interval, replicates, level, rng, time.perf_counter())
    order = checked_order(order, data)
    _check_lists("downhill", data, DOWNHILL_LISTS)
    if reasons := first_reasons(data):
        return refused(data, method, reasons)
    found = by_descent.search(tables_of(data.table), order)
    if found.codes[0]:
        first = main_effects(len(data.lists))
        return refused(data, method, code_reasons(int(found.codes[0]), first, data), model=first)
    path = tuple((_effects(model, data), value, people) for model, value, people in found.path)
    details = {"order": order, "models": found.tried, "path": path}

    def again(tables: Floats) -> Floats:
        return by_descent.estimates(tables, order=order)

    return answered(data, method, Choice(found.models[0], again, chosen=True, endless=True, details=details))


def checked_order(order: int, data: CaptureData) -> int:
    """The order, at most one less than there are lists. Raises CaptureError."""
    if order < 1:
        raise CaptureError(f"order {order}: the most lists in one effect, from 1 (independence)")
    return min(order, len(data.lists) - 1)


def _check_lists(name: str, data: CaptureData, most: int) -> None:
    """Raises CaptureError for more lists than can be searched in minutes."""
    if len(data.lists) > most:
        raise CaptureError(f"{name} with {len(data.lists)} lists: it takes at most {most}; merge or leave out lists")


def no_model(tried: int) -> Reason:
    """Why a choice among models ends without one."""
    return Reason("no_model", f"none of the {tried} models has a single estimate on these data", {"models": tried})


def _effects(model: Model, data: CaptureData) -> str:
    return " + ".join(data.name(term) for term in effects(model)) or "independence"
