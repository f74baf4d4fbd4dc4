# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands in a spreadsheet beside its values: merged cells, and formulas that give an error.

Found in the file's own text by its marks, without building it: a large sheet stays cheap.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Marks", "marks_of"]

MOST_MARKS = 200
PIECE = 1 << 20
Mark = tuple[int, int, str]  # row from 1, column from 0, what stands there

XLSX_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(?:<f\b[^>]*(?:/>|>[^<]*</f>))?<v>([^<]{1,20})'
)
XLSX_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
SHEET = re.compile(r"<sheet\b[^>]*>")
RELATION = re.compile(r"<Relationship\b[^>]*>")
ODS_TABLE = re.compile(r"<table:table\b[^>]*>")
ODS_TAG = re.compile(r"<(table:table-row|table:table-cell|table:covered-table-cell)\b([^>]*)>")
ODS_REPEATED = re.compile(r'table:number-(?:rows|columns)-repeated="([0-9]{1,7})"')
ODS_SPANNED = re.compile(r'table:number-(?:rows|columns)-spanned="(?:[2-9]|[1-9][0-9]+)"')
ODS_ERROR = re.compile(r'calcext:value-type="error"')


@dataclass(frozen=True)
class Marks:
    """Places of merged cells and of errors; at most MOST_MARKS of each."""

    merged: tuple[Mark, ...] = ()
    errors: tuple[Mark, ...] = ()


def marks_of(content: bytes, kind: str, sheet: str) -> Marks:
    """The marks of one sheet of an XLSX or ODS file that is known to be readable."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if kind == "ODS":
            return _ods_marks(packed.read("content.xml").decode("utf-8", "replace"), sheet)
        path = _xlsx_path(packed, sheet)
        return _xlsx_marks(packed, path) if path in packed.namelist() else Marks()


def _xlsx_marks(packed: zipfile.ZipFile, path: str) -> Marks:
    merged: dict[Mark, None] = {}
    errors: dict[Mark, None] = {}
    for piece in _pieces(packed, path):
        for found in XLSX_MERGED.finditer(piece):
            column, row, end = (part.decode() for part in found.groups())
            merged[int(row), _place(column), f"{column}{row}:{end}"] = None
        for found in XLSX_ERROR.finditer(piece):
            column, row, what = (part.decode("utf-8", "replace") for part in found.groups())
            errors[int(row), _place(column), html.unescape(what)] = None
        if len(merged) > MOST_MARKS or len(errors) > MOST_MARKS:
            break
    return Marks(tuple(merged)[:MOST_MARKS], tuple(errors)[:MOST_MARKS])


def _pieces(packed: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """The file in pieces that overlap: no mark falls between two."""
    rest = b""
    with packed.open(path) as opened:
        while piece := opened.read(PIECE):
            yield rest + piece
            rest = piece[-2000:]


def _xlsx_path(packed: zipfile.ZipFile, sheet: str) -> str:
    book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    keys = {html.unescape(_attribute(tag, "name")): _attribute(tag, "r:id") for tag in SHEET.findall(book)}
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in RELATION.findall(relations)}
    target = targets.get(keys.get(sheet, ""), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{re.escape(name)}="([^"]*)"', tag)
    return found.group(1) if found else ""


def _place(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _ods_marks(text: str, sheet: str) -> Marks:
    for found in ODS_TABLE.finditer(text):
        if html.unescape(_attribute(found.group(), "table:name")) == sheet:
            end = text.find("</table:table>", found.end())
            return _ods_walk(text[found.end() : end])
    return Marks()


def _ods_walk(text: str) -> Marks:
    if not ODS_SPANNED.search(text) and not ODS_ERROR.search(text):
        return Marks()
    merged: list[Mark] = []
    errors: list[Mark] = []
    row, next_row, column = 0, 1, 0
    for found in ODS_TAG.finditer(text):
        tag, attributes = found.groups()
        repeated = ODS_REPEATED.search(attributes)
        times = int(repeated.group(1)) if repeated else 1
        if tag == "table:table-row":
            row, next_row, column = next_row, next_row + times, 0
            continue
        if ODS_SPANNED.search(attributes):
            merged.append((row, column, f"vanaf {_letters(column)}{row}"))
        if ODS_ERROR.search(attributes):
            shown = re.match(r"\s*<text:p>([^<]{1,20})", text[found.end() : found.end() + 60])
            errors.append((row, column, html.unescape(shown.group(1)) if shown else "fout"))
        column += times
        if len(merged) >= MOST_MARKS or len(errors) >= MOST_MARKS:
            break
    return Marks(tuple(merged), tuple(errors))


def _letters(place: int) -> str:
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
