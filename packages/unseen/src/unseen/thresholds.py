# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where "usable" ends: every number a verdict turns on, with its reason and its source. Nothing else is decided here.

Two kinds: at a REFUSE line there is no estimate, at a RESERVE line there is one with a reservation. "Study" is the
simulation study of docs/unseen/study.md (`unseen study`), which shows how often these lines are right.
"""

# People on two lists or more. All an estimate knows of the unseen comes from them: the coefficient of variation of
# the simplest estimate is about 1/sqrt(m), so a 95% interval spans a factor exp(2 x 1.96 / sqrt(m)): 5.8 for 5
# people, 2.0 for 35. Source: Seber, The Estimation of Animal Abundance (1982), chapter 3; from 7 on the bias of
# Chapman's estimate is negligible (Robson and Regier 1964, Transactions of the American Fisheries Society 93).
OVERLAP_REFUSE_ANY_METHOD = 5
OVERLAP_REFUSE = 7
OVERLAP_RESERVE = 35

# A list of which another knows (nearly) all is no second look at the same people: it says nothing of who was missed.
# The Dutch case: reports of the expertise centre EMM copy those of the police. 95% leaves room for typing errors;
# below 10 people it happens by chance. Source: own; Binette and Steorts (2022) merge such lists before estimating.
NESTED_REFUSE = 0.95
NESTED_RESERVE = 0.80
NESTED_LEAST = 10

# One list that knows nearly everybody observed leaves the others nothing to measure it with: the estimate is that
# list and a guess. Source: own; the line of the copied list, for all other lists together.
LARGEST_REFUSE = 0.95
LARGEST_RESERVE = 0.80
# Nor may all overlaps run through one list: people on two of the others, who show how those hang together.
# Source: own; the lines of the overlaps above, taken without that list.
WITHOUT_LARGEST_REFUSE = 5
WITHOUT_LARGEST_RESERVE = 20

# With two lists nothing can show that they depend on each other. Source: International Working Group for Disease
# Monitoring and Forecasting (1995), American Journal of Epidemiology 142: at least three lists.
LISTS_REFUSE = 3

# Methods that choose their model in different ways are as good a measure of what the data do not decide as we have.
# Largest estimate over smallest. Source: on the same table they differ by 2.2 for the United Kingdom (stepwise
# 11,313, BIC 25,311) and 3.7 for the Netherlands (40,622 to 148,789), where no figure can be defended. Study.
DISAGREE_REFUSE = 2.5
DISAGREE_RESERVE = 1.25
# So many methods that look for dependence must answer, or there is nothing to compare. Source: own.
METHODS_REFUSE = 2

# High end over low end of all intervals together. Beyond 10 a figure no longer tells a small problem from a large
# one; official ranges are 1.3 (United Kingdom 2014: 10,000 to 13,000) to 1.75 wide (Netherlands 2018-2019: 4,000 to
# 7,000). Source: own. Study.
WIDTH_REFUSE = 10.0
WIDTH_RESERVE = 2.0

# Estimated people over observed people. Beyond 50 more than 98% of the figure is the model's and not the data's.
# Source: own; the largest official ratio we know is about 5 (Netherlands 2014-2015).
HIDDEN_REFUSE = 50.0
HIDDEN_RESERVE = 20.0

# How far the estimate of one method may move (largest over smallest) when one list is left out, lists are merged, 5%
# of matches are lost or added, or a setting changes. Source: own; Binette and Steorts (2022) show these to be the
# weak points.
SENSITIVE_REFUSE = 5.0
SENSITIVE_RESERVE = 1.5

# People differ in visibility when one parameter for it improves the fit so that chance would do so less often than
# this, and moves the estimate by this factor. Source: Darroch, Fienberg, Glonek and Junker (1993); 5% as usual; the
# factor is that of disagreement. Study.
VISIBILITY_CHANCE = 0.05
VISIBILITY_RESERVE = 1.1

# A list changed its rules when its share of the observed changed by this factor between two years, and chance would
# do so less than once in 10,000 (many lists and years are looked at). Source: own.
CHANGE_RESERVE = 1.5
CHANGE_CHANCE = 1e-4

# Share of the records in which what a match needs is filled in. Half empty is no register of people. Source: own
# reading of RegioPlan's study of two Dutch cities where no estimate could be made: registrations not good enough.
# Where nothing was told there is always a reservation: lists cannot show the matches they missed. Missing one match
# in twenty moves an estimate by about as much, hence 95%.
FILLED_REFUSE = 0.5
FILLED_RESERVE = 0.95
# Missing lists over all lists that ought to be there. Source: own, the same study: data not shared.
MISSING_REFUSE = 0.5

# Chains that draw from a posterior must agree: R-hat. At 1.05 half a chain is worth about ten independent draws
# (R-hat squared is about 1 + 1/draws). Source: Vehtari and others (2021), Bayesian Analysis 16, ask for 1.01 before
# results are used without a second look; the older rule is 1.1 (Gelman and Rubin 1992). On the Dutch five lists
# latent classes gave 1.67 (Binette and Steorts 2022).
RHAT_REFUSE = 1.05
RHAT_RESERVE = 1.01
# Effective draws, bulk and tail, below which chance is told. Source: Vehtari and others (2021), section 4.1.
EFFECTIVE_RESERVE = 400.0

# Averaging over graphs: the share of the posterior that would lie in the new half if the grid of N went on to twice
# its end. With no information at all the posterior is its prior, 1/N, and the share is ln 2 / ln 62 = 0.17; below
# 0.01 neither a median nor a 95% limit can move by much. An end that was given is its giver's prior: then a
# reservation only. Source: own; Binette and Steorts (2022) ask to check the range of the prior.
BEYOND_REFUSE = 0.10
BEYOND_RESERVE = 0.01
# Latent classes: the share of the posterior in the last tenth of the range of N. Where the data say nothing it is
# ln(1/0.9) / ln(21) = 0.035. Source: own.
LAST_TENTH_REFUSE = 0.035
LAST_TENTH_RESERVE = 0.01
