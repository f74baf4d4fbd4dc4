# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Estimates with covariates and year, per stratum or in one model, some of it unknown."""

from unseen.covariates.estimating import with_covariates
from unseen.covariates.searching import Step
from unseen.covariates.totals import Total, table_of, totals_frame

__all__ = ["Step", "Total", "table_of", "totals_frame", "with_covariates"]
