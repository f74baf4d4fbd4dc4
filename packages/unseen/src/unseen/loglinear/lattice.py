# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sums over subsets and supersets of lists, for many tables at once. Place w of an axis of 2**lists is pattern w."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def over(values: Floats) -> Floats:
    """At each pattern the sum over all patterns that contain it; shape (..., 2**lists), a new array."""
    sums = values.copy()
    half = 1
    while half < values.shape[-1]:
        pairs = sums.reshape(*values.shape[:-1], -1, 2, half)
        pairs[..., 0, :] += pairs[..., 1, :]
        half *= 2
    return sums


def under(values: Floats) -> Floats:
    """At each pattern the sum over all patterns inside it; shape (..., 2**lists), a new array."""
    sums = values.copy()
    half = 1
    while half < values.shape[-1]:
        pairs = sums.reshape(*values.shape[:-1], -1, 2, half)
        pairs[..., 1, :] += pairs[..., 0, :]
        half *= 2
    return sums


def sizes(lists: int) -> NDArray[np.int64]:
    """How many lists each pattern has, shape (2**lists,)."""
    return np.bitwise_count(np.arange(1 << lists)).astype(np.int64)
