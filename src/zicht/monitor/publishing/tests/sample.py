# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A small invented edition: two tables, one with years and groups, hidden cells with numbers that can be searched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from zicht.monitor.disclosure import ONE_REASON
from zicht.monitor.editions import Edition, Pins, tables_json
from zicht.monitor.making import FORMATS
from zicht.monitor.publishing import About, Publication, files_of, publication_from
from zicht.monitor.publishing.publication import LANGS, Notice
from zicht.monitor.result import Cell, CountedTable, Head, Lang, Unit, Words

# Numbers that stand nowhere else: if one is found in a file, a hidden cell has leaked.
PLANTED = (77_345, 77_346)
ISSUED = date(2026, 10, 18)
ABOUT = About(
    publisher="Voorbeeldregister", contact="cijfers@example.org", base_url="https://example.org/m/", issued=ISSUED
)


NOTICES = (Notice("small", Words("Let op: <klein> & bijzonder.", "Mind: <small> & special."), ("1.1",)),)


def head(code: str, kind: str, en: str = "") -> Head:
    return Head(code, Words(code, en or code), kind, ((kind, code),) if kind not in ("total", "mean") else ())


YEARS = tuple(head(str(year), "year") for year in range(2021, 2024))
GROUPS = (head("Arbeid", "group", "Labour"), head("Anders", "group", "Other"))
TOTAL = Head("total", Words("Totaal", "Total"), "total", ())
ROWS = (head("vrouw", "category", "female"), head("man", "category", "male"))


def cells(lines: list[list[int]]) -> tuple[tuple[Cell, ...], ...]:
    whole = lines[-1]
    return tuple(
        tuple(
            Cell(count, count, base, 100 * count / base if base else None)
            for count, base in zip(line, whole, strict=True)
        )
        for line in lines
    )


def table(table_id: str, lines: list[list[int]], columns: tuple[Head, ...], **more: object) -> CountedTable:
    unit: Unit = "victims"
    made = CountedTable(
        id=table_id,
        title=Words(f"Geslacht, tabel {table_id}", f"Sex, table {table_id}"),
        unit=unit,
        base="reported",
        base_words=Words("Unieke gemelde slachtoffers.", "Unique reported victims."),
        place="none",
        missing="category",
        rows=(*ROWS, TOTAL),
        columns=(*columns, TOTAL),
        cells=cells(lines),
        partition=True,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def edition(**more: object) -> Edition:
    """Unprotected; the planted numbers stand in it."""
    first = table(
        "1.1",
        [[1234, 20, PLANTED[0], 40], [30, 40, PLANTED[1], 50], [1264, 60, 154_691, 90]],
        YEARS,
        breaks=("gdpr-2018",),
    )
    second = table("1.2-x", [[12, 13, 25], [14, 15, 29], [26, 28, 54]], GROUPS, place="reporter")
    pins = Pins("e" * 64, {"forms": "1"}, "d" * 64, {}, "rule-1", "0.1.0")
    made = Edition("2021-2023", (2021, 2022, 2023), "national", "Nederland", (first, second), pins)
    return replace(made, **more)  # type: ignore[arg-type]


def protected(tables: tuple[CountedTable, ...]) -> tuple[CountedTable, ...]:
    """The same with the planted numbers hidden."""
    gone = Cell(None, suppressed=True, reason=ONE_REASON)
    return tuple(
        replace(
            each,
            protected=True,
            cells=tuple(tuple(gone if cell.count in PLANTED else cell for cell in line) for line in each.cells),
        )
        for each in tables
    )


def stored(made: Edition, tables: Sequence[CountedTable]) -> bytes:
    """What is kept of these tables, with the warning."""
    told = [{"code": n.code, "nl": n.words.nl, "en": n.words.en, "tables": list(n.tables)} for n in NOTICES]
    return tables_json(made, tables, notices=told)


def publication(made: Edition, tables: Sequence[CountedTable]) -> Publication:
    """The same as everything that leaves is made from it."""
    return publication_from(stored(made, tables), about=ABOUT)


def published(
    made: Edition, tables: Sequence[CountedTable], *, formats: Collection[str] = FORMATS, lang: Sequence[Lang] = LANGS
) -> Mapping[str, bytes]:
    """All files."""
    return files_of(publication(made, tables), formats=formats, lang=lang, tables=stored(made, tables))
