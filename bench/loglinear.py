# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Log-linear models of `unseen` beside R's packages: stepwise and BIC with their bootstrap, and growth with lists.

ZICHT_BENCH_R names an Rscript with SparseMSE and MultipleSystemsEstimation; without it the CPU seconds of
fixtures/mse/r_cpu.csv stand in, measured elsewhere.
"""

import csv
import math
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.numbers import number, table
from bench.place import ROOT, asked

UNSEEN = ROOT / "packages/unseen"
MSE = UNSEEN / "tests/fixtures/mse"
PEER = ROOT / "bench/loglinear_peer.R"
WAYS = {"compiled": "", "arrays": "1"}
ELSEWHERE = "measured elsewhere"


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    replicates: int
    lists: int


FULL, QUICK = Effort(1000, 12), Effort(100, 6)


def told(place: Path, effort: Effort) -> str:
    """All tables of this part."""
    found = {way: once(place, effort, flag) for way, flag in WAYS.items()}
    peers = {name: peer_seconds(name) for name in ("UKdat_5", "UKdat")}
    fast = found["compiled"]
    heads = ["", "compiled", "arrays", "R package", "R", "R : compiled", "R : arrays"]
    first = f"{number(fast['cold'])} CPU seconds, with the cache {number(fast['first'])}"
    memory = f"{fast['memory']:.0f} MB compiled, {found['arrays']['memory']:.0f} MB with arrays"
    lines = [
        f"\n## Log-linear models: CPU seconds beside R ({peers['UKdat_5'].origin})\n",
        table(heads, beside(found, peers, effort)),
        "\nR's seconds are those of one fit, or one round of all models, times the number of tables.",
        f"First call with an empty cache, compiling: {first}. Peak memory: {memory}.",
        "\n## Growth with lists: one table of 10,000 people, and replicates (CPU s, compiled)\n",
        table(["lists", "stepwise", "100 replicates", "downhill", "10 replicates"], growing(fast)),
    ]
    return "\n".join(lines)


def once(place: Path, effort: Effort, flag: str) -> dict[str, Any]:
    """What one process measured: first with an empty cache, then with it."""
    # Growth is told for the compiled way only.
    arguments = ("bench.loglinear_once", str(effort.replicates), "0" if flag else str(effort.lists))
    more = {
        "PYTHONPATH": f"{UNSEEN / 'src'}:{ROOT}", "NUMBA_CACHE_DIR": str(place / "numba"), "UNSEEN_NUMPY_ONLY": flag,
        "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    home = place / "loglinear"
    cold: dict[str, Any] = asked("bench.loglinear_once", "20", "0", home=home, **more)
    warm: dict[str, Any] = asked(*arguments, home=home, **more)
    return {**warm, "cold": cold["first"]}


@dataclass(frozen=True)
class Peer:
    """CPU seconds per call by package and operation, and where they were measured."""

    seconds: dict[str, float]
    origin: str


def peer_seconds(name: str) -> Peer:
    """Of R on one table."""
    script = os.environ.get("ZICHT_BENCH_R")
    if script:
        done = subprocess.run([script, PEER, MSE / f"{name}.csv"], capture_output=True, text=True, check=False)
        pairs = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
        here = {what: float(value) for what, value in pairs if value != "NA"}
        if here:
            return Peer(here, "in the same run")
    found = {}
    with (MSE / "r_cpu.csv").open() as lines:
        for row in csv.DictReader(lines):
            if row["dataset"] == name:
                kind = row["operation"].split()[0]
                found[f"{row['package']} {kind}"] = float(row["cpu_s_per_call"])
    return Peer(found, ELSEWHERE)


def beside(found: dict[str, dict[str, Any]], peers: dict[str, Peer], effort: Effort) -> list[list[str]]:
    """Rows: what, ours both ways, R, ratios."""
    many, rows = effort.replicates, []
    for name in ("UKdat_5", "UKdat"):
        for package in ("SparseMSE", "MultipleSystemsEstimation"):
            one = peers[name].seconds.get(f"{package} stepwise", math.nan)
            rows.append(_row(found, f"one {name}", f"stepwise once, {name}", package, one))
            rows.append(_row(found, f"bca {name}", f"stepwise with BCa of {many}, {name}", package, one * many))
    package = "MultipleSystemsEstimation"
    bic = peers["UKdat_5"].seconds.get(f"{package} BIC", math.nan)
    rows.append(_row(found, "models 2", "BIC, 1,024 models with checks", package, bic))
    rows.append(
        _row(found, "bic 100", f"BIC with BCa of {many}, best 100 models", package, bic * (1 + many * 100 / 1024))
    )
    tenth = many // 10
    rows.append(_row(found, "bic all", f"BIC with BCa of {tenth}, all models", package, bic * (1 + tenth)))
    rows.append(_row(found, "models 4", "BIC, 6,893 models with checks", package, math.nan))
    rows.append(_row(found, "downhill UKdat", f"downhill with BCa of {many}, UKdat", package, math.nan))
    return rows


def _row(found: dict[str, dict[str, Any]], key: str, what: str, package: str, peer: float) -> list[str]:
    ours = [found[way][key] for way in WAYS]
    known = not math.isnan(peer)
    ratios = [number(peer / each) if known else "-" for each in ours]
    shown = [f"{each:.4f}" if each < 0.1 else number(each) for each in ours]
    return [what, *shown, package if known else "not measured", number(peer) if known else "-", *ratios]


def growing(found: dict[str, Any]) -> list[list[str]]:
    """Rows by number of lists."""
    names = ("stepwise", "stepwise 100", "downhill", "downhill 10")
    return [[str(row["lists"]), *(f"{row[name]:.4f}" for name in names)] for row in found["growth"]]
