# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From the frame of victims and a declaration to a counted table. Nothing here protects small numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from zicht.monitor.declaration import Declaration
from zicht.monitor.declaring import PERIOD, Definitions
from zicht.monitor.distinct import Counted, Values, Whole, belongs, table
from zicht.monitor.frames import UNKNOWN
from zicht.monitor.imputing import imputed
from zicht.monitor.ranking import ranked
from zicht.monitor.result import Cell, CountedTable, Head, Words
from zicht.monitor.variables import Variable, hierarchy

TOTAL_WORDS = Words("Totaal", "Total")
MEAN_WORDS = Words("Gemiddelde, bekende leeftijd", "Mean, age known")
TOTAL = "total"


@dataclass(frozen=True)
class Extract:
    """What is counted: the frame of victims, the years that it covers, the hierarchies that are frozen with it."""

    victims: pl.DataFrame
    years: tuple[int, ...]
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def counted(self) -> Counted:
        """The same frame, ready to be counted by any of its columns."""
        return Counted(self.victims)


@dataclass(frozen=True)
class Slice:
    """Columns side by side: the column of the frame that they cut, and which of its values are in each."""

    heads: tuple[Head, ...]
    column: str
    inside: Whole


@dataclass(frozen=True)
class Selection:
    """Whom a table is of: the rows of the frame, and how often each counts (None for once)."""

    rows: NDArray[np.intp]
    weights: Whole | None


def extract_of(victims: pl.DataFrame, known: Definitions) -> Extract:
    """An extract of everything in ``victims``. Hierarchies that follow the data are computed here and frozen."""
    years = victims["year"].unique().sort().to_list()
    counted = victims.filter(~pl.col("emm_only"))
    orders = {name: hierarchy(v, counted) for name, v in known.variables.items() if v.kind == "first"}
    return Extract(victims, tuple(range(years[0], years[-1] + 1)) if years else (), orders)


def count(declared: Declaration, extract: Extract, known: Definitions) -> CountedTable:
    """The table of a declaration, unprotected. Raises KeyError for a name that is not declared."""
    base = known.bases[declared.base]
    years = tuple(year for year in extract.years if year >= (declared.first_year or year))
    chosen = _chosen(declared, years, extract, known)
    slices = [_slice(name, years, extract, known) for name in declared.columns]
    columns = tuple(head for each in slices for head in each.heads)
    everybody = [n for each in slices for n in _everybody(each, chosen, extract)]
    rows, tally = _rows(declared, slices, chosen, extract, known)
    adds = _adds(declared, known)
    outer = [place for place, row in enumerate(rows) if not row.inside]
    sizes = [int(n) for n in tally[:, outer].sum(axis=1)] if adds else everybody
    cells = [tuple(_cell(int(tally[c, r]), size) for c, size in enumerate(sizes)) for r in range(len(rows))]
    if declared.top:
        rows, cells = ranked(rows, columns, cells, top=declared.top)
    ends = _ends(declared, slices, sizes, everybody, chosen, extract, known)
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
        row_words=_row_words(declared, known),
        breaks=declared.breaks,
        # How many are told of, out of how many, where the unknown are left out.
        coverage=None if declared.missing == "category" else (sizes[-1], everybody[-1]),
    )


def _chosen(declared: Declaration, years: tuple[int, ...], extract: Extract, known: Definitions) -> Selection:
    """Who is in the base; each counts once per victim, or once per report on that victim."""
    counted, base = extract.counted, known.bases[declared.base]
    rows = counted.base((base.conditions_key, years), base.rows() & pl.col("year").is_in(years))
    if declared.unit == "persons":
        rows = rows[np.unique(counted.values("victim").places[rows], return_index=True)[1]]
    bits = {"reports": "reporters", "unit_reports": "police_units"}.get(declared.unit)
    if bits is None:
        return Selection(rows, None)
    values = counted.values(bits)
    ones = values.distinct[bits].bitwise_count_ones().to_numpy().astype(np.int64)
    return Selection(rows, ones[values.places[rows]])


def _adds(declared: Declaration, known: Definitions) -> bool:
    """Whether rows are parts of a whole: reports per reporter group are, victims per form are not."""
    if declared.variable == "bases":
        return False
    return not known.variables[declared.variable].overlaps or declared.unit in ("reports", "unit_reports")


def _slice(name: str, years: Sequence[int], extract: Extract, known: Definitions) -> Slice:
    """One kind of columns, in the declared order."""
    if name == TOTAL or name == "year" or name.startswith(PERIOD):
        return _years(name, years, extract.counted.values("year"))
    variable = known.variables[name]
    heads = variable.heads(name)
    inside = belongs(variable, extract.counted.values(variable.column), extract.orders.get(name, ()))
    return Slice(heads, variable.column, inside[:, : len(heads)])


def _years(name: str, years: Sequence[int], values: Values) -> Slice:
    """All years together, each on its own, or the declared periods."""
    if name == TOTAL:
        heads, spans = [Head(TOTAL, TOTAL_WORDS, TOTAL)], [(min(years, default=0), max(years, default=0))]
    elif name == "year":
        heads = [Head(str(y), Words(str(y), str(y)), "year", (("year", str(y)),)) for y in years]
        spans = [(y, y) for y in years]
    else:
        periods = name.removeprefix(PERIOD).split(",")
        heads = [Head(p, Words(p, p), "period", (("period", p),)) for p in periods]
        spans = [(int(p.split("-")[0]), int(p.split("-")[1])) for p in periods]
    mine = values.distinct["year"].to_numpy()
    inside = np.array([(mine >= first) & (mine <= last) for first, last in spans], dtype=np.int64).T
    return Slice(tuple(heads), "year", inside.reshape(len(values), len(heads)))


