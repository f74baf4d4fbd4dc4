# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The method `covariates` on a large register, in a process of its own. Prints JSON.

python -m bench.covering ROWS SHARE_UNKNOWN LISTS_LATE REPLICATES
"""

import json
import resource
import sys
import time

import numpy as np

from unseen.capture import from_persons
from unseen.covariates import with_covariates

LEVELS = {"year": 6, "sex": 2, "age": 4, "region": 6, "form": 5}
LISTS = "ABCDEF"


def register(
    rows: int, *, unknown: float, late: bool, levels: dict[str, int] = LEVELS
) -> tuple[dict[str, list[object]], int]:
    """One row per person seen by six lists, with five covariates; and how many people there are in all.

    levels: covariate -> how many. unknown: share whose age is not known. late: lists E and F began in the third year.
    """
    rng = np.random.default_rng(5)
    people = int(rows * 2.4)
    covariates = {name: rng.integers(0, size, people) for name, size in levels.items()}
    seen: list[np.ndarray] = []
    for place, start in enumerate((-2.0, -2.5, -3.0, -3.2, -2.4, -3.5)):
        logit = np.full(people, start)
        for name, size in levels.items():
            logit += (rng.normal(0, 0.35, size) * (rng.random() < 0.6))[covariates[name]]
        if place in (1, 4):
            logit += 0.9 * seen[place - 1]
        seen.append(rng.random(people) < 1 / (1 + np.exp(-logit)))
    early = late & (covariates["year"] < 2)
    found = seen[0] | seen[1] | seen[2] | seen[3] | ((seen[4] | seen[5]) & ~early)
    hidden = rng.random(people) < unknown
    table: dict[str, list[object]] = {}
    for name, values in zip(LISTS, seen, strict=True):
        out = early if name in "EF" else np.zeros(people, dtype=bool)
        table[name] = [None if gone else int(value) for value, gone in zip(values[found], out[found], strict=True)]
    for name, values in covariates.items():
        gone = hidden if name == "age" else np.zeros(people, dtype=bool)
        table[name] = [None if away else str(value) for value, away in zip(values[found], gone[found], strict=True)]
    return table, people


def measured(
    rows: int, unknown: float, late: bool, replicates: int, levels: dict[str, int] = LEVELS
) -> dict[str, float]:
    """Seconds per step (CPU seconds for `cpu` and `again`), the memory in MB, and what was found."""
    table, people = register(rows, unknown=unknown, late=late, levels=levels)
    begun = time.perf_counter()
    data = from_persons(table, lists=list(LISTS), empty_is_blind=late)
    read = time.perf_counter() - begun
    cpu = time.process_time()
    found = with_covariates(data, interval="none")
    cpu = time.process_time() - cpu
    again = 0.0
    if replicates:
        again = time.process_time()
        with_covariates(data, replicates=replicates, rng=np.random.default_rng(1))
        again = (time.process_time() - again - cpu) / replicates
    return {
        "observed": data.observed,
        "people": people,
        "patterns": len(data.patterns),
        "cells": float(str(found.details["cells"])),
        "read": read,
        "seconds": found.seconds,
        "cpu": cpu,
        "fitted": float(str(found.details["models_fitted"])),
        "terms": found.model.count(":"),
        "estimate": found.estimate or 0.0,
        "again": again,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    rows, unknown, late, replicates = sys.argv[1:]
    print(json.dumps(measured(int(rows), float(unknown), late == "late", int(replicates))))
