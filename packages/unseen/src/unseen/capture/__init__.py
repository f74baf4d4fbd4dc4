# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Overlapping lists of people: which list saw whom."""

from unseen.capture.data import MOST_LISTS, CaptureData, CaptureError

__all__ = ["MOST_LISTS", "CaptureData", "CaptureError"]
