# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Capture data from tables: patterns with counts, one row per person, or who reported whom in which year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from unseen.capture.data import MOST_LISTS, CaptureData, CaptureError

COUNT = "count"
# Larger counts are a slip of the keyboard: there are not so many people.
MOST_PEOPLE = 10**11


def from_patterns(
    table: pl.DataFrame | Mapping[str, Sequence[object]], *, lists: Sequence[str] | None = None, count: str = COUNT,
    empty_is_blind: bool = False,
) -> CaptureData:  # fmt: skip
    """Capture data from a table of patterns.

    table: a column of 0 and 1 per list, a column with how many people, other columns are covariates (an empty value
    is one that is not known). lists: the columns that are lists; without it, all columns of nothing but 0 and 1.
    empty_is_blind: an empty value in a list's column means that this list could not see these people.
    Rows that nobody has (count 0, no list) are left out. Raises CaptureError: row, column and what would be right.
    """
    frame = table if isinstance(table, pl.DataFrame) else pl.DataFrame(dict(table), strict=False)
    if count not in frame.columns:
        raise CaptureError(
            f'no column "{count}" with how many people; there are {", ".join(frame.columns) or "none"}'
        )
    if not frame.height:
        raise CaptureError("no rows: give one row per pattern that somebody has")
    names = _list_columns(frame, lists, {count})
    seen, empty = _bits(frame, names)
    if not empty_is_blind:
        _refuse_empty(empty, names)
    counts = _counts(frame[count], count)
    keep = (counts != 0) | (seen != 0)
    covariates = _texts(frame, [name for name in frame.columns if name not in {*names, count}])
    return _built(
        names, seen[keep], counts[keep], {k: _kept(v, keep) for k, v in covariates.items()}, empty[keep],
        np.flatnonzero(keep),
    )  # fmt: skip


def from_persons(
    table: pl.DataFrame | Mapping[str, Sequence[object]], *, lists: Sequence[str] | None = None,
    person: str | None = None, empty_is_blind: bool = False,
) -> CaptureData:  # fmt: skip
    """Capture data from one row per person: a column of 0 and 1 per list, other columns are covariates.

    person: a column that tells people apart; each stands there once, and it is no covariate. The rest as in
    from_patterns.
    """
    frame = table if isinstance(table, pl.DataFrame) else pl.DataFrame(dict(table), strict=False)
    if not frame.height:
        raise CaptureError("no rows: give one row per person")
    if person is not None:
        if person not in frame.columns:
            raise CaptureError(f'no column "{person}"; there are {", ".join(frame.columns)}')
        twice = frame[person].is_duplicated().to_numpy()
        if twice.any():
            raise CaptureError(f'column "{person}": the same person as in another row', int(np.argmax(twice)) + 1)
        frame = frame.drop(person)
    names = _list_columns(frame, lists, set())
    seen, empty = _bits(frame, names)
    if not empty_is_blind:
        _refuse_empty(empty, names)
    nobody = seen == 0
    if nobody.any():
        words = "on no list; people whom nobody saw are estimated, not given: leave the row out"
        raise CaptureError(words, int(np.argmax(nobody)) + 1)
    return _summed(names, seen, _texts(frame, [name for name in frame.columns if name not in names]), empty)


