# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The limits of the Bayesian methods on one page, each with its reason and source."""

# How many hidden people the grid of dga reaches to, as a multiple of those observed. Default of MSETools
# (Binette and Steorts 2022, arXiv:2112.01594), whose published results use it.
HIDDEN_TIMES = 30
# How many values of N the grid has: default of MSETools. 40,000 values move the UK median by 0.1 per cent.
GRID_POINTS = 1000
# The other end that is told beside the answer: eleven times those observed in all, as Silverman 2020 (JRSS A 183:691)
# used. On the Dutch five lists the two ends give medians of 47,862 and 50,270 and upper limits of 55,416 and 203,328.
OTHER_END_TIMES = 11
# If the grid went on to twice its end, this share of the posterior would lie in the new half: above the first there
# is a warning, above the second no estimate, unless the end was given: then it is the giver's prior. Reason: with no
# information at all the posterior is its prior, 1/N, and then ln 2 / ln 62 = 0.17 lies there; below 0.01 neither a
# median nor a 95 per cent limit can move by much.
BEYOND_WARNING = 0.01
BEYOND_REFUSED = 0.10
# Two peaks of a posterior are two if the valley between is below this share of the lower peak, and each holds at
# least this share of the posterior. Reason: a 95 per cent interval leaves out 0.05, so a smaller hill cannot set a
# limit by itself; half as deep can be seen by eye.
VALLEY = 0.5
HILL = 0.05

# R-hat above which chains disagree and there is no estimate. Reason: at 1.05 half a chain is worth about ten
# independent draws (R-hat squared is about 1 + 1/draws); Vehtari and others 2021 (Bayesian Analysis 16) ask for 1.01
# before results are used without a second look, the older rule of Gelman and Rubin 1992 for 1.1. On the Dutch five
# lists Binette and Steorts 2022 found 1.67.
RHAT_REFUSED = 1.05
RHAT_ENOUGH = 1.01
# Effective draws, bulk and tail, at which sampling stops: Vehtari and others 2021, section 4.1.
EFFECTIVE_ENOUGH = 400.0
# Hidden people at most, as a multiple of those observed: what LCMCR 0.4.14 redraws above.
LATENT_TIMES = 20
# Share of the draws with N in the last tenth of the range that this allows: a warning, and no estimate unless the
# range was given. Reason: where the data say nothing, N has density 1/N and the share is ln(1/0.9)/ln(21) = 0.035.
LAST_TENTH_WARNING = 0.01
LAST_TENTH_REFUSED = 0.035

# Larger over smaller answer with and without an effect that is on the threshold, beyond which there is no estimate.
# The same factor as between methods (unseen.thresholds, DISAGREE_RESERVE). On the Dutch six lists P:R is such an
# effect (ratio 1.96) and the answers are 84,000 and 56,000.
TORN_REFUSED = 1.25
