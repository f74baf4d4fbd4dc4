# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Answers in closed form: two lists (Lincoln-Petersen, Chapman), a lower bound (Chao), sample coverage (Chao, Tsay).

They say little, and say it fast: beside a model they show whether its answer is of the right size.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from unseen.capture import CaptureData, CaptureError
from unseen.judging import answer
from unseen.result import Estimate, Reason

# Below this estimated coverage the one-step estimate is taken: Chao, Tsay, Lin, Shau and Chao 2001 find that the full
# one has a large error where the lists together see less than about 55 % of what there is to see.
ENOUGH_COVERAGE = 0.55
# The bound for lists that catch alike is warned about where the one for lists that differ is this much lower.
TOO_FAR = 0.95
CLOSED = "nobody enters or leaves the population between the lists, and who is the same person is known without fault"


@dataclass(frozen=True)
class _Found:
    """An estimate of all people, the variance of its hidden part, and what is told beside it."""

    estimate: float
    variance: float | None
    model: str
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)


def lincoln_petersen(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None, form: str = "chapman"
) -> Estimate:
    """Two lists that catch independently. form: "chapman" (nearly unbiased) or "petersen" (n1 n2 / m).

    Variance: Seber 1982 (p. 60); the interval is symmetric in the logarithm of the hidden part. Refused where
    the lists share nobody, or one is part of the other. Raises CaptureError for more than two lists. rng is not used.
    """
    began = time.perf_counter()
    if form not in ("chapman", "petersen"):
        raise CaptureError(f'form "{form}": give chapman or petersen')
    if len(data.lists) != 2:
        raise CaptureError(f"Lincoln-Petersen takes two lists, not {len(data.lists)}: leave lists out or merge them")
    first, second, both = data.margin(1), data.margin(2), data.margin(3)
    refused = _two_lists_refused(data, first, second, both)
    if form == "chapman":
        estimate = (first + 1) * (second + 1) / (both + 1) - 1
        top = (first + 1) * (second + 1) * (first - both) * (second - both)
        variance = top / ((both + 1) ** 2 * (both + 2))
    else:
        estimate = first * second / max(both, 1)
        variance = first * second * (first - both) * (second - both) / max(both, 1) ** 3
    assumptions = (
        CLOSED,
        f"being on {data.lists[0]} makes it neither more nor less likely to be on {data.lists[1]}",
        "on at least one of the lists everybody has the same chance",
    )
    details = {"first": first, "second": second, "both": both, "form": form}
    found = _Found(estimate, variance, " + ".join(data.lists), assumptions, _blind_words(data), details)
    return _told(data, "lincoln_petersen", level, began, found, refused)


def chao(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None, form: str = "mh"
) -> Estimate:
    """A lower bound on the number of people, from those seen by one list and by two (Chao 1987, 1989).

    form "mh": n + (t-1)/t f1^2 / (2 f2), a bound where people differ and lists catch alike. form "mth": people and
    lists differ; independence fitted to those seen once or twice. The first is no bound where lists differ much in
    size: it can then lie above the truth, and says so. Refused where nobody is seen by exactly two lists.
    """
    began = time.perf_counter()
    if form not in ("mh", "mth"):
        raise CaptureError(f'form "{form}": give mh (lists alike) or mth (lists differ)')
    times = _times_seen(data)
    once, twice = int(times[1]), int(times[2])
    names = (CLOSED, "the answer is a lower bound: at least so many people, and perhaps far more")
    details: dict[str, object] = {"seen_once": once, "seen_twice": twice, "form": form}
    if not twice:
        reason = Reason("no_overlap", "nobody is seen by exactly two lists: nothing bounds the rest", {"twice": 0})
        return _told(data, "chao", level, began, _Found(0, None, "Chao", names, (), details), (reason,))
    lists = len(data.lists)
    share = (lists - 1) / lists
    alike = share * once**2 / (2 * twice)
    differ = _differing(data)
    details |= {"hidden_lists_alike": alike, "hidden_lists_differ": differ}
    ratio = once / twice
    variance = twice * (share**2 * ratio**4 / 4 + share**2 * ratio**3 + share * ratio**2 / 2)
    warnings = _blind_words(data)
    if form == "mth":
        # The same relative error: the bound rests on the same two numbers.
        found = _Found(
            data.observed + differ, variance * (differ / alike) ** 2 if alike else None, "Chao, lists differ",
            (*names, "people differ in how easily they are seen, in the same way for each list"), warnings, details,
        )  # fmt: skip
        return _told(data, "chao", level, began, found, ())
    if differ < TOO_FAR * alike:
        at_least = f"{data.observed + differ:,.0f}"
        warnings += (f"the lists differ in size: with a chance for each list the bound is {at_least}",)
    alone = "each list catches alike; people differ in how easily they are seen"
    found = _Found(data.observed + alike, variance, "Chao, lists alike", (*names, alone), warnings, details)
    return _told(data, "chao", level, began, found, ())


