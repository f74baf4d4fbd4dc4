# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files in somebody else's standard, turned into the columns of the register; what is left behind is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from zicht.register import ctdc, htcds
from zicht.register.columns import BY_NAME
from zicht.register.findings import Coverage, Finding, Table
from zicht.register.htcdsfields import NAME, fields, rows_of, written_as

__all__ = ["names_of_standards", "translated"]


def names_of_standards() -> frozenset[str]:
    """Names of columns of HTCDS and CTDC, in small letters: by these a header is known."""
    own = {name.casefold() for name in fields()} | {name for name in written_as() if "_" in name}
    labels = {name for name in written_as() if len(name) > 12}
    return frozenset(own | labels | {row["column"].casefold() for row in rows_of("ctdc_columns.csv")})


def translated(table: Table, *, key: str, reporter: str | None = None, to_store: bool = True) -> Table:
    """The same table in the columns of the register, when it is in a standard that is known; else as it was.

    key: what the keys of persons begin with when the file has none. reporter: the group of the reporter when the
    file does not say it. to_store: whether the rows are to be taken into a register.
    """
    if generation := ctdc.generation_of(table.header):
        return _from_ctdc(table, generation, to_store=to_store)
    names = htcds.names_in(table.header)
    if not set(BY_NAME).issuperset(name.strip().casefold() for name in table.header) and names.recognised():
        return _from_htcds(table, names, key, reporter)
    return table


def key_for(content: bytes) -> str:
    """The beginning of the keys of a file without keys: no other file has it."""
    return f"htcds-{hashlib.sha256(content).hexdigest()[:12]}"


def _from_htcds(table: Table, names: htcds.Names, key: str, reporter: str | None) -> Table:
    rows = htcds.HtcdsRows(names, key=key, reporter=reporter)
    width = len(table.header)

    def turned() -> Iterator[tuple[int, list[str]]]:
        for number, cells in table.rows:
            if not any(cell.strip() for cell in cells) or (number <= 3 and htcds.is_second_header(cells)):
                continue
            # A row that is too short or too long keeps its wrong length: the checks say so.
            yield number, rows.row(number, cells) if len(cells) == width else cells + [""] * width

    places = {place: name for name, place in names.fields.items()}
    kept, left = [], []
    for place, written in enumerate(table.header):
        field = fields().get(places.get(place, ""))
        if field and field.kept_as:
            kept.append((written, field.kept_as))
        elif field:
            left.append((written, field.why_not))
        elif written.strip() and written.strip().casefold() not in BY_NAME and "/" not in written:
            left.append((written, "Dit is geen veld van HTCDS."))
    coverage = Coverage(NAME, tuple(kept), tuple(left), htcds.UNSAYABLE)
    return Table(
        rows.columns(), turned(), table.header_row, (*table.notes, *_template_notes(table.header)), coverage,
        f"{table.kind}, {NAME}", table.broken, rows.faults,
    )  # fmt: skip


def _template_notes(header: list[str]) -> tuple[Finding, ...]:
    """The address columns of the Excel template stand under each other's names; none of them is kept."""
    wrong = {"mailing street", "mailing city", "mailing zip/postal code", "mailing country"}
    if not wrong & {name.strip().casefold() for name in header}:
        return ()
    problem = "In het Excel-sjabloon 2.0 van HTCDS staan vier koppen van het adres boven het verkeerde veld."
    return (
        Finding(None, None, problem, "Zicht leest het adres niet. Kijk het na als u het elders gebruikt.", False),
    )


def _from_ctdc(table: Table, generation: str, *, to_store: bool) -> Table:
    kept, left = ctdc.kept_and_left(table.header)
    coverage = Coverage(ctdc.TITLES[generation], kept, left, ctdc.UNSAYABLE)
    remedy = "Gebruik het om te vergelijken. In het register horen alleen meldingen van een melder."
    note = Finding(None, None, ctdc.WARNING, remedy, to_store)
    rows = ((number, ctdc.row_of(number, table.header, cells)) for number, cells in table.rows if any(cells))
    return Table(
        list(ctdc.COLUMNS), rows, table.header_row, (*table.notes, note), coverage,
        f"{table.kind}, {ctdc.TITLES[generation]}", table.broken,
    )  # fmt: skip
