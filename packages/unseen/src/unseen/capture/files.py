# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Capture data from a CSV file: a column of 0 and 1 per list, a column with the count, other columns covariates."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from unseen.capture.build import COUNT, from_patterns
from unseen.capture.data import CaptureData, CaptureError


def read_csv(
    path: Path | str, *, lists: Sequence[str] | None = None, count: str = COUNT, empty_is_blind: bool = False
) -> CaptureData:
    """Capture data from a CSV file in UTF-8, with commas or semicolons. Options as in from_patterns.

    Raises CaptureError whose words name the file, the line (the first line has the names), the column and what would
    be right.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CaptureError(f"{path.name} is not UTF-8: save it as CSV UTF-8") from None
    except OSError as fault:
        raise CaptureError(f"{path} cannot be read: {fault.strerror}") from None
    if not text.strip():
        raise CaptureError(f"{path.name} is empty: the first line names the lists, {count} and the covariates")
    head, lines, rows = _rows(path, text)
    frame = pl.DataFrame(
        {name: [row[i] for row in rows] for i, name in enumerate(head)}, schema=dict.fromkeys(head, pl.String)
    )
    try:
        return from_patterns(frame, lists=lists, count=count, empty_is_blind=empty_is_blind)
    except CaptureError as fault:
        if fault.row is None:
            raise CaptureError(f"{path.name}: {fault.words}") from None
        words = re.sub(r"\bas row (\d+)", lambda found: f"as line {lines[int(found[1]) - 1]}", fault.words)
        raise CaptureError(f"{path.name}, line {lines[fault.row - 1]}: {words}") from None


def _rows(path: Path, text: str) -> tuple[list[str], list[int], list[list[str]]]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    head: list[str] = []
    lines: list[int] = []
    rows: list[list[str]] = []
    try:
        for row in reader:
            if not any(value.strip() for value in row):
                continue
            if not head:
                head = _named(path, row)
            elif len(row) != len(head):
                raise CaptureError(
                    f"{path.name}, line {reader.line_num}: {len(row)} values where the first line names {len(head)}"
                )
            else:
                lines.append(reader.line_num)
                rows.append([value.strip() for value in row])
    except csv.Error as fault:
        raise CaptureError(f"{path.name}, line {reader.line_num}: {fault}; check the quotes") from None
    return head, lines, rows


def _named(path: Path, row: list[str]) -> list[str]:
    head = [value.strip() for value in row]
    for name in head:
        if not name:
            raise CaptureError(f"{path.name}, line 1: column {head.index(name) + 1} has no name")
        if head.count(name) > 1:
            raise CaptureError(f'{path.name}, line 1: column "{name}" stands there twice; give each its own name')
    return head
