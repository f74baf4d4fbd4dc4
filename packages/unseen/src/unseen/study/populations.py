# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Populations of known size, and the lists that see them in part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unseen.capture import CaptureData, without_matches


@dataclass(frozen=True)
class Scenario:
    """How a population is seen.

    size: people in all. chances: of a person of average visibility, per list. pairs: (list, list, log odds ratio)
    of being on the second when on the first. spread: standard deviation of a person's visibility, in log odds. shy:
    share of the people whose chances are a quarter. never: share whom no list can see. missed: share of matches
    missed. copied: share of the first list that is copied into one more list.
    """

    name: str
    words: str
    size: int = 3000
    chances: tuple[float, ...] = (0.20, 0.15, 0.12, 0.10)
    pairs: tuple[tuple[int, int, float], ...] = ()
    spread: float = 0.0
    shy: float = 0.0
    never: float = 0.0
    missed: float = 0.0
    copied: float = 0.0


SCENARIOS = (
    Scenario("independent", "four lists, nothing wrong"),
    Scenario("one dependence", "two lists refer to each other (odds x 4)", pairs=((0, 1, 1.4),)),
    Scenario("three dependences", "odds x 4, x 3 and x 0.3", pairs=((0, 1, 1.4), (1, 2, 1.1), (2, 3, -1.2))),
    Scenario("all depend", "every pair of lists, odds x 2",
             pairs=tuple((i, j, 0.7) for i in range(4) for j in range(i + 1, 4))),
    Scenario("five lists", "five lists, two dependences",
             chances=(0.15, 0.12, 0.10, 0.08, 0.06), pairs=((0, 1, 1.4), (2, 4, 1.1))),
    Scenario("shy half", "half of the people have a quarter of the chance", shy=0.5),
    Scenario("visibility varies", "log odds vary with standard deviation 1", spread=1.0),
    Scenario("missed matches", "one in ten matches is missed", missed=0.10),
    Scenario("small", "300 people", size=300),
    Scenario("rare", "lists that see one in twenty or fewer", chances=(0.05, 0.04, 0.03, 0.02)),
    Scenario("copied list", "a fifth list copies 97% of the first", copied=0.97),
    Scenario("never seen", "half of the people can be on no list at all", never=0.5),
)  # fmt: skip


def drawn(scenario: Scenario, rng: np.random.Generator) -> CaptureData:
    """One population seen by its lists. Raises CaptureError where a list saw nobody."""
    people = scenario.size
    visible = rng.normal(0.0, scenario.spread, people) if scenario.spread else np.zeros(people)
    shy = rng.random(people) < scenario.shy
    never = rng.random(people) < scenario.never
    seen: list[NDArray[np.bool_]] = []
    for place, chance in enumerate(scenario.chances):
        odds = np.full(people, np.log(chance / (1 - chance))) + visible
        for first, second, effect in scenario.pairs:
            if second == place:
                odds += effect * seen[first]
        each = 1 / (1 + np.exp(-odds)) * np.where(shy, 0.25, 1.0) * ~never
        seen.append(rng.random(people) < each)
    if scenario.copied:
        seen.append(seen[0] & (rng.random(people) < scenario.copied))
    patterns = np.zeros(people, dtype=np.int64)
    for place, here in enumerate(seen):
        patterns |= here.astype(np.int64) << place
    table = np.bincount(patterns, minlength=1 << len(seen))
    table[0] = 0
    some = np.flatnonzero(table)
    data = CaptureData(tuple("ABCDEFGH"[: len(seen)]), some, table[some])
    return without_matches(data, scenario.missed, rng) if scenario.missed else data
