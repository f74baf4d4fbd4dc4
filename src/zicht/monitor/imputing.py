# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sharing out the unknown over the categories that are known in the same stratum (Figure 2.4b).

The monitor says what it corrects for: origin, minor or adult, and the reporter with its region (page on Figure 2.4b).
Its exact method stands in earlier reports that are not among our sources, so this is a documented method of our own:

1. A stratum is region of origin x minor, adult or unknown x first reporter group x first police unit, in one column.
2. Who has no known category gets the shares of the known in the same stratum.
3. Where nobody in a stratum is known, nobody is imputed. How many could be is told beside the table (coverage).

Expected numbers are made whole by the largest remainders, so that a column adds up. Where the columns are periods,
the total is the sum of the periods: what is imputed within a period is not imputed again over all years.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zicht.monitor.declaring import Definitions
from zicht.monitor.distinct import Counted, Whole, belongs
from zicht.monitor.frames import UNKNOWN
from zicht.monitor.variables import Variable

if TYPE_CHECKING:
    from zicht.monitor.counting import Slice


def imputed(
    counted: Counted,
    rows: NDArray[np.intp],
    slices: Sequence[Slice],
    variable: Variable,
    order: Sequence[str],
    known: Definitions,
) -> Whole:
    """Known and imputed together, per column and category; who could not be imputed is in no category."""
    codes = [head.code for head in variable.heads()]
    missing = codes.index(UNKNOWN)
    strata = [
        _category(counted, known.variables["region"], rows),
        _category(counted, known.variables["minor"], rows),
        _first(counted, "reporters", rows),
        _first(counted, "police_units", rows),
    ]
    mine = _category(counted, variable, rows, order)
    periods = any(head.kind == "period" for each in slices for head in each.heads)
    found: list[list[int] | None] = []
    for each in slices:
        for place, head in enumerate(each.heads):
            if periods and head.kind == "total":
                found.append(None)
                continue
            inside = each.inside[counted.values(each.column).places[rows], place] > 0
            found.append(_shared([part[inside] for part in strata], mine[inside], len(codes), missing))
    in_periods = np.zeros(len(codes), dtype=np.int64)
    heads = [head for each in slices for head in each.heads]
    for head, line in zip(heads, found, strict=True):
        if head.kind == "period" and line is not None:
            in_periods += np.array(line, dtype=np.int64)
    lines = [in_periods if line is None else np.array(line, dtype=np.int64) for line in found]
    return np.vstack(lines)


def _shared(strata: Sequence[Whole], mine: Whole, size: int, missing: int) -> list[int]:
    """The known of one column, and the unknown shared out over them in their stratum. Exact until the last step."""
    frame = pl.DataFrame({**{f"s{n}": part for n, part in enumerate(strata)}, "row": mine})
    names = [f"s{n}" for n in range(len(strata))]
    by_stratum: dict[tuple[int, ...], Counter[int]] = defaultdict(Counter)
    for *stratum, row, number in frame.group_by(*names, "row").len().iter_rows():
        by_stratum[tuple(stratum)][row] = number
    expected = [Fraction(0)] * size
    for numbers in by_stratum.values():
        unknown = numbers.pop(missing, 0)
        told = sum(numbers.values())
        for row, number in numbers.items():
            expected[row] += number + Fraction(number * unknown, told)
    return _whole(expected)


def _category(counted: Counted, variable: Variable, rows: NDArray[np.intp], order: Sequence[str] = ()) -> Whole:
    """The number of the category of each row."""
    values = counted.values(variable.column)
    numbers: Whole = belongs(variable, values, order).argmax(axis=1)
    return numbers[values.places[rows]]


def _first(counted: Counted, column: str, rows: NDArray[np.intp]) -> Whole:
    """The first code of the list that a row holds, as its bit."""
    values = counted.values(column)
    held = values.distinct[column].to_numpy().astype(np.int64)
    return (held & -held)[values.places[rows]]


def _whole(values: Sequence[Fraction]) -> list[int]:
    """Whole numbers with the same sum: the largest remainders are rounded up, ties in the order of the categories."""
    down = [int(value) for value in values]
    left = round(sum(values)) - sum(down)
    order = sorted(range(len(values)), key=lambda place: (down[place] - values[place], place))
    return [number + (place in order[:left]) for place, number in enumerate(down)]
