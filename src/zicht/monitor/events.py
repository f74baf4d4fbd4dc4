# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Events that mark series: laws, working agreements, classes, the world. Read from ``definitions/events.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from zicht.monitor.declaring import DEFINITIONS, BrokenDeclarationError
from zicht.monitor.result import CountedTable, Words

Kind = Literal["law", "practice", "class", "world"]
KINDS = ("law", "practice", "class", "world")


@dataclass(frozen=True)
class Event:
    """One event. ``day`` is its first day; ``figures`` and ``reporters`` are empty when it is about all of them.

    ``breaks``: years before and after may be compared only with a warning. ``between_editions``: it parts editions
    and not years, because the edition counts all its years in the new way.
    """

    code: str
    day: date
    kind: Kind
    words: Words
    short: Words
    source: str
    breaks: bool = False
    figures: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    between_editions: bool = False

    def marks(self, table: CountedTable) -> bool:
        """Whether the table is one that this event is about."""
        return self.code in table.breaks or not self.figures or table.id in self.figures

    def as_data(self) -> dict[str, Any]:
        """For ``tables.json``: plain values."""
        return {
            "code": self.code,
            "day": self.day.isoformat(),
            "kind": self.kind,
            "breaks": self.breaks,
            "figures": list(self.figures),
            "nl": self.words.nl,
            "en": self.words.en,
            "source": self.source,
        }


@cache
def events(path: Path = DEFINITIONS / "events.toml") -> tuple[Event, ...]:
    """All events in the order of their days. Raises BrokenDeclarationError."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["event"]
    except (tomllib.TOMLDecodeError, KeyError) as fault:
        raise BrokenDeclarationError(f"{path.name}: {fault}") from None
    found = [_event(entry, path.name) for entry in entries]
    codes = [event.code for event in found]
    for code in codes:
        if codes.count(code) > 1:
            raise BrokenDeclarationError(f"{path.name}: {code} stands there twice; give one another code")
    return tuple(sorted(found, key=lambda event: (event.day, event.code)))


def between(first_year: int, last_year: int, figure: str = "") -> tuple[Event, ...]:
    """The breaks that part these years: some of the years lie before it, or it came during one of them.

    figure: only those about this figure. An event on the first day of the first year parts nothing.
    """
    return tuple(
        event
        for event in events()
        if event.breaks
        and not event.between_editions
        and date(first_year, 1, 1) < event.day <= date(last_year, 12, 31)
        and (not figure or not event.figures or figure in event.figures)
    )


def marking(table: CountedTable, years: tuple[int, ...]) -> tuple[Event, ...]:
    """The events to mark in the series of a table, in the order of their days. None for a table without years."""
    shown = [int(column.code) for column in table.columns if column.kind == "year"]
    if not shown or not years:
        return ()
    first, last = max(min(shown), years[0]), min(max(shown), years[-1])
    return tuple(
        event
        for event in events()
        if event.marks(table) and (first <= event.day.year <= last or event.between_editions)
    )


def _event(entry: dict[str, Any], file: str) -> Event:
    try:
        event = Event(
            code=entry["code"],
            day=entry["from"],
            kind=entry["kind"],
            words=Words(entry["nl"], entry["en"]),
            short=Words(entry["short_nl"], entry["short_en"]),
            source=entry["source"],
            breaks=entry.get("breaks", False),
            figures=tuple(entry.get("figures", ())),
            reporters=tuple(entry.get("reporters", ())),
            between_editions=entry.get("between_editions", False),
        )
    except KeyError as missing:
        raise BrokenDeclarationError(f"{file}: {entry.get('code', '?')}: {missing.args[0]} is missing") from None
    if event.kind not in KINDS or type(event.day) is not date:
        raise BrokenDeclarationError(f"{file}: {event.code}: kind is one of {', '.join(KINDS)}, from is a date")
    return event
