# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Several methods on the same lists, and one verdict on them all."""

from unseen.comparing.comparison import Comparison, Moved, compare
from unseen.comparing.verdict import Circumstances

__all__ = ["Circumstances", "Comparison", "Moved", "compare"]
