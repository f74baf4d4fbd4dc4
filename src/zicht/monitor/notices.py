# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Warnings made from the data of an edition: what a reader must know before comparing its numbers.

All but one are computed from protected tables only, so a warning cannot say what protection hides. The one on a large
case looks at the extract; it names the group and the year, and no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import polars as pl

from zicht.monitor.counting import Extract
from zicht.monitor.events import Event, between
from zicht.monitor.result import CountedTable, Head, Words
from zicht.monitor.wording import number, told

# Half the sum of all changes of shares: how many of a hundred reports come from another kind of reporter than a year
# before. Ten of a hundred is more than any change of shares within a year that a text should be hung on.
MIX_POINTS = 10
# From three quarters on, a group's numbers follow the work of one reporter.
DOMINANT_PERCENT = 75
# A unit's part of a national rise that is called an entry point, and the least rise of which parts say anything.
ENTRY_PERCENT = 40
ENTRY_RISE = 50
# People with the same reporter, unit, nationality, forms and sectors in one year: a quarter of a group, at least
# twenty, and three times what is usual in the other years, looks like one case.
CASE_PERCENT = 25
CASE_LEAST = 20
CASE_TIMES = 3
# Below thirty one person more or less moves a share by more than three points.
SMALL_BASE = 30
CASE = ("reporters", "police_units", "nationality", "forms", "sectors_sexual", "sectors_labour")


