# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The method `covariates`: one joint model of lists, covariates and year, or each stratum on its own."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from unseen import thresholds
from unseen.capture import CaptureData, CaptureError
from unseen.covariates.drawing import from_model, from_people
from unseen.covariates.fitting import CODES, WORDS, Fit, Fitter, hidden, seen_by_stratum
from unseen.covariates.searching import Search, onward, search
from unseen.covariates.table import CrossTable, Flags, Real, crossed
from unseen.covariates.terms import INTERCEPT, closed, scope_of
from unseen.covariates.totals import totals
from unseen.judging import answer, impossible
from unseen.result import Estimate, Reason

FORMS = ("joint", "stratified")
CRITERIA = ("bic", "aic")
INTERVALS = ("parametric", "nonparametric", "none")


@dataclass(frozen=True, eq=False)
class Part:
    """Strata that are fitted together. at: which strata of the whole table. name: their level, "" for all."""

    name: str
    at: Flags
    fitter: Fitter


@dataclass(frozen=True, eq=False)
class Chosen:
    """What was found for a part. reasons: why it has no estimate; empty where it has one."""

    search: Search
    reasons: tuple[Reason, ...]

    @property
    def cells(self) -> Real | None:
        """The fitted people per cell."""
        return self.search.fit.cells


@dataclass(frozen=True, eq=False)
class Asked:
    """The options of one call, checked."""

    form: str
    criterion: str
    terms: tuple[str, ...] | None
    degrees: Mapping[str, int]
    interval: str
    replicates: int


def with_covariates(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None,
    covariates: Sequence[str] | None = None, form: str = "joint", by: Sequence[str] | None = None,
    criterion: str = "bic", terms: Sequence[str] | None = None, degrees: Mapping[str, int] | None = None,
    interval: str = "parametric", replicates: int = 200,
) -> Estimate:  # fmt: skip
    """Log-linear models of lists and covariates (Cruyff, Van Dijk and Van der Heijden 2017; 2021).

    covariates: those taken (None: all). form: "joint" (one model) or "stratified" (one model per combination of
    levels of `by`, None: all covariates; the other covariates are in each model). criterion: "bic" or "aic", for the
    search over two-way terms from main effects; terms: instead of a search, the terms of the model, as "A:B" or
    "A:year" (what is part of them is added). degrees: covariate -> degree of its polynomial, for a year in numbers.
    interval: "parametric" or "nonparametric" bootstrap that repeats the choice in each of the `replicates` (they need
    rng), or "none". Unknown covariates and lists that could not see people (data.blind) are handled by EM.

    details: totals (rows as covariates.Total), path (rows as covariates.Step), refusals (model, code), endless
    (combinations that nobody has), replicates_refused. Raises CaptureError.
    """
    began = time.perf_counter()
    asked = Asked(form, criterion, None if terms is None else tuple(terms), degrees or {}, interval, replicates)
    _check(asked, rng)
    table = crossed(data, covariates)
    parts = _parts(table, asked, by)
    if impossible(data):
        # The judge says why; a model would only invite reading its number all the same.
        parts = []
    found = [_first(part, asked, len(parts)) for part in parts]
    refused = tuple(reason for each in found for reason in each.reasons)
    observed, whole = _per_stratum(table, parts, found)
    drawn = None
    if interval != "none" and rng is not None and any(not each.reasons for each in found):
        drawn = np.array([_again(table, parts, found, asked, rng) for _ in range(replicates)])
    rows = totals(table, observed, whole, drawn, level)
    total, low, high = rows[0][3:]
    failed = 0 if drawn is None else int(np.isinf(drawn).any(axis=1).sum())
    return answer(
        data, method="covariates", estimate=total, low=low, high=high, level=level, model=_words(parts, found),
        began=began, assumptions=_assumptions(table, asked), refused=refused,
        warnings=_warnings(data, total, failed, replicates, drawn is not None and low is None),
        details={
            "totals": rows, "replicates": 0 if drawn is None else replicates, "replicates_refused": failed,
            **_told(table, parts, found, asked),
        },
    )  # fmt: skip


