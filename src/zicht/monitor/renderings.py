# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The files of an edition, made from its stored tables: nothing that is not in tables.json can get into them."""

from types import MappingProxyType
from typing import Final

from zicht.monitor.models import Edition
from zicht.monitor.showing import csv_text, tables_of

JSON, CSV, ODS = "tables.json", "tables.csv", "tables.ods"
PDF = MappingProxyType({"nl": "rapport.pdf", "en": "report.pdf"})
# Form in an address: name of the file per language, media type, words on the page.
FILES: Final = MappingProxyType(
    {
        "pdf": (PDF, "application/pdf", "PDF"),
        "ods": ({"nl": ODS, "en": ODS}, "application/vnd.oasis.opendocument.spreadsheet", "ODS"),
        "csv": ({"nl": CSV, "en": CSV}, "text/csv; charset=utf-8", "CSV"),
        "json": ({"nl": JSON, "en": JSON}, "application/json", "JSON"),
    }
)


def files_of(edition: Edition) -> dict[str, bytes]:
    """File name to bytes. Raises UnprotectedTableError."""
    tables = tables_of(edition.tables)
    return {JSON: edition.tables.encode(), CSV: csv_text(edition, tables).encode()}
