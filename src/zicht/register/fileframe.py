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

from zicht.register.cells import KEY, CellError
from zicht.register.checking import FIRST_YEAR_OF_MANNERS, WITH_COUNTRY, Reading
from zicht.register.columns import BY_NAME, LONGEST_CELL, read_cell
from zicht.register.findings import Coverage, Finding, StopError, Table
from zicht.register.importfile import ImportResult, parse
from zicht.register.reportframe import BITS, REPORT_SCHEMA, frame_of, mask_of
from zicht.register.textfile import CONTROL, NO_CSV, separator_of

__all__ = ["FileFrame", "NotPlainError", "look", "read", "texts_of"]

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


class NotPlainError(Exception):
    """Something that the row reader must look at."""


def read(file: Path | bytes, *, today: date, tell: Callable[[int], None] | None = None) -> FileFrame:
    """Read a register file. ``today`` decides what lies in the future. Never raises on bad content.

    file: its path or its bytes. tell: called now and then with the number of rows while the row reader is at work.
    """
    content = file.read_bytes() if isinstance(file, Path) else file
    try:
        reports, findings = look(texts_of(content), today)
        return FileFrame(reports, findings, hashlib.sha256(content).hexdigest())
    except NotPlainError:
        return of_result(parse(content, today=today, tell=tell))


def of_result(result: ImportResult) -> FileFrame:
    """The answer of the row reader as a frame."""
    return FileFrame(frame_of(result.rows), result.findings, result.digest, result.kind, result.coverage)


