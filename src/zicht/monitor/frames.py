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

# Which list the codes of a column with several codes come from.
LISTS: Final = MappingProxyType(
    {
        "forms": "forms",
        "sectors_sexual": "sectors_sexual",
        "sectors_labour": "sectors_labour",
        "manners": "criminal_manners",
        "reporters": "reporter_groups",
        "police_units": "police_units",
    }
)
UNKNOWN = "unknown"
# A report as every way in gives it: file, database, message.
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


@cache
def bits(column: str) -> MappingProxyType[str, int]:
    """The bit of each code of a column with several codes. Police units have one more: the unit is not known."""
    codes = code_list(LISTS[column]).codes()
    if column == "police_units":
        codes = (*codes, UNKNOWN)
    return MappingProxyType({code: 1 << place for place, code in enumerate(codes)})


def mask_of(column: str, codes: frozenset[str]) -> int:
    """Several codes as one number. Raises KeyError for a code that the list does not have."""
    return sum(bits(column)[code] for code in codes)


def victims(reports: pl.DataFrame) -> pl.DataFrame:
    """One row per person and year of report, in the order of year and key.

    reports: columns of REPORT_SCHEMA; empty cells are null, no codes are 0. The result has year, forms,
    nationality, sex, age, sectors, manners, reporters and police_units (bits), group, and the flags emm, emm_only and
    kmar_only_sexual. Who is known only through a letter of the prosecutor is not in it.
    """
    counted = [e.code for e in code_list("reporter_groups").entries if e.attributes.get("counts")]
    rows = reports.with_columns(
        pl.col("reporter_group").is_in(counted).alias("counts"),
        (pl.col("reporter_group") == "emm").alias("enriches"),
    ).with_columns((pl.col("counts") | pl.col("enriches")).alias("tells"))
    together = rows.group_by("victim", "year").agg(
        *[_united(name) for name in ("forms", "sectors_sexual", "sectors_labour", "manners")],
        *_agreed("nationality"),
        *_agreed("sex"),
        # Two reports around a birthday: the first report is the younger age.
        pl.col("age").filter(pl.col("tells")).min(),
        _bits_of("reporter_group", "reporters", pl.col("counts")),
        _bits_of("police_unit", "police_units", pl.col("reporter_group") == "police"),
        pl.col("enriches").any().alias("emm"),
    )
    return (
        together.with_columns(_one("nationality"), _one("sex"))
        .drop("nationality_low", "nationality_high", "nationality_emm", "nationality_emm_high")
        .drop("sex_low", "sex_high", "sex_emm", "sex_emm_high")
        .filter((pl.col("reporters") > 0) | pl.col("emm"))
        .with_columns(
            (pl.col("emm") & (pl.col("reporters") == 0)).alias("emm_only"),
            _only_kmar_sexual().alias("kmar_only_sexual"),
            _group().alias("group"),
        )
        .sort("year", "victim")
    )


def _united(name: str) -> pl.Expr:
    """All codes that a report or EMM names."""
    return pl.col(name).filter(pl.col("tells")).bitwise_or().fill_null(0)


def _agreed(name: str) -> list[pl.Expr]:
    """The lowest and highest value among reports, and among EMM: equal when they agree."""
    said, emm = pl.col(name).filter(pl.col("counts")), pl.col(name).filter(pl.col("enriches"))
    return [
        said.min().alias(f"{name}_low"),
        said.max().alias(f"{name}_high"),
        emm.min().alias(f"{name}_emm"),
        emm.max().alias(f"{name}_emm_high"),
    ]


def _one(name: str) -> pl.Expr:
    """The one value that the reports agree on; EMM speaks only where no report does. A conflict is unknown."""
    low, high, emm, emm_high = (pl.col(f"{name}_{part}") for part in ("low", "high", "emm", "emm_high"))
    agreed = pl.when(low == high).then(low)
    return pl.when(low.is_not_null()).then(agreed).otherwise(pl.when(emm == emm_high).then(emm)).alias(name)


def _bits_of(source: str, target: str, where: pl.Expr) -> pl.Expr:
    """The codes of a column with one code per report, united over the reports of a person in a year."""
    known = dict(bits(target))
    if target == "police_units":
        coded = pl.col(source).fill_null(UNKNOWN).replace_strict(known, default=0, return_dtype=pl.Int64)
    else:
        coded = pl.col(source).replace_strict(known, default=0, return_dtype=pl.Int64)
    return coded.filter(where).bitwise_or().fill_null(0).alias(target)


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
