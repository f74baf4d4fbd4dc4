# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The Bayesian methods of `unseen` beside the R packages dga and LCMCR: CPU seconds, also per effective draw."""

import csv
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.in_r import seconds
from bench.place import ROOT
from unseen.bayes.chains import effective, normal_ranks, split
from unseen.bayes.dga import dga
from unseen.bayes.latent import lcmcr
from unseen.bayes.threshold import threshold
from unseen.capture import CaptureData

FIXTURES = ROOT / "packages" / "unseen" / "tests" / "fixtures" / "mse"
# CPU seconds in R, measured elsewhere (fixtures/mse/r_cpu.csv): dga for 822 graphs x 1,000 values of N, LCMCR for
# 10,000 steps with ten classes.
DGA_PER_THOUSAND, LCMCR_PER_TEN_THOUSAND = 0.0362, 0.1960
STEPS = 110_000
CLASSES = 10
CHAINS = 4
R_DGA = """suppressMessages(library(dga)); data(graphs5); d <- read.csv("{path}"); Y <- array(0, rep(2, 5))
for (i in seq_len(nrow(d))) Y[matrix(as.numeric(d[i, 1:5]) + 1, 1)] <- d$count[i]
t <- system.time(bma.cr(Y, seq_len({points}), 2^-5, graphs5)); cat(t[["user.self"]])"""
R_LCMCR = """suppressMessages(library(LCMCR)); d <- read.csv("{path}")
names(d)[6] <- "Freq"; for (i in 1:5) d[[i]] <- factor(d[[i]], levels = 0:1)
s <- lcmCR(captures = d, tabular = TRUE, K = {classes}, seed = 1, buffer_size = 10000)
t <- system.time(s$Update({steps}, output = FALSE)); cat("\\n", t[["user.self"]])"""


@dataclass(frozen=True)
class Row:
    """CPU seconds here and in R; `elsewhere` where R did not run in the same run. worth: effective draws, if any."""

    what: str
    ours: float
    peer: float | None
    elsewhere: bool
    worth: float | None = None
    peer_worth: float | None = None


def read(name: str) -> CaptureData:
    """A table of the fixtures."""
    head, *rows = csv.reader((FIXTURES / f"{name}.csv").read_text(encoding="utf-8").splitlines())
    patterns = [sum(int(value) << i for i, value in enumerate(row[:-1])) for row in rows]
    return CaptureData(tuple(head[:-1]), np.array(patterns), np.array([int(row[-1]) for row in rows]))


def spent(work: Callable[[], object], times: int = 1) -> float:
    """CPU seconds of one call, the least of some."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def measured(*, quick: bool) -> list[Row]:
    """One row per operation on the British five lists."""
    data, path = read("UKdat_5"), FIXTURES / "UKdat_5.csv"
    rows = []
    for points in (1000, 4000 if quick else 40_000):
        dga(data, points=points)
        ours = spent(lambda points=points: dga(data, hidden=range(1, points + 1), sensitivity=False), 3)
        peer = seconds(R_DGA.format(path=path, points=points))
        rows.append(
            Row(f"dga, 822 graphs x {points:,} values of N", ours, peer or DGA_PER_THOUSAND * points / 1000, not peer)
        )
    rows.append(latent(data, path.as_posix(), quick=quick))
    rng = np.random.default_rng(1)
    rows.append(Row("threshold, flat prior", spent(lambda: threshold(data, rng=rng, prior="improper")), None, False))
    return rows


def latent(data: CaptureData, path: str, *, quick: bool) -> Row:
    """Latent classes: 110,000 steps of LCMCR, and what they are worth, beside our chains until they agree."""
    begun = time.process_time()
    found = lcmcr(data, rng=np.random.default_rng(1), classes=CLASSES, rounds=200 if quick else 4000)
    ours = time.process_time() - begun
    steps = 2_000 if quick else STEPS
    peer = seconds(R_LCMCR.format(path=path, classes=CLASSES, steps=steps))
    return Row(
        f"latent classes, {CLASSES} at most; LCMCR: {steps:,} steps", ours,
        peer or LCMCR_PER_TEN_THOUSAND * steps / 10_000, not peer,
        float(found.details["bulk"]), gibbs_worth(data, steps),
    )  # fmt: skip


def gibbs_worth(data: CaptureData, steps: int) -> float | None:
    """Effective draws of one Gibbs chain with LCMCR's steps, by four of them; None without numba."""
    try:
        from bench.peer_gibbs import gibbs
    except ImportError:
        return None
    seen = (data.patterns[:, None] >> np.arange(len(data.lists)) & 1).astype(np.int64)
    chains = [
        gibbs(rng, data.counts, seen, CLASSES, steps)[steps // 11 :] for rng in np.random.default_rng(1).spawn(CHAINS)
    ]
    return effective(normal_ranks(split(np.array(chains)))) / CHAINS
