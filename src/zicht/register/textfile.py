# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A text file with columns, as rows of texts: line by line, so that a large file does not have to fit in memory."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from zicht.register.findings import StopError, Table

# The first bytes of what people hand over instead: PDF, a spreadsheet or archive (also the old kind), pictures.
NO_CSV = (b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"{\\rtf")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # no text holds these
SAVE_AS = "Sla het bestand opnieuw op en kies 'CSV UTF-8 (gescheiden door lijstscheidingsteken)'."
OPEN_AND_SAVE = (
    "Open uw gegevens in een rekenprogramma, kies 'Opslaan als' en dan "
    "'CSV UTF-8 (gescheiden door lijstscheidingsteken)'."
)


def open_text(source: BinaryIO, seen: hashlib._Hash) -> Table:
    """The header and the rows of a text file; `seen` takes the bytes that were read. Raises StopError."""
    lines = _decoded(source, seen)
    first = next(lines, "")
    if not first.strip():
        raise StopError(None, None, "Het bestand is leeg.", "Lever een bestand met een kopregel en rijen eronder.")
    reader = csv.reader(_again(first, lines), delimiter=separator_of(first), strict=True)
    try:
        header = next(reader)
    except csv.Error:
        raise _unreadable(1) from None
    return Table(header, _numbered(reader))


def separator_of(first: str) -> str:
    """Comma, semicolon or tab: what stands most in the header."""
    return max(",;\t", key=first.count)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 1
    try:
        for number, cells in enumerate(reader, start=2):
            yield number, cells
    except csv.Error:
        raise _unreadable(number + 1) from None


def _unreadable(number: int) -> StopError:
    problem = "Deze rij is niet te lezen: een aanhalingsteken is niet gesloten, of een cel is veel te lang."
    return StopError(number, None, problem, "Kijk naar de aanhalingstekens in deze rij.")


def _decoded(source: BinaryIO, seen: hashlib._Hash) -> Iterator[str]:
    for number, line in enumerate(source, start=1):
        seen.update(line)
        if number == 1 and (line[:2] in (b"\xff\xfe", b"\xfe\xff") or _looks_utf16(line)):
            raise StopError(1, None, "Het bestand is opgeslagen als UTF-16.", SAVE_AS)
        if number == 1 and (line.startswith(NO_CSV) or CONTROL.search(line)):
            raise StopError(None, None, "Dit is geen CSV-bestand.", OPEN_AND_SAVE)
        if b"\x00" in line:
            raise StopError(number, None, "Dit is geen tekst: er staan nul-tekens in.", SAVE_AS)
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            problem = "Het bestand is niet opgeslagen als UTF-8, maar waarschijnlijk als Windows-1252 (ANSI)."
            raise StopError(number, None, problem, SAVE_AS) from None


def _looks_utf16(line: bytes) -> bool:
    """Without its mark: every second byte of a header in our letters is nul."""
    return len(line) > 8 and (not any(line[1:9:2]) or not any(line[0:8:2]))


def _again(first: str, rest: Iterator[str]) -> Iterable[str]:
    yield first
    yield from rest
