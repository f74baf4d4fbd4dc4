# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Disclosure control of counts: what must be hidden, what may be published, and whether it holds.

All methods work on one shape: cells that are tied together by sums (``Cells``). A table with totals, tables that
share margins, two editions, a region inside a nation: each is a set of cells with equations between them.
"""

from unseen.disclosure.audit import Interval, intervals, proven, too_narrow
from unseen.disclosure.cellkey import Noise, cell_key, noise, record_keys, table_keys
from unseen.disclosure.cells import Cells, CellsError
from unseen.disclosure.loss import ChangedLoss, HiddenLoss, changed_loss, hidden_loss
from unseen.disclosure.primary import Rule, unsafe
from unseen.disclosure.published import completed
from unseen.disclosure.rounding import UnroundableError, rounded
from unseen.disclosure.suppress import Suppression, UnprotectableError, suppress
from unseen.disclosure.table import TOTAL, Table, TableError, tabulated

__all__ = [
    "TOTAL",
    "Cells",
    "CellsError",
    "ChangedLoss",
    "HiddenLoss",
    "Interval",
    "Noise",
    "Rule",
    "Suppression",
    "Table",
    "TableError",
    "UnprotectableError",
    "UnroundableError",
    "cell_key",
    "changed_loss",
    "completed",
    "hidden_loss",
    "intervals",
    "noise",
    "proven",
    "record_keys",
    "rounded",
    "suppress",
    "table_keys",
    "tabulated",
    "too_narrow",
    "unsafe",
]
