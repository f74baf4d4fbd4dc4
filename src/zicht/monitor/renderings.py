# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The files of an edition, made from its stored tables: nothing that is not in tables.json can get into them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from zicht.monitor import publishing
from zicht.monitor.composing import quiet
from zicht.monitor.models import Edition
from zicht.monitor.progress import FILES as MADE
from zicht.monitor.publishing.explaining import CSV_NAME
from zicht.monitor.publishing.tidy import ALL
from zicht.monitor.showing import publication

JSON = "tables.json"
# Form in an address: name of the file per language, media type, words on the page. CSV: one file with all cells.
FILES: Final[Mapping[str, tuple[Mapping[str, str], str, str]]] = MappingProxyType(
    {
        "pdf": ({"nl": "report.nl.pdf", "en": "report.en.pdf"}, "application/pdf", "PDF"),
        "ods": (
            {"nl": "tables.nl.ods", "en": "tables.en.ods"}, "application/vnd.oasis.opendocument.spreadsheet", "ODS",
        ),
        "csv": ({"nl": ALL, "en": ALL}, "text/csv; charset=utf-8", "CSV"),
        "change": ({"nl": CSV_NAME, "en": CSV_NAME}, "text/csv; charset=utf-8", "CSV: {}"),
        "json": ({"nl": JSON, "en": JSON}, "application/json", "JSON"),
    }
)  # fmt: skip


def files_of(edition: Edition, *, tell: Callable[[str], None] = quiet) -> dict[str, bytes]:
    """File name to bytes. tell: is called with each format before it is made. Raises UnprotectedTableError."""
    made: dict[str, bytes] = {}
    for form in MADE:
        tell(form)
        made |= publishing.files_of(publication(edition), formats=(form,), tables=edition.tables.encode())
    return made
