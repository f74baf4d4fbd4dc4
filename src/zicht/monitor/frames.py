# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reports and victims as frames: the same rules as the register's, for a million rows.

Several codes of one list in one cell stand as bits of a whole number (bit 0 is the first code of the list), so that
all reports on a person in a year unite in one step. The rules are those of ``zicht.register.rules.unique_victims``;
a test holds the two together.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Final

import polars as pl

from zicht.reference.groups import STATELESS
from zicht.reference.lists import code_list
from zicht.register.extract import BITS, REPORT_SCHEMA, bits_of

# Which list the codes of a column with several codes come from: those of a report, and those of a victim.
LISTS: Final = MappingProxyType({**BITS, "reporters": "reporter_groups", "police_units": "police_units"})
UNKNOWN = "unknown"

# What a victim in a year can be counted by: the columns that victims() gives.
VICTIM_COLUMNS: Final = frozenset(REPORT_SCHEMA.keys() - {"reporter_group", "police_unit"}) | {
    "reporters", "police_units", "emm", "emm_only", "kmar_only_sexual", "group",
}  # fmt: skip
# What the reports on somebody say together (codes as bits first), and what they must agree on.
SEVERAL: Final = tuple(BITS)
UNITED: Final = (*SEVERAL, "reporters", "police_units")
AGREED: Final = ("nationality", "sex")


@cache
def bits(column: str) -> MappingProxyType[str, int]:
    """The bit of each code of a column with several codes. Police units have one more: the unit is not known."""
    if column in BITS:
        return bits_of(column)
    codes = code_list(LISTS[column]).codes()
    if column == "police_units":
        codes = (*codes, UNKNOWN)
    return MappingProxyType({code: 1 << place for place, code in enumerate(codes)})


def victims(reports: pl.DataFrame) -> pl.DataFrame:
    """One row per person and year of report, in the order of year and key.

    reports: columns of REPORT_SCHEMA; empty cells are null, no codes are 0. The result has year, forms,
    nationality, sex, age, sectors, manners, reporters and police_units (bits), group, and the flags emm, emm_only and
    kmar_only_sexual. Who is known only through a letter of the prosecutor is not in it.
    """
    counted = [e.code for e in code_list("reporter_groups").entries if e.attributes.get("counts")]
    rows = _marked(reports, counted).with_columns(pl.len().over("victim", "year").alias("rows"))
    # Most people are reported once: then there is nothing to unite, and one row is one victim.
    alone = rows.filter(pl.col("rows") == 1).select(
        "victim", "year", *UNITED, "age", "emm", *[_only(name) for name in AGREED]
    )
    several = (
        rows.filter(pl.col("rows") > 1)
        .group_by("victim", "year")
        .agg(
            *[pl.col(name).bitwise_or() for name in UNITED],
            # Two reports around a birthday: the first report is the younger age.
            pl.col("age").min(),
            pl.col("emm").any(),
            *[part for name in AGREED for part in _ends(name)],
        )
        .with_columns(_agreed(name) for name in AGREED)
        .select(alone.columns)
    )
    return (
        pl.concat([alone, several])
        .filter((pl.col("reporters") > 0) | pl.col("emm"))
        .with_columns(
            (pl.col("emm") & (pl.col("reporters") == 0)).alias("emm_only"),
            _only_kmar_sexual().alias("kmar_only_sexual"),
            _group().alias("group"),
        )
        .sort("year", "victim")
    )


def _marked(reports: pl.DataFrame, counted: list[str]) -> pl.DataFrame:
    """Per report only what it may tell: a letter tells nothing, EMM tells facts and is no reporter."""
    group = pl.col("reporter_group")
    tells = group.is_in([*counted, "emm"])
    unit = _coded(pl.col("police_unit").fill_null(UNKNOWN), "police_units")
    return reports.select(
        "victim",
        "year",
        *[pl.when(tells).then(pl.col(name)).otherwise(0).fill_null(0).alias(name) for name in SEVERAL],
        pl.when(tells).then(pl.col("age")).alias("age"),
        pl.when(group.is_in(counted)).then(_coded(group, "reporters")).otherwise(0).alias("reporters"),
        pl.when(group == "police").then(unit).otherwise(0).alias("police_units"),
        (group == "emm").alias("emm"),
        *[pl.when(group.is_in(counted)).then(pl.col(name)).alias(name) for name in AGREED],
        *[pl.when(group == "emm").then(pl.col(name)).alias(f"{name}_emm") for name in AGREED],
    )


def _coded(found: pl.Expr, column: str) -> pl.Expr:
    """One code as its bit; no bit for a code that the list does not have."""
    return found.replace_strict(dict(bits(column)), default=0, return_dtype=pl.Int64)


def _only(name: str) -> pl.Expr:
    """What the one report says; EMM where there is no report."""
    return pl.coalesce(name, f"{name}_emm").alias(name)


def _ends(name: str) -> list[pl.Expr]:
    """The lowest and highest value among reports, and among EMM: equal when they agree."""
    return [pl.col(f"{name}{who}").min().alias(f"{name}{who}_low") for who in ("", "_emm")] + [
        pl.col(f"{name}{who}").max().alias(f"{name}{who}_high") for who in ("", "_emm")
    ]


def _agreed(name: str) -> pl.Expr:
    """The one value that the reports agree on; EMM speaks only where no report does. A conflict is unknown."""
    low, high, emm, emm_high = (pl.col(f"{name}{end}") for end in ("_low", "_high", "_emm_low", "_emm_high"))
    agreed = pl.when(low == high).then(low)
    return pl.when(low.is_not_null()).then(agreed).otherwise(pl.when(emm == emm_high).then(emm)).alias(name)


def _only_kmar_sexual() -> pl.Expr:
    sexual = (pl.col("forms") & bits("forms")["SU"]) > 0
    return sexual & (pl.col("reporters") == bits("reporters")["kmar"])


def _group() -> pl.Expr:
    """The decision rule of zicht.reference.groups for all rows at once."""
    form = {code: (pl.col("forms") & bit) > 0 for code, bit in bits("forms").items()}
    country = pl.col("nationality")
    sexual = (
        pl.when(country == "NL")
        .then(pl.lit("BL-SU"))
        .when(country.is_null() | (country == STATELESS))
        .then(pl.lit("ON"))
        .otherwise(pl.lit("GO-SU"))
    )
    return (
        pl.when(form["SU"])
        .then(sexual)
        .when(form["AU"])
        .then(pl.lit("AU"))
        .when(form["CU"])
        .then(pl.lit("CU"))
        .otherwise(pl.lit("ON"))
    )