def coverage(
    data: CaptureData, *, level: float = 0.95, rng: np.random.Generator | None = None, form: str = "auto",
    replicates: int = 200,
) -> Estimate:  # fmt: skip
    """Sample coverage (Chao and Tsay 1998; as in the R package CARE1), for three lists or more.

    form: "independent" (their equation 15), "high" (20, where lists depend and coverage is enough), "low" (the
    one-step estimate), or "auto": high from 55 % coverage, else low. replicates: bootstrap tables for the standard
    error (0: no interval); they need rng.
    """
    began = time.perf_counter()
    if form not in ("auto", "independent", "high", "low"):
        raise CaptureError(f'form "{form}": give auto, independent, high or low')
    if len(data.lists) < 3:
        raise CaptureError("sample coverage needs three lists or more; for two there is lincoln_petersen")
    if replicates and rng is None:
        raise CaptureError("pass rng: the standard error comes from a bootstrap (or replicates=0)")
    counts = data.pooled.table.astype(float)
    share, three = _coverages(counts[None], len(data.lists))
    taken = form if form != "auto" else "high" if share[0] >= ENOUGH_COVERAGE else "low"
    estimate = float(three[taken][0])
    details: dict[str, object] = {"coverage": float(share[0]), "form": taken}
    details |= {name: float(values[0]) for name, values in three.items()}
    refused = _coverage_refused(data, float(share[0]), estimate, taken)
    variance = None
    if replicates and rng is not None and not refused:
        hidden = round(estimate) - data.observed
        chances = np.append(counts[1:], hidden) / round(estimate)
        drawn = rng.multinomial(round(estimate), chances, size=replicates)[:, :-1].astype(float)
        again = _coverages(np.pad(drawn, ((0, 0), (1, 0))), len(data.lists))[1][taken]
        # As in CARE1: a table on which the estimate has no sense counts as "nobody hidden".
        seen = drawn.sum(axis=1)
        again = np.where(np.isfinite(again) & (again >= seen), again, seen)
        variance = float(again.var(ddof=1))
        details |= {"standard_error": math.sqrt(variance), "replicates": replicates}
    warnings = _blind_words(data)
    if taken == "low":
        warnings += (f"the lists cover about {share[0]:.0%}: where they depend positively this is a lower bound",)
    words = (CLOSED, "lists may depend two by two; what three share beyond that is small")
    found = _Found(estimate, variance, f"sample coverage, {taken}", words, warnings, details)
    return _told(data, "coverage", level, began, found, refused)


def _two_lists_refused(data: CaptureData, first: int, second: int, both: int) -> tuple[Reason, ...]:
    numbers = {"first": first, "second": second, "both": both}
    if not both:
        words = f"{data.lists[0]} and {data.lists[1]} share nobody: any number of people fits"
        return (Reason("no_overlap", words, numbers),)
    if both in (first, second):
        inner, outer = (0, 1) if both == first else (1, 0)
        words = f"everybody on {data.lists[inner]} is on {data.lists[outer]}: a copy or a part says nothing of others"
        return (Reason("nested", words, numbers),)
    return ()


