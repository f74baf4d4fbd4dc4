# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From reports without names to a kept answer. Needs no database: in a notebook it does the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from unseen import compare
from unseen.capture import CaptureError
from zicht.monitor.estimates.capturing import Asked, captured, circumstances
from zicht.monitor.estimates.telling import no_lists, plain_answer

__all__ = ["answer_of"]


def answer_of(reports: pl.DataFrame, asked: Asked, *, seed: int) -> tuple[dict[str, Any], str]:
    """The answer in plain values, and the digest of the overlaps it rests on (empty where there are no lists)."""
    try:
        data = captured(reports, asked.left_out)
    except CaptureError:
        return no_lists(), ""
    # One process: the worker has its own, and a job must not start others.
    found = compare(
        data, rng=np.random.default_rng(seed), circumstances=circumstances(asked, data.lists), workers=1,
        progress=False,
    )  # fmt: skip
    return plain_answer(found), data.digest
