# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A table of counts by any number of dimensions, with all its totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from unseen.disclosure.cells import Cells

TOTAL = "total"
# More cells than this no program of this library finishes in reasonable time.
MOST_CELLS = 50_000


class TableError(ValueError):
    """Lines that make no table; the words say what to do."""


@dataclass(frozen=True, eq=False)
class Table:
    """Counts by dimensions.

    categories: per dimension, in order, without the total. counts: one axis per dimension, its last place the total;
    whole numbers from 0.
    """

    dimensions: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    counts: NDArray[np.int64]

    def names(self) -> list[tuple[str, ...]]:
        """The categories of each cell, in the order of ``counts`` read row by row; TOTAL for a total."""
        return list(product(*[(*each, TOTAL) for each in self.categories]))

    def sums(self) -> tuple[Mapping[int, int], ...]:
        """Along every dimension the categories add up to the total, as places in ``names``."""
        places = np.arange(self.counts.size).reshape(self.counts.shape)
        return tuple(
            {line[-1]: -1} | dict.fromkeys(line[:-1], 1)
            for axis in range(places.ndim)
            for line in np.moveaxis(places, axis, -1).reshape(-1, places.shape[axis]).tolist()
        )

    def cells(self) -> Cells:
        """The table as cells and sums, named by their categories."""
        return Cells(tuple(self.names()), self.counts.ravel(), self.sums())

    def coarser(self, dimension: str, classes: Mapping[str, str]) -> Table:
        """The table with categories merged: old name to new name. Raises TableError for a name that is not there."""
        if dimension not in self.dimensions:
            raise TableError(f"no dimension {dimension}; there are {', '.join(self.dimensions)}")
        axis = self.dimensions.index(dimension)
        old = self.categories[axis]
        unknown = sorted(set(classes) - set(old))
        if unknown:
            raise TableError(f"{dimension} has no category {unknown[0]}; there are {', '.join(old)}")
        new = tuple(dict.fromkeys(classes.get(each, each) for each in old))
        inner = np.moveaxis(self.counts, axis, 0)
        merged = [
            sum(inner[place] for place, each in enumerate(old) if classes.get(each, each) == name) for name in new
        ]
        counts = np.moveaxis(np.stack([*merged, inner[-1]]), 0, axis)
        return Table(self.dimensions, (*self.categories[:axis], new, *self.categories[axis + 1 :]), counts)


def tabulated(dimensions: Sequence[str], lines: Iterable[tuple[Sequence[str], int]]) -> Table:
    """A table from lines of one category per dimension and a count; lines of one cell are added, totals computed.

    Combinations without a line are 0. Raises TableError for no lines, a negative count, a category called "total",
    or more than MOST_CELLS cells.
    """
    found: dict[tuple[str, ...], int] = {}
    for categories, count in lines:
        key = tuple(categories)
        if TOTAL in key:
            raise TableError(f'a category is called "{TOTAL}": leave totals out, they are computed')
        if count < 0:
            raise TableError(f"{', '.join(key)}: a count below 0")
        found[key] = found.get(key, 0) + count
    if not found or not dimensions:
        raise TableError("no lines with at least one dimension and a count")
    order = tuple(tuple(dict.fromkeys(key[axis] for key in found)) for axis in range(len(dimensions)))
    size = int(np.prod([len(each) + 1 for each in order]))
    if size > MOST_CELLS:
        raise TableError(f"{size} cells with totals, at most {MOST_CELLS}: leave a dimension out or merge categories")
    counts = np.zeros([len(each) for each in order], dtype=np.int64)
    at = [{name: place for place, name in enumerate(each)} for each in order]
    for key, number in found.items():
        counts[tuple(at[axis][name] for axis, name in enumerate(key))] = number
    for axis in range(counts.ndim):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    return Table(tuple(dimensions), order, counts)
