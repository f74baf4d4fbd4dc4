# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From the frame of victims and a declaration to a counted table. Nothing here protects small numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from zicht.monitor.declaration import Declaration
from zicht.monitor.declaring import PERIOD, Definitions
from zicht.monitor.frames import UNKNOWN
from zicht.monitor.imputing import imputed
from zicht.monitor.ranking import ranked
from zicht.monitor.result import Cell, CountedTable, Head, Words
from zicht.monitor.variables import Variable, hierarchy

TOTAL_WORDS = Words("Totaal", "Total")
MEAN_WORDS = Words("Gemiddelde, bekende leeftijd", "Mean, age known")
TOTAL = "total"
# (code of the column, code of the row) -> how many.
Tally = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Extract:
    """What is counted: the frame of victims, the years that it covers, the hierarchies that are frozen with it."""

    victims: pl.DataFrame
    years: tuple[int, ...]
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def extract_of(victims: pl.DataFrame, known: Definitions) -> Extract:
    """An extract of everything in ``victims``. Hierarchies that follow the data are computed here and frozen."""
    years = victims["year"].unique().sort().to_list()
    counted = victims.filter(~pl.col("emm_only"))
    orders = {name: hierarchy(v, counted) for name, v in known.variables.items() if v.kind == "first"}
    return Extract(victims, tuple(range(years[0], years[-1] + 1)) if years else (), orders)


def count(declared: Declaration, extract: Extract, known: Definitions) -> CountedTable:
    """The table of a declaration, unprotected. Raises KeyError for a name that is not declared."""
    base = known.bases[declared.base]
    years = [year for year in extract.years if year >= (declared.first_year or year)]
    frame = _weighted(extract.victims.filter(base.rows() & pl.col("year").is_in(years)), declared)
    columns = _columns(declared, years, known)
    rows, tally = _rows(declared, frame, extract, known)
    outer = [row for row in rows if not row.inside]
    adds = _adds(declared, known)
    everybody = _everybody(frame, declared, known)
    sizes = {
        column.code: sum(tally[column.code, row.code] for row in outer) if adds else everybody[column.code, TOTAL]
        for column in columns
    }
    cells = [tuple(_cell(tally[c.code, row.code], sizes[c.code]) for c in columns) for row in rows]
    if declared.top:
        rows, cells = ranked(rows, columns, cells, top=declared.top)
    ends = _ends(declared, columns, sizes, everybody, frame, known)
    return CountedTable(
        id=declared.id,
        title=declared.title,
        unit=declared.unit,
        base=declared.base,
        base_words=base.words,
        place=declared.place,
        missing=declared.missing,
        rows=(*rows, *(row for row, _ in ends)),
        columns=columns,
        cells=(*cells, *(cells for _, cells in ends)),
        partition=adds and not declared.top,
        notes=declared.notes,
        breaks=declared.breaks,
        coverage=_coverage(declared, columns, sizes, everybody),
    )


def _weighted(frame: pl.DataFrame, declared: Declaration) -> pl.DataFrame:
    """How often a row counts: once per victim, or once per report on that victim."""
    if declared.unit == "persons":
        frame = frame.unique("victim", keep="first", maintain_order=True)
    bits = {"reports": "reporters", "unit_reports": "police_units"}.get(declared.unit)
    weight = pl.col(bits).bitwise_count_ones() if bits else pl.lit(1)
    return frame.with_columns(weight.cast(pl.Int64).alias("weight"))


def _adds(declared: Declaration, known: Definitions) -> bool:
    """Whether rows are parts of a whole: reports per reporter group are, victims per form are not."""
    if declared.variable == "bases":
        return False
    return not known.variables[declared.variable].overlaps or declared.unit in ("reports", "unit_reports")


def _columns(declared: Declaration, years: Sequence[int], known: Definitions) -> tuple[Head, ...]:
    """The slices side by side, in the declared order."""
    found: list[Head] = []
    for name in declared.columns:
        if name == TOTAL:
            found.append(Head(TOTAL, TOTAL_WORDS, TOTAL))
        elif name == "year":
            found += [Head(str(y), Words(str(y), str(y)), "year", (("year", str(y)),)) for y in years]
        elif name.startswith(PERIOD):
            found += [Head(p, Words(p, p), "period", (("period", p),)) for p in _periods(name)]
        else:
            found += known.variables[name].heads(name)
    return tuple(found)


def _periods(name: str) -> list[str]:
    return name.removeprefix(PERIOD).split(",")


def _column_codes(name: str, known: Definitions) -> pl.Expr:
    """In which column of a slice a row of the frame stands; null in none."""
    if name == TOTAL:
        return pl.lit(TOTAL)
    if name.startswith(PERIOD):
        code: pl.Expr = pl.lit(None, dtype=pl.String)
        for period in _periods(name):
            first, last = (int(year) for year in period.split("-"))
            code = pl.when(pl.col("year").is_between(first, last)).then(pl.lit(period)).otherwise(code)
        return code
    return known.variables[name].coded()


