# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

# CPU seconds per call of the R packages on one table; a line "what<TAB>seconds" each. Rscript loglinear_peer.R TABLE.csv
table <- read.csv(commandArgs(trailingOnly = TRUE)[1])
clock <- function(what, times, work) {
  seconds <- tryCatch(
    {
      work()
      spent <- system.time(for (i in seq_len(times)) work())
      sum(spent[c("user.self", "sys.self")]) / times
    },
    error = function(fault) NA
  )
  cat(what, seconds, sep = "\t")
  cat("\n")
}
clock("SparseMSE stepwise", 3, function() SparseMSE::estimatepopulation.0(table, method = "stepwise"))
clock("MultipleSystemsEstimation stepwise", 3, function() MultipleSystemsEstimation:::.stepwise_estimate(table))
if (ncol(table) == 6) {
  clock("MultipleSystemsEstimation BIC", 1, function() MultipleSystemsEstimation:::assemble_bic(table, maxorder = 2))
}
