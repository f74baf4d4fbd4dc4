# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A register file as a frame of reports, fast: each column is read by its distinct values, all rows at once.

Every rule is that of the row reader (checking.py, columns.py). Whatever is not plainly right goes to the row reader,
which names row, column and remedy; a test holds the two together. Needs neither Django nor a database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from zicht.register.checking import FIRST_YEAR_OF_MANNERS, Reading
from zicht.register.columns import BY_NAME, KEY, LONGEST_CELL, CellError, read_cell, read_key
from zicht.register.findings import Coverage, Finding, StopError, Table
from zicht.register.importfile import ImportResult, parse
from zicht.register.reportframe import BITS, REPORT_SCHEMA, frame_of, mask_of
from zicht.register.textfile import CONTROL, NO_CSV, separator_of

__all__ = ["FileFrame", "read"]

BOM = b"\xef\xbb\xbf"
FORMULA = r"^[=+\-@]"
NINE_DIGITS = r"^[0-9]{9}$"


@dataclass(frozen=True)
class FileFrame:
    """The reports of a file (columns of REPORT_SCHEMA, in the order of the file), or its findings and no rows."""

    reports: pl.DataFrame
    findings: tuple[Finding, ...]
    digest: str
    kind: str = "CSV"
    coverage: Coverage | None = None

    @property
    def ok(self) -> bool:
        """Whether the reports may be counted."""
        return not any(finding.is_error for finding in self.findings)


class _NotPlainError(Exception):
    """Something that the row reader must look at."""


def read(file: Path | bytes, *, today: date, tell: Callable[[int], None] | None = None) -> FileFrame:
    """Read a register file. ``today`` decides what lies in the future. Never raises on bad content.

    file: its path or its bytes. tell: called now and then with the number of rows while the row reader is at work.
    """
    content = file.read_bytes() if isinstance(file, Path) else file
    try:
        return FileFrame(_reports(_texts(content), today), (), hashlib.sha256(content).hexdigest())
    except _NotPlainError:
        return of_result(parse(content, today=today, tell=tell))


def of_result(result: ImportResult) -> FileFrame:
    """The answer of the row reader as a frame."""
    return FileFrame(frame_of(result.rows), result.findings, result.digest, result.kind, result.coverage)


