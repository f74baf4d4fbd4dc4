# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A register file as a frame of reports, without database or web application. All or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from zicht.register.extract import Finding, read_file


class UnreadableFile(ValueError):
    """A file that cannot be counted. ``findings``: per fault the row, the column, the problem and the remedy."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


def read_reports(path: Path, *, today: date, sheet: str | None = None, reporter: str | None = None) -> pl.DataFrame:
    """The reports of a file, columns of frames.REPORT_SCHEMA. ``today`` decides which years lie in the future.

    sheet: of a spreadsheet. reporter: the reporter group, for a standard that does not say it.
    Raises UnreadableFile when the content has one fault or more, OSError when the file cannot be opened.
    """
    read = read_file(path, today=today, sheet=sheet, reporter=reporter)
    if not read.ok:
        raise UnreadableFile(read.findings)
    return read.reports
