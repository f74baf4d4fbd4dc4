# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From the register to the protected tables of an edition, with what the checks found. Reads, writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import polars as pl

from unseen.disclosure import UnprotectableError
from zicht.access.actors import Actor
from zicht.monitor import progress
from zicht.monitor.auditing import Finding, audit_publication
from zicht.monitor.canonical import extract_csv
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_BASE
from zicht.monitor.editions import Edition, build, published_digest, tables_json
from zicht.monitor.making import audited, last_change, told_beside
from zicht.monitor.protecting import protect_or_leave_out
from zicht.monitor.publications import Publication
from zicht.monitor.result import CountedTable, Scope
from zicht.monitor.telling import passes
from zicht.register.extract import frame_of, report_rows

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


def quiet(step: str) -> None:
    """Tells nobody how far the work is."""


def compose(
    order: Order,
    reports: pl.DataFrame,
    known: Definitions,
    *,
    earlier: Sequence[Publication] = (),
    tell: Callable[[str], None] = quiet,
) -> Composed:
    """Count, protect, check. Raises NothingToCountError when there is nothing to count or to show.

    reports: of the years that are ordered (``reports_of``). earlier: what this register published before. Somebody
    who keeps all editions can subtract one from another. tell: is called with each step of progress.py.
    """
    tell(progress.COUNT)
    if not reports.height:
        raise NothingToCountError(
            f"Er is geen melding van {order.first_year} tot en met {order.last_year} in het register van uw "
            "afdeling. Kies andere jaren."
        )
    edition = ordered(reports, order, known)
    tell(progress.PROTECT)
    try:
        protected, left_out = protect_or_leave_out(edition.tables, known, earlier=earlier)
    except UnprotectableError:
        raise NothingToCountError(
            "Deze cijfers samen zijn niet veilig te maken: kleine aantallen blijven uit te rekenen. " + REMEDY
        ) from None
    edition = replace(edition, tables=tuple(table for table in edition.tables if table.id not in left_out))
    mine = Publication(order.slug, edition.tables, protected.tables)
    tell(progress.AUDIT)
    leaks = leaks_of([*earlier, mine], known)
    tell(progress.EXPLAIN)
    changed = last_change(edition, protected, known, earlier=earlier)
    told = tables_json(
        edition, protected.tables, audit=audited(protected), **told_beside(edition, protected, changed)
    )
    return Composed(
        tables=told.decode(),
        digest=published_digest(edition, protected.tables),
        pins=edition.pins.as_published(),
        findings=[*findings(edition.tables, protected.tables), *map(_unsafe, left_out), *leaks],
        extract=extract_csv(reports).decode(),
        whole=edition.digest,
    )


def reports_of(actor: Actor, order: Order, *, at: datetime) -> pl.DataFrame:
    """The reports of the ordered years, as the register has them now. Empty for who makes no figures of it."""
    return frame_of(report_rows(actor, first_year=order.first_year, last_year=order.last_year, at=at))


def leaks_of(publications: Sequence[Publication], known: Definitions) -> list[dict[str, Any]]:
    """Findings about what a reader can compute who keeps all of these; the last is about to leave."""
    subtracts = any(each.change for each in publications) and not passes(publications, known)
    return [*map(_leak, audit_publication(publications, known)), *([BY_CHANGES] if subtracts else [])]


def counted_in(reports: pl.DataFrame, order: Order, known: Definitions) -> Edition:
    """All figures of the years and the place that were ordered."""
    return build(
        reports, known, edition_id=order.slug, first_year=order.first_year, last_year=order.last_year,
        scope=order.scope, place=order.place,
    )  # fmt: skip


def ordered(reports: pl.DataFrame, order: Order, known: Definitions) -> Edition:
    """The same with the figures only that were ordered."""
    whole = counted_in(reports, order, known)
    return replace(whole, tables=tuple(table for table in whole.tables if table.id in order.figures))


def _unsafe(figure: str) -> dict[str, Any]:
    text = f"Cijfer {figure} is niet veilig te maken naast de andere cijfers en wat al is gepubliceerd."
    return {"figure": "", "blocks": True, "text": text, "remedy": f"Laat {figure} weg, of kies andere jaren."}


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
