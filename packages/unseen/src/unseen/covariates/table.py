# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""People crossed: which lists saw them, by all combinations of their covariates; unknown values kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from unseen.capture import CaptureData, CaptureError

MOST_CELLS = 2_000_000  # a dozen arrays of so many numbers stay below 1 GiB

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CrossTable:
    """Counts of people by stratum (a combination of covariate levels) and capture pattern.

    strata: level numbers, shape (strata, covariates). blind: per stratum the lists that could not see anybody there
    (bits). full: people whose covariates are all known, shape (strata, 2**lists), the bits of blind lists 0.
    within, part: people with something unknown; row g of part, shape (groups, 2**lists), holds those who are in one
    of the strata where row g of within, shape (groups, strata), is true.
    """

    lists: tuple[str, ...]
    names: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    strata: Whole
    blind: Whole
    full: Whole
    within: Flags
    part: Whole

    @property
    def observed(self) -> int:
        """People on a list."""
        return int(self.full.sum() + self.part.sum())

    @cached_property
    def shown(self) -> Whole:
        """Per cell the pattern under which it is seen, (strata, 2**lists): its own without the blind lists."""
        patterns: Whole = np.arange(self.full.shape[1])
        return patterns[None, :] & ~self.blind[:, None]

    @cached_property
    def visible(self) -> Flags:
        """Cells whose people some list sees."""
        return np.asarray(self.shown != 0)

    @cached_property
    def complete(self) -> bool:
        """Nothing is unknown and all lists saw everywhere: then no EM is needed."""
        return not self.part.any() and not self.blind.any()

    @cached_property
    def inside(self) -> csr_array:
        """`within` as numbers without its zeros, shape (groups, strata)."""
        return csr_array(self.within.astype(float))

    @cached_property
    def support(self) -> Whole:
        """Per cell how many people may be in it: those surely there and all who might be."""
        seen = self.full + np.rint(self.inside.T @ self.part).astype(np.int64)
        return np.where(self.visible, np.take_along_axis(seen, self.shown, axis=1), 0)

    def collapsed(self, cells: Real) -> Real:
        """Cells added up to what is seen, same shape: in a stratum with blind lists these bits are summed out."""
        if not self.blind.any():
            return cells
        rows = np.arange(len(cells))[:, None] * cells.shape[1]
        sums = np.bincount((rows + self.shown).ravel(), weights=cells.ravel(), minlength=cells.size)
        return np.asarray(sums.reshape(cells.shape), dtype=float)

    def subset(self, chosen: Flags, dropped: Sequence[int]) -> CrossTable:
        """Only these strata, without the covariates `dropped` and without lists that see nobody in any of them."""
        kept = [i for i in range(len(self.names)) if i not in dropped]
        strata, blind = self.strata[chosen][:, kept], self.blind[chosen]
        never = int(np.bitwise_and.reduce(blind)) if len(blind) else 0
        lists = [i for i in range(len(self.lists)) if not never >> i & 1]
        patterns = sum(((np.arange(1 << len(lists)) >> new & 1) << old for new, old in enumerate(lists)), np.int64(0))
        groups = self.within[:, chosen].any(axis=1)
        return CrossTable(
            tuple(self.lists[i] for i in lists), tuple(self.names[i] for i in kept),
            tuple(self.levels[i] for i in kept), strata,
            np.asarray(sum(((blind >> old & 1) << new for new, old in enumerate(lists)), np.zeros_like(blind))),
            self.full[chosen][:, patterns], self.within[groups][:, chosen], self.part[groups][:, patterns],
        )  # fmt: skip


