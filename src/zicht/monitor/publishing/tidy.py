# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tables as tidy CSV, one line per cell, with CSVW metadata (W3C, Metadata Vocabulary for Tabular Data, 2015).

The same columns in every file and in each language: codes with words in both. A hidden number is empty and its line
says so; zero is 0.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from zicht.base.text import safe_cell
from zicht.monitor.publishing.explaining import explained_csv
from zicht.monitor.publishing.fragments import slug
from zicht.monitor.publishing.publication import Publication, refuse_unprotected
from zicht.monitor.publishing.texts import full_title, whole_percentage
from zicht.monitor.publishing.words import UNITS
from zicht.monitor.result import Cell, CountedTable, Head

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "nl"}]
END = "-metadata.json"


class Column(NamedTuple):
    """One column of every file: its name, its titles, what it means, its type."""

    name: str
    nl: str
    en: str
    means: str
    type: str = "string"


COLUMNS = (
    Column("edition", "editie", "edition", "Editie van de monitor."),
    Column("table", "tabel", "table", "Nummer van de tabel."),
    Column("unit", "eenheid", "unit", "Wat is geteld: victims, reports, unit_reports, persons of events."),
    Column("base", "basis", "base", "Wie in de tabel is."),
    Column("place", "plaats", "place", "Wat een plaats is: none, residence, tie, exploitation of reporter."),
    Column("row_kind", "soort rij", "kind of row", "category, total, base of mean."),
    Column("row_code", "code rij", "row code", "Code van de rij."),
    Column("row_nl", "rij", "row (Dutch)", "Rij in het Nederlands."),
    Column("row_en", "rij (Engels)", "row", "Rij in het Engels."),
    Column("column_kind", "soort kolom", "kind of column", "year, period, group, category of total."),
    Column("column_code", "code kolom", "column code", "Code van de kolom."),
    Column("column_nl", "kolom", "column (Dutch)", "Kolom in het Nederlands."),
    Column("column_en", "kolom (Engels)", "column", "Kolom in het Engels."),
    Column("suppressed", "afgeschermd", "suppressed", "Of het getal is afgeschermd.", "boolean"),
    Column("count", "aantal", "count", "Aantal in de eenheid van de tabel; leeg als het is afgeschermd.", "integer"),
    Column("numerator", "teller", "numerator", "Teller van het percentage.", "integer"),
    Column("denominator", "noemer", "denominator", "Noemer van het percentage.", "integer"),
    Column("percentage", "percentage", "percentage", "Percentage, afgerond op hele procenten.", "integer"),
    Column("mean", "gemiddelde", "mean", "Gemiddelde in jaren, met een decimaal.", "decimal"),
    Column("rank", "plaats in de rij", "rank", "Plaats; gelijke aantallen delen een plaats.", "integer"),
)


def csv_name(table: CountedTable) -> str:
    """Where the CSV of a table stands."""
    return f"data/{slug(table.id)}.csv"


ALL = "data/all.csv"


def tidy_files(publication: Publication) -> dict[str, bytes]:
    """A CSV with metadata per table, and all tables in one."""
    files = {}
    for table in publication.tables:
        files[csv_name(table)] = to_csv(publication, [table])
        title = {"nl": full_title(publication, table, "nl"), "en": full_title(publication, table, "en")}
        files[csv_name(table) + END] = metadata(csv_name(table), title, publication)
    files[ALL] = to_csv(publication, publication.tables)
    whole = {
        "nl": f"{publication.title.nl}, {publication.period}",
        "en": f"{publication.title.en}, {publication.period}",
    }
    files[ALL + END] = metadata(ALL, whole, publication)
    if publication.explained is not None:
        files |= explained_csv(publication.explained, publication.id)
    return files


def to_csv(publication: Publication, tables: Sequence[CountedTable]) -> bytes:
    """One line per cell, commas between, UTF-8. Raises UnprotectedTableError."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in COLUMNS])
    for table in tables:
        refuse_unprotected(table)
        writer.writerows(_line(publication, table, row, column, cell) for row, column, cell in table.walk())
    return out.getvalue().encode()


def metadata(name: str, title: dict[str, str], publication: Publication) -> bytes:
    """The CSVW description of one file, with the file's name seen from beside it."""
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "url": name.rsplit("/", 1)[-1],
        "dc:title": [{"@value": text, "@language": lang} for lang, text in sorted(title.items())],
        "dc:publisher": publication.about.publisher,
        "dc:license": {"@id": publication.about.licence_uri},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [_column(column) for column in COLUMNS],
            "primaryKey": ["table", "row_code", "column_kind", "column_code"],
        },
    }
    return (json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": {"nl": [column.name, column.nl], "en": [column.en]},
        "dc:description": column.means,
        "datatype": {"base": column.type, "format": "true|false"} if column.type == "boolean" else column.type,
    }
    if column.name in ("count", "numerator", "denominator", "percentage", "mean", "rank"):
        described["null"] = ""
    elif column.name not in ("base", "place"):
        described["required"] = True
    if column.name == "unit":
        words = ", ".join(f"{code} = {unit.nl}" for code, unit in UNITS.items())
        described["dc:description"] = f"Wat is geteld: {words}."
    return described


def _line(publication: Publication, table: CountedTable, row: Head, column: Head, cell: Cell) -> list[str]:
    texts = [
        publication.id,
        table.id,
        table.unit,
        table.base,
        table.place,
        row.kind,
        row.code,
        row.words.nl,
        row.words.en,
        column.kind,
        column.code,
        column.words.nl,
        column.words.en,
    ]
    numbers = [cell.count, cell.numerator, cell.denominator, whole_percentage(cell)]
    mean = "" if cell.mean is None else f"{cell.mean:.1f}"
    return [
        *(safe_cell(text) for text in texts),
        "true" if cell.suppressed else "false",
        *("" if number is None else str(number) for number in numbers),
        mean,
        "" if cell.rank is None else str(cell.rank),
    ]
