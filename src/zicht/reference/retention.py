# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How long something is kept: the terms as data, and the one calculation over them. Pure.

    keep_until("signal", regimes=["avg"], outcome="no_trafficking", starts={"closed": day})

Each term waits for a privacy officer to confirm it. Where more than one regime applies the strictest wins: the day
that comes first. Nothing here lengthens anything: who inherits a day keeps the earlier one.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from zicht.reference.lists import code_list
from zicht.reference.model import Entry

OPEN, IN_CASE, OTHER = "open", "in_case", "other"

# Which regimes a sector's own records stand under; to be confirmed, like the terms themselves.
_REGIMES: dict[str, tuple[str, ...]] = {"police": ("wpg",), "care": ("wmo",), "shelter": ("wmo",)}


@dataclass(frozen=True)
class Term:
    """One line of the list. start: received, closed, ended, handled, saved or answered."""

    code: str
    kind: str
    regime: str
    outcome: str
    start: str
    months: int
    days: int
    review_months: int
    label: str
    source: str
    article: str
    status: str

    def end(self, start: date) -> date:
        """The last day that it is kept."""
        return add_months(start, self.months) + timedelta(days=self.days)


@dataclass(frozen=True)
class Kept:
    """Until when, by which term, and when somebody must look again (None: never)."""

    until: date
    basis: str
    review_on: date | None = None


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the last one it has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def regimes_of(sector: str, *, child: bool = False) -> tuple[str, ...]:
    """The regimes of what an organisation of this sector holds: the GDPR alone where nothing else is named."""
    if sector == "youth" or (sector == "care" and child):
        return ("jeugdwet",)
    return _REGIMES.get(sector, ("avg",))


@cache
def terms() -> tuple[Term, ...]:
    """All terms that are valid or ever were, in list order."""
    return tuple(_term(entry) for entry in code_list("retention_terms").entries)


def _term(entry: Entry) -> Term:
    found = entry.attributes
    return Term(
        code=entry.code, kind=found["kind"], regime=found["regime"], outcome=found["outcome"], start=found["start"],
        months=found.get("months", 0), days=found.get("days", 0), review_months=found.get("review_months", 0),
        label=entry.nl, source=entry.source, article=found.get("article", ""), status=entry.status,
    )  # fmt: skip


def label(basis: str) -> str:
    """The words of a term by its code."""
    return code_list("retention_terms").label(basis) if basis else ""


def terms_for(kind: str, *, regimes: Iterable[str], outcome: str) -> tuple[Term, ...]:
    """The term of each regime for this kind and outcome: its own line, else the line for every other outcome.

    A regime without a line for this kind falls back to the GDPR's.
    """
    found = []
    for regime in dict.fromkeys(regimes):
        named = regime if any(t.kind == kind and t.regime == regime for t in terms()) else "avg"
        lines = {t.outcome: t for t in terms() if t.kind == kind and t.regime == named}
        line = lines.get(outcome) or (lines.get(OTHER) if outcome not in {OPEN, IN_CASE} else None)
        if line is not None:
            found.append(line)
    return tuple(dict.fromkeys(found))


def keep_until(
    kind: str, *, regimes: Iterable[str], outcome: str, starts: Mapping[str, date], earlier: date | None = None
) -> Kept | None:
    """The day after which it goes. None while no term runs: nothing has started it.

    starts: the day of each start that has happened. earlier: a day that was set or inherited before; it is never
    passed silently.
    """
    running = [
        (line.end(starts[line.start]), line)
        for line in terms_for(kind, regimes=regimes, outcome=outcome)
        if line.start in starts
    ]
    if not running:
        return None
    until, line = min(running, key=lambda pair: (pair[0], pair[1].code))
    review = add_months(starts[line.start], line.review_months) if line.review_months else None
    if earlier is not None and earlier < until:
        until = earlier
    if review is not None and review > until:
        review = until
    return Kept(until=until, basis=line.code, review_on=review)
