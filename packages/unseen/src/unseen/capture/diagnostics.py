# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the lists say before any estimate: overlaps, copies, missed matches, changes over the years."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2_contingency

from unseen.capture.change import with_matches, without_matches
from unseen.capture.data import CaptureData


@dataclass(frozen=True)
class Overlap:
    """Two lists: how many people each knows, and how many both."""

    first: str
    second: str
    of_first: int
    of_second: int
    both: int

    @property
    def inside(self) -> tuple[str, str, float]:
        """The smaller list, the larger, and the share of the smaller that the larger knows."""
        if self.of_first <= self.of_second:
            return self.first, self.second, self.both / self.of_first
        return self.second, self.first, self.both / self.of_second


@dataclass(frozen=True)
class Change:
    """How many of the observed people a list knew in two consecutive years, and how odd that is.

    before, after: share of the year's observed people. chance: of so large a change where nothing changed (chi-square
    of the two years, with continuity correction).
    """

    name: str
    years: tuple[str, str]
    before: float
    after: float
    chance: float


@dataclass(frozen=True)
class Diagnostics:
    """What is known of the lists themselves.

    sizes: people per list. more: people on two lists or more. alone: share of the observed on one list only.
    largest: the largest list and its share of the observed. overlaps: of every pair. lonely: lists that share nobody.
    matches: how the lower bound of Chao moves, as a share of itself, when 5% of the matches are lost and added.
    changes: per list and pair of consecutive years, where years are given.
    """

    observed: int
    sizes: dict[str, int]
    more: int
    alone: float
    largest: tuple[str, float]
    overlaps: tuple[Overlap, ...]
    lonely: tuple[str, ...]
    matches: tuple[float, float]
    changes: tuple[Change, ...]

    @property
    def never(self) -> tuple[Overlap, ...]:
        """Pairs of lists that know nobody both."""
        return tuple(each for each in self.overlaps if not each.both)

    def nested(self, share: float, least: int) -> tuple[Overlap, ...]:
        """Pairs where the larger knows at least this share of the smaller, which knows at least so many."""
        return tuple(
            each for each in self.overlaps
            if min(each.of_first, each.of_second) >= least and each.inside[2] >= share
        )  # fmt: skip


def diagnose(data: CaptureData, *, year: str = "year", seed: int = 1) -> Diagnostics:
    """The diagnostics. year: the covariate with the year, if there is one. seed: of the chance which matches go."""
    pooled = data.pooled
    sizes = {name: data.margin(1 << i) for i, name in enumerate(data.lists)}
    count = np.array([int(pattern).bit_count() for pattern in pooled.patterns])
    more = int(pooled.counts[count > 1].sum())
    overlaps = tuple(
        Overlap(a, b, sizes[a], sizes[b], pooled.margin(1 << i | 1 << j))
        for i, a in enumerate(data.lists) for j, b in enumerate(data.lists) if i < j
    )  # fmt: skip
    lonely = tuple(n for n in data.lists if not any(o.both for o in overlaps if n in (o.first, o.second)))
    name, size = max(sizes.items(), key=lambda each: each[1])
    return Diagnostics(
        data.observed, sizes, more, 1 - more / data.observed, (name, size / data.observed), overlaps, lonely,
        _matches(pooled, np.random.default_rng(seed)), _changes(data, year),
    )  # fmt: skip


def _matches(data: CaptureData, rng: np.random.Generator, share: float = 0.05) -> tuple[float, float]:
    base = _bound(data)
    moved = [
        np.mean([_bound(change(data, share, rng)) for _ in range(20)]) / base - 1
        for change in (without_matches, with_matches)
    ]
    return float(moved[0]), float(moved[1])


def _bound(data: CaptureData) -> float:
    """Chao's lower bound, with his correction where nobody is on two lists."""
    count = np.array([int(pattern).bit_count() for pattern in data.patterns])
    once, twice = data.counts[count == 1].sum(), data.counts[count == 2].sum()
    return float(data.observed + once * (once - 1) / (2 * (twice + 1)))


def _changes(data: CaptureData, year: str) -> tuple[Change, ...]:
    if year not in data.covariates:
        return ()
    values = np.array([value or "" for value in data.covariates[year]], dtype=object)
    found = []
    # Text sorts as numbers do for years of four digits.
    years = sorted({str(value) for value in values if value})
    blind = np.zeros_like(data.patterns) if data.blind is None else data.blind
    for i, name in enumerate(data.lists):
        for before, after in itertools.pairwise(years):
            table = np.array([_known(data, blind, values == each, i) for each in (before, after)])
            if (table.sum(axis=1) == 0).any():
                continue
            shares = table[:, 0] / table.sum(axis=1)
            even = (table.sum(axis=0) == 0).any()
            chance = 1.0 if even else float(chi2_contingency(table)[1])
            found.append(Change(name, (before, after), float(shares[0]), float(shares[1]), chance))
    return tuple(found)


def _known(data: CaptureData, blind: NDArray[np.int64], here: NDArray[np.bool_], at: int) -> tuple[int, int]:
    """How many of these people a list knew, and how many it could have known but did not."""
    seen = (data.patterns >> at & 1) == 1
    could = (blind >> at & 1) == 0
    return int(data.counts[here & seen].sum()), int(data.counts[here & could & ~seen].sum())
