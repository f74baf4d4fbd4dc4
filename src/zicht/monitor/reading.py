# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A register file as a frame of reports, without database or web application. All or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from zicht.monitor.frames import REPORT_SCHEMA, mask_of
from zicht.register.importfile import Finding, parse
from zicht.register.rows import ReportRow

SEVERAL: Final = ("forms", "sectors_sexual", "sectors_labour", "manners")


class UnreadableFile(ValueError):
    """A file that cannot be counted. ``findings``: per fault the row, the column, the problem and the remedy."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


def read_reports(path: Path, *, today: date) -> pl.DataFrame:
    """The reports of a file, columns of frames.REPORT_SCHEMA. ``today`` decides which years lie in the future.

    Raises UnreadableFile when the content has one fault or more, OSError when the file cannot be opened.
    """
    with path.open("rb") as file:
        read = parse(file, today=today)
    if not read.ok:
        raise UnreadableFile(read.findings)
    return frame_of(read.rows)


def frame_of(rows: Sequence[ReportRow]) -> pl.DataFrame:
    """Rows of the register as the frame of reports that everything is counted from."""
    columns: dict[str, list[object]] = {"victim": [row.victim_key for row in rows]}
    for name in REPORT_SCHEMA:
        if name != "victim":
            columns[name] = [getattr(row, name) for row in rows]
    for name in SEVERAL:
        columns[name] = [mask_of(name, codes) for codes in columns[name]]  # type: ignore[arg-type]
    return pl.DataFrame(columns, schema=dict(REPORT_SCHEMA))
