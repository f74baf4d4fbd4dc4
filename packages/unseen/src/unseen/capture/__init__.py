# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Overlapping lists of people: which list saw whom."""

from unseen.capture.build import from_patterns, from_persons, from_register
from unseen.capture.change import strata, with_matches, without_matches
from unseen.capture.data import MOST_LISTS, CaptureData, CaptureError
from unseen.capture.files import read_csv

__all__ = [
    "MOST_LISTS", "CaptureData", "CaptureError", "from_patterns", "from_persons", "from_register", "read_csv",
    "strata", "with_matches", "without_matches",
]  # fmt: skip
