# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Disclosure control of counts: what must be hidden, what may be published, and whether it holds.

All methods work on one shape: cells that are tied together by sums (``Cells``). A table with totals, tables that
share margins, two editions, a region inside a nation: each is a set of cells with equations between them.
"""

from unseen.disclosure.audit import Interval, intervals, too_narrow
from unseen.disclosure.cells import Cells, CellsError
from unseen.disclosure.primary import Rule, unsafe
from unseen.disclosure.suppress import Suppression, UnprotectableError, suppress

__all__ = [
    "Cells",
    "CellsError",
    "Interval",
    "Rule",
    "Suppression",
    "UnprotectableError",
    "intervals",
    "suppress",
    "too_narrow",
    "unsafe",
]
