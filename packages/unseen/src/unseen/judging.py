# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Building an Estimate with its verdict: no answer leaves a method without one."""

from __future__ import annotations

import time
from collections.abc import Mapping

from unseen import __version__
from unseen.capture import CaptureData
from unseen.result import Estimate, Grade, Reason, Verdict


def answer(
    data: CaptureData, *, method: str, estimate: float | None, low: float | None, high: float | None, level: float,
    model: str, began: float, assumptions: tuple[str, ...], warnings: tuple[str, ...] = (),
    refused: tuple[Reason, ...] = (), details: Mapping[str, object] | None = None,
) -> Estimate:  # fmt: skip
    """A method's answer. began: time.perf_counter() at its start. refused: why there is no estimate."""
    return Estimate(
        method=method, estimate=estimate, low=low, high=high, level=level, observed=data.observed, model=model,
        assumptions=assumptions, warnings=warnings, verdict=judged(data, refused, warnings),
        seconds=time.perf_counter() - began, version=__version__, input_digest=data.digest, details=details or {},
    )  # fmt: skip


def judged(data: CaptureData, refused: tuple[Reason, ...], warnings: tuple[str, ...]) -> Verdict:
    """The verdict on one method's answer: refused, or with reservations (one method alone is never simply usable)."""
    if refused:
        return Verdict(Grade.NONE, refused)
    alone = Reason("one_method", "one method alone; compare(data) shows how far others disagree")
    return Verdict(Grade.RESERVATIONS, (alone, *(Reason("warning", each) for each in warnings)))