def _rows(
    declared: Declaration, slices: Sequence[Slice], chosen: Selection, extract: Extract, known: Definitions
) -> tuple[list[Head], Whole]:
    """The heads of the rows, and how many stand in each column and row."""
    if declared.variable == "bases":
        return _rows_of_bases(declared, slices, chosen, extract, known)
    variable = known.variables[declared.variable]
    order = extract.orders.get(variable.name, ())
    if declared.missing == "imputed":
        tally = imputed(extract.counted, chosen.rows, slices, variable, order, known)
    else:
        tally = np.vstack([_tally(each, (variable,), chosen, extract) for each in slices])
    rows = [row for row in variable.heads() if declared.missing == "category" or row.code != UNKNOWN]
    tally = tally[:, : len(rows)]
    if not declared.split:
        return rows, tally
    second = known.variables[declared.split]
    inner = np.vstack([_tally(each, (variable, second), chosen, extract) for each in slices])
    heads: list[Head] = []
    parts = []
    for place, row in enumerate(rows):
        below = [
            Head(f"{row.code}/{h.code}", h.words, "category", (*(row.where or ()), *(h.where or ())), row.code)
            for h in second.heads()
        ]
        heads += [row, *below]
        parts += [tally[:, place : place + 1], inner[:, place, : len(below)]]
    return heads, np.hstack(parts)


def _tally(each: Slice, variables: tuple[Variable, ...], chosen: Selection, extract: Extract) -> Whole:
    """How many per column and category, or per column, category and second category; unknown is who has none."""
    counted = extract.counted
    columns = [variable.column for variable in variables]
    # Per category of a variable that overlaps a report or victim counts once: its weight is the categories.
    weights = None if variables[-1].overlaps else chosen.weights
    found = table(counted, [each.column, *columns], chosen.rows, weights)
    parts = [belongs(v, counted.values(v.column), extract.orders.get(v.name, ())) for v in variables]
    if len(parts) == 1:
        tally: Whole = each.inside.T @ found @ parts[0]
    else:
        tally = np.einsum("sc,svw,vr,wq->crq", each.inside, found, *parts, optimize=True)
    return tally


def _rows_of_bases(
    declared: Declaration, slices: Sequence[Slice], chosen: Selection, extract: Extract, known: Definitions
) -> tuple[list[Head], Whole]:
    """Rows that are wider and narrower selections of the same people: they overlap and never add up."""
    heads, lines = [], []
    for name in declared.rows:
        base = known.bases[name]
        heads.append(Head(name, base.words, "base", (("base", name),)))
        inside = np.isin(chosen.rows, extract.counted.base(base.conditions_key, base.rows()))
        part = Selection(chosen.rows[inside], None if chosen.weights is None else chosen.weights[inside])
        lines.append([n for each in slices for n in _everybody(each, part, extract)])
    return heads, np.array(lines, dtype=np.int64).T


def _everybody(each: Slice, chosen: Selection, extract: Extract) -> list[int]:
    """How many stand in each column, with and without a known category."""
    found = table(extract.counted, [each.column], chosen.rows, chosen.weights)
    return [int(number) for number in found @ each.inside]


def _cell(number: int, size: int) -> Cell:
    share = 100 * number / size if size else None
    return Cell(number, numerator=number, denominator=size, percentage=share)


def _ends(
    declared: Declaration,
    slices: Sequence[Slice],
    sizes: Sequence[int],
    everybody: Sequence[int],
    chosen: Selection,
    extract: Extract,
    known: Definitions,
) -> list[tuple[Head, tuple[Cell, ...]]]:
    """The total of each column (of everybody, where the unknown are left out), and the mean where one is declared."""
    if declared.variable == "bases":
        return []
    totals = tuple(_cell(size, number) for size, number in zip(sizes, everybody, strict=True))
    found = [(Head(TOTAL, TOTAL_WORDS, TOTAL), totals)]
    if declared.mean_of:
        column = known.variables[declared.mean_of].column
        means = [mean for each in slices for mean in _means(each, column, chosen, extract)]
        found.append((Head("mean", MEAN_WORDS, "mean", None), tuple(Cell(None, mean=mean) for mean in means)))
    return found


def _means(each: Slice, column: str, chosen: Selection, extract: Extract) -> list[float | None]:
    """The mean of the known values in each column."""
    found = each.inside.T @ table(extract.counted, [each.column, column], chosen.rows, None)
    values = extract.counted.values(column).distinct[column]
    known = values.is_not_null().to_numpy()
    numbers = values.fill_null(0).to_numpy().astype(np.int64)
    return [int(line @ numbers) / int(line[known].sum()) if line[known].sum() else None for line in found]


def _row_words(declared: Declaration, known: Definitions) -> Words:
    """What the rows are, for the head above them."""
    if declared.variable == "bases":
        return Words("Wie meetelt", "Who counts")
    return known.variables[declared.variable].words
