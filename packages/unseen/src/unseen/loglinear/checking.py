# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whether a model has a single estimate on these data, before any is made (Fienberg and Rinaldo 2012).

Two facts make it fast. Hierarchy: the kept single lists and effects determine the coefficients but for one free
number, the people on no list; so a model is identifiable when some kept cell outside it has an Euler sum other than
0. Zeros: an estimate fails to exist along directions that only cells without people leave open, of which there are as
many as there are terms whose own cell is empty, and one. For none this is a look at signs; else a small simplex.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from unseen.capture import CaptureData
from unseen.loglinear.fitting import fitted, tables_of
from unseen.loglinear.terms import Model, effects, every, pairs_of, parsed, stacked
from unseen.result import Reason


def checked(data: CaptureData, model: str | Iterable[str | Sequence[str]]) -> int:
    """0: the model has one estimate; 1: none exists; 2: not identifiable; 3: both.

    model: as in the method `given`. Raises CaptureError for a model of other lists.
    """
    return code_of(data, parsed(model, data.lists))


def checked_all(data: CaptureData, order: int = 2) -> dict[Model, int]:
    """The code of each hierarchical model with effects of up to `order` lists, by its terms."""
    models = every(len(data.lists), min(order, len(data.lists) - 1))
    codes = fitted(tables_of(data.table), np.zeros(len(models), dtype=np.int64), stacked(models)).codes
    return dict(zip(models, codes.tolist(), strict=True))


def code_of(data: CaptureData, model: Model) -> int:
    """The code of one model on these data."""
    return int(fitted(tables_of(data.table), np.zeros(1, dtype=np.int64), stacked([model])).codes[0])


def first_reasons(data: CaptureData) -> tuple[Reason, ...]:
    """Why no log-linear model can say anything about these data."""
    if data.blind is not None and bool(np.any(data.blind[data.counts > 0])):
        text = "some people could not be seen by every list; use covariates, which knows about lists not active"
        return (Reason("blind_lists", text),)
    overlap = sum(data.margin(pair) for pair in pairs_of(len(data.lists)))
    if overlap == 0:
        text = "no person is on two lists, so nothing tells how many are on none"
        return (Reason("no_overlap", text, {"observed": data.observed, "overlap": 0}),)
    return ()


def code_reasons(code: int, model: Model, data: CaptureData) -> tuple[Reason, ...]:
    """A code in words."""
    named = " + ".join(data.name(term) for term in effects(model)) or "independence of all lists"
    numbers = {"code": float(code)}
    reasons = []
    if code & 1:
        text = f"on these data no estimate exists for {named}: the likelihood has no maximum"
        reasons.append(Reason("no_existence", text, numbers))
    if code & 2:
        text = f"{named} is not identifiable here: several answers fit equally well"
        reasons.append(Reason("not_identifiable", text, numbers))
    return tuple(reasons)
