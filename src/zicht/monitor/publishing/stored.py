# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A publication from ``tables.json`` alone: nothing that does not stand there can get into what is made of it."""

from __future__ import annotations

import json
from typing import Any

from zicht.monitor.publishing.explaining import explained_from
from zicht.monitor.publishing.publication import (
    About,
    Notice,
    Publication,
    place_words,
    refuse_unprotected,
    too_small,
)
from zicht.monitor.result import Cell, CountedTable, Head, Words


def publication_from(text: str | bytes, *, about: About | None = None) -> Publication:
    """The publication of the content of ``tables.json``. Raises UnprotectedTableError."""
    data = json.loads(text)
    about, place, scope = about or About(), data["place"], data["scope"]
    tables = tuple(_table(table) for table in data["tables"])
    for table in tables:
        refuse_unprotected(table)
    small = tuple(table for table in tables if scope != "national" and too_small(table))
    return Publication(
        id=data["edition"],
        title=about.title or Words("Slachtoffermonitor mensenhandel", "Monitor of trafficking victims"),
        years=tuple(data["years"]),
        scope=scope,
        place=place_words(place),
        tables=tuple(table for table in tables if table not in small),
        left_out=small,
        notices=tuple(
            Notice(each["code"], Words(each["nl"], each["en"]), tuple(each["tables"]))
            for each in data.get("notices") or ()
        ),
        pins=_pins(data["pins"], data["digest"]),
        about=about,
        explained=explained_from(data.get("change"), scope=scope),
    )


def _pins(pins: dict[str, Any], digest: str) -> tuple[tuple[Words, str], ...]:
    """What decided the numbers, as names and values for a page."""
    lists = pins["lists"]
    return (
        (Words("Controlegetal van de tabellen (SHA-256)", "Digest of the tables (SHA-256)"), digest),
        (Words("Regel", "Rule"), pins["rule"]),
        (Words("Codelijsten", "Code lists"), ", ".join(f"{name} {lists[name]}" for name in sorted(lists))),
        (Words("Definities (SHA-256)", "Definitions (SHA-256)"), pins["definitions"]),
        (Words("Programma", "Program"), f"Zicht {pins['program']}"),
    )


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
        row_words=Words(**data["rows_are"]),
        coverage=None if data["coverage"] is None else (data["coverage"][0], data["coverage"][1]),
        protected=data["protected"],
    )


def _head(data: dict[str, str]) -> Head:
    return Head(data["code"], Words(data["nl"], data["en"]), data["kind"], None, data["inside"])
