# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Numbers and titles as people read them. A hidden cell is one word, never 0 and never "less than"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zicht.monitor.events import Event, events, marking
from zicht.monitor.publishing.publication import Publication
from zicht.monitor.publishing.words import (
    HIDDEN,
    KINDS,
    MISSING,
    NO_SHARE,
    OVERLAP,
    OWN_REPORTS,
    PLACE_MEANS,
    PLACES,
    PRESUMED,
    PROTECTED,
    REGION_MEANS,
    REGISTERED,
    ROUNDED,
    UNIT_MEANS,
    UNITS,
    t,
)
from zicht.monitor.result import Cell, CountedTable, Head, Lang
from zicht.monitor.wording import number


@dataclass(frozen=True)
class Part:
    """Columns of one kind with the total beside them: what fits on a page and on a telephone."""

    kind: str
    places: tuple[int, ...]

    def columns(self, table: CountedTable) -> tuple[Head, ...]:
        """The heads."""
        return tuple(table.columns[place] for place in self.places)

    def cells(self, line: Sequence[Cell]) -> tuple[Cell, ...]:
        """The cells of one row."""
        return tuple(line[place] for place in self.places)


def parts(table: CountedTable) -> tuple[Part, ...]:
    """The table in pieces: years, groups, periods, each with the total."""
    total = tuple(place for place, head in enumerate(table.columns) if head.kind == "total")
    kinds = list(dict.fromkeys(head.kind for head in table.columns if head.kind != "total"))
    if not kinds:
        return (Part("total", total),)
    return tuple(
        Part(kind, (*(place for place, head in enumerate(table.columns) if head.kind == kind), *total))
        for kind in sorted(kinds, key=lambda kind: kind != "year")
    )


def whole_percentage(cell: Cell) -> int | None:
    """The share in whole per cents, halves up; None when it is hidden or the base is 0."""
    if cell.suppressed or cell.percentage is None:
        return None
    if cell.numerator is not None and cell.denominator:
        return (200 * cell.numerator + cell.denominator) // (2 * cell.denominator)
    return int(cell.percentage + 0.5)


def count_text(cell: Cell, lang: Lang) -> str:
    """The number of a cell: a count, a mean with one decimal, or the word for hidden."""
    if cell.suppressed:
        return HIDDEN.in_(lang)
    if cell.count is not None:
        return number(cell.count, lang)
    if cell.mean is None:
        return NO_SHARE
    return f"{cell.mean:.1f}".replace(".", "," if lang == "nl" else ".")


def share_text(cell: Cell) -> str:
    """The share as 12%, as <1% for what rounds to nothing, or a dash when there is none."""
    share = whole_percentage(cell)
    if share is None:
        return "" if cell.suppressed else NO_SHARE
    return "<1%" if share == 0 and cell.count else f"{share}%"


def has_share(row: Head) -> bool:
    """Whether a row is a share of its column: totals and means are not."""
    return row.kind not in ("total", "mean")


def bases(table: CountedTable, part: Part) -> tuple[int | None, ...] | None:
    """Per column what 100% is, where the table does not say it in a total row; None where it does."""
    found = []
    for place in part.places:
        lines = [line[place] for row, line in zip(table.rows, table.cells, strict=True) if has_share(row)]
        held = {cell.denominator for cell in lines if cell.denominator is not None}
        found.append(held.pop() if len(held) == 1 else None)
    totals = [line for row, line in zip(table.rows, table.cells, strict=True) if row.kind == "total"]
    told = totals and all(
        cell.count == base or base is None for cell, base in zip(part.cells(totals[0]), found, strict=True)
    )
    return None if told or not any(found) else tuple(found)


def full_title(publication: Publication, table: CountedTable, lang: Lang) -> str:
    """The title with scope, period and what a place is; nothing of these is left to be guessed."""
    head = table.title.in_(lang)
    where = PLACES[table.place].in_(lang)
    where = f" {where}" if where and where not in head.lower() else ""
    own = f" ({OWN_REPORTS.in_(lang)})" if publication.scope != "national" else ""
    return f"{head}{where}, {publication.place.in_(lang)}, {publication.period}{own}"


