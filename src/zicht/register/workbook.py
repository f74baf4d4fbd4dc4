# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A spreadsheet (XLSX, ODS) as rows of texts, with what a spreadsheet does to data said in words.

Values are read, formulas are not run. Nothing here writes anything.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import cast

import python_calamine as calamine

from zicht.register.findings import Finding, StopError, Table, header_is_below
from zicht.register.sheetmarks import Marks, marks_of

__all__ = ["open_workbook"]

LARGEST_UNPACKED = 1_000_000_000  # bytes; a small file that unpacks to more was made to break programs
HEADER_WITHIN = 20  # rows in which the row with the names is looked for
SAVE_AS_XLSX = "Open het bestand in een rekenprogramma en sla het op als XLSX, ODS of CSV UTF-8, zonder wachtwoord."
Cells = list[list[object]]


def open_workbook(content: bytes, *, known: frozenset[str], sheet: str | None = None) -> Table:
    """The sheet with reports as rows of texts. Raises StopError when there is none, or more than one.

    known: names of columns that a sheet with reports has, in small letters. sheet: the one to read, by its name.
    """
    kind = _kind(content)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            visible = {
                meta.name: meta.visible == calamine.SheetVisibleEnum.Visible
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            }
            grids = {name: _grid(book, name) for name in visible}
    except (calamine.CalamineError, OSError, ValueError):
        raise StopError(None, None, "Het rekenblad is beschadigd, of heeft een wachtwoord.", SAVE_AS_XLSX) from None
    name, notes = _chosen(grids, visible, known, sheet)
    return _table(content, kind, name, grids[name], known, notes, alone=len(grids) == 1)


def _kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            size = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise StopError(None, None, "Het bestand is beschadigd.", SAVE_AS_XLSX) from None
    if size > LARGEST_UNPACKED:
        raise StopError(None, None, "Het bestand is uitgepakt veel te groot.", "Splits het bestand, of lever CSV.")
    if "xl/workbook.xml" in names:
        return "XLSX"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "ODS"
    problem = "Dit is een ingepakt bestand, of een rekenblad dat Zicht niet kent."
    raise StopError(None, None, problem, "Lever XLSX, ODS of CSV UTF-8, niet ingepakt (geen zip).")


def _grid(book: calamine.CalamineWorkbook, name: str) -> Cells:
    sheet = book.get_sheet_by_name(name)
    return cast(Cells, sheet.to_python(skip_empty_area=False)) if sheet.height else []


def _chosen(
    grids: dict[str, Cells], visible: dict[str, bool], known: frozenset[str], wanted: str | None
) -> tuple[str, list[Finding]]:
    """The sheet to read, and what to say about the others."""
    filled = [name for name, grid in grids.items() if any(_text(cell) for row in grid for cell in row)]
    if wanted is not None:
        if wanted not in filled:
            raise StopError(None, None, "Dit werkblad is er niet, of het is leeg.", f"Kies uit: {_listed(filled)}.")
        return wanted, _others(filled, wanted, visible)
    with_names = [name for name in filled if _score(grids[name], known) >= 2]
    seen = [name for name in with_names if visible[name]]
    if len(seen) > 1:
        problem = f"Er zijn {len(seen)} werkbladen met meldingen: {_listed(seen)}."
        raise StopError(None, None, problem, "Zet alle rijen op één werkblad, of kies welk werkblad u wilt inlezen.")
    if not seen and with_names:
        problem = f"De meldingen staan op een verborgen werkblad: {_listed(with_names)}."
        raise StopError(None, None, problem, "Maak het werkblad zichtbaar, kijk het na en lever het bestand opnieuw.")
    in_sight = [name for name in filled if visible[name]]
    if not seen and not in_sight:
        raise StopError(None, None, "Het rekenblad is leeg.", "Lever een bestand met een kopregel en rijen eronder.")
    chosen = seen[0] if seen else in_sight[0]
    return chosen, _others(filled, chosen, visible)


def _others(filled: list[str], chosen: str, visible: dict[str, bool]) -> list[Finding]:
    notes = []
    for name in filled:
        if name != chosen:
            what = "werkblad" if visible[name] else "verborgen werkblad"
            problem = f"Het {what} {_quoted(name)} is niet gelezen, alleen {_quoted(chosen)}."
            notes.append(Finding(None, None, problem, "Staan daar ook meldingen? Zet ze op één werkblad.", False))
    return notes


def _score(grid: Cells, known: frozenset[str]) -> int:
    return max((_names_in(row, known) for row in grid[:HEADER_WITHIN]), default=0)


def _names_in(row: list[object], known: frozenset[str]) -> int:
    return sum(_text(cell).strip().casefold() in known for cell in row)


def _table(
    content: bytes, kind: str, name: str, grid: Cells, known: frozenset[str], notes: list[Finding], *, alone: bool
) -> Table:
    start = next(place for place, row in enumerate(grid) if any(_text(cell) for cell in row))
    best = max(range(min(len(grid), HEADER_WITHIN)), key=lambda place: _names_in(grid[place], known))
    if _names_in(grid[best], known) >= 2 > _names_in(grid[start], known):
        raise header_is_below(best + 1)
    header = [_text(cell).strip() for cell in grid[start]]
    while header and not header[-1]:
        header.pop()
    marks = marks_of(content, kind, name)
    broken = _mark_findings(marks, header, start)
    rows = _rows(grid, start, len(header))
    return Table(header, rows, header_row=start + 1, notes=tuple(notes), kind=kind, broken=tuple(broken))


def _rows(grid: Cells, start: int, width: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(grid[start + 1 :], start=start + 2):
        cells = [cell if type(cell) is str else _text(cell) for cell in row]
        if any(cells[width:]):
            yield number, cells  # cells beside the last column: the checks say so
        else:
            yield number, [*cells[:width], *[""] * (width - len(cells))]


def _mark_findings(marks: Marks, header: list[str], start: int) -> list[Finding]:
    found = []
    for row, column, what in marks.merged:
        problem = f"Hier zijn cellen samengevoegd ({what})."
        remedy = "Hef de samenvoeging op en vul elke cel apart in."
        found.append(Finding(row, _column_name(header, column), problem, remedy))
    for row, column, what in marks.errors:
        if row > start:
            problem = f"Een formule geeft hier een fout ({what})."
            remedy = "Verbeter de formule, of vul de waarde zelf in."
            found.append(Finding(row, _column_name(header, column), problem, remedy))
    return found


def _column_name(header: list[str], place: int) -> str | None:
    return header[place].casefold()[:40] or None if place < len(header) else None


def _text(cell: object) -> str:
    """A cell as it would stand in a text file; whole numbers without a point, dates as dates."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _listed(names: list[str]) -> str:
    return ", ".join(_quoted(name) for name in names)


def _quoted(name: str) -> str:
    """The name of a sheet comes out of somebody's file."""
    clean = re.sub(r"[^\w .-]", "", name)[:31]
    return f"'{clean}'"
