# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Times, and the tables in which they are printed."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Middle, slow and quickest times of one thing that was done often, in milliseconds."""

    p50: float
    p95: float
    rounds: int
    quickest: float = 0.0


def times_of(milliseconds: Iterable[float]) -> Times:
    """p95 is the smallest time that 95 in 100 rounds did not exceed."""
    found = sorted(milliseconds)
    return Times(statistics.median(found), found[max(0, -(-len(found) * 95 // 100) - 1)], len(found), found[0])


def clocked(work: Callable[[], object]) -> float:
    """How long `work` took, in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table that reads well as text and as Markdown; numbers stand to the right."""
    widths = [max(len(headers[i]), *(len(r[i]) for r in rows), 3) for i in range(len(headers))]
    right = [all(_is_number(r[i]) for r in rows) for i in range(len(headers))]

    def line(cells: Sequence[str]) -> str:
        padded = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True))
        return "| " + " | ".join(padded) + " |"

    rule = "|" + "|".join("-" * (w + 1) + (":" if r else "-") for w, r in zip(widths, right, strict=True)) + "|"
    return "\n".join([line(headers), rule, *(line(r) for r in rows)])


def _is_number(cell: str) -> bool:
    return not cell or cell[0].isdigit() or cell == "-"


def number(value: float) -> str:
    """Three figures, as much as such a measurement is worth."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
