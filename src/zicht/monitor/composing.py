# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From the register to the protected tables of an edition, with what the checks found. Reads, writes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import polars as pl

from unseen.disclosure import UnprotectableError
from zicht.access.actors import Actor
from zicht.monitor.auditing import Finding, audit_publication
from zicht.monitor.canonical import extract_csv
from zicht.monitor.change import Change
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_BASE
from zicht.monitor.editions import Edition, build, published_digest, tables_json
from zicht.monitor.events import events
from zicht.monitor.frames import REPORT_SCHEMA, mask_of
from zicht.monitor.making import audited, last_change
from zicht.monitor.notices import notices
from zicht.monitor.protecting import protect_tables
from zicht.monitor.publications import Publication
from zicht.monitor.result import CountedTable, Scope
from zicht.monitor.telling import passes
from zicht.register.extract import frame_of, report_rows

SEVERAL = ("sectors_sexual", "sectors_labour", "manners")
# Above this share of hidden cells a reader learns little: the composer hears so.
MUCH_HIDDEN = 0.5
REMEDY = "Kies meer jaren, kies een cijfer met grovere klassen, of laat dit cijfer weg."


BY_CHANGES = {
    "figure": "",
    "blocks": True,
    "text": "Met de uitleg van een verandering in een eerdere editie is een klein aantal uit te rekenen.",
    "remedy": REMEDY,
}


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


def compose(
    actor: Actor, order: Order, known: Definitions, *, at: datetime, earlier: Sequence[Publication] = ()
) -> Composed:
    """Count, protect, check. Raises NothingToCountError when there is nothing to count or to show.

    earlier: what this register published before. Somebody who keeps all editions can subtract one from another.
    """
    rows = report_rows(actor, first_year=order.first_year, last_year=order.last_year, at=at)
    if not rows:
        raise NothingToCountError(
            f"Er is geen melding van {order.first_year} tot en met {order.last_year} in het register van uw "
            "afdeling. Kies andere jaren."
        )
    reports = frame_of(rows)
    whole = _counted(reports, order, known)
    edition = replace(whole, tables=tuple(table for table in whole.tables if table.id in order.figures))
    try:
        protected = protect_tables(edition.tables, known, earlier=earlier)
    except UnprotectableError:
        raise NothingToCountError(
            "Deze cijfers samen zijn niet veilig te maken: kleine aantallen blijven uit te rekenen. " + REMEDY
        ) from None
    mine = Publication(order.slug, edition.tables, protected.tables)
    leaks = audit_publication([*earlier, mine], known)
    subtracts = any(each.change for each in earlier) and not passes([*earlier, mine], known)
    changed = last_change(edition, protected, known, earlier=earlier)
    first, last = order.first_year, order.last_year
    told = tables_json(
        edition, protected.tables, audit=audited(protected),
        notices=[notice.as_data() for notice in notices(edition.extract, protected.tables, years=edition.years)],
        events=[event.as_data() for event in events() if first <= event.day.year <= last],
        change=None if changed is None else changed.as_data(),
    )  # fmt: skip
    return Composed(
        tables=told.decode(),
        digest=published_digest(edition, protected.tables),
        pins=edition.pins.as_published(),
        findings=[
            *findings(edition.tables, protected.tables),
            *map(_leak, leaks),
            *([BY_CHANGES] if subtracts else []),
        ],
        extract=extract_csv(reports).decode(),
        whole=edition.digest,
    )


def _counted(reports: pl.DataFrame, order: Order, known: Definitions) -> Edition:
    """All figures of the years and the place that were ordered."""
    return build(
        reports, known, edition_id=order.slug, first_year=order.first_year, last_year=order.last_year,
        scope=order.scope, place=order.place,
    )  # fmt: skip


def published_before(
    order: Order, extract: str, shown: Sequence[CountedTable], known: Definitions, *, change: Change | None = None
) -> Publication:
    """A published edition as the auditor wants it: counted again out of its extract, beside what readers have."""
    whole = _counted(frame_of_extract(extract), order, known)
    tables = tuple(t for t in whole.tables if t.id in order.figures)
    return Publication(order.slug, tables, tuple(shown), change=change)


def frame_of_extract(extract: str) -> pl.DataFrame:
    """The frame out of which ``extract_csv`` made this text (with other keys of persons)."""
    read = pl.read_csv(io.StringIO(extract), schema=dict.fromkeys(REPORT_SCHEMA, pl.String))
    masks = [
        pl.col(name).fill_null("").map_elements(_masked(name), return_dtype=pl.Int64)
        for name in ("forms", *SEVERAL)
    ]  # fmt: skip
    return read.with_columns(masks).select(pl.col(name).cast(kind) for name, kind in REPORT_SCHEMA.items())


def _masked(name: str) -> Callable[[str], int]:
    return lambda text: mask_of(name, frozenset(filter(None, text.split("|"))))


def _leak(found: Finding) -> dict[str, Any]:
    return {"figure": "", "blocks": True, "text": found.words.nl, "remedy": found.remedy.nl}


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
