# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reading a register file: everything or nothing, and each fault with row, column and remedy.

The file is read line by line. A victim key never stands in a finding. Findings are in Dutch (B1), because the
person who delivers the file reads them. Nothing here writes anything.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from zicht.register import columns
from zicht.register.columns import BY_NAME, COLUMNS, REQUIRED, CellError, describe_columns
from zicht.register.rows import NOTHING, ReportRow

__all__ = ["Finding", "ImportResult", "describe_columns", "parse"]

MOST_FINDINGS = 1000  # who made the same fault in every row learns nothing from the rest
FORMULA_SIGNS = ("=", "+", "-", "@")
FIRST_YEAR_OF_MANNERS = 2016
# The first bytes of what people hand over instead: PDF, a spreadsheet or archive (also the old kind), pictures.
NO_CSV = (b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"{\\rtf")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # no text holds these
SAVE_AS = "Sla het bestand opnieuw op en kies 'CSV UTF-8 (gescheiden door lijstscheidingsteken)'."
OPEN_AND_SAVE = (
    "Open uw gegevens in een rekenprogramma, kies 'Opslaan als' en dan "
    "'CSV UTF-8 (gescheiden door lijstscheidingsteken)'."
)


@dataclass(frozen=True)
class Finding:
    """One fault: the row (header is 1; None for the whole file), the column, what is wrong and what to do."""

    row: int | None
    column: str | None
    problem: str
    remedy: str
    is_error: bool = True


@dataclass(frozen=True)
class ImportResult:
    """The rows of a file with its findings. When ``ok`` is False, ``rows`` is empty: nothing may be imported.

    ``digest`` is the SHA-256 of the bytes that were read: all of them, unless reading stopped at a fault.
    """

    rows: tuple[ReportRow, ...]
    findings: tuple[Finding, ...]
    digest: str

    @property
    def ok(self) -> bool:
        """Whether the rows may be imported."""
        return not any(finding.is_error for finding in self.findings)


def parse(file: BinaryIO | bytes, *, today: date) -> ImportResult:
    """Read a register file. ``today`` decides what lies in the future. Never raises on bad content."""
    reading = _Reading(today=today)
    source = io.BytesIO(file) if isinstance(file, bytes) else file
    try:
        reading.read(source)
    except _StopError as stop:
        reading.findings.append(stop.finding)
    failed = any(finding.is_error for finding in reading.findings)
    return ImportResult(
        rows=() if failed else tuple(reading.rows),
        findings=tuple(reading.findings),
        digest=reading.hash.hexdigest(),
    )