def _coverage_refused(data: CaptureData, share: float, estimate: float, taken: str) -> tuple[Reason, ...]:
    if share <= 0:
        return (Reason("no_overlap", "no list shares anybody with another: coverage is 0", {"coverage": 0.0}),)
    if not math.isfinite(estimate) or estimate < data.observed:
        words = f"the estimate for {taken} coverage has no sense on this table: the lists depend too much"
        return (Reason("no_existence", words, {"coverage": share}),)
    return ()


def _coverages(tables: NDArray[np.float64], lists: int) -> tuple[NDArray[np.float64], dict[str, NDArray[np.float64]]]:
    """Coverage and the three estimates of tables, shape (tables, 2**lists). NaN where an estimate has no sense."""
    patterns = np.arange(tables.shape[1])
    size = np.array([tables[:, patterns >> i & 1 == 1].sum(axis=1) for i in range(lists)])
    alone = np.array([tables[:, 1 << i] for i in range(lists)])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = 1 - (alone / size).mean(axis=0)
        # D: people seen when each list in turn is left out, on average.
        base = (tables.sum(axis=1) - alone.mean(axis=0)) / share
        weight, linked = np.zeros_like(share), np.zeros_like(share)
        for i in range(lists):
            for j in range(i):
                pair = (1 << i) | (1 << j)
                both = tables[:, patterns & pair == pair].sum(axis=1)
                only = alone[i] + alone[j] + 2 * tables[:, pair]
                weight = weight + only
                linked = linked + only * both / (size[i] * size[j])
        rest = lists * share - linked
        high = np.where(rest > 1e-4, (lists * share * base - weight) / rest, np.nan)
        step = base + (base * linked - weight) / (lists * share)
        low = base + (step * linked - weight) / (lists * share)
    return share, {"independent": base, "high": high, "low": low}


def _times_seen(data: CaptureData) -> NDArray[np.int64]:
    """How many people are seen by k lists, at place k."""
    seen = np.bitwise_count(data.patterns)
    return np.bincount(seen, weights=data.counts, minlength=len(data.lists) + 1).astype(np.int64)


def _differing(data: CaptureData) -> float:
    """The hidden people if lists differ: independence fitted to those seen once or twice (margins by scaling)."""
    table, lists = data.table, len(data.lists)
    once = np.array([table[1 << i] for i in range(lists)], float)
    pairs = np.array([[table[1 << i | 1 << j] if i != j else 0 for j in range(lists)] for i in range(lists)], float)
    # Counts exp(a + b_i) seen once, exp(a + b_i + b_j) twice; with o = exp(b): maximise by one list at a time.
    target, odds, scale = once + pairs.sum(axis=1), np.full(lists, 0.1), 1.0
    people = once.sum() + pairs.sum() / 2
    for _ in range(5_000):
        before = np.append(odds, scale)
        for i in range(lists):
            odds[i] = target[i] / (scale * (1 + odds.sum() - odds[i]))
        total = odds.sum()
        scale = people / (total + (total**2 - (odds**2).sum()) / 2)
        if np.allclose(np.append(odds, scale), before, rtol=1e-12, atol=0):
            break
    return float(scale)


def _blind_words(data: CaptureData) -> tuple[str, ...]:
    if data.blind is None or not data.blind.any():
        return ()
    return ("some lists could not see everybody; this method does not know, covariates does",)


def _told(
    data: CaptureData, method: str, level: float, began: float, found: _Found, refused: tuple[Reason, ...]
) -> Estimate:
    """The answer, with an interval that is symmetric in the logarithm of the hidden part (Chao 1987)."""
    low = high = None
    hidden = found.estimate - data.observed
    if not refused and found.variance is not None:
        low = high = found.estimate
        if hidden > 0:
            width = float(ndtri(0.5 + level / 2)) * math.sqrt(math.log1p(found.variance / hidden**2))
            low, high = data.observed + hidden / math.exp(width), data.observed + hidden * math.exp(width)
    return answer(
        data, method=method, estimate=None if refused else found.estimate, low=low, high=high, level=level,
        model=found.model, began=began, assumptions=found.assumptions, warnings=found.warnings, refused=refused,
        details=found.details,
    )  # fmt: skip
