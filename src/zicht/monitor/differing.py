# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Differences between two editions as a page lays them out: what changed for all, tables that came, numbers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from zicht.monitor.comparing import Cause, Difference, Published, compare
from zicht.monitor.events import events
from zicht.monitor.wording import number

HIDDEN: Final = "afgeschermd"
WHY: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        "rule": "de regel die iemand in een groep plaatst is veranderd",
        "definition": "de beschrijving van de tabel is veranderd",
        "list": "een codelijst is veranderd, of het register is bijgewerkt",
        "years": "de kolom gaat over andere jaren",
        "more_reports": "er zijn later meldingen bijgekomen of verbeterd",
        "fewer_reports": "meldingen zijn ingetrokken of verbeterd, of personen bleken dezelfde",
        "hidden": "het getal is klein, of het verschil is te klein om te laten zien",
        "shown": "het getal was klein, of er was een ander klein getal mee uit te rekenen",
    }
)
# What the register noted since an edition was counted (register.extract.MOVES).
HAPPENED: Final = MappingProxyType(
    {
        "late": "Er kwamen meldingen bij over deze jaren (late meldingen).",
        "revised": "Er zijn meldingen over deze jaren verbeterd (revisies).",
        "withdrawn": "Er zijn meldingen over deze jaren ingetrokken of geweigerd.",
        "persons": "Van meldingen is vastgesteld dat ze over dezelfde persoon gaan, of juist niet.",
    }
)


@dataclass(frozen=True)
class Number:
    """One number in two editions, in words for a table: where it stands, both values, the change and why."""

    table: str
    row: str
    column: str
    before: str
    after: str
    change: str
    why: str
    breaks: tuple[str, ...]


@dataclass(frozen=True)
class Laid:
    """Differences for a page. general: what decided numbers. heads: tables, rows, columns. counts: per cause."""

    general: tuple[str, ...]
    heads: tuple[str, ...]
    numbers: tuple[Number, ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def none(self) -> bool:
        """Whether the two say the same."""
        return not (self.general or self.heads or self.numbers)


def laid(before: Published, after: Published) -> Laid:
    """All differences of two editions, in the order of the newer one."""
    found = compare(before, after)
    tables = {**before.tables(), **after.tables()}
    numbers = tuple(_number(each, tables[each.table]) for each in found if each.kind == "number")
    counts = Counter(WHY[each.cause] for each in found if each.kind == "number")
    return Laid(
        general=_words(found, ("scope", "rule", "definition", "list")),
        heads=_words(found, ("table_new", "table_gone", "head_new", "head_gone")),
        numbers=numbers,
        counts=tuple(counts.most_common()),
    )


def _words(found: Sequence[Difference], kinds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.words.nl for each in found if each.kind in kinds)


def _number(each: Difference, table: Mapping[str, Any]) -> Number:
    a, b = each.before, each.after
    change = "" if a is None or b is None else f"{'+' if b > a else '−'}{number(abs(b - a), 'nl')}"
    breaks = tuple(f"{event.day.year}: {event.short.nl}" for event in events() if event.code in each.breaks)
    return Number(
        table=each.table, row=_head(table["rows"], each.row), column=_head(table["columns"], each.column),
        before=_text(a), after=_text(b), change=change, why=WHY[each.cause], breaks=breaks,
    )  # fmt: skip


def _head(heads: Sequence[Mapping[str, Any]], code: str) -> str:
    return next((str(head["nl"]) for head in heads if head["code"] == code), code)


def _text(count: int | None) -> str:
    return HIDDEN if count is None else number(count, "nl")
