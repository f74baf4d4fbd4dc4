# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Capture data: how many people were seen by which combination of lists."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

MOST_LISTS = 20


class CaptureError(ValueError):
    """Capture data that cannot be: the words name the place and what would be right.

    row: the row at fault, from 1, where there is one. words: without the place, for who knows a better one (a line).
    """

    def __init__(self, words: str, row: int | None = None) -> None:
        super().__init__(words if row is None else f"row {row}: {words}")
        self.words, self.row = words, row


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
    lists = len(data.lists)
    _first(data, data.patterns >> lists != 0, lambda _: f"only the bits of {lists} lists can be set")
    _first(
        data, data.patterns <= 0,
        lambda row: "seen by no list; people whom nobody saw are estimated, not given: leave the row out",
    )  # fmt: skip
    _first(data, data.counts < 0, lambda row: f"{data.counts[row]} people; a count is 0 or more")
    _first(
        data, data.patterns & blind != 0,
        lambda row: f"seen by {data.name(int(data.patterns[row] & blind[row]))}, which could not see them",
    )  # fmt: skip
    key, first = _keys(data, blind)
    _first(
        data, first[key] != np.arange(key.size),
        lambda row: f"the same pattern as row {first[key[row]] + 1}; add their counts in one row",
    )  # fmt: skip
    for i, name in enumerate(data.lists):
        if not np.any(data.counts[(data.patterns >> i & 1) == 1]):
            raise CaptureError(f'list "{name}" saw nobody; leave it out')


def _first(data: CaptureData, wrong: NDArray[np.bool_], words: Callable[[int], str]) -> None:
    if wrong.any():
        row = int(np.argmax(wrong))
        raise CaptureError(words(row), row + 1)


def _keys(data: CaptureData, blind: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Per row the number of its pattern, blind lists and covariates together; per number its first row."""
    key, first = _numbered(data.patterns), np.zeros(0, dtype=np.int64)
    for values in (blind, *(_coded(each) for each in data.covariates.values())):
        other = _numbered(np.asarray(values, dtype=np.int64))
        key = _numbered(key * (int(other.max(initial=0)) + 1) + other)
    if key.size:
        _, first = np.unique(key, return_index=True)
    return key, first.astype(np.int64)


def _numbered(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _coded(values: Sequence[str | None]) -> NDArray[np.int64]:
    places: dict[str | None, int] = {}
    return np.array([places.setdefault(value, len(places)) for value in values], dtype=np.int64)