def from_register(
    table: pl.DataFrame | Mapping[str, Sequence[object]], *, person: str = "person", group: str = "group",
    year: str | None = "year", exclude: Iterable[str] = (), covariates: Sequence[str] = (),
    inactive: Mapping[str, Sequence[object]] | None = None,
) -> CaptureData:  # fmt: skip
    """Capture data from a register: one row per report of a person by a group of reporters in a year.

    The groups are the lists; a person is counted once per year (once in all where year is None), and `year` becomes
    a covariate. exclude: groups that are no list, as one that copies another's reports; who was reported by them
    alone goes. covariates: other columns; where a person's reports differ the value is not known.
    inactive: group -> years in which it did not report, and so could not see anybody.
    """
    frame = table if isinstance(table, pl.DataFrame) else pl.DataFrame(dict(table), strict=False)
    unit = [person] if year is None else [person, year]
    for name in (*unit, group, *covariates):
        if name not in frame.columns:
            raise CaptureError(f'no column "{name}"; there are {", ".join(frame.columns)}')
    for name in (*unit, group):
        gone = frame[name].is_null().to_numpy()
        if gone.any():
            raise CaptureError(f'column "{name}" is empty; every report has a {name}', int(np.argmax(gone)) + 1)
    frame = frame.with_columns(pl.col(group).cast(pl.String)).filter(~pl.col(group).is_in(list(exclude)))
    names = sorted(frame[group].unique().to_list())
    if len(names) < 2:
        raise CaptureError(f"reports of {len(names)} groups after leaving out: at least two are needed")
    bits = pl.col(group).replace_strict({name: 1 << i for i, name in enumerate(names)}, return_dtype=pl.Int64)
    one = [pl.when(pl.col(c).drop_nulls().n_unique() == 1).then(pl.col(c).drop_nulls().first()).alias(c)
           for c in covariates]  # fmt: skip
    people = frame.group_by(unit, maintain_order=True).agg(bits.unique().sum().alias("\0seen"), *one)
    kept = [*([year] if year is not None else []), *covariates]
    values = _texts(people, kept)
    blind = np.zeros(people.height, dtype=np.int64)
    for name, years in (inactive or {}).items():
        if name not in names or year is None:
            raise CaptureError(f'inactive: no group "{name}" with years; there are {", ".join(names)}')
        out = np.isin(np.array(values[year], dtype=object), [str(each) for each in years])
        blind |= out.astype(np.int64) << names.index(name)
    return _summed(tuple(names), people["\0seen"].to_numpy(), values, blind)


def _list_columns(frame: pl.DataFrame, lists: Sequence[str] | None, other: set[str]) -> tuple[str, ...]:
    if lists is not None:
        for name in lists:
            if name not in frame.columns or name in other:
                raise CaptureError(f'no list "{name}"; there are {", ".join(frame.columns)}')
        found = list(lists)
    else:
        found = [name for name in frame.columns if name not in other and _is_list(frame[name], name)]
    if len(found) < 2:
        have = f"of 0 and 1 only {found[0]}" if found else "no column of 0 and 1"
        raise CaptureError(f"{have}: give one column of 0 and 1 per list, at least two")
    if len(found) > MOST_LISTS:
        raise CaptureError(f"{len(found)} lists: at most {MOST_LISTS}; merge lists of one kind")
    return tuple(found)


def _is_list(column: pl.Series, name: str) -> bool:
    """Nothing but 0 and 1 (and empty). Raises CaptureError where it nearly is: a slip must not become a covariate."""
    values, empty = _numbers(column)
    fits = np.isin(values, (0.0, 1.0))
    known = ~empty
    if not known.any() or not fits.any():
        return False
    if fits[known].all():
        return True
    if fits.sum() * 2 > known.sum() and np.isfinite(values[known]).mean() > 0.5:
        row = int(np.argmax(known & ~fits))
        raise CaptureError(
            f'column "{name}": "{column[row]}" is neither 0 nor 1 (name the lists where this is a covariate)', row + 1
        )
    return False


def _numbers(column: pl.Series) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Numbers (nan where there is none) and which are empty."""
    if column.dtype == pl.String:
        column = column.str.strip_chars()
        empty = (column.is_null() | (column == "")).fill_null(True).to_numpy()
    else:
        empty = column.is_null().to_numpy()
    if column.dtype == pl.Object:
        raise CaptureError(f'column "{column.name}" has values of several kinds')
    numbers = column.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
    return np.asarray(numbers, dtype=np.float64), np.asarray(empty, dtype=np.bool_)


def _bits(frame: pl.DataFrame, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Per row the lists that saw, and the lists whose value is empty."""
    seen, none = np.zeros(frame.height, dtype=np.int64), np.zeros(frame.height, dtype=np.int64)
    for i, name in enumerate(names):
        values, empty = _numbers(frame[name])
        wrong = ~empty & ~np.isin(values, (0.0, 1.0))
        if wrong.any():
            row = int(np.argmax(wrong))
            raise CaptureError(f'column "{name}": "{frame[name][row]}" is neither 0 nor 1', row + 1)
        seen |= (values == 1).astype(np.int64) << i
        none |= empty.astype(np.int64) << i
    return seen, none


