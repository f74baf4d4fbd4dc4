# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What readers lose by protection, in numbers that can be compared between methods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unseen.disclosure.system import Mask


@dataclass(frozen=True)
class HiddenLoss:
    """Of suppression: how many cells are hidden, for themselves and for others, out of how many that are not 0.

    share: hidden out of those. weight: the share of log(1 + count) that is hidden, so that a large cell is more loss.
    """

    unsafe: int
    others: int
    cells: int
    share: float
    weight: float


@dataclass(frozen=True)
class ChangedLoss:
    """Of rounding and noise: how far counts moved.

    mean and most: of the distances. relative: the mean of distance / count where the count is not 0. hellinger: the
    distance between the two tables as distributions, 0 to 1.
    """

    mean: float
    most: int
    relative: float
    hellinger: float


def hidden_loss(counts: NDArray[np.int64], unsafe: Mask, hidden: Mask) -> HiddenLoss:
    """The loss of hiding these cells."""
    weight = np.log1p(counts.astype(float))
    cells = int((counts > 0).sum())
    gone = int((hidden & (counts > 0)).sum())
    total = float(weight.sum())
    return HiddenLoss(
        int((unsafe & hidden).sum()),
        int((hidden & ~unsafe).sum()),
        cells,
        gone / cells if cells else 0.0,
        float(weight[hidden].sum()) / total if total else 0.0,
    )


def changed_loss(before: NDArray[np.int64], after: NDArray[np.int64]) -> ChangedLoss:
    """The loss of giving ``after`` for ``before`` (same shape, not empty)."""
    far = np.abs(after - before)
    there = before > 0
    relative = float((far[there] / before[there]).mean()) if there.any() else 0.0
    first, second = (each / each.sum() if each.sum() else each * 0.0 for each in (before.astype(float), after))
    hellinger = float(np.sqrt(((np.sqrt(first) - np.sqrt(second)) ** 2).sum() / 2))
    return ChangedLoss(float(far.mean()), int(far.max()), relative, hellinger)
