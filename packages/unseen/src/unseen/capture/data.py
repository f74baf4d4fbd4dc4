# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Capture data: how many people were seen by which combination of lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

MOST_LISTS = 20


class CaptureError(ValueError):
    """Capture data that cannot be: the words name the place and what would be right."""


@dataclass(frozen=True, eq=False)
class CaptureData:
    """People by the lists that saw them.

    lists: names, at least two. patterns: one whole number per row; bit i is set where list i saw these people.
    counts: how many people, per row. covariates: name -> a value per row (text; None where it is not known).
    blind: per row, the lists that could not see these people at all (bits): a list that was not active in their year.
    Rows with the same pattern, covariates and blind lists stand there once. Raises CaptureError.
    """

    lists: tuple[str, ...]
    patterns: NDArray[np.int64]
    counts: NDArray[np.int64]
    covariates: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    blind: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        patterns, counts = np.asarray(self.patterns), np.asarray(self.counts)
        _check_lists(self.lists)
        if patterns.shape != counts.shape or patterns.ndim != 1:
            raise CaptureError(f"{patterns.size} patterns and {counts.size} counts: give one count per pattern")
        if not np.all(np.equal(np.mod(counts, 1), 0)):
            raise CaptureError("counts must be whole numbers of people")
        object.__setattr__(self, "patterns", patterns.astype(np.int64))
        object.__setattr__(self, "counts", counts.astype(np.int64))
        _check_rows(self)

    @property
    def observed(self) -> int:
        """How many people were seen by at least one list."""
        return int(self.counts.sum())

    @cached_property
    def pooled(self) -> CaptureData:
        """Without covariates: each pattern that somebody has, once, in ascending order."""
        full = self.table
        seen = np.flatnonzero(full)
        return CaptureData(self.lists, seen, full[seen])

    @cached_property
    def table(self) -> NDArray[np.int64]:
        """Counts per pattern over all covariates, shape (2**lists,); place 0, seen by nobody, is 0. int64."""
        if len(self.lists) > MOST_LISTS:
            raise CaptureError(f"{len(self.lists)} lists: at most {MOST_LISTS}")
        return np.bincount(self.patterns, weights=self.counts, minlength=1 << len(self.lists)).astype(np.int64)

    def margin(self, lists: int) -> int:
        """How many people all lists with a bit set in `lists` saw (and perhaps others too)."""
        return int(self.counts[(self.patterns & lists) == lists].sum())

    def name(self, lists: int) -> str:
        """The names of the lists whose bits are set, joined by a colon; "1" for none."""
        return ":".join(self.lists[i] for i in range(len(self.lists)) if lists >> i & 1) or "1"

    @cached_property
    def digest(self) -> str:
        """SHA-256 over lists, patterns, counts, covariates and blind lists in a fixed order, as 64 hex digits."""
        blind = self.blind if self.blind is not None else np.zeros_like(self.patterns)
        names = sorted(self.covariates)
        rows = sorted(
            (int(p), int(b), *(self.covariates[n][i] or "" for n in names), int(c))
            for i, (p, b, c) in enumerate(zip(self.patterns, blind, self.counts, strict=True))
            if c
        )
        return hashlib.sha256(repr((self.lists, names, rows)).encode()).hexdigest()

    def without(self, name: str) -> CaptureData:
        """The same people without one list; who was seen by that list alone goes."""
        at = self._place(name)
        low = self.patterns & ((1 << at) - 1)
        high = self.patterns >> (at + 1) << at
        return self._rebuilt(self.lists[:at] + self.lists[at + 1 :], low | high)

    def merged(self, names: Sequence[str], into: str) -> CaptureData:
        """The same people with several lists as one: seen by any is seen by it. It takes the first's place."""
        places = sorted(self._place(name) for name in names)
        if len(places) < 2:
            raise CaptureError("merge two lists or more")
        kept = [i for i in range(len(self.lists)) if i not in places[1:]]
        patterns = np.zeros_like(self.patterns)
        for new, old in enumerate(kept):
            group = sum(1 << i for i in (places if old == places[0] else [old]))
            patterns |= ((self.patterns & group) != 0).astype(np.int64) << new
        lists = tuple(into if i == places[0] else self.lists[i] for i in kept)
        return self._rebuilt(lists, patterns)

    def _rebuilt(self, lists: tuple[str, ...], patterns: NDArray[np.int64]) -> CaptureData:
        if self.covariates or self.blind is not None:
            raise CaptureError("take lists apart or together before covariates: use .pooled first")
        full = np.bincount(patterns, weights=self.counts, minlength=1 << len(lists)).astype(np.int64)
        full[0] = 0
        seen = np.flatnonzero(full)
        return CaptureData(lists, seen, full[seen])

    def _place(self, name: str) -> int:
        if name not in self.lists:
            raise CaptureError(f'no list "{name}"; there are {", ".join(self.lists)}')
        return self.lists.index(name)


def _check_lists(lists: Iterable[str]) -> None:
    names = tuple(lists)
    if len(names) < 2:
        raise CaptureError(f"{len(names)} list: an estimate needs at least two lists that overlap")
    if len(names) > MOST_LISTS:
        raise CaptureError(f"{len(names)} lists: at most {MOST_LISTS}; merge lists of one kind")
    for name in names:
        if names.count(name) > 1 or not name.strip():
            raise CaptureError(f'list "{name}": give each list a name of its own')


def _check_rows(data: CaptureData) -> None:
    """Raises CaptureError with the row (from 1) where something cannot be."""
    blind = data.blind if data.blind is not None else np.zeros_like(data.patterns)
    if blind.shape != data.patterns.shape:
        raise CaptureError(f"{blind.size} values of blind lists for {data.patterns.size} rows")
    for name, values in data.covariates.items():
        if len(values) != data.patterns.size:
            raise CaptureError(f'covariate "{name}" has {len(values)} values for {data.patterns.size} rows')
    seen: dict[tuple[object, ...], int] = {}
    for row, (pattern, count, out) in enumerate(zip(data.patterns, data.counts, blind, strict=True), start=1):
        _check_row(data, row, int(pattern), int(count), int(out))
        key = (int(pattern), int(out), *(values[row - 1] for values in data.covariates.values()))
        if key in seen:
            raise CaptureError(f"row {row}: the same pattern as row {seen[key]}; add their counts")
        seen[key] = row
    for i, name in enumerate(data.lists):
        if not np.any(data.counts[(data.patterns >> i & 1) == 1]):
            raise CaptureError(f'list "{name}" saw nobody; leave it out')


def _check_row(data: CaptureData, row: int, pattern: int, count: int, out: int) -> None:
    if not 1 <= pattern < 1 << len(data.lists):
        raise CaptureError(f"row {row}: seen by no list; people whom nobody saw are estimated, not given")
    if count < 0:
        raise CaptureError(f"row {row}: {count} people; a count is 0 or more")
    if pattern & out:
        raise CaptureError(f"row {row}: seen by {data.name(pattern & out)}, which could not see them")