@dataclass(frozen=True)
class Notice:
    """One warning. ``tables`` are ids that it is about, empty for all; ``numbers`` are those that led to it."""

    code: str
    words: Words
    tables: tuple[str, ...] = ()
    numbers: tuple[tuple[str, float], ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """For ``tables.json``: plain values."""
        words = {"nl": self.words.nl, "en": self.words.en}
        return {"code": self.code, **words, "tables": list(self.tables), "numbers": dict(self.numbers)}


def notices(
    extract: Extract | None, tables: Sequence[CountedTable], *, years: Sequence[int], earlier: Sequence[int] = ()
) -> tuple[Notice, ...]:
    """All warnings of an edition.

    tables: protected. years: of the edition. earlier: of the edition before it; without it, the same number of years
    one year before. extract: to see large cases; None to leave that out. Raises ValueError for a table that is not
    protected, WordingError when a warning would break the language rules.
    """
    if any(not table.protected for table in tables):
        raise ValueError("warnings are made from protected tables")
    return (
        *_breaks(tables, years),
        *_mix(tables),
        *_dominant(tables),
        *(_large_cases(extract, tables) if extract is not None else ()),
        *_entry_points(tables),
        *_windows(years, earlier),
        *_small_bases(tables),
    )


def _breaks(tables: Sequence[CountedTable], years: Sequence[int]) -> Iterator[Notice]:
    """A break between years of the edition, with the reports of those whom it is about."""
    for event in between(years[0], years[-1]):
        about = tuple(table.id for table in tables if event in between(_first(table, years), years[-1], table.id))
        if not about:
            continue
        numbers = tuple(_reports_of(tables, event))
        code = "legal_break" if event.kind == "law" else "series_break"
        day = event.day
        nl = f"Breuk in de reeks op {day.day}-{day.month}-{day.year}. {event.words.nl}"
        en = f"Break in the series on {day.isoformat()}. {event.words.en}"
        nl += " Vergelijk jaren ervoor en erna niet zonder dit te noemen."
        en += " Do not compare years before and after without saying so."
        yield Notice(f"{code}:{event.code}", told(nl, en), about, numbers)


def _reports_of(tables: Sequence[CountedTable], event: Event) -> Iterator[tuple[str, float]]:
    """Per year the published reports of the reporters that an event is about, without years with a hidden one."""
    table = _by(tables, "reporter", "reports")
    if table is None or not event.reporters:
        return
    for column in _years(table):
        counts = [table.cell(row.code, column.code).count for row in table.rows if row.code in event.reporters]
        if counts and all(count is not None for count in counts):
            yield f"reports {column.code}", sum(count or 0 for count in counts)


def _mix(tables: Sequence[CountedTable]) -> Iterator[Notice]:
    """Two years in a row with another mix of reporters."""
    table = _by(tables, "reporter", "reports")
    if table is None:
        return
    for before, after in _steps(table):
        old, new = _shares(table, before), _shares(table, after)
        moved = {code: new.get(code, 0.0) - old.get(code, 0.0) for code in {*old, *new}}
        points = sum(abs(each) for each in moved.values()) / 2
        if points < MIX_POINTS or not old or not new:
            continue
        nl = (
            f"Tussen {before.code} en {after.code} veranderde wie meldt: {round(points)} van elke honderd meldingen "
            "komen van een andere soort melder. Een verandering in wie wordt gemeld kan daarmee samenhangen."
        )
        en = (
            f"Between {before.code} and {after.code} it changed who reports: {round(points)} of every hundred "
            "reports come from another kind of reporter. A change in who is reported can go with that."
        )
        largest = max(sorted(moved), key=lambda code: abs(moved[code]))
        numbers = (("points", round(points, 1)), (f"{largest} points", round(moved[largest], 1)))
        yield Notice("reporter_mix", told(nl, en, unit="reports", describes_change=True), (table.id,), numbers)


def _shares(table: CountedTable, column: Head) -> dict[str, float]:
    """Shares of 100 of the visible reporters, and of all hidden ones together: what a reader can compute."""
    total = table.cell("total", column.code).count
    if not total:
        return {}
    counts = {row.code: table.cell(row.code, column.code).count for row in table.rows if row.kind == "category"}
    known = {code: 100 * count / total for code, count in counts.items() if count is not None}
    return {**known, "(hidden)": 100 - sum(known.values())}


def _dominant(tables: Sequence[CountedTable]) -> Iterator[Notice]:
    """Groups of which one reporter brings nearly all reports."""
    table = _by(tables, "reporter", "reports")
    if table is None:
        return
    for row, column, cell in table.walk():
        total = table.cell("total", column.code).count or 0
        if (column.kind, row.kind) != ("group", "category") or total < SMALL_BASE:
            continue
        if cell.count is None or 100 * cell.count < DOMINANT_PERCENT * total:
            continue
        share = round(100 * cell.count / total)
        nl = (
            f"{column.words.nl}: {share} van elke honderd meldingen komen van één soort melder ({row.words.nl}). "
            "Dit aantal volgt het werk van die melder."
        )
        en = (
            f"{column.words.en}: {share} of every hundred reports come from one kind of reporter ({row.words.en}). "
            "This number follows the work of that reporter."
        )
        numbers = (("reports", float(cell.count)), ("of", float(total)))
        yield Notice("one_reporter", told(nl, en, unit="reports"), (table.id,), numbers)


def _large_cases(extract: Extract, tables: Sequence[CountedTable]) -> Iterator[Notice]:
    """Groups in a year of which a large part is alike in everything: perhaps one case."""
    counted = extract.victims.filter(~pl.col("emm_only"))
    alike = counted.group_by("year", "group", *CASE).len("number")
    usual = alike.group_by("group", *CASE).agg(pl.col("number").sum().alias("all"))
    sizes = counted.group_by("year", "group").len("size")
    others = max(len(extract.years) - 1, 1)
    found = (
        alike.join(usual, on=["group", *CASE], nulls_equal=True)
        .join(sizes, on=["year", "group"])
        .filter(
            (pl.col("number") >= CASE_LEAST)
            & (100 * pl.col("number") >= CASE_PERCENT * pl.col("size"))
            & (pl.col("number") * others >= CASE_TIMES * (pl.col("all") - pl.col("number")))
        )
        .select("year", "group")
        .unique()
        .sort("year", "group")
    )
    table = _by(tables, "group", "victims")
    heads = {row.code: row.words for row in table.rows} if table is not None else {}
    for year, group in found.iter_rows():
        words = heads.get(group, Words(group, group))
        nl = (
            f"{words.nl}, {year}: een groot deel van de gemelde slachtoffers lijkt in alles op elkaar. Mogelijk is "
            "het één grote zaak; één zaak kan een jaar bepalen."
        )
        en = (
            f"{words.en}, {year}: a large part of the reported victims are alike in everything. It may be one large "
            "case; one case can decide a year."
        )
        yield Notice("one_large_case", told(nl, en, unit="victims"), (table.id,) if table is not None else ())


def _entry_points(tables: Sequence[CountedTable]) -> Iterator[Notice]:
    """A police unit that brings most of a national rise."""
    table = _by(tables, "police_unit", "unit_reports")
    if table is None:
        return
    for before, after in _steps(table):
        a, b = table.cell("total", before.code).count, table.cell("total", after.code).count
        if a is None or b is None or b - a < ENTRY_RISE:
            continue
        for row in table.rows:
            old, new = table.cell(row.code, before.code).count, table.cell(row.code, after.code).count
            if row.kind != "category" or old is None or new is None or 100 * (new - old) < ENTRY_PERCENT * (b - a):
                continue
            share = round(100 * (new - old) / (b - a))
            nl = (
                f"Het aantal meldingen van de politie steeg tussen {before.code} en {after.code} "
                f"van {number(a, 'nl')} naar {number(b, 'nl')}. "
                f"Daarvan staat {share} procent op naam van één eenheid: {row.words.nl}. "
                "Waar iemand zich meldt bepaalt welke eenheid meldt; dit zegt niet waar iemand is uitgebuit."
            )
            en = (
                f"Police reports rose between {before.code} and {after.code} from {number(a, 'en')} to "
                f"{number(b, 'en')}. Of that rise {share} per cent stands to one unit: {row.words.en}. "
                "Where somebody comes forward decides which unit reports; "
                "this does not say where somebody was exploited."
            )
            numbers = (("unit before", old), ("unit after", new), ("all before", a), ("all after", b))
            words = told(nl, en, unit="unit_reports", describes_change=True)
            yield Notice("entry_point", words, (table.id,), tuple((name, float(n)) for name, n in numbers))


def _windows(years: Sequence[int], earlier: Sequence[int]) -> Iterator[Notice]:
    """Periods of several years that share years with the period before."""
    before = tuple(earlier) or tuple(year - 1 for year in years)
    shared = sorted(set(years) & set(before))
    if len(years) < 2 or not shared:
        return
    mine, other = f"{years[0]}-{years[-1]}", f"{before[0]}-{before[-1]}"
    nl = (
        f"Het tijdvak {mine} deelt {len(shared)} van {len(years)} jaren met {other}. "
        "Vergelijk jaren, geen tijdvakken: een verschil tussen de tijdvakken is vooral "
        "het verschil tussen het eerste en het laatste jaar."
    )
    en = (
        f"The period {mine} shares {len(shared)} of {len(years)} years with {other}. Compare years, not periods: a "
        "difference between the periods is mostly the difference between the first and the last year."
    )
    yield Notice("overlapping_windows", told(nl, en), (), (("shared", len(shared)), ("of", len(years))))


def _small_bases(tables: Sequence[CountedTable]) -> Iterator[Notice]:
    """Tables in which shares of a column are over few."""
    found: dict[str, int] = {}
    for table in tables:
        total = next((row for row in table.rows if row.kind == "total"), None)
        if total is None:
            continue
        bases = [table.cell(total.code, column.code) for column in table.columns]
        few = sum(1 for cell in bases if cell.suppressed or 0 < (cell.count or 0) < SMALL_BASE)
        if few:
            found[table.id] = few
    if found:
        ids = ", ".join(found)
        nl = (
            f"In tabel {ids} gaat een of meer kolommen over minder dan {SMALL_BASE} gevallen, of is het totaal "
            "afgeschermd. Eén geval meer of minder verschuift een percentage daar met meer dan 3 procentpunt."
        )
        en = (
            f"In table {ids} one or more columns are about fewer than {SMALL_BASE} cases, or the total is hidden. "
            "One case more or less moves a percentage there by more than 3 percentage points."
        )
        numbers = tuple((f"columns {id_}", float(few)) for id_, few in found.items())
        yield Notice("small_base", told(nl, en), tuple(found), numbers)


def _first(table: CountedTable, years: Sequence[int]) -> int:
    """The first year that a table is about."""
    shown = _years(table)
    return int(shown[0].code) if shown else years[0]


def _by(tables: Sequence[CountedTable], variable: str, unit: str) -> CountedTable | None:
    """The first table of a unit whose rows are the categories of a variable, over years."""
    for table in tables:
        rows = [row for row in table.rows if row.kind == "category" and not row.inside]
        named = all(row.where and [key for key, _ in row.where] == [variable] for row in rows)
        if table.unit == unit and rows and named and _years(table):
            return table
    return None


def _years(table: CountedTable) -> tuple[Head, ...]:
    return tuple(column for column in table.columns if column.kind == "year")


def _steps(table: CountedTable) -> tuple[tuple[Head, Head], ...]:
    """Each year with the next one."""
    years = _years(table)
    return tuple(pairwise(years))
