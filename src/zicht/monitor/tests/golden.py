# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The golden register file as a frame of reports, read without the register."""

from functools import cache
from pathlib import Path

import polars as pl

from zicht.monitor import editions
from zicht.monitor.declaring import definitions
from zicht.monitor.frames import SEVERAL, bits
from zicht.register.extract import REPORT_SCHEMA

GOLDEN = Path(__file__).parents[4] / "tests" / "fixtures" / "register" / "golden_2015_2019.csv"


@cache
def golden_reports() -> pl.DataFrame:
    """All reports of the golden file."""
    raw = pl.read_csv(GOLDEN, infer_schema_length=0).rename({"victim_key": "victim"})
    codes = [_bits(raw, name) for name in SEVERAL]
    plain = [
        pl.when(pl.col(name) != "unknown").then(pl.col(name)).cast(kind).alias(name)
        for name, kind in REPORT_SCHEMA.items()
        if name not in SEVERAL
    ]
    return raw.select(*codes, *plain).select(*REPORT_SCHEMA)


def _bits(raw, name):
    if name not in raw.columns:
        return pl.lit(0, dtype=pl.Int64).alias(name)
    held = [
        pl.when(pl.col(name).fill_null("").str.split("|").list.contains(code)).then(bit).otherwise(0)
        for code, bit in bits(name).items()
    ]
    return pl.sum_horizontal(held).cast(pl.Int64).alias(name)


def edition(reports=None, *, first=2015, last=2019, name="test", place="Nederland"):
    """An edition over these reports, the golden ones if none are given."""
    return editions.build(
        golden_reports() if reports is None else reports,
        definitions(),
        edition_id=name,
        first_year=first,
        last_year=last,
        scope="national",
        place=place,
    )


@cache
def golden_edition():
    """The edition 2015-2019 of the golden file."""
    return edition()
