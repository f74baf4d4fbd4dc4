# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Building an Estimate with its verdict: no answer leaves a method without one."""

from __future__ import annotations

import time
from collections.abc import Mapping

from unseen import __version__, thresholds
from unseen.capture import CaptureData
from unseen.result import Estimate, Grade, Reason, Verdict


def answer(
    data: CaptureData, *, method: str, estimate: float | None, low: float | None, high: float | None, level: float,
    model: str, began: float, assumptions: tuple[str, ...], warnings: tuple[str, ...] = (),
    refused: tuple[Reason, ...] = (), details: Mapping[str, object] | None = None,
) -> Estimate:  # fmt: skip
    """A method's answer. began: time.perf_counter() at its start. refused: why there is no estimate.

    Where the data themselves do not allow any estimate the method's numbers go: there is only the verdict.
    """
    verdict = judged(data, refused, warnings)
    if verdict.grade is Grade.NONE:
        estimate = low = high = None
    return Estimate(
        method=method, estimate=estimate, low=low, high=high, level=level, observed=data.observed, model=model,
        assumptions=assumptions, warnings=warnings, verdict=verdict,
        seconds=time.perf_counter() - began, version=__version__, input_digest=data.digest, details=details or {},
    )  # fmt: skip


def judged(data: CaptureData, refused: tuple[Reason, ...], warnings: tuple[str, ...]) -> Verdict:
    """The verdict on one method's answer: refused, or with reservations (one method alone is never simply usable)."""
    refused = (*refused, *impossible(data))
    if refused:
        return Verdict(Grade.NONE, refused)
    alone = Reason("one_method", "one method alone; compare(data) shows how far others disagree")
    return Verdict(Grade.RESERVATIONS, (alone, *(Reason("warning", each) for each in warnings)))


def impossible(data: CaptureData) -> tuple[Reason, ...]:
    """Why no method at all may answer for these lists; empty where one may."""
    found = []
    pooled = data.pooled
    more = int(sum(n for p, n in zip(pooled.patterns, pooled.counts, strict=True) if int(p).bit_count() > 1))
    if more < thresholds.OVERLAP_REFUSE_ANY_METHOD:
        found.append(few_overlaps(more, thresholds.OVERLAP_REFUSE_ANY_METHOD))
    sizes = [pooled.margin(1 << i) for i in range(len(data.lists))]
    for i, size in enumerate(sizes):
        if size >= thresholds.LARGEST_REFUSE * pooled.observed:
            found.append(carries(data.lists[i], size / pooled.observed))
        for j in range(len(sizes)):
            if (size, i) < (sizes[j], j) and size >= thresholds.NESTED_LEAST:
                share = pooled.margin(1 << i | 1 << j) / size
                if share >= thresholds.NESTED_REFUSE:
                    found.append(copied(data.lists[i], data.lists[j], share))
    return tuple(found)


def few_overlaps(more: int, least: int) -> Reason:
    """Too few people on two lists or more."""
    words = f"{more} people are on two lists or more; an estimate needs at least {least}"
    return Reason("too_few_overlaps", words, {"overlaps": more, "least": least})


def copied(inner: str, outer: str, share: float) -> Reason:
    """A list of which another knows nearly all."""
    words = (
        f"{outer} knows {share:.0%} of {inner}: {inner} looks like a copy, not a second look; leave it out or merge"
    )
    return Reason("copied_list", words, {"share": share, "most": thresholds.NESTED_REFUSE})


def carries(name: str, share: float) -> Reason:
    """One list that knows nearly everybody observed."""
    words = f"{name} knows {share:.0%} of all observed people: one list carries the whole figure"
    return Reason("one_list_carries_all", words, {"share": share, "most": thresholds.LARGEST_REFUSE})
