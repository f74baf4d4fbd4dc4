# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A protected table as text: the words of one cell (for page and CSV alike), and the CSV file."""

from __future__ import annotations

import csv
import io

from zicht.base.text import safe_cell
from zicht.monitor.disclosure import HIDDEN, UnprotectedTableError
from zicht.monitor.table import Cell, Table


def cell_text(cell: Cell, *, thousands: bool = False) -> str:
    """The count as a page or file shows it, or the word for hidden.

    ``thousands``: 1.178 for people to read.
    """
    if cell.hidden or cell.count is None:
        return HIDDEN
    return f"{cell.count:,}".replace(",", ".") if thousands else str(cell.count)


def percentage_text(cell: Cell) -> str:
    """The share in whole per cents, the word for hidden, or a dash when the base is 0."""
    if cell.hidden or (cell.percentage is None and cell.count):
        return HIDDEN
    return "-" if cell.percentage is None else f"{cell.percentage:.0f}"


def to_csv(table: Table) -> str:
    """The table as CSV with semicolons: the declaration (lines with #), then counts and shares.

    Raises UnprotectedTableError for a table that did not pass disclosure.protect().
    """
    if not table.protected:
        raise UnprotectedTableError(table.id)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for name, value in declaration(table):
        writer.writerow([f"# {name}", safe_cell(value)])
    heads = [head for column in table.columns for head in (f"{column} aantal", f"{column} %")]
    writer.writerow(["code", "groep", *heads])
    for head, row in zip(table.rows, table.cells, strict=True):
        texts = [text for cell in row for text in (cell_text(cell), percentage_text(cell))]
        writer.writerow([safe_cell(head.code), safe_cell(head.nl), *texts])
    return out.getvalue()


def declaration(table: Table) -> tuple[tuple[str, str], ...]:
    """What must stand beside the numbers, as pairs of name and text in Dutch. For page and CSV alike."""
    place = table.place if table.scope == "region" else f"landelijk: {table.place}"
    return (
        ("Titel", table.title_nl),
        ("Status", table.status),
        ("Eenheid", table.unit),
        ("Basis", table.base),
        ("Periode", table.period),
        ("Bereik", place),
        ("Ontbrekende gegevens", table.missing_rule),
        ("Regel", table.rule_version),
        ("Codelijsten", table.list_versions),
        ("Percentage", "aandeel in alle slachtoffers van dezelfde kolom"),
        *((("Afgeschermd", table.withheld),) if table.withheld else ()),
        *(("Noot", note) for note in table.footnotes),
    )
