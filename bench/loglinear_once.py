# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""CPU seconds of the log-linear methods in this process; prints JSON. UNSEEN_NUMPY_ONLY=1 measures without numba.

python -m bench.loglinear_once REPLICATES MOST_LISTS
"""

import csv
import json
import resource
import sys
import time

import numpy as np

from bench.place import ROOT
from unseen.capture import CaptureData
from unseen.loglinear import by_bic, by_descent, by_pvalue
from unseen.loglinear.fitting import tables_of
from unseen.loglinear.intervals import replicated
from unseen.loglinear.terms import every
from unseen.methods import estimate

MSE = ROOT / "packages/unseen/tests/fixtures/mse"
TRIES = 3


def main(replicates: int, most_lists: int) -> None:
    """One line of JSON."""
    first = cpu(lambda: by_pvalue.estimates(np.array([0, 3, 4, 2, 5, 2, 1, 1])), tries=1)
    found = {"first": first, "growth": []}
    for name in ("UKdat_5", "UKdat"):
        data, table = register(name), tables_of(register(name).table)
        found[f"one {name}"] = cpu(lambda table=table: by_pvalue.chosen(table))
        found[f"bca {name}"] = cpu(lambda data=data: interval(data, "stepwise", replicates))
        found[f"downhill {name}"] = cpu(lambda data=data: interval(data, "downhill", replicates))
    data = register("UKdat_5")
    found["models 2"] = cpu(lambda: by_bic.ranked(tables_of(data.table), every(5, 2)))
    found["models 4"] = cpu(lambda: by_bic.ranked(tables_of(data.table), every(5, 4)))
    found["bic 100"] = cpu(lambda: interval(data, "bic", replicates))
    found["bic all"] = cpu(lambda: interval(data, "bic", max(replicates // 10, 20), n_top=1024), tries=1)
    found["growth"] = [growth(lists) for lists in range(4, most_lists + 1, 2)]
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def cpu(work, *, tries: int = TRIES) -> float:
    """The fewest CPU seconds, of all threads, that the work took."""
    times = []
    for _ in range(tries):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def interval(data: CaptureData, method: str, replicates: int, **options: int) -> None:
    """The whole method with its BCa interval; raises where it finds none."""
    found = estimate(data, method, rng=np.random.default_rng(1), replicates=replicates, **options)
    if found.low is None or found.high is None:
        raise SystemExit(f"{method} has no interval: {found.warnings}")


def growth(lists: int) -> dict[str, float]:
    """One table of many lists with dependence, and a hundred replicates of it."""
    rng = np.random.default_rng(lists)
    seen = rng.random((10_000, lists)) < rng.uniform(0.01, 0.08, lists)
    for i in range(0, lists - 1, 3):
        seen[:, i + 1] |= seen[:, i] & (rng.random(10_000) < 0.3)
    table = np.bincount((seen << np.arange(lists)).sum(axis=1), minlength=1 << lists)
    table[0] = 0
    drawn = replicated(table, rng, 100)
    one = tables_of(table)
    return {
        "lists": lists,
        "stepwise": cpu(lambda: by_pvalue.chosen(one)),
        "stepwise 100": cpu(lambda: by_pvalue.estimates(drawn), tries=1),
        "downhill": cpu(lambda: by_descent.search(one, 2)),
        "downhill 10": cpu(lambda: by_descent.estimates(drawn[:10]), tries=1),
    }


def register(name: str) -> CaptureData:
    """A published table."""
    head, *rows = csv.reader((MSE / f"{name}.csv").read_text().splitlines())
    patterns = [sum(int(value) << i for i, value in enumerate(row[:-1])) for row in rows]
    return CaptureData(tuple(head[:-1]), np.array(patterns), np.array([int(row[-1]) for row in rows]))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
