# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is wrong with a file, where, and what to do about it: the one shape of every reader, without a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Coverage", "Finding", "StopError", "Table"]


@dataclass(frozen=True)
class Finding:
    """One fault: the row (header is 1; None for the whole file), the column, what is wrong and what to do.

    is_error False: something to know; the file can be taken in.
    """

    row: int | None
    column: str | None
    problem: str
    remedy: str
    is_error: bool = True


class StopError(Exception):
    """A fault after which reading on makes no sense."""

    def __init__(self, row: int | None, column: str | None, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.finding = Finding(row, column, problem, remedy)


@dataclass(frozen=True)
class Coverage:
    """What of a file in somebody else's standard is kept.

    kept: their column and ours; left: their column and why it is not stored, in Dutch; unsayable: what the
    standard has no word for, in Dutch.
    """

    standard: str
    kept: tuple[tuple[str, str], ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    unsayable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A file as rows of texts: the header, and (row number, cells) below it. The rows can be read once.

    header_row is the number of the row with the names; notes say what was chosen or left out on the way.
    """

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    header_row: int = 1
    notes: tuple[Finding, ...] = ()
    coverage: Coverage | None = None
    kind: str = "CSV"
    broken: tuple[Finding, ...] = field(default=())
