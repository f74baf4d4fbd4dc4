# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A stored edition as pages and files show it. Everything comes out of the stored tables.json: protected numbers."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from zicht.base.clock import local_day
from zicht.monitor import editions
from zicht.monitor.disclosure import UnprotectedTableError
from zicht.monitor.models import Edition
from zicht.monitor.notices import Notice
from zicht.monitor.publishing import About, Publication, figure_fragment, publication_of
from zicht.monitor.result import Cell, CountedTable, Head, Lang, Words


@lru_cache(maxsize=32)
def tables_of(text: str) -> tuple[CountedTable, ...]:
    """The tables in a stored tables.json. Raises UnprotectedTableError: others do not leave."""
    if not text:
        return ()
    found = tuple(_table(data) for data in json.loads(text)["tables"])
    for one in found:
        if not one.protected:
            raise UnprotectedTableError(one.id)
    return found


def edition_value(edition: Edition) -> editions.Edition:
    """The edition as its files know it. Its tables are the protected ones; its extract is not told."""
    pins = edition.pins
    return editions.Edition(
        id=edition.slug,
        years=tuple(range(edition.first_year, edition.last_year + 1)),
        scope="national" if edition.scope == "national" else "region",
        place=edition.place,
        tables=tables_of(edition.tables),
        pins=editions.Pins(
            extract="", lists=pins.get("lists", {}), definitions=pins.get("definitions", ""),
            orders={name: tuple(order) for name, order in pins.get("orders", {}).items()},
            rule=pins.get("rule", ""), program=pins.get("program", ""),
        ),
    )  # fmt: skip


def about(edition: Edition) -> About:
    """Who publishes it and when."""
    issued = None if edition.published_at is None else local_day(edition.published_at)
    title = Words(edition.title_nl, edition.title_en)
    return About(publisher=str(edition.owning_unit.organisation.name), issued=issued, title=title)


def publication(edition: Edition) -> Publication:
    """What leaves, or would leave: without tables of a region that are too small. Raises UnprotectedTableError."""
    value = edition_value(edition)
    return publication_of(value, value.tables, notices=notices_of(edition.tables), about=about(edition))


@lru_cache(maxsize=32)
def notices_of(text: str) -> tuple[Notice, ...]:
    """The warnings that were made with the tables."""
    told = json.loads(text).get("notices", []) if text else []
    return tuple(Notice(n["code"], Words(n["nl"], n["en"]), tuple(n["tables"])) for n in told)


def slug_of(figure: str) -> str:
    """The id of a figure as it stands in an address."""
    return figure.replace(".", "-").lower()


def figure_html(edition: Edition, table: CountedTable, lang: Lang) -> SafeString:
    """The inside of a figure: pictures, tables, how to read them. Drawing takes half a second, so it is kept."""
    made = publication(edition)
    return _fragment(_Key((edition.tables, table.id, lang, edition.title_nl), made, table, lang))


class _Key:
    """What decides a drawing, with what it is drawn from."""

    def __init__(self, key: tuple[str, ...], made: Publication, table: CountedTable, lang: Lang) -> None:
        self.key, self.made, self.table, self.lang = key, made, table, lang

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.key == other.key


@lru_cache(maxsize=64)
def _fragment(key: _Key) -> SafeString:
    # It comes out of our own drawing; its words are escaped there.
    return mark_safe(figure_fragment(key.made, key.table, key.lang))  # noqa: S308


def _table(data: dict[str, Any]) -> CountedTable:
    return CountedTable(
        id=data["id"],
        title=Words(**data["title"]),
        unit=data["unit"],
        base=data["base"]["name"],
        base_words=Words(data["base"]["nl"], data["base"]["en"]),
        place=data["place"],
        missing=data["missing"],
        rows=tuple(_head(head) for head in data["rows"]),
        columns=tuple(_head(head) for head in data["columns"]),
        cells=tuple(tuple(Cell(**cell) for cell in line) for line in data["cells"]),
        partition=data["adds_up"],
        notes=tuple(Words(**note) for note in data["notes"]),
        breaks=tuple(data["breaks"]),
        coverage=None if data["coverage"] is None else (data["coverage"][0], data["coverage"][1]),
        protected=data["protected"],
    )


def _head(data: dict[str, str]) -> Head:
    return Head(data["code"], Words(data["nl"], data["en"]), data["kind"], None, data["inside"])