def texts_of(content: bytes) -> pl.DataFrame:
    """All cells as texts, columns by their name. Raises NotPlainError for anything but lines of equal cells."""
    plain = _without_quotes(content.removeprefix(BOM))
    end = plain.find(b"\n")
    first = plain[: end + 1]
    if end < 0 or CONTROL.search(first) or first.startswith(NO_CSV) or b"\x00" in plain or not first.strip():
        raise NotPlainError
    if plain.count(b"\r") != plain.count(b"\r\n"):
        raise NotPlainError
    try:
        separator = separator_of(first.decode())
        names = Reading(today=date.min).header(Table(first.decode().rstrip("\r\n").split(separator), iter(())))
    except (StopError, UnicodeDecodeError):
        raise NotPlainError from None
    try:
        cells = pl.read_csv(
            plain, has_header=False, skip_lines=1, schema=dict.fromkeys(names, pl.String), separator=separator,
            quote_char=None, empty_string_is_null=False,
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        raise NotPlainError from None
    # Too many cells in a row is an error above; with this number of separators no row has too few.
    if plain.count(separator.encode()) != (len(names) - 1) * (len(cells) + 1):
        raise NotPlainError
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
        raise NotPlainError
    return content.replace(b'"', b"")


def look(cells: pl.DataFrame, today: date, *, first: int = 2) -> tuple[pl.DataFrame, tuple[Finding, ...]]:
    """The frame of reports, or no rows and the findings. Raises NotPlainError when the row reader must decide.

    cells: texts, in columns of the register, one row for each row of the file below the header, empty ones too.
    first: the number of the first of them.
    """
    if not len(cells) or cells.select(pl.all_horizontal(pl.all().str.strip_chars() == "").any()).item():
        cells = cells.with_row_index("row", offset=first).filter(
            pl.any_horizontal(pl.exclude("row").str.strip_chars() != "")
        )
        if not len(cells):
            raise NotPlainError
    else:
        cells = cells.with_row_index("row", offset=first)
    values, doubtful = {}, pl.repeat(False, len(cells), eager=True)
    for name in cells.columns[1:]:
        values[name], bad = _column(name, cells[name], today)
        doubtful = doubtful | bad
    reports = _shaped(values)
    if doubtful.any():
        wrong = doubtful | _conflicts(reports.with_columns(reports["victim"].set(doubtful, None)))
    else:
        wrong = _conflicts(reports)
    wrong = wrong | _beside(reports, values, today)
    if not wrong.any():
        return reports, ()
    return reports.clear(), _named(cells, wrong, today)


def _named(cells: pl.DataFrame, wrong: pl.Series, today: date) -> tuple[Finding, ...]:
    """What the row reader says about the wrong rows, and all other rows with their keys: rows agree per key."""
    keys = {key.strip() for key in cells.filter(wrong)["victim_key"]}
    told = cells.filter(wrong | cells["victim_key"].str.strip_chars().is_in(list(keys)))
    names = told.columns[1:]
    reading = Reading(today=today)
    try:
        reading.read(Table(names, ((number, list(row)) for number, *row in told.iter_rows())))
    except StopError as stop:
        reading.findings.append(stop.finding)
    if not reading.findings:
        raise NotPlainError
    return tuple(reading.findings)


def _shaped(values: dict[str, pl.Series]) -> pl.DataFrame:
    """The columns of REPORT_SCHEMA; those that the file does not have say nothing."""
    wanted = {name: values.get("victim_key" if name == "victim" else name) for name in REPORT_SCHEMA}
    given = pl.DataFrame({name: column for name, column in wanted.items() if column is not None})
    absent = {name: kind for name, kind in REPORT_SCHEMA.items() if wanted[name] is None}
    empty = [pl.lit(0 if name in BITS else None, dtype=kind).alias(name) for name, kind in absent.items()]
    return given.with_columns(empty).select(list(REPORT_SCHEMA))


def _column(name: str, cells: pl.Series, today: date) -> tuple[pl.Series, pl.Series]:
    """The values of a column, and which of its cells must be looked at."""
    match BY_NAME[name].kind:
        case "key":
            keys = cells.str.strip_chars()
            return keys, ~keys.str.contains(f"^(?:{KEY.pattern})$") | _like_a_header(keys) | _like_a_bsn(keys)
        case "text":
            texts = cells.str.strip_chars()
            too_long = texts.str.len_chars() > LONGEST_CELL
            return texts, too_long | texts.str.contains(FORMULA) | _like_a_header(texts)
        case _:
            return _values(name, cells, today)


def _like_a_bsn(keys: pl.Series) -> pl.Series:
    nine = keys.filter(keys.str.contains(NINE_DIGITS)).unique()
    return keys.is_in([key for key in nine if not _readable("victim_key", key)])


def _readable(name: str, cell: str) -> bool:
    try:
        read_cell(name, cell, date.max.year)
    except CellError:
        return False
    return True


def _like_a_header(cells: pl.Series) -> pl.Series:
    """Names of columns below the header: the row reader tells whether it is a second one."""
    return cells.str.to_lowercase().is_in(list(BY_NAME))


def _values(name: str, cells: pl.Series, today: date) -> tuple[pl.Series, pl.Series]:
    """Each distinct cell read once by the reader of the column."""
    values: dict[str, object] = {}
    bad = []
    for cell in cells.unique().to_list():
        try:
            value = read_cell(name, cell, today.year)
        except CellError:
            bad.append(cell)
            value = None
        values[cell] = mask_of(name, value) if isinstance(value, frozenset) else _plain(value)
    kind = REPORT_SCHEMA.get(name, pl.String)
    new = pl.Series(list(values.values()), dtype=kind, strict=False)
    read_values = cells.replace_strict(pl.Series(list(values), dtype=pl.String), new, return_dtype=kind)
    nothing_bad = pl.repeat(False, len(cells), eager=True)
    return read_values, cells.is_in(bad) if bad else nothing_bad


def _plain(value: object) -> object:
    """A day as YYYY-MM-DD, which sorts; periods as whether there are any."""
    if isinstance(value, tuple):
        return "yes" if value else None
    return value.isoformat() if isinstance(value, date) else value


def _beside(reports: pl.DataFrame, values: dict[str, pl.Series], today: date) -> pl.Series:
    """Rows in which columns that no figure is counted from contradict each other: the row reader says how."""
    names = ("reported_on", "reflection_offered_on", "reflection_accepted_on", "dublin", "dublin_country", "episodes")
    nothing = pl.repeat(None, len(reports), dtype=pl.String, eager=True)
    told = {name: values.get(name, nothing) for name in (*names, "corrects")}
    frame = pl.DataFrame(told).with_columns(reports["year"].cast(pl.String))
    days = [pl.col(name) > today.isoformat() for name in names[:3]]
    contradictions = [
        pl.col("reported_on").str.head(4) != pl.col("year"),
        pl.col("reflection_accepted_on") < pl.col("reflection_offered_on"),
        pl.col("dublin_country").is_not_null() & ~pl.col("dublin").fill_null("").is_in(list(WITH_COUNTRY)),
        pl.col("episodes").is_not_null() & pl.col("corrects").is_not_null(),
    ]
    return frame.select(pl.any_horizontal(*days, *contradictions).fill_null(False)).to_series()


def _conflicts(reports: pl.DataFrame) -> pl.Series:
    """Rows that the row reader would find fault with, within the row or beside another of the same key.

    Rows without a key take no part: they are looked at for what stands in them.
    """
    within = (pl.col("police_unit").is_not_null() & (pl.col("reporter_group") != "police")) | (
        (pl.col("manners") != 0) & (pl.col("year") < FIRST_YEAR_OF_MANNERS)
    )
    keyed = reports.filter(pl.col("victim").is_not_null())
    identity = keyed.select("victim", "year", "reporter_group", "police_unit")
    pairs = keyed.filter(pl.col("nationality").is_not_null()).select("victim", "year", "nationality").unique()
    if identity.n_unique() == len(keyed) and pairs.select("victim", "year").n_unique() == len(pairs):
        return reports.select(within.fill_null(False).alias("within")).to_series()
    twice = keyed.filter(identity.is_duplicated())["victim"]
    differ = pairs.filter(pairs.select("victim", "year").is_duplicated())["victim"]
    keys = pl.concat([twice, differ]).unique()
    return reports.select(
        (within.fill_null(False) | pl.col("victim").is_in(keys.implode())).fill_null(False)
    ).to_series()
