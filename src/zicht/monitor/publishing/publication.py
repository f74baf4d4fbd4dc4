# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is published: an edition's protected tables with all that must stand beside the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zicht.monitor.disclosure import MINIMUM_REGION, UnprotectedTableError
from zicht.monitor.result import Cell, CountedTable, Lang, Words

# Drawing a change needs what a publication is.
if TYPE_CHECKING:
    from zicht.monitor.publishing.explaining import Explained

LANGS: tuple[Lang, ...] = ("nl", "en")


@dataclass(frozen=True)
class Notice:
    """A warning that was made from the data: its code, its words, the ids of the tables that it is about."""

    code: str
    words: Words
    tables: tuple[str, ...]


@dataclass(frozen=True)
class About:
    """Who publishes, when and where: what an edition itself does not know.

    ``base_url`` is where the files will stand, ending in /, used in the catalogue entry only. ``issued`` is the day
    of publication; without it no file holds a date. ``publisher_uri`` is a term of the catalogue's list.
    """

    publisher: str = "Zicht"
    publisher_uri: str = "https://example.org/organisatie"
    contact: str = ""
    base_url: str = "https://example.org/slachtoffermonitor/"
    issued: date | None = None
    licence_uri: str = "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"
    title: Words | None = None


@dataclass(frozen=True)
class Publication:
    """Tables that may leave. Made by ``publication_from`` and ``working.publication``, which refuse the others.

    ``left_out`` are tables of a region or a municipality that are too small to have a page.
    ``explained``: the change that it explains.
    """

    id: str
    title: Words
    years: tuple[int, ...]
    scope: str
    place: Words
    tables: tuple[CountedTable, ...]
    left_out: tuple[CountedTable, ...]
    notices: tuple[Notice, ...]
    pins: tuple[tuple[Words, str], ...]
    about: About
    explained: Explained | None = None

    @property
    def period(self) -> str:
        """The years of report, as 2015-2019 or 2019."""
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}-{last}"

    @property
    def general(self) -> tuple[Notice, ...]:
        """The warnings that are about all tables."""
        return tuple(notice for notice in self.notices if not notice.tables)

    def heading(self, lang: Lang) -> str:
        """The title with place and period, as far as it does not say them itself."""
        title = self.title.in_(lang)
        return ", ".join([title, *(part for part in (self.place.in_(lang), self.period) if part not in title)])

    def notices_of(self, table: CountedTable) -> tuple[Notice, ...]:
        """The warnings that are about this table."""
        return tuple(notice for notice in self.notices if table.id in notice.tables)


def place_words(place: str) -> Words:
    """The place of a register in both languages."""
    return Words(place, {"Nederland": "the Netherlands"}.get(place, place.replace("regio ", "region ", 1)))


def refuse_unprotected(table: CountedTable) -> None:
    """Raises UnprotectedTableError for a table that did not pass, and for a hidden cell that still holds a number."""
    held = any(
        cell.suppressed and cell != Cell(None, suppressed=True, reason=cell.reason)
        for line in table.cells
        for cell in line
    )
    if held or not table.protected:
        raise UnprotectedTableError(table.id)


def too_small(table: CountedTable) -> bool:
    """Whether a table of a region or a municipality is about too few to have a page of its own."""
    totals = [line[-1] for row, line in zip(table.rows, table.cells, strict=True) if row.kind in ("total", "base")]
    return not totals or any(cell.suppressed or (cell.count or 0) < MINIMUM_REGION for cell in totals[:1])
