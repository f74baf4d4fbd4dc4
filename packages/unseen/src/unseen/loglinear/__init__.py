# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Poisson log-linear models of overlapping lists: a given model, stepwise, by BIC, downhill.

For many tables at once: ``stepwise_estimates``, ``bic_estimates`` and ``downhill_estimates`` take counts per pattern,
shape (tables, 2**lists), and return an estimate per table (NaN where there is none).
"""

from unseen.loglinear.by_bic import estimates as bic_estimates
from unseen.loglinear.by_descent import estimates as downhill_estimates
from unseen.loglinear.by_pvalue import estimates as stepwise_estimates
from unseen.loglinear.checking import checked, checked_all
from unseen.loglinear.methods import bic, downhill, given, stepwise

__all__ = [
    "bic", "bic_estimates", "checked", "checked_all", "downhill", "downhill_estimates", "given", "stepwise",
    "stepwise_estimates",
]  # fmt: skip
