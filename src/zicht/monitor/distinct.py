# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Counting by distinct values: fast, and whole numbers all the way, so that no thread or order of rows shows.

A column of the frame of victims has few different values (some hundreds of sets of codes, ages, countries), however
many rows there are. So rows are counted once by the number of their values, and only the values are sorted into
categories. Time grows with the rows, not with the categories or the figures that share a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zicht.monitor.variables import Variable

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Values:
    """A column by its different values: ``distinct`` (one column), and per row the place of its value in it."""

    distinct: pl.DataFrame
    places: NDArray[np.intp]

    def __len__(self) -> int:
        """How many different values there are."""
        return self.distinct.height


@dataclass(frozen=True)
class Counted:
    """The frame of victims, ready to be counted by any of its columns. What was worked out once is kept."""

    victims: pl.DataFrame
    _values: dict[str, Values] = field(default_factory=dict)
    _rows: dict[object, NDArray[np.intp]] = field(default_factory=dict)

    def values(self, column: str) -> Values:
        """A column by its different values, in their own order (null first)."""
        if column not in self._values:
            distinct = self.victims.select(pl.col(column)).unique().sort(column)
            numbered = distinct.with_row_index("place")
            places = self.victims.select(column).join(
                numbered, on=column, how="left", nulls_equal=True, maintain_order="left"
            )["place"]
            self._values[column] = Values(distinct, places.to_numpy().astype(np.intp))
        return self._values[column]

    def base(self, key: object, condition: pl.Expr) -> NDArray[np.intp]:
        """The numbers of the rows for which a condition holds, in their order; worked out once per key."""
        if key in self._rows:
            return self._rows[key]
        # A base without conditions is one value for all rows.
        found = self.victims.select((condition & pl.col("year").is_not_null()).alias("in"))
        self._rows[key] = np.flatnonzero(found["in"].to_numpy())
        return self._rows[key]


def table(counted: Counted, columns: Sequence[str], rows: NDArray[np.intp], weights: Whole | None) -> Whole:
    """How many of the rows have each combination of values; one dimension per column, in the order given.

    weights: how often a row counts, per row of ``rows``; None for once.
    """
    shape = tuple(len(counted.values(column)) for column in columns)
    places = np.zeros(len(rows), dtype=np.intp)
    for column, size in zip(columns, shape, strict=True):
        places *= size
        places += counted.values(column).places[rows]
    found = np.bincount(places, weights=weights, minlength=int(np.prod(shape)))
    # Sums of whole numbers below 2^53 are exact in floats.
    return found.astype(np.int64).reshape(shape)


def belongs(variable: Variable, values: Values, order: Sequence[str]) -> Whole:
    """Which values belong to which category: one row per value, one column per head (unknown last, if it may be)."""
    if variable.overlaps:
        held = values.distinct.select([variable.has(c).alias(c.code) for c in variable.categories])
        found = held.fill_null(value=False).to_numpy().astype(np.int64).reshape(len(values), len(variable.categories))
        # A code outside the categories is unknown, too: a police report without its unit beside one with.
        inside = sum(category.mask for category in variable.categories)
        other = values.distinct[variable.column].fill_null(0).to_numpy().astype(np.int64) & ~inside
        return np.hstack([found, ((found.sum(axis=1) == 0) | (other > 0)).astype(np.int64)[:, None]])
    codes = values.distinct.select(variable.coded(order).alias("code"))["code"].to_list()
    heads = [head.code for head in variable.heads()]
    found = np.zeros((len(values), len(heads)), dtype=np.int64)
    for value, code in enumerate(codes):
        if code in heads:
            found[value, heads.index(code)] = 1
    return found
