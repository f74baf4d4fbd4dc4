# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reports as a frame, for a million rows: the shape that figures are counted from.

Several codes of one list in one cell stand as bits of a whole number: bit 0 is the first code of the list.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Final

import polars as pl

from zicht.reference.lists import code_list
from zicht.register.columns import COLUMNS
from zicht.register.rows import ReportRow

__all__ = ["BITS", "REPORT_SCHEMA", "bits_of", "frame_of"]

REPORT_SCHEMA: Final = MappingProxyType(
    {
        "victim": pl.String,
        "year": pl.Int16,
        "reporter_group": pl.String,
        "forms": pl.Int64,
        "nationality": pl.String,
        "sex": pl.String,
        "age": pl.Int16,
        "sectors_sexual": pl.Int64,
        "sectors_labour": pl.Int64,
        "manners": pl.Int64,
        "police_unit": pl.String,
    }
)
# The lists of columns of which one cell holds several codes; BITS are those that figures are counted from.
LISTS: Final = MappingProxyType({column.name: column.list_name for column in COLUMNS if column.kind == "codes"})
BITS: Final = MappingProxyType({name: each for name, each in LISTS.items() if name in REPORT_SCHEMA})


@cache
def bits_of(column: str) -> MappingProxyType[str, int]:
    """The bit of each code in a column with several codes."""
    return MappingProxyType({code: 1 << place for place, code in enumerate(code_list(LISTS[column]).codes())})


def mask_of(column: str, codes: frozenset[str]) -> int:
    """Several codes as one number. Raises KeyError for a code that the list does not have."""
    return sum(bits_of(column)[code] for code in codes)


def frame_of(rows: tuple[ReportRow, ...]) -> pl.DataFrame:
    """Rows as a frame of REPORT_SCHEMA, in the same order."""
    columns = {
        name: [mask_of(name, getattr(row, name)) for row in rows]
        if name in BITS
        else [getattr(row, "victim_key" if name == "victim" else name) for row in rows]
        for name in REPORT_SCHEMA
    }
    return pl.DataFrame(columns, schema=dict(REPORT_SCHEMA))