def _rows(
    declared: Declaration, frame: pl.DataFrame, extract: Extract, known: Definitions
) -> tuple[list[Head], Tally]:
    if declared.variable == "bases":
        return _rows_of_bases(declared, frame, known)
    variable = known.variables[declared.variable]
    order = extract.orders.get(variable.name, ())
    tally: Tally = Counter()
    for name in declared.columns:
        cut = frame.with_columns(_column_codes(name, known).alias("column")).filter(pl.col("column").is_not_null())
        tally += (
            imputed(cut, variable, order, known) if declared.missing == "imputed" else _tally(cut, variable, order)
        )
    rows = [row for row in variable.heads() if declared.missing == "category" or row.code != UNKNOWN]
    if not declared.split:
        return rows, tally
    return _split(declared, frame, rows, tally, extract, known)


def _tally(frame: pl.DataFrame, variable: Variable, order: Sequence[str]) -> Tally:
    """How many per column and category; unknown is who has none."""
    if variable.overlaps:
        weight = pl.lit(1)
        expressions = [variable.has(c).cast(pl.Int64).sum().alias(c.code) for c in variable.categories]
        none = ~pl.any_horizontal([variable.has(c) for c in variable.categories])
        found = frame.group_by("column").agg(*expressions, (none * weight).sum().alias(UNKNOWN))
        codes = [*(c.code for c in variable.categories), UNKNOWN]
        return Counter({(r["column"], code): int(r[code]) for r in found.to_dicts() for code in codes if r[code]})
    coded = frame.select("column", "weight", variable.coded(order).alias("row"))
    found = coded.group_by("column", "row").agg(pl.col("weight").sum())
    return Counter({(column, row): int(number) for column, row, number in found.iter_rows()})


def _rows_of_bases(declared: Declaration, frame: pl.DataFrame, known: Definitions) -> tuple[list[Head], Tally]:
    """Rows that are wider and narrower selections of the same people: they overlap and never add up."""
    tally: Tally = Counter()
    heads = []
    for name in declared.rows:
        base = known.bases[name]
        heads.append(Head(name, base.words, "base", (("base", name),)))
        inside = _everybody(frame.filter(base.rows()), declared, known)
        tally += Counter({(column, name): number for (column, _), number in inside.items()})
    return heads, tally


def _split(
    declared: Declaration, frame: pl.DataFrame, rows: list[Head], tally: Tally, extract: Extract, known: Definitions
) -> tuple[list[Head], Tally]:
    """Below each row its parts by a second variable."""
    variable, second = known.variables[declared.variable], known.variables[declared.split]
    order = extract.orders.get(second.name, ())
    coded = variable.coded(extract.orders.get(variable.name, ()))
    found: list[Head] = []
    for row in rows:
        found.append(row)
        part = frame.filter(coded == row.code)
        for name in declared.columns:
            cut = part.with_columns(_column_codes(name, known).alias("column")).filter(pl.col("column").is_not_null())
            inner = _tally(cut, second, order)
            tally += Counter({(column, f"{row.code}/{code}"): n for (column, code), n in inner.items()})
        found += [
            Head(f"{row.code}/{h.code}", h.words, "category", (*(row.where or ()), *(h.where or ())), row.code)
            for h in second.heads()
        ]
    return found, tally


def _everybody(frame: pl.DataFrame, declared: Declaration, known: Definitions) -> Tally:
    """How many stand in each column, with and without a known category."""
    tally: Tally = Counter()
    for name in declared.columns:
        found = frame.group_by(_column_codes(name, known).alias("column")).agg(pl.col("weight").sum())
        tally += Counter({(column, TOTAL): int(number) for column, number in found.iter_rows() if column is not None})
    return tally


def _cell(number: int, size: int) -> Cell:
    share = 100 * number / size if size else None
    return Cell(number, numerator=number, denominator=size, percentage=share)


def _ends(
    declared: Declaration,
    columns: Sequence[Head],
    sizes: Mapping[str, int],
    everybody: Tally,
    frame: pl.DataFrame,
    known: Definitions,
) -> list[tuple[Head, tuple[Cell, ...]]]:
    """The total of each column (of everybody, where the unknown are left out), and the mean where one is declared."""
    if declared.variable == "bases":
        return []
    totals = tuple(_cell(sizes[column.code], everybody[column.code, TOTAL]) for column in columns)
    found = [(Head(TOTAL, TOTAL_WORDS, TOTAL), totals)]
    if declared.mean_of:
        column_of = known.variables[declared.mean_of].column
        means: dict[str, float | None] = {}
        for name in declared.columns:
            cut = frame.group_by(_column_codes(name, known).alias("column")).agg(pl.col(column_of).mean())
            means |= dict(cut.iter_rows())
        cells = tuple(Cell(None, mean=means.get(column.code)) for column in columns)
        found.append((Head("mean", MEAN_WORDS, "mean", None), cells))
    return found


def _coverage(
    declared: Declaration, columns: Sequence[Head], sizes: Mapping[str, int], everybody: Tally
) -> tuple[int, int] | None:
    """How many are told of, out of how many, where the unknown are left out."""
    if declared.missing == "category":
        return None
    last = columns[-1].code
    return sizes[last], everybody[last, TOTAL]
