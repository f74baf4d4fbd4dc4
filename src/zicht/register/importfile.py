# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reading a register file in text: everything or nothing, and each fault with row, column and remedy."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from zicht.register.checking import MOST_FINDINGS, Reading
from zicht.register.columns import describe_columns
from zicht.register.findings import Coverage, Finding, StopError, Table
from zicht.register.rows import ReportRow
from zicht.register.textfile import open_text

__all__ = ["MOST_FINDINGS", "Finding", "ImportResult", "describe_columns", "parse", "result_of"]


@dataclass(frozen=True)
class ImportResult:
    """The rows of a file with its findings. When ``ok`` is False, ``rows`` is empty: nothing may be imported.

    ``digest`` is the SHA-256 of the bytes that were read: all of them, unless reading stopped at a fault.
    ``kind`` is the format in words; ``coverage`` says, of a file in another standard, what was not kept;
    ``columns`` are those of the register that the file has.
    """

    rows: tuple[ReportRow, ...]
    findings: tuple[Finding, ...]
    digest: str
    kind: str = "CSV"
    coverage: Coverage | None = None
    columns: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the rows may be imported."""
        return not any(finding.is_error for finding in self.findings)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What one should know, though nothing is wrong."""
        return tuple(finding for finding in self.findings if not finding.is_error)


def parse(file: BinaryIO | bytes, *, today: date, tell: Callable[[int], None] | None = None) -> ImportResult:
    """Read a register file. ``today`` decides what lies in the future. Never raises on bad content."""
    source = io.BytesIO(file) if isinstance(file, bytes) else file
    seen = hashlib.sha256()
    try:
        table = open_text(source, seen)
    except StopError as stop:
        return ImportResult((), (stop.finding,), seen.hexdigest())
    return result_of(table, today=today, digest=seen, tell=tell)


def _place(finding: Finding) -> tuple[bool, int]:
    """In the order of the file; what is about the whole file stands first or, when reading stopped, last."""
    return finding.row is None, finding.row or 0


def result_of(
    table: Table, *, today: date, digest: hashlib._Hash, tell: Callable[[int], None] | None = None
) -> ImportResult:
    """The rows and findings of a table that is open. ``digest`` may grow while the rows are read."""
    reading = Reading(today=today, tell=tell)
    reading.findings.extend(table.broken)
    try:
        reading.read(table)
    except StopError as stop:
        reading.findings.append(stop.finding)
    told = [*reading.findings, *table.faults]
    if table.coverage:
        theirs = {ours: their for their, ours in reversed(table.coverage.kept)}
        told = [replace(finding, column=theirs.get(finding.column or "", finding.column)) for finding in told]
    findings = (*table.notes, *sorted(told, key=_place))
    failed = any(finding.is_error for finding in findings)
    return ImportResult(
        rows=() if failed else tuple(reading.rows),
        findings=findings,
        digest=digest.hexdigest(),
        kind=table.kind,
        coverage=table.coverage,
        columns=tuple(name.strip().casefold() for name in table.header),
    )
