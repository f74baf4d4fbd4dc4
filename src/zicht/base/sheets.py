# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tables as files: ODS (one sheet per table) and CSV. Texts and numbers only; a spreadsheet never runs one."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from zicht.base.text import safe_cell

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
CSV_TYPE = "text/csv; charset=utf-8"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


# A number stays a number in a spreadsheet; everything else is text.
Value = str | int | float


class Sheet(NamedTuple):
    """A table: its name, the heads of its columns, rows of texts and numbers; ``above``: lines before the heads."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    above: Sequence[Sequence[Value]] = ()


def ods(sheets: Sequence[Sheet]) -> bytes:
    """An OpenDocument spreadsheet. The moment inside the file is fixed: it says nothing about the maker."""
    tables = "".join(_table(sheet) for sheet in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        # The type comes first and unpacked: that is how programs know the file.
        file.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", _MANIFEST)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, text)
    return out.getvalue()


def _table(sheet: Sheet) -> str:
    rows, above = _rows(sheet.rows), _rows(sheet.above)
    head = "".join(_cell(text) for text in sheet.head)
    # Names of sheets may not hold some signs and are short.
    name = "".join(c for c in sheet.name if c not in "[]*?:/\\'")[:31]
    return (
        f"<table:table table:name={quoteattr(name)}>{above}<table:table-header-rows><table:table-row>{head}"
        f"</table:table-row></table:table-header-rows>{rows}</table:table>"
    )


def _rows(rows: Sequence[Sequence[Value]]) -> str:
    return "".join(f"<table:table-row>{''.join(_cell(value) for value in row)}</table:table-row>" for row in rows)


def _cell(value: Value) -> str:
    if not isinstance(value, str):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
    text = value
    clean = "".join(c for c in text if c >= " " or c in "\n\t")
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in clean.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def csv_file(sheets: Sequence[Sheet]) -> bytes:
    """The tables below each other, semicolons between cells, with the mark that says UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for sheet in sheets:
        writer.writerow([f"# {safe_cell(sheet.name)}"])
        lines = (*sheet.above, sheet.head, *sheet.rows)
        writer.writerows([[safe_cell(v) if isinstance(v, str) else v for v in row] for row in lines])
        writer.writerow([])
    return ("\ufeff" + out.getvalue()).encode()
