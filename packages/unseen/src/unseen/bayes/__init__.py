# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Bayesian estimates: decomposable graphs, latent classes, thresholds."""