def crossed(data: CaptureData, names: Sequence[str] | None = None) -> CrossTable:
    """The people of `data` by the covariates named (all if None). Raises CaptureError."""
    chosen = tuple(data.covariates) if names is None else tuple(names)
    for name in chosen:
        if name not in data.covariates:
            raise CaptureError(f'no covariate "{name}"; there are {", ".join(data.covariates) or "none"}')
    levels = tuple(_levels(name, data.covariates[name]) for name in chosen)
    wide = 1 << len(data.lists)
    sizes = [len(each) for each in levels]
    if wide * float(np.prod(sizes, dtype=float)) > MOST_CELLS:
        each = ", ".join(f"{n} {size}" for n, size in zip(chosen, sizes, strict=True))
        raise CaptureError(f"more than {MOST_CELLS:,} cells ({each} levels): take fewer covariates or merge levels")
    codes = np.array(
        [_codes(data.covariates[n], each) for n, each in zip(chosen, levels, strict=True)], dtype=np.int64
    ).reshape(len(chosen), len(data.patterns))
    strata = np.indices(sizes).reshape(len(sizes), -1).T if sizes else np.zeros((1, 0), np.int64)
    out = data.blind if data.blind is not None else np.zeros_like(data.patterns)
    blind = _blind(data, chosen, levels, codes, strata, np.asarray(out))
    places = np.cumprod([1, *sizes[::-1]])[:-1][::-1].astype(np.int64)
    known: Flags = np.asarray((codes >= 0).all(axis=0))
    rows = (places @ codes[:, known] if sizes else np.zeros(int(known.sum()), np.int64)) * wide + data.patterns[known]
    full = np.bincount(rows, weights=data.counts[known], minlength=len(strata) * wide).astype(np.int64)
    within, part = _partly(data, codes[:, ~known], np.asarray(out)[~known], ~known, strata, blind)
    return CrossTable(data.lists, chosen, levels, strata, blind, full.reshape(-1, wide), within, part)


def _levels(name: str, values: Sequence[str | None]) -> tuple[str, ...]:
    """The levels of a covariate: numbers in their order, words by letter."""
    found = {value for value in values if value is not None}
    if not found:
        raise CaptureError(f'covariate "{name}" is unknown for everybody; leave it out')
    try:
        return tuple(sorted(found, key=float))
    except ValueError:
        return tuple(sorted(found))


def _codes(values: Sequence[str | None], levels: tuple[str, ...]) -> list[int]:
    places: dict[str | None, int] = {level: place for place, level in enumerate(levels)}
    return [places.get(value, -1) for value in values]


def _blind(
    data: CaptureData, names: tuple[str, ...], levels: tuple[tuple[str, ...], ...], codes: Whole, strata: Whole,
    out: Whole,
) -> Whole:  # fmt: skip
    """Blind lists per stratum. They must follow from one covariate: else who could be seen where is not known."""
    if not out.any():
        return np.zeros(len(strata), np.int64)
    for column in range(len(names)):
        masks = np.full(len(levels[column]), -1)
        here = codes[column] >= 0
        masks[codes[column][here]] = out[here]
        if (masks[codes[column][here]] == out[here]).all() and (masks >= 0).all():
            return np.asarray(masks[strata[:, column]], dtype=np.int64)
    blinded = data.name(int(np.bitwise_or.reduce(out)))
    raise CaptureError(f"where {blinded} could not see people must follow from one covariate, such as the year")


def _partly(
    data: CaptureData, codes: Whole, out: Whole, rows: Flags, strata: Whole, blind: Whole
) -> tuple[Flags, Whole]:
    """Groups of people with the same known values and the same blind lists."""
    wide = 1 << len(data.lists)
    keys, group = np.unique(np.vstack([codes, out]).T, axis=0, return_inverse=True)
    known, masks = keys[:, :-1], keys[:, -1]
    within = ((known[:, None, :] < 0) | (known[:, None, :] == strata[None])).all(axis=2)
    within &= masks[:, None] == blind[None, :]
    if not within.any(axis=1).all():
        words = "some people with an unknown value have lists that could not see them as nobody with known values has"
        raise CaptureError(f"{words}: fill in the value (such as the year) or leave them out")
    cells = group.ravel() * wide + data.patterns[rows]
    part = np.bincount(cells, weights=data.counts[rows], minlength=len(keys) * wide).astype(np.int64)
    return within, part.reshape(len(keys), wide)
