# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sharing out the unknown over the categories that are known in the same stratum (Figure 2.4b).

The monitor says what it corrects for: origin, minor or adult, and the reporter with its region (page on Figure 2.4b).
Its exact method stands in earlier reports that are not among our sources, so this is a documented method of our own:

1. A stratum is region of origin x minor, adult or unknown x first reporter group x first police unit, in one column.
2. Who has no known category gets the shares of the known in the same stratum.
3. Where nobody in a stratum is known, nobody is imputed. How many could be is told beside the table (coverage).

Expected numbers are made whole by the largest remainders, so that a column adds up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from zicht.monitor.declaring import Definitions
from zicht.monitor.frames import UNKNOWN, bits
from zicht.monitor.variables import Variable

STRATA = ("column", "region", "minor", "reporter", "unit")


def imputed(
    frame: pl.DataFrame, variable: Variable, order: Sequence[str], known: Definitions
) -> Counter[tuple[str, str]]:
    """Known and imputed together, per column and category; who could not be imputed is in no category."""
    rows = frame.select(
        "column",
        known.variables["region"].coded().alias("region"),
        known.variables["minor"].coded().alias("minor"),
        _first_bit("reporters").alias("reporter"),
        _first_bit("police_units").alias("unit"),
        variable.coded(order).alias("row"),
    )
    cells = rows.group_by(*STRATA, "row").len()
    sizes = cells.group_by(STRATA).agg(
        pl.col("len").filter(pl.col("row") != UNKNOWN).sum().alias("known"),
        pl.col("len").filter(pl.col("row") == UNKNOWN).sum().alias("missing"),
    )
    expected = (
        cells.filter(pl.col("row") != UNKNOWN)
        .join(sizes, on=STRATA)
        .with_columns((pl.col("len") * (1 + pl.col("missing") / pl.col("known"))).alias("expected"))
        .group_by("column", "row")
        .agg(pl.col("expected").sum())
        .sort("column", "row")
    )
    found: Counter[tuple[str, str]] = Counter()
    for (column,), part in expected.group_by("column", maintain_order=True):
        # Sums of fractions differ in the last digits with the number of threads.
        values = {row: round(number, 9) for row, number in zip(part["row"], part["expected"], strict=True)}
        found += Counter({(str(column), code): number for code, number in _whole(values).items()})
    return found


def _first_bit(column: str) -> pl.Expr:
    """The first code of the list that a row holds, as its bit."""
    found: pl.Expr = pl.lit(0)
    for bit in reversed(tuple(bits(column).values())):
        found = pl.when((pl.col(column) & bit) > 0).then(pl.lit(bit)).otherwise(found)
    return found


def _whole(values: dict[str, float]) -> dict[str, int]:
    """Whole numbers with the same sum: the largest remainders are rounded up, ties by code."""
    down = {code: int(value + 1e-9) for code, value in values.items()}
    left = round(sum(values.values())) - sum(down.values())
    order = sorted(values, key=lambda code: (-(values[code] - down[code]), code))
    return {code: down[code] + (code in order[:left]) for code in values}