def _check(asked: Asked, rng: np.random.Generator | None) -> None:
    named = (
        ("form", asked.form, FORMS),
        ("criterion", asked.criterion, CRITERIA),
        ("interval", asked.interval, INTERVALS),
    )
    for name, given, right in named:
        if given not in right:
            raise CaptureError(f'{name} "{given}": give {", ".join(right[:-1])} or {right[-1]}')
    if asked.interval != "none":
        if asked.replicates < 2:
            raise CaptureError(f'{asked.replicates} replicates: give at least 2, or interval="none"')
        if rng is None:
            raise CaptureError('pass rng: the interval comes from a bootstrap (or interval="none")')


def _parts(table: CrossTable, asked: Asked, by: Sequence[str] | None) -> list[Part]:
    if asked.form == "joint":
        if by is not None:
            raise CaptureError('"by" is for form="stratified"; a joint model has all covariates')
        whole = np.ones(len(table.strata), dtype=bool)
        return [Part("", whole, Fitter(scope_of(table, asked.degrees), table))]
    names = table.names if by is None else tuple(by)
    for name in names:
        if name not in table.names:
            raise CaptureError(f'no covariate "{name}" to stratify by; there are {", ".join(table.names) or "none"}')
    if not names:
        raise CaptureError('no covariate to stratify by: use form="joint"')
    dropped = [table.names.index(name) for name in names]
    keys, where = np.unique(table.strata[:, dropped], axis=0, return_inverse=True)
    found = []
    for number, key in enumerate(keys):
        at = where.ravel() == number
        if (table.within[:, at].any(axis=1) & table.within[:, ~at].any(axis=1)).any():
            raise CaptureError(f'{" or ".join(names)} is unknown for some people: leave them out or use form="joint"')
        words = " x ".join(table.levels[i][place] for i, place in zip(dropped, key, strict=True))
        mine = table.subset(at, dropped)
        degrees = {name: degree for name, degree in asked.degrees.items() if name in mine.names}
        found.append(Part(words, at, Fitter(scope_of(mine, degrees), mine)))
    return found


def _first(part: Part, asked: Asked, parts: int) -> Chosen:
    """The model of a part on its own people, or why there is none; reasons name the part where there are several."""
    table, where = part.fitter.table, f"{part.name}: " if parts > 1 else ""
    reasons: tuple[Reason, ...] = ()
    if parts > 1:
        reasons = _impossible(table)
    if not reasons:
        found = _search(part.fitter, asked)
        if not found.fit.code:
            return Chosen(found, ())
        numbers = {"observed": float(table.observed), "parameters": float(found.fit.size)}
        reasons = (Reason(CODES[found.fit.code], WORDS[found.fit.code], numbers),)
    named = tuple(Reason(reason.code, where + reason.text, reason.numbers) for reason in reasons)
    return Chosen(Search(Fit((), 1, 0), (), (), 0), named)


def _impossible(table: CrossTable) -> tuple[Reason, ...]:
    """Why a stratum allows no estimate by any method."""
    counts = table.full.sum(axis=0) + table.part.sum(axis=0)
    if not counts.any():
        return (Reason("nobody_seen", "no list saw anybody here", {"observed": 0.0}),)
    patterns = np.arange(len(counts))
    there = [i for i in range(len(table.lists)) if counts[patterns >> i & 1 == 1].any()]
    if len(there) < 2:
        return (Reason("one_list", f"only {table.lists[there[0]]} saw anybody here", {"lists": 1.0}),)
    kept = sum(((patterns >> old & 1) << new for new, old in enumerate(there)), np.zeros_like(patterns))
    seen = np.flatnonzero(counts)
    return impossible(CaptureData(tuple(table.lists[i] for i in there), kept[seen], counts[seen]))


def _search(fitter: Fitter, asked: Asked) -> Search:
    """The model searched, or the one given."""
    if asked.terms is None:
        return search(fitter, asked.criterion)
    scope = fitter.scope
    model = closed([*scope.mains(), *(scope.named(text) for text in asked.terms)])
    for term in model:
        if not scope.add(term):
            raise CaptureError(f'the term "{scope.name(term)}" has no cells: one level only, or no list saw there')
    return Search(fitter.fit(model), (), (), 1)


