# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Settings of the Bayesian methods, each with its reason and source. Where "usable" ends: ``unseen.thresholds``."""

# How many hidden people the grid of dga reaches to, as a multiple of those observed. Default of MSETools
# (Binette and Steorts 2022, arXiv:2112.01594), whose published results use it.
HIDDEN_TIMES = 30
# How many values of N the grid has: default of MSETools. 40,000 values move the UK median by 0.1 per cent.
GRID_POINTS = 1000
# The other end that is told beside the answer: eleven times those observed in all, as Silverman 2020 (JRSS A 183:691)
# used. On the Dutch five lists the two ends give medians of 47,862 and 50,270 and upper limits of 55,416 and 203,328.
OTHER_END_TIMES = 11
# Two peaks of a posterior are two if the valley between is below this share of the lower peak, and each holds at
# least this share of the posterior. Reason: a 95 per cent interval leaves out 0.05, so a smaller hill cannot set a
# limit by itself; half as deep can be seen by eye.
VALLEY = 0.5
HILL = 0.05
# Hidden people at most in latent classes, as a multiple of those observed: what LCMCR 0.4.14 redraws above.
LATENT_TIMES = 20
# Latent classes: rounds in all at most, times patterns, classes and chains. The processor time of a round grows with
# these; measured on 2 GHz, so much is about half a minute. 4,000 rounds of 12 chains with 5 classes fit up to 100
# patterns: all published tables (the largest has 46). Beyond there are fewer rounds, as long as these are enough to
# look at chains for the first time; then there is no answer. Rounds that are given are their giver's own time.
LATENT_WORK = 24_000_000
LATENT_ROUNDS = 4000
