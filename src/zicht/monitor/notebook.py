# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The monitor in a notebook: the functions of `zicht monitor build`, giving polars frames. No database, no website.

from zicht.monitor import notebook
reports = notebook.open_register("register.csv")
made = notebook.edition(reports, "2015-2019")
made.table("2.7")
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import polars as pl

from zicht.monitor.comparing import compare, published
from zicht.monitor.declaring import definitions
from zicht.monitor.editions import Edition
from zicht.monitor.making import Made, edition_of, make
from zicht.monitor.reading import read_reports
from zicht.monitor.result import CountedTable, Lang

__all__ = ["NotebookEdition", "edition", "open_register"]
CELL_SCHEMA = {
    "row": pl.String,
    "row_words": pl.String,
    "column": pl.String,
    "column_words": pl.String,
    "count": pl.Int64,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "percentage": pl.Float64,
    "mean": pl.Float64,
    "rank": pl.Int64,
    "suppressed": pl.Boolean,
}


def open_register(path: str | Path) -> pl.DataFrame:
    """The reports of a file, one row each, columns of frames.REPORT_SCHEMA (several codes of a list stand as bits).

    Raises UnreadableFile with ``findings`` (row, column, problem, remedy), or OSError.
    """
    today = datetime.now(UTC).date()  # noqa: TID251 - a notebook is the edge
    return read_reports(Path(path), today=today)


def edition(reports: pl.DataFrame, name: str, *, region: str = "") -> NotebookEdition:
    """An edition, for example "2015-2019", over reports of ``open_register``; national unless a region is named.

    Raises BadEdition when the name is none or a year has no report, UnprotectableError when it cannot be made safe.
    """
    known = definitions()
    scope, place = ("region", region) if region else ("national", "Nederland")
    counted = edition_of(reports, known, name=name, scope=scope, place=place)  # type: ignore[arg-type]
    return NotebookEdition(make(counted, known))


@dataclass(frozen=True)
class NotebookEdition:
    """An edition whose tables are frames."""

    made: Made

    @property
    def counted(self) -> Edition:
        """The edition itself, unprotected, for work inside: nothing of it may leave."""
        return self.made.edition

    @cached_property
    def tables_json(self) -> bytes:
        """What `zicht monitor build` writes."""
        return self.made.files["tables.json"]

    def tables(self, lang: Lang = "nl") -> pl.DataFrame:
        """Which tables there are: id, title, unit, base."""
        return pl.DataFrame(
            [
                {"id": t.id, "title": t.title.in_(lang), "unit": t.unit, "base": t.base_words.in_(lang)}
                for t in self.made.protected.tables
            ]
        )

    def table(self, id: str, *, lang: Lang = "nl", inside: bool = False) -> pl.DataFrame:  # noqa: A002
        """One row per cell, columns of CELL_SCHEMA; numbers of suppressed cells are null. Raises KeyError.

        inside: the numbers before protection, for work inside; nothing of it may leave.
        """
        tables = self.counted.tables if inside else self.made.protected.tables
        found = next((table for table in tables if table.id == id), None)
        if found is None:
            raise KeyError(f"no table {id}; there are {', '.join(table.id for table in tables)}")
        return frame_of_table(found, lang)

    def differences(self, earlier: NotebookEdition, lang: Lang = "nl") -> pl.DataFrame:
        """What differs from an earlier edition, and why: kind, table, row, column, before, after, cause, words."""
        found = compare(published(earlier.tables_json), published(self.tables_json))
        names = ("kind", "table", "row", "column", "cause")
        schema = dict.fromkeys(names, pl.String()) | {"before": pl.Int64(), "after": pl.Int64(), "words": pl.String()}
        rows = [
            {name: getattr(each, name) for name in (*names, "before", "after")} | {"words": each.words.in_(lang)}
            for each in found
        ]
        return pl.DataFrame(rows, schema=schema)


def frame_of_table(table: CountedTable, lang: Lang) -> pl.DataFrame:
    """The cells of a table, row by row, columns of CELL_SCHEMA."""
    rows = [
        {
            "row": row.code,
            "row_words": row.words.in_(lang),
            "column": column.code,
            "column_words": column.words.in_(lang),
            "count": cell.count,
            "numerator": cell.numerator,
            "denominator": cell.denominator,
            "percentage": cell.percentage,
            "mean": cell.mean,
            "rank": cell.rank,
            "suppressed": cell.suppressed,
        }
        for row, column, cell in table.walk()
    ]
    return pl.DataFrame(rows, schema=CELL_SCHEMA)
