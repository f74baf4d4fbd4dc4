# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A stored edition as pages and simple files show it: words, texts of cells, pictures. Only protected tables pass."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from zicht.base.text import safe_cell
from zicht.monitor import chart, table
from zicht.monitor.disclosure import UnprotectedTableError
from zicht.monitor.models import Edition
from zicht.monitor.result import Cell, CountedTable, Head, Lang, Words
from zicht.monitor.words import HIDDEN, MISSING, PLACES, UNITS

# A picture with more small charts than this is no picture any more.
MOST_PANELS = 9
SIDES = ("year", "group", "period")


@lru_cache(maxsize=32)
def tables_of(text: str) -> tuple[CountedTable, ...]:
    """The tables in a stored tables.json. Raises UnprotectedTableError: others do not leave."""
    if not text:
        return ()
    found = tuple(_table(data) for data in json.loads(text)["tables"])
    for one in found:
        if not one.protected:
            raise UnprotectedTableError(one.id)
    return found


def slug_of(figure: str) -> str:
    """The id of a figure as it stands in an address."""
    return figure.replace(".", "-").lower()


@dataclass(frozen=True)
class Shown:
    """A figure for a page: heads and texts per row, counts and shares apart."""

    id: str
    slug: str
    title: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[str, tuple[str, ...]], ...]
    shares: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    hidden: bool


def shown(one: CountedTable, edition: Edition, lang: Lang) -> Shown:
    """What a page needs of a protected table."""
    if not one.protected:
        raise UnprotectedTableError(one.id)
    counted = [(row, cells) for row, cells in zip(one.rows, one.cells, strict=True)]
    shared = [(row, cells) for row, cells in counted if row.kind not in ("total", "mean")]
    return Shown(
        id=one.id,
        slug=slug_of(one.id),
        title=f"{one.title.in_(lang)}, {place_of(edition, lang)}, {edition.years}",
        unit=UNITS[one.unit].in_(lang),
        facts=tuple(_facts(one, edition, lang)),
        columns=tuple(column.words.in_(lang) for column in one.columns),
        counts=tuple((_label(row, lang), tuple(count_text(cell, lang) for cell in cells)) for row, cells in counted),
        shares=tuple((_label(row, lang), tuple(share_text(cell, lang) for cell in cells)) for row, cells in shared),
        notes=tuple(note.in_(lang) for note in one.notes),
        hidden=any(cell.suppressed for _, _, cell in one.walk()),
    )


def place_of(edition: Edition, lang: Lang) -> str:
    """Which register this is about, in every title."""
    if lang == "nl" or not edition.place.startswith("regio"):
        return edition.place
    return edition.place.replace("regio", "region", 1)


def count_text(cell: Cell, lang: Lang) -> str:
    """A count or a mean as people read it, or the word for hidden."""
    if cell.suppressed:
        return HIDDEN.in_(lang)
    if cell.mean is not None:
        text = f"{cell.mean:.1f}"
        return text.replace(".", ",") if lang == "nl" else text
    if cell.count is None:
        return "-"
    return f"{cell.count:,}".replace(",", ".") if lang == "nl" else f"{cell.count:,}"


def share_text(cell: Cell, lang: Lang) -> str:
    """A share in whole per cents, the word for hidden, a dash where the base is 0."""
    if cell.suppressed or (cell.percentage is None and cell.count):
        return HIDDEN.in_(lang)
    return "-" if cell.percentage is None else f"{cell.percentage:.0f}"


@lru_cache(maxsize=64)
def pictures(
    one: CountedTable, place: str, years: str, name: str, lang: Lang
) -> tuple[SafeString, SafeString] | None:
    """The wide picture and the one for a telephone; None where a picture would not help."""
    found = _for_chart(one, place, years, lang)
    if found is None:
        return None
    wide = chart.chart(found, chart_id=f"{name}-wide")
    phone = chart.phone_chart(found, chart_id=f"{name}-phone")
    # They come out of our own drawing; their words are escaped there.
    return mark_safe(wide), mark_safe(phone)  # noqa: S308


