# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which methods apply to these lists, and which changes show how firm their answers stand."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from unseen.capture import CaptureData, CaptureError, with_matches, without_matches
from unseen.comparing.work import Task
from unseen.methods import METHODS

# Methods that look for dependence between lists: their agreement is what the verdict measures. Longest first.
LOOKING = ("lcmcr", "bic", "downhill", "stepwise", "threshold", "dga", "covariates")
# Shown beside them, never part of the range: a lower bound, and answers that need independence.
BESIDE = ("chao", "coverage", "lincoln_petersen")
# All models of order 2 are tried up to so many lists; beyond, the search goes downhill.
BIC_LISTS = 5
DGA_LISTS = (3, 6)
# Search and bootstrap on more lists take minutes: ten lists take downhill 23 seconds, twelve take stepwise 3.
DOWNHILL_LISTS = 10
STEPWISE_LISTS = 12
# Draws of lost and of added matches, and the share of the matches.
MATCH_DRAWS = 5
MATCH_SHARE = 0.05
MOST_MERGES = 15
# Other settings of one method that an analyst could defend as well: (kind, method, options, words).
SETTINGS: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("threshold", "stepwise", {"enter": 0.005, "interval": "none"}, "stepwise with threshold 0.005"),
    ("threshold", "stepwise", {"enter": 0.05, "interval": "none"}, "stepwise with threshold 0.05"),
    ("prior", "dga", {"prior": "uniform"}, "dga with all sizes alike beforehand"),
    ("prior", "threshold", {"prior": "improper"}, "threshold with a flat prior on dependence"),
    ("upper", "dga", {"upper": 11}, "dga with at most 10 hidden for one observed"),
    ("upper", "dga", {"upper": 61}, "dga with at most 60 hidden for one observed"),
)


def applicable(data: CaptureData, wanted: Sequence[str] | None) -> tuple[list[str], dict[str, str]]:
    """The methods to run, and why each other is not run."""
    for name in wanted or ():
        if name not in (*LOOKING, *BESIDE):
            raise CaptureError(f'compare has no method "{name}"; there are {", ".join((*LOOKING, *BESIDE))}')
    run, absent = [], {}
    for name in (*LOOKING, *BESIDE):
        why = _absent(name, data)
        if name not in METHODS or (wanted is not None and name not in wanted):
            continue
        if why:
            absent[name] = why
        else:
            run.append(name)
    return run, absent


def _absent(name: str, data: CaptureData) -> str:
    lists = len(data.lists)
    if name == "lincoln_petersen":
        return "" if lists == 2 else "for two lists only"
    if lists == 2:
        return "two lists cannot show dependence"
    if name == "covariates":
        return "" if data.covariates else "no covariates were given"
    if name == "dga" and not DGA_LISTS[0] <= lists <= DGA_LISTS[1]:
        return f"for {DGA_LISTS[0]} to {DGA_LISTS[1]} lists"
    if name == "bic" and lists > BIC_LISTS:
        return f"too many models for {lists} lists; downhill searches them"
    if name == "downhill" and lists <= BIC_LISTS:
        return "bic tries all models"
    most = {"downhill": DOWNHILL_LISTS, "stepwise": STEPWISE_LISTS}.get(name, lists)
    if lists > most:
        return f"takes too long on more than {most} lists; merge lists, or ask it alone"
    return ""


def main_tasks(
    data: CaptureData, names: Sequence[str], *, level: float, seeds: np.random.Generator,
    options: Mapping[str, Mapping[str, Any]],
) -> list[Task]:  # fmt: skip
    """One task per method. seeds: one number is drawn per method, in a fixed order."""
    drawn = {name: int(seeds.integers(2**63)) for name in (*LOOKING, *BESIDE)}
    return [
        Task(("main", name), name, data if name == "covariates" else data.pooled, level, drawn[name],
             options.get(name, {}))
        for name in names
    ]  # fmt: skip


def sensitivity_tasks(
    data: CaptureData, names: Sequence[str], *, level: float, seeds: np.random.Generator
) -> list[Task]:
    """Tasks with keys (kind, words): the same question asked of slightly other lists, or in slightly other ways."""
    pooled, seed = data.pooled, int(seeds.integers(2**63))
    base = next((name for name in ("stepwise", "dga", "chao") if name in names), None)
    found = []
    if base is not None:
        quick = {"interval": "none"} if takes(base, "interval") else {}
        changed = [*_other_lists(pooled, base), *_other_matches(pooled, np.random.default_rng(seed))]
        found = [Task((kind, base, words), base, other, level, seed, quick) for kind, words, other in changed]
    for kind, name, options, words in SETTINGS:
        if name in names and all(takes(name, option) for option in options):
            given = dict(options)
            if "upper" in given:
                given["upper"] = given["upper"] * pooled.observed
            found.append(Task((kind, name, words), name, pooled, level, seed, given))
    return found


def _other_lists(data: CaptureData, base: str) -> list[tuple[str, str, CaptureData]]:
    found: list[tuple[str, str, CaptureData]] = []
    if len(data.lists) < 4:
        return found  # with two lists left there is nothing to find dependence with
    found.extend(("leave_out", f"without {name}", data.without(name)) for name in data.lists)
    for first, second in list(combinations(data.lists, 2))[:MOST_MERGES]:
        found.append(
            ("merge", f"{first} and {second} as one list", data.merged([first, second], f"{first}+{second}"))
        )
    most = DGA_LISTS[1] if base == "dga" else len(data.lists)
    return [each for each in found if 3 <= len(each[2].lists) <= most]


def _other_matches(data: CaptureData, rng: np.random.Generator) -> list[tuple[str, str, CaptureData]]:
    found = []
    for draw in range(1, MATCH_DRAWS + 1):
        found.append(("lose", f"5% of matches lost, draw {draw}", without_matches(data, MATCH_SHARE, rng)))
        found.append(("add", f"5% of matches added, draw {draw}", with_matches(data, MATCH_SHARE, rng)))
    return found


def takes(name: str, option: str) -> bool:
    """Whether a method has this option."""
    module, function = METHODS[name]
    return option in inspect.signature(getattr(importlib.import_module(module), function)).parameters