def _again(table: CrossTable, parts: list[Part], found: list[Chosen], asked: Asked, rng: np.random.Generator) -> Real:
    """One bootstrap estimate per stratum; inf where it has none, NaN where the data themselves have none."""
    whole = np.full(len(table.strata), np.nan)
    for part, first in zip(parts, found, strict=True):
        if first.cells is None:
            continue
        if asked.interval == "parametric":
            drawn = from_model(part.fitter, first.cells, rng)
        else:
            drawn = from_people(part.fitter.table, rng)
        fitter = Fitter(part.fitter.scope, drawn)
        cells = _search(fitter, asked).fit.cells if drawn.observed else None
        whole[part.at] = np.inf if cells is None else seen_by_stratum(fitter, cells) + hidden(drawn, cells)
    return whole


def _per_stratum(table: CrossTable, parts: list[Part], found: list[Chosen]) -> tuple[Real, Real]:
    """People observed and people in all, per stratum; NaN in all where there is no estimate."""
    observed = table.full.sum(axis=1).astype(float)
    whole = np.full(len(table.strata), np.nan)
    for part, each in zip(parts, found, strict=True):
        if each.cells is not None:
            observed[part.at] = seen_by_stratum(part.fitter, each.cells)
            whole[part.at] = observed[part.at] + hidden(part.fitter.table, each.cells)
    return observed, whole


def _told(table: CrossTable, parts: list[Part], found: list[Chosen], asked: Asked) -> dict[str, object]:
    """What the answer tells of the way to it, each row with the name of its part first."""
    path, refusals, after = [], [], []
    for part, chosen in zip(parts, found, strict=True):
        each = chosen.search
        path += [(part.name, *astuple(step)) for step in each.path]
        refusals += [(part.name, one.change, CODES[one.code]) for one in each.refusals]
        if asked.criterion == "bic" and asked.terms is None and not chosen.reasons:
            after += [(part.name, *astuple(step)) for step in onward(part.fitter, each)]
    return {
        "form": asked.form, "criterion": asked.criterion, "cells": int(table.full.size),
        "partly_unknown": int(table.part.sum()), "path": tuple(path), "path_beyond": tuple(after),
        "models_refused": tuple(refusals),
        "models_fitted": sum(each.search.visited for each in found),
        "endless": tuple((p.name, name) for p, e in zip(parts, found, strict=True) for name in e.search.fit.endless),
    }  # fmt: skip


def _words(parts: list[Part], found: list[Chosen]) -> str:
    """The model in words: main effects and what was added; per part where there are several."""
    texts = []
    for part, each in zip(parts, found, strict=True):
        scope, fit = part.fitter.scope, each.search.fit
        text = " + ".join(scope.name(term) for term in fit.model if term != INTERCEPT) or "none"
        if fit.endless:
            text += f" (minus infinity in {', '.join(fit.endless)})"
        texts.append(f"{part.name}: {text}" if part.name else text)
    return "; ".join(texts) or "none"


def _assumptions(table: CrossTable, asked: Asked) -> tuple[str, ...]:
    found = ["nobody enters or leaves the population, and who is the same person is known without fault"]
    if asked.form == "joint":
        found.append(
            "people with the same covariates have the same chances; lists depend two by two and equally everywhere"
        )
    else:
        found.append("within a stratum people have the same chances and lists depend two by two")
    if table.part.any():
        found.append("that a covariate is unknown says nothing of its value beyond what is known of the person")
    if table.blind.any():
        found.append("where a list could not see, it would have seen as in the nearest level where it could")
    return tuple(found)


def _warnings(
    data: CaptureData, total: float | None, failed: int, replicates: int, no_interval: bool
) -> tuple[str, ...]:
    found = []
    if failed:
        found.append(
            f"{failed} of {replicates} tables drawn anew have no estimate; they count as endlessly many people"
        )
    if no_interval and total is not None:
        found.append("so many drawn tables have no estimate that there is no interval")
    if total is not None and total > thresholds.HIDDEN_RESERVE * data.observed:
        found.append(
            f"{total / data.observed:.0f} times as many people as were observed: the lists hold little on this"
        )
    return tuple(found)