def _texts(content: bytes) -> pl.DataFrame:
    """All cells as texts, columns by their name. Raises _NotPlainError for anything but lines of equal cells."""
    plain = _without_quotes(content.removeprefix(BOM))
    end = plain.find(b"\n")
    first = plain[: end + 1]
    if end < 0 or CONTROL.search(first) or first.startswith(NO_CSV) or b"\x00" in plain or not first.strip():
        raise _NotPlainError
    if plain.count(b"\r") != plain.count(b"\r\n"):
        raise _NotPlainError
    try:
        separator = separator_of(first.decode())
        names = Reading(today=date.min).header(Table(first.decode().rstrip("\r\n").split(separator), iter(())))
    except (StopError, UnicodeDecodeError):
        raise _NotPlainError from None
    try:
        cells = pl.read_csv(
            plain, has_header=False, skip_lines=1, schema=dict.fromkeys(names, pl.String), separator=separator,
            quote_char=None, empty_string_is_null=False,
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        raise _NotPlainError from None
    # Too many cells in a row is an error above; with this number of separators no row has too few.
    if plain.count(separator.encode()) != (len(names) - 1) * (len(cells) + 1):
        raise _NotPlainError
    return cells


def _without_quotes(content: bytes) -> bytes:
    """The file without the quotes round its cells; only where each quote opens or closes a whole cell."""
    quotes = content.count(b'"')
    if not quotes:
        return content
    lines = b"\n" + content.replace(b"\r\n", b"\n").removesuffix(b"\n") + b"\n"
    separator = separator_of(content[: content.find(b"\n") + 1].decode(errors="replace")).encode()
    opens = lines.count(b'\n"') + lines.count(separator + b'"')
    closes = lines.count(b'"\n') + lines.count(b'"' + separator)
    # A quote between two separators would count twice; a doubled one inside a cell not at all.
    alone = any(lines.count(one + b'"' + two) for one in (b"\n", separator) for two in (b"\n", separator))
    if alone or opens != closes or opens + closes != quotes:
        raise _NotPlainError
    return content.replace(b'"', b"")


def _reports(cells: pl.DataFrame, today: date) -> pl.DataFrame:
    """The frame of reports. Raises _NotPlainError where the row reader would find a fault."""
    filled = cells.filter(pl.any_horizontal(pl.all().str.strip_chars() != ""))
    if not len(filled):
        raise _NotPlainError
    read_columns = {name: _column(name, filled[name], today) for name in filled.columns}
    wanted = {name: read_columns.get("victim_key" if name == "victim" else name) for name in REPORT_SCHEMA}
    reports = pl.DataFrame({name: column for name, column in wanted.items() if column is not None}).with_columns(
        *[
            pl.lit(0 if name in BITS else None, dtype=kind).alias(name)
            for name, kind in REPORT_SCHEMA.items()
            if wanted[name] is None
        ]
    )
    _check(reports)
    return reports.select(list(REPORT_SCHEMA))


def _column(name: str, cells: pl.Series, today: date) -> pl.Series:
    match BY_NAME[name].kind:
        case "key":
            return _keys(cells)
        case "text":
            return _free_text(cells)
        case _:
            return _values(name, cells, today)


def _keys(cells: pl.Series) -> pl.Series:
    keys = cells.str.strip_chars()
    if not keys.str.contains(f"^(?:{KEY.pattern})$").all() or _like_a_header(keys):
        raise _NotPlainError
    for key in keys.filter(keys.str.contains(NINE_DIGITS)).unique():
        try:
            read_key(key)
        except CellError:
            raise _NotPlainError from None
    return keys


def _free_text(cells: pl.Series) -> pl.Series:
    stripped = cells.str.strip_chars()
    too_long = (stripped.str.len_chars() > LONGEST_CELL).any()
    if too_long or stripped.str.contains(FORMULA).any() or _like_a_header(stripped):
        raise _NotPlainError
    return stripped


def _like_a_header(cells: pl.Series) -> bool:
    """Names of columns below the header: the row reader tells whether it is a second one."""
    return bool(cells.str.to_lowercase().is_in(list(BY_NAME)).any())


def _values(name: str, cells: pl.Series, today: date) -> pl.Series:
    """Each distinct cell read once by the reader of the column."""
    distinct = cells.unique().to_list()
    try:
        values = [read_cell(name, cell, today.year) for cell in distinct]
    except CellError:
        raise _NotPlainError from None
    if name in BITS:
        values = [mask_of(name, codes) for codes in values]  # type: ignore[arg-type]
    kind = REPORT_SCHEMA.get(name, pl.String)
    return cells.replace_strict(
        pl.Series(distinct, dtype=pl.String), pl.Series(values, dtype=kind, strict=False), return_dtype=kind
    ).alias(name)


def _check(reports: pl.DataFrame) -> None:
    """What the row reader checks within a row and between rows."""
    within = reports.select(
        (pl.col("police_unit").is_not_null() & (pl.col("reporter_group") != "police")).any().alias("unit"),
        ((pl.col("manners") != 0) & (pl.col("year") < FIRST_YEAR_OF_MANNERS)).any().alias("manners"),
    ).row(0)
    if any(within):
        raise _NotPlainError
    identity = reports.select("victim", "year", "reporter_group", "police_unit")
    if identity.n_unique() != len(reports):
        raise _NotPlainError
    known = reports.lazy().filter(pl.col("nationality").is_not_null())
    pairs = known.select("victim", "year", "nationality").unique().collect()
    if pairs.select("victim", "year").n_unique() != len(pairs):
        raise _NotPlainError
