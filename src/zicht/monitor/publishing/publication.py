# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is published: an edition's protected tables with all that must stand beside the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from zicht.monitor.disclosure import MINIMUM_BASE, UnprotectedTableError
from zicht.monitor.editions import Edition
from zicht.monitor.protecting import Protected
from zicht.monitor.result import CountedTable, Lang, Words

LANGS: tuple[Lang, ...] = ("nl", "en")


class NoticeLike(Protocol):
    """A warning that was made from the data: its code, its words, the ids of the tables that it is about."""

    @property
    def code(self) -> str:
        """Its code."""
        ...

    @property
    def words(self) -> Words:
        """What it says."""
        ...

    @property
    def tables(self) -> tuple[str, ...]:
        """Ids of tables."""
        ...


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
    """Tables that may leave. Made by ``publication_of`` alone, which refuses the others.

    ``left_out`` are tables of a region or a municipality that are too small to have a page.
    """

    id: str
    title: Words
    years: tuple[int, ...]
    scope: str
    place: Words
    tables: tuple[CountedTable, ...]
    left_out: tuple[CountedTable, ...]
    notices: tuple[NoticeLike, ...]
    pins: tuple[tuple[Words, str], ...]
    about: About

    @property
    def period(self) -> str:
        """The years of report, as 2015-2019 or 2019."""
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}-{last}"

    def notices_of(self, table: CountedTable) -> tuple[NoticeLike, ...]:
        """The warnings that are about this table."""
        return tuple(notice for notice in self.notices if table.id in notice.tables)


def publication_of(
    edition: Edition,
    protected: Protected | Sequence[CountedTable],
    *,
    notices: Sequence[NoticeLike] = (),
    about: About | None = None,
) -> Publication:
    """The publication of an edition. Raises UnprotectedTableError for a table without disclosure control."""
    tables = tuple(protected.tables if isinstance(protected, Protected) else protected)
    for table in tables:
        refuse_unprotected(table)
    small = tuple(table for table in tables if edition.scope != "national" and too_small(table))
    about = about or About()
    place = Words(edition.place, "the Netherlands" if edition.place == "Nederland" else edition.place)
    return Publication(
        id=edition.id,
        title=about.title or Words("Slachtoffermonitor mensenhandel", "Monitor of trafficking victims"),
        years=edition.years,
        scope=edition.scope,
        place=place,
        tables=tuple(table for table in tables if table not in small),
        left_out=small,
        notices=tuple(notices),
        pins=_pins(edition),
        about=about,
    )


def refuse_unprotected(table: CountedTable) -> None:
    """Raises UnprotectedTableError for a table that did not pass, and for a hidden cell that still holds a number."""
    held = any(
        cell.suppressed and (cell.count, cell.numerator, cell.percentage, cell.mean) != (None,) * 4
        for line in table.cells
        for cell in line
    )
    if held or not table.protected:
        raise UnprotectedTableError(table.id)


def too_small(table: CountedTable) -> bool:
    """Whether a table of a region or a municipality is about too few to have a page of its own."""
    totals = [line[-1] for row, line in zip(table.rows, table.cells, strict=True) if row.kind in ("total", "base")]
    return not totals or any(cell.suppressed or (cell.count or 0) < MINIMUM_BASE for cell in totals[:1])


def _pins(edition: Edition) -> tuple[tuple[Words, str], ...]:
    """With what the numbers were made. Digests of what is not published stay out: numbers can be tried on them."""
    lists = ", ".join(f"{name} {version}" for name, version in sorted(edition.pins.lists.items()))
    return (
        (Words("Regel", "Rule"), edition.pins.rule),
        (Words("Codelijsten", "Code lists"), lists),
        (Words("Definities (SHA-256)", "Definitions (SHA-256)"), edition.pins.definitions),
        (Words("Programma", "Program"), f"Zicht {edition.pins.program}"),
    )