def caption(table: CountedTable, part: Part, lang: Lang) -> str:
    """What stands above one piece of a table: the unit and the kind of columns."""
    unit = UNITS[table.unit].in_(lang)
    return t(lang, f"Aantal {unit}, {KINDS[part.kind].nl}", f"Number of {unit}, {KINDS[part.kind].en}")


def definitions(publication: Publication, table: CountedTable, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What must be known to read the numbers: pairs of name and text."""
    found = [
        (t(lang, "Wat is geteld", "What is counted"), UNIT_MEANS[table.unit].in_(lang)),
        (t(lang, "Wie telt mee", "Who is in"), table.base_words.in_(lang)),
        (t(lang, "Plaats", "Place"), PLACE_MEANS[table.place].in_(lang)),
        (t(lang, "Onbekend", "Unknown"), MISSING[table.missing].in_(lang)),
    ]
    if table.coverage:
        known, everybody = table.coverage
        share = f" ({(200 * known + everybody) // (2 * everybody)}%)" if everybody else ""
        told = t(
            lang,
            f"bij {number(known, lang)} van {number(everybody, lang)}{share}",
            f"for {number(known, lang)} of {number(everybody, lang)}{share}",
        )
        found.append((t(lang, "Bekend of geschat", "Known or estimated"), told))
    if publication.scope != "national":
        found.append((t(lang, "Bereik", "Scope"), REGION_MEANS.in_(lang)))
    return tuple(found)


def notes(publication: Publication, table: CountedTable, lang: Lang) -> tuple[str, ...]:
    """Notes, and events in the series of which no warning tells already."""
    warned = {notice.code.partition(":")[2] for notice in publication.notices_of(table)}
    found = [note.in_(lang) for note in table.notes]
    if not table.partition and any(row.kind == "category" for row in table.rows) and not is_ranked(table):
        found.append(OVERLAP.in_(lang))
    if is_ranked(table):
        found.append(
            t(
                lang,
                "Alleen de grootste staan in de tabel, met hun plaats (nr.); gelijke aantallen delen een plaats.",
                "Only the largest are in the table, with their rank (no.); equal numbers share a rank.",
            )
        )
    return (*found, *(_told(event, lang) for event in _about(table) if event.code not in warned))


def reading(publication: Publication, table: CountedTable, lang: Lang) -> tuple[str, ...]:
    """The notes, and what is to be known of every figure: what hidden, rounded, registered and victim mean."""
    hidden = (PROTECTED,) if has_hidden(table) else ()
    every = (*hidden, ROUNDED, REGISTERED, PRESUMED)
    return (*notes(publication, table, lang), *(words.in_(lang) for words in every))


def marks(table: CountedTable) -> tuple[tuple[str, Event], ...]:
    """The events that stand in the series of a table as a line before the year that they came in."""
    shown = [int(column.code) for column in table.columns if column.kind == "year"]
    if not shown:
        return ()
    found = [event for event in marking(table, tuple(shown)) if not event.between_editions]
    return tuple((str(event.day.year), event) for event in found if min(shown) <= event.day.year <= max(shown))


def marks_text(table: CountedTable, lang: Lang) -> str:
    """What the lines in a picture of years are; empty without lines."""
    told = "; ".join(f"{event.short.in_(lang)} ({year})" for year, event in marks(table))
    return f"{t(lang, 'Stippellijn', 'Dashed line')}: {told}" if told else ""


def _about(table: CountedTable) -> tuple[Event, ...]:
    """Breaks that the table declares, and events that its series is marked with."""
    marked = {event.code for _, event in marks(table)}
    return tuple(event for event in events() if event.code in table.breaks or event.code in marked)


def _told(event: Event, lang: Lang) -> str:
    day = f"{event.day.day}-{event.day.month}-{event.day.year}" if lang == "nl" else event.day.isoformat()
    kind = t(lang, "Breuk in de reeks", "Break in the series") if event.breaks else t(lang, "Gebeurtenis", "Event")
    return f"{kind}, {day}. {event.words.in_(lang)}"


def is_ranked(table: CountedTable) -> bool:
    """Whether the rows are the largest of many."""
    return any(cell.rank is not None for line in table.cells for cell in line)


def has_hidden(table: CountedTable) -> bool:
    """Whether anything is suppressed."""
    return any(cell.suppressed for line in table.cells for cell in line)
