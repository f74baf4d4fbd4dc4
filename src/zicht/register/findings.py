# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is wrong with a file, where, and what to do about it: the one shape of every reader, without a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

__all__ = [
    "FINDINGS", "OK", "WRONG_USE", "Coverage", "Finding", "StopError", "Table", "findings_table", "header_is_below",
]  # fmt: skip

OK, WRONG_USE, FINDINGS = 0, 1, 2  # what a command that reads a file answers


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


def header_is_below(number: int) -> StopError:
    """The names of the columns stand in this row, and something else above it."""
    above = "rij 1" if number == 2 else f"rij 1 tot en met {number - 1}"
    problem = f"De namen van de kolommen staan in rij {number}, maar daarboven staat ook iets."
    return StopError(number, None, problem, f"Haal {above} weg: er mag één kopregel zijn, bovenaan.")


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
    broken: faults that are known before the rows are read; faults: those that come up while they are.
    """

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    header_row: int = 1
    notes: tuple[Finding, ...] = ()
    coverage: Coverage | None = None
    kind: str = "CSV"
    broken: tuple[Finding, ...] = ()
    faults: list[Finding] = field(default_factory=list)


def findings_table(findings: Sequence[Finding]) -> str:
    """The findings as lines: row, column, what is wrong, and below it what to do."""
    lines = [f"{'rij':>7}  {'kolom':<20}  wat is er mis -> wat te doen"]
    lines += [f"{f.row or '-':>7}  {f.column or '-':<20}  {f.problem} -> {f.remedy}" for f in findings]
    return "\n".join(lines)