class _StopError(Exception):
    """A fault after which reading on makes no sense."""

    def __init__(self, row: int | None, column: str | None, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.finding = Finding(row, column, problem, remedy)


@dataclass
class _Reading:
    today: date
    rows: list[ReportRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: dict[tuple[str, int, str, str | None], int] = field(default_factory=dict)
    facts: dict[tuple[str, int], ReportRow] = field(default_factory=dict)
    hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    def read(self, source: BinaryIO) -> None:
        lines = self._decoded(source)
        first = next(lines, "")
        if not first.strip():
            raise _StopError(
                None, None, "Het bestand is leeg.", "Lever een bestand met een kopregel en rijen eronder."
            )
        separator = ";" if first.count(";") > first.count(",") else ","
        reader = csv.reader(_again(first, lines), delimiter=separator, strict=True)
        number = 0
        try:
            header = self._header(next(reader))
            for number, cells in enumerate(reader, start=2):
                if any(cell.strip() for cell in cells):  # a spreadsheet leaves empty rows at the end: harmless
                    self._row(number, header, cells)
        except csv.Error:
            problem = "Deze rij is niet te lezen: een aanhalingsteken is niet gesloten, of een cel is veel te lang."
            raise _StopError(number + 1, None, problem, "Kijk naar de aanhalingstekens in deze rij.") from None
        if not self.rows and not self.findings:
            raise _StopError(None, None, "Er staan geen rijen onder de kopregel.", "Voeg de meldingen toe.")

    def _decoded(self, source: BinaryIO) -> Iterator[str]:
        for number, line in enumerate(source, start=1):
            self.hash.update(line)
            if number == 1 and line[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise _StopError(1, None, "Het bestand is opgeslagen als UTF-16.", SAVE_AS)
            if number == 1 and (line.startswith(NO_CSV) or CONTROL.search(line)):
                raise _StopError(None, None, "Dit is geen CSV-bestand.", OPEN_AND_SAVE)
            if b"\x00" in line:
                raise _StopError(number, None, "Dit is geen tekst: er staan nul-tekens in.", SAVE_AS)
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                problem = "Het bestand is niet opgeslagen als UTF-8, maar waarschijnlijk als Windows-1252 (ANSI)."
                raise _StopError(number, None, problem, SAVE_AS) from None

    def _header(self, cells: list[str]) -> list[str]:
        names = [cell.strip().casefold() for cell in cells]
        for name in names:
            if name in ("group", "groep"):
                problem = "Een kolom met de groep mag niet. Zicht bepaalt de groep zelf uit vorm en nationaliteit."
                self._find(1, name, problem, "Haal deze kolom weg.")
            elif name not in BY_NAME:
                self._find(1, name[:40] or None, "Deze kolom is niet bekend.", _column_hint(name))
        for name in sorted({name for name in names if name in BY_NAME and names.count(name) > 1}):
            self._find(1, name, "Deze kolom staat er twee keer.", "Haal er een weg.")
        for name in REQUIRED:
            if name not in names:
                remedy = "Voeg de kolom toe. Scheid de kolommen met een komma of een puntkomma."
                self._find(1, name, "Deze verplichte kolom ontbreekt.", remedy)
        if self.findings:
            last = self.findings.pop()
            raise _StopError(last.row, last.column, last.problem, last.remedy)
        return names

    def _row(self, number: int, header: list[str], cells: list[str]) -> None:
        if len(cells) != len(header):
            which = "te weinig" if len(cells) < len(header) else "te veel"
            problem = f"Deze rij heeft {which} cellen: {len(cells)} in plaats van {len(header)}."
            self._find(number, None, problem, "Kijk of er een scheidingsteken ontbreekt of te veel is.")
            return
        before = len(self.findings)
        values = {name: self._cell(number, name, cell) for name, cell in zip(header, cells, strict=True)}
        if len(self.findings) > before:
            return
        row = _report(values, number)
        self._check_within(row)
        self._check_between(row)
        self.rows.append(row)

    def _cell(self, number: int, name: str, raw: str) -> object:
        cell = raw.strip()
        try:
            if cell.startswith(FORMULA_SIGNS):
                raise CellError("Deze cel lijkt op een formule.", "Begin een cel niet met =, +, - of @.")
            if len(cell) > columns.LONGEST_CELL:
                raise CellError("Deze cel is te lang.", f"Gebruik hooguit {columns.LONGEST_CELL} tekens.")
            return self._value(name, cell)
        except CellError as bad:
            self._find(number, name, bad.problem, bad.remedy)
            return None

    def _value(self, name: str, cell: str) -> object:
        column = BY_NAME[name]
        match column.kind:
            case "key":
                return columns.read_key(cell)
            case "year":
                return columns.read_year(cell, self.today.year)
            case "age":
                return columns.read_age(cell)
            case "codes":
                return columns.read_codes(column, cell)
            case "code":
                return columns.read_code(column, cell)
            case "text":
                return cell or None

    def _check_within(self, row: ReportRow) -> None:
        if row.police_unit and row.reporter_group != "police":
            problem = "Er staat een politie-eenheid, maar de melder is niet de politie."
            self._find(row.row, "police_unit", problem, "Maak deze cel leeg, of verbeter reporter_group.")
        if row.manners and row.year < FIRST_YEAR_OF_MANNERS:
            problem = f"Manieren van criminele uitbuiting bestaan pas vanaf {FIRST_YEAR_OF_MANNERS}."
            self._find(row.row, "manners", problem, "Maak deze cel leeg, of verbeter het jaar.")

    def _check_between(self, row: ReportRow) -> None:
        place = (row.victim_key, row.year, row.reporter_group, row.police_unit)
        earlier = self.seen.setdefault(place, row.row)
        if earlier != row.row:
            problem = f"Deze melding staat er al: dezelfde sleutel, jaar, melder en eenheid als in rij {earlier}."
            self._find(row.row, "victim_key", problem, "Haal een van de twee rijen weg.")
            return
        first = self.facts.setdefault((row.victim_key, row.year), row)
        if row.nationality and first.nationality and row.nationality != first.nationality:
            problem = f"De nationaliteit is anders dan in rij {first.row}, bij dezelfde persoon en hetzelfde jaar."
            self._find(row.row, "nationality", problem, f"Verbeter rij {first.row} of rij {row.row}.")
        elif row.nationality and not first.nationality:
            self.facts[row.victim_key, row.year] = row

    def _find(self, row: int, column: str | None, problem: str, remedy: str) -> None:
        self.findings.append(Finding(row, column, problem, remedy))
        if len(self.findings) >= MOST_FINDINGS:
            problem = f"Er zijn al {MOST_FINDINGS} fouten. De rest van het bestand is niet gelezen."
            raise _StopError(row, None, problem, "Verbeter eerst deze fouten en lever het bestand opnieuw.")


def _again(first: str, rest: Iterator[str]) -> Iterable[str]:
    yield first
    yield from rest


def _column_hint(name: str) -> str:
    known = ", ".join(column.name for column in COLUMNS)
    close = difflib.get_close_matches(name, list(BY_NAME), n=1, cutoff=0.6)
    return f"Bedoelt u {close[0]}?" if close else f"Haal de kolom weg. Bekend zijn: {known}."


def _report(values: dict[str, object], number: int) -> ReportRow:
    given = {name: value for name, value in values.items() if value is not None and value != NOTHING}
    return ReportRow(**given, row=number)  # type: ignore[arg-type]
