# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One door for a file with reports, whatever its format: recognised by its content, never by its name.

CSV, XLSX and ODS; with the columns of the register, of HTCDS 2.0, or of CTDC (read, and not taken in).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path

import polars as pl

from zicht.register.checking import Reading
from zicht.register.columns import BY_NAME
from zicht.register.fileframe import FileFrame, NotPlainError, look, of_result, texts_of
from zicht.register.findings import Finding, StopError, Table, header_is_below
from zicht.register.importfile import ImportResult, result_of
from zicht.register.standards import key_for, names_of_standards, translated
from zicht.register.textfile import open_text
from zicht.register.workbook import SAVE_AS_XLSX, open_workbook

__all__ = ["read_any", "read_frame"]

SHEETS = ("XLSX", "ODS")
HEADER_WITHIN = 20  # rows in which the row with the names is looked for
PACKED = (b"PK\x03\x04", b"PK\x05\x06")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_any(
    file: Path | bytes,
    *,
    today: date,
    sheet: str | None = None,
    reporter: str | None = None,
    to_store: bool = True,
    tell: Callable[[int], None] | None = None,
) -> ImportResult:
    """The rows of a file with reports, or its findings. Never raises on bad content; nothing is stored.

    sheet: which sheet of a spreadsheet. reporter: the group of the reporter, for a file of another standard that
    does not say it. to_store: False for a figure only: then public data are read too. tell: called now and then
    with the number of rows that were read.
    """
    content = file.read_bytes() if isinstance(file, Path) else file
    seen = hashlib.sha256(content)
    try:
        table = _opened(content, today, sheet)
    except StopError as stop:
        return ImportResult((), (stop.finding,), seen.hexdigest())
    if isinstance(table, tuple):
        return ImportResult((), table, seen.hexdigest())
    table = translated(table, key=key_for(content), reporter=reporter, to_store=to_store)
    if table.kind in SHEETS:
        table, findings = _looked_at(table, today)
        if findings:
            return ImportResult((), (*table.notes, *findings), seen.hexdigest(), table.kind)
    return result_of(table, today=today, digest=seen, tell=tell)


def read_frame(
    file: Path | bytes, *, today: date, sheet: str | None = None, reporter: str | None = None
) -> FileFrame:
    """The same as a frame of reports, for figures from a plain file."""
    content = file.read_bytes() if isinstance(file, Path) else file
    try:
        reports, findings = look(texts_of(content), today)
        return FileFrame(reports, findings, hashlib.sha256(content).hexdigest())
    except NotPlainError:
        return of_result(read_any(content, today=today, sheet=sheet, reporter=reporter, to_store=False))


def _opened(content: bytes, today: date, sheet: str | None) -> Table | tuple[Finding, ...]:
    """The file as a table, or at once its findings when they are found quickly."""
    if content.startswith(OLD_OFFICE):
        problem = "Dit is een oud Excel-bestand (xls), of een rekenblad met een wachtwoord."
        raise StopError(None, None, problem, SAVE_AS_XLSX)
    known = frozenset(BY_NAME) | names_of_standards()
    if content.startswith(PACKED):
        table = open_workbook(content, known=known, sheet=sheet)
    else:
        try:
            _, findings = look(texts_of(content), today)
        except NotPlainError:
            findings = ()
        if findings:
            return findings
        table = _first_is_header(open_text(io.BytesIO(content), hashlib.sha256()), known)
    return table


def _first_is_header(table: Table, known: frozenset[str]) -> Table:
    """The table, when no row below the first looks more like a header. Raises StopError."""
    peeked = list(islice(table.rows, HEADER_WITHIN))
    if _known_in(table.header, known) < 2:
        for number, cells in peeked:
            if _known_in(cells, known) >= 2:
                raise header_is_below(number)
    return replace(table, rows=chain(peeked, table.rows))


def _known_in(cells: list[str], known: frozenset[str]) -> int:
    return sum(cell.strip().casefold() in known for cell in cells)


def _looked_at(table: Table, today: date) -> tuple[Table, tuple[Finding, ...]]:
    """The table once more, and its findings when looking at all rows at once gives them."""
    rows = list(table.rows)
    again = replace(table, rows=iter(rows))
    try:
        names = Reading(today=today).header(table)
    except StopError:
        return again, ()
    if table.broken or any(len(cells) != len(names) for _, cells in rows):
        return again, ()
    columns = dict(zip(names, zip(*(cells for _, cells in rows), strict=True), strict=True)) if rows else {}
    try:
        _, findings = look(
            pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String)), today, first=table.header_row + 1
        )
    except NotPlainError:
        findings = ()
    return again, findings