def _refuse_empty(empty: NDArray[np.int64], names: Sequence[str]) -> None:
    if empty.any():
        row = int(np.argmax(empty != 0))
        name = names[int(empty[row] & -empty[row]).bit_length() - 1]
        raise CaptureError(
            f'column "{name}" is empty; write 0 or 1 (or say that empty means the list could not see)', row + 1
        )


def _counts(column: pl.Series, name: str) -> NDArray[np.int64]:
    values, empty = _numbers(column)
    right = np.isfinite(values) & (np.mod(np.where(np.isfinite(values), values, 0.5), 1) == 0)
    for wrong, words in (
        (empty, "is empty; write how many people, 0 for none"),
        (~right, 'has "{}"; write a whole number of people'),
        (values < 0, 'has "{}"; a count is 0 or more'),
        (values > MOST_PEOPLE, 'has "{}"; that is more people than there are'),
    ):
        if wrong.any():
            row = int(np.argmax(wrong))
            raise CaptureError(f'column "{name}" {words.format(column[row])}', row + 1)
    return values.astype(np.int64)


def _texts(frame: pl.DataFrame, names: Sequence[str]) -> dict[str, tuple[str | None, ...]]:
    """Covariates as text; None where empty."""
    found: dict[str, tuple[str | None, ...]] = {}
    for name in names:
        column = frame[name].cast(pl.String).str.strip_chars()
        found[name] = tuple(column.replace({"": None}).to_list())
    return found


def _kept(values: tuple[str | None, ...], keep: NDArray[np.bool_]) -> tuple[str | None, ...]:
    return tuple(value for value, here in zip(values, keep, strict=True) if here)


def _summed(
    names: tuple[str, ...], seen: NDArray[np.int64], covariates: dict[str, tuple[str | None, ...]],
    blind: NDArray[np.int64],
) -> CaptureData:  # fmt: skip
    """One row per pattern, blind lists and covariates, in ascending order."""
    keys = [f"\0{i}" for i in range(len(covariates))]
    frame = pl.DataFrame(
        {
            "\0seen": seen,
            "\0blind": blind,
            **{key: list(v) for key, v in zip(keys, covariates.values(), strict=True)},
        },
        schema_overrides=dict.fromkeys(keys, pl.String),
    )
    group = ["\0seen", "\0blind", *keys]
    frame = frame.group_by(group).len("\0n").sort(group)
    values = {name: tuple(frame[key].to_list()) for name, key in zip(covariates, keys, strict=True)}
    return _built(
        names, frame["\0seen"].to_numpy(), frame["\0n"].to_numpy().astype(np.int64), values,
        frame["\0blind"].to_numpy(), None,
    )  # fmt: skip


def _built(
    names: tuple[str, ...], seen: NDArray[np.int64], counts: NDArray[np.int64],
    covariates: dict[str, tuple[str | None, ...]], blind: NDArray[np.int64], rows: NDArray[np.int64] | None,
) -> CaptureData:  # fmt: skip
    """The data; a fault names the row of the table as it was given."""
    try:
        return CaptureData(names, seen, counts, covariates, blind if blind.any() else None)
    except CaptureError as fault:
        if fault.row is None or rows is None:
            raise
        words = fault.words
        if "the same pattern as row " in words:
            first = int(words.split("row ")[1].split(";")[0])
            words = words.replace(f"row {first}", f"row {rows[first - 1] + 1}")
        raise CaptureError(words, int(rows[fault.row - 1]) + 1) from None
