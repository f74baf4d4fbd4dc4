# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One way of writing tables and extracts down, so that the same content has the same bytes and the same digest.

Nothing here knows a date, a path, a locale, a time zone or a number of threads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from zicht.monitor.frames import SEVERAL, bits
from zicht.monitor.result import Cell, CountedTable, Head
from zicht.register.extract import REPORT_SCHEMA

# Shares and means are written with so many decimals: far below what anybody reads, far above the noise of sums.
DECIMALS = 6


def canonical(value: Any) -> bytes:
    """JSON with sorted names, no spaces and UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical form, in hexadecimals."""
    return hashlib.sha256(canonical(value)).hexdigest()


def tables_data(tables: Sequence[CountedTable]) -> list[dict[str, Any]]:
    """Tables as plain values, in the order of the tables: the content of ``tables.json``."""
    return [_table(table) for table in tables]


def extract_csv(reports: pl.DataFrame) -> bytes:
    """The extract that an edition is pinned to: reports without keys of anybody, in one order.

    Persons are numbered in the order of what is known of them, so that neither the keys of a file nor the order of
    its rows leave a trace. Columns are those of REPORT_SCHEMA; several codes stand with | between them.
    """
    readable = reports.select(
        *[_codes(name) if name in SEVERAL else pl.col(name).cast(pl.String) for name in REPORT_SCHEMA]
    )
    facts = [name for name in REPORT_SCHEMA if name != "victim"]
    lines = readable.with_columns(pl.col(facts).fill_null("")).select(
        "victim", pl.concat_str(facts, separator=",").alias("line")
    )
    lines = lines.with_columns(pl.len().over("victim").alias("reports"))
    # Most people are reported once: their one line is all.
    alone = lines.filter(pl.col("reports") == 1).select(pl.col("line").alias("all"))
    several = lines.filter(pl.col("reports") > 1).group_by("victim").agg(pl.col("line").sort().str.join("\n"))
    ordered = pl.concat([alone, several.select(pl.col("line").alias("all"))]).sort("all")
    numbered = ordered.with_row_index("number", offset=1).with_columns(pl.col("all").str.split("\n").alias("line"))
    numbered = numbered.select("number", "line").explode("line")
    body = numbered.select(pl.concat_str(["number", "line"], separator=",")).to_series()
    return ("\n".join([",".join(REPORT_SCHEMA), *body]) + "\n").encode()


def extract_frame(stored: bytes) -> pl.DataFrame:
    """The frame of reports (REPORT_SCHEMA) that a stored extract holds: what ``extract_csv`` wrote, read back.

    Raises ValueError when it is no extract.
    """
    read = pl.read_csv(stored, infer_schema=False)
    if tuple(read.columns) != tuple(REPORT_SCHEMA):
        raise ValueError("not an extract: other columns")
    plain = [pl.col(name).cast(REPORT_SCHEMA[name]) for name in REPORT_SCHEMA if name not in SEVERAL]
    return read.with_columns(*plain, *(_mask(name) for name in SEVERAL)).select(list(REPORT_SCHEMA))


def _mask(name: str) -> pl.Expr:
    """Codes with | between them as bits of a number."""
    known = dict(bits(name))
    found = (
        pl.col(name).str.split("|").list.eval(pl.element().replace_strict(known, default=0, return_dtype=pl.Int64))
    )
    return found.list.sum().fill_null(0).alias(name)


def _codes(name: str) -> pl.Expr:
    """The codes in a number of bits, in the order of the list."""
    held = [
        pl.when((pl.col(name) & bit) > 0).then(pl.lit(code)).otherwise(pl.lit(None, dtype=pl.String))
        for code, bit in bits(name).items()
    ]
    return pl.concat_str(held, separator="|", ignore_nulls=True).alias(name)


def _table(table: CountedTable) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": {"nl": table.title.nl, "en": table.title.en},
        "unit": table.unit,
        "base": {"name": table.base, "nl": table.base_words.nl, "en": table.base_words.en},
        "place": table.place,
        "missing": table.missing,
        "adds_up": table.partition,
        "protected": table.protected,
        "coverage": None if table.coverage is None else list(table.coverage),
        "breaks": list(table.breaks),
        "notes": [{"nl": note.nl, "en": note.en} for note in table.notes],
        "rows_are": {"nl": table.row_words.nl, "en": table.row_words.en},
        "columns": [_head(head) for head in table.columns],
        "rows": [_head(head) for head in table.rows],
        "cells": [[_cell(cell) for cell in line] for line in table.cells],
    }


def _head(head: Head) -> Mapping[str, Any]:
    return {"code": head.code, "kind": head.kind, "nl": head.words.nl, "en": head.words.en, "inside": head.inside}


def _cell(cell: Cell) -> Mapping[str, Any]:
    return {
        "count": cell.count,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "percentage": None if cell.percentage is None else round(cell.percentage, DECIMALS),
        "mean": None if cell.mean is None else round(cell.mean, DECIMALS),
        "rank": cell.rank,
        "suppressed": cell.suppressed,
        "reason": cell.reason,
    }
