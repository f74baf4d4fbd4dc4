# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From the register to the protected tables of an edition, with what the checks found. Reads, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import polars as pl

from unseen.disclosure import UnprotectableError
from zicht.access.actors import Actor
from zicht.monitor.canonical import extract_csv
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_BASE
from zicht.monitor.editions import build, published_digest, tables_json
from zicht.monitor.frames import REPORT_SCHEMA, mask_of
from zicht.monitor.result import CountedTable
from zicht.monitor.table import Scope
from zicht.register.extract import report_rows

SEVERAL = ("sectors_sexual", "sectors_labour", "manners")
# Above this share of hidden cells a reader learns little: the composer hears so.
MUCH_HIDDEN = 0.5
REMEDY = "Kies meer jaren, kies een cijfer met grovere klassen, of laat dit cijfer weg."


class NothingToCountError(ValueError):
    """Words for the composer: why there are no tables, and what to do."""


@dataclass(frozen=True)
class Order:
    """What is asked for: the name of the edition, its years, the register's scope and place, the figures."""

    slug: str
    first_year: int
    last_year: int
    scope: Scope
    place: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Composed:
    """What is kept: the bytes of tables.json, its digest and pins, the findings, and the extract that it rests on.

    digest: over what leaves. whole: over the extract and the unprotected tables; it stays with the extract, because
    small numbers could be found by trying.
    """

    tables: str
    digest: str
    pins: dict[str, Any]
    findings: list[dict[str, Any]]
    extract: str
    whole: str


def frame_of(rows: Iterable[Any]) -> pl.DataFrame:
    """Rows of the register's extract as a frame (columns of REPORT_SCHEMA)."""
    found = [
        (
            row.victim_key, row.year, row.reporter_group, mask_of("forms", row.forms), row.nationality, row.sex,
            row.age, *(mask_of(name, getattr(row, name)) for name in SEVERAL), row.police_unit,
        )
        for row in rows
    ]  # fmt: skip
    return pl.DataFrame(found, schema=dict(REPORT_SCHEMA), orient="row")


def compose(actor: Actor, order: Order, known: Definitions, *, at: datetime) -> Composed:
    """Count, protect, check. Raises NothingToCountError when there is nothing to count or to show."""
    rows = report_rows(actor, first_year=order.first_year, last_year=order.last_year, at=at)
    if not rows:
        raise NothingToCountError(
            f"Er is geen melding van {order.first_year} tot en met {order.last_year} in het register van uw "
            "afdeling. Kies andere jaren."
        )
    reports = frame_of(rows)
    whole = build(
        reports, known, edition_id=order.slug, first_year=order.first_year, last_year=order.last_year,
        scope=order.scope, place=order.place,
    )  # fmt: skip
    edition = replace(whole, tables=tuple(table for table in whole.tables if table.id in order.figures))
    try:
        protected = edition.protected(known)
    except UnprotectableError:
        raise NothingToCountError(
            "Deze cijfers samen zijn niet veilig te maken: kleine aantallen blijven uit te rekenen. " + REMEDY
        ) from None
    return Composed(
        tables=tables_json(edition, protected.tables).decode(),
        digest=published_digest(edition, protected.tables),
        pins=edition.pins.as_published(),
        findings=[*findings(edition.tables, protected.tables)],
        extract=extract_csv(reports).decode(),
        whole=edition.digest,
    )


def findings(counted: Sequence[CountedTable], shown: Sequence[CountedTable]) -> Iterable[dict[str, Any]]:
    """What is wrong with a figure (blocks) or what its readers should know, with what to do. Names no number."""
    for table, protected in zip(counted, shown, strict=True):
        base = base_of(table)
        if 0 < base < MINIMUM_BASE:
            text = f"De basis van dit cijfer is kleiner dan {MINIMUM_BASE}."
            yield {"figure": table.id, "blocks": True, "text": text, "remedy": REMEDY}
        elif base == 0:
            text = "In deze jaren is er voor dit cijfer niets gemeld."
            yield {
                "figure": table.id,
                "blocks": False,
                "text": text,
                "remedy": "Laat het cijfer weg, of zeg het erbij.",
            }
        elif hidden_share(protected) > MUCH_HIDDEN:
            text = "Meer dan de helft van de cellen is afgeschermd."
            yield {"figure": table.id, "blocks": False, "text": text, "remedy": REMEDY}


def base_of(table: CountedTable) -> int:
    """How many a figure is about: its total, or its largest base where it has no total."""
    numbers = [
        cell.denominator or 0
        for _, column, cell in table.walk()
        if column.kind == "total" or not any(head.kind == "total" for head in table.columns)
    ]
    return max(numbers, default=0)


def hidden_share(table: CountedTable) -> float:
    """The part of the cells that is hidden, of those that are not 0."""
    cells = [cell for _, _, cell in table.walk() if cell.suppressed or cell.count]
    return sum(cell.suppressed for cell in cells) / len(cells) if cells else 0.0