def csv_text(edition: Edition, tables: tuple[CountedTable, ...]) -> str:
    """All cells below each other, one per line: tidy CSV with commas and a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["edition", "table", "unit", "base", "row", "row_nl", "row_en", "column", "count", "numerator",
         "denominator", "percentage", "mean", "suppressed"]
    )  # fmt: skip
    for one in tables:
        for row, column, cell in one.walk():
            line = [
                edition.slug, one.id, one.unit, one.base, row.code, row.words.nl, row.words.en, column.code,
                cell.count, cell.numerator, cell.denominator, _number(cell.percentage), _number(cell.mean),
                int(cell.suppressed),
            ]  # fmt: skip
            writer.writerow(["" if value is None else safe_cell(str(value)) for value in line])
    return out.getvalue()


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}"


def _label(row: Head, lang: Lang) -> str:
    return ("– " if row.inside else "") + row.words.in_(lang)


def _facts(one: CountedTable, edition: Edition, lang: Lang) -> list[tuple[str, str]]:
    nl = lang == "nl"
    facts = [
        ("Eenheid" if nl else "Unit", UNITS[one.unit].in_(lang)),
        ("Basis" if nl else "Base", one.base_words.in_(lang)),
        ("Periode" if nl else "Period", edition.years),
        ("Bereik" if nl else "Scope", place_of(edition, lang)),
        ("Plaats in dit cijfer" if nl else "Place in this figure", PLACES[one.place].in_(lang)),
        ("Onbekend" if nl else "Unknown", MISSING[one.missing].in_(lang)),
    ]
    if not one.partition:
        words = Words("Rijen overlappen: tel ze niet op.", "Rows overlap: do not add them.")
        facts.append(("Optellen" if nl else "Adding", words.in_(lang)))
    return facts


def _for_chart(one: CountedTable, place: str, years: str, lang: Lang) -> table.Table | None:
    """One panel per row, one bar per column of the first kind of side that the table has."""
    side = next((kind for kind in SIDES if any(column.kind == kind for column in one.columns)), None)
    rows = [place for place, row in enumerate(one.rows) if row.kind not in ("total", "mean") and not row.inside]
    across = [place for place, column in enumerate(one.columns) if column.kind == side]
    if side is None or not 0 < len(rows) <= MOST_PANELS:
        return None
    cells = [[_plain(one.cells[row][column]) for column in across] for row in rows]
    empty = tuple(table.Cell(0) for _ in range(len(across) + 1))
    # The drawing leaves out the last row and the last column: there stand the totals of a working figure.
    return table.Table(
        id=one.id, title_nl=f"{one.title.in_(lang)}, {place}, {years}", title_en="", unit=UNITS[one.unit].in_(lang),
        base=one.base_words.in_(lang), period=years, scope="region", place=place, rule_version="", list_versions="",
        missing_rule="", footnotes=(),
        rows=(*(table.Head(one.rows[r].code, one.rows[r].words.in_(lang), "") for r in rows), table.Head("", "", "")),
        columns=(*(one.columns[c].code for c in across), ""),
        cells=(*((*line, table.Cell(0)) for line in cells), empty),
        status="", protected=True,
    )  # fmt: skip


def _plain(cell: Cell) -> table.Cell:
    return table.Cell(cell.count, hidden=cell.suppressed, reason=cell.reason)


def _table(data: dict[str, Any]) -> CountedTable:
    return CountedTable(
        id=data["id"],
        title=Words(**data["title"]),
        unit=data["unit"],
        base=data["base"]["name"],
        base_words=Words(data["base"]["nl"], data["base"]["en"]),
        place=data["place"],
        missing=data["missing"],
        rows=tuple(_head(head) for head in data["rows"]),
        columns=tuple(_head(head) for head in data["columns"]),
        cells=tuple(tuple(Cell(**cell) for cell in line) for line in data["cells"]),
        partition=data["adds_up"],
        notes=tuple(Words(**note) for note in data["notes"]),
        breaks=tuple(data["breaks"]),
        coverage=None if data["coverage"] is None else (data["coverage"][0], data["coverage"][1]),
        protected=data["protected"],
    )


def _head(data: dict[str, str]) -> Head:
    return Head(data["code"], Words(data["nl"], data["en"]), data["kind"], None, data["inside"])
