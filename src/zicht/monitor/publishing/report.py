# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The publication as a report: PDF that passes typst's gate for PDF/UA-1.

Heads of rows cannot be tagged as such in a PDF that this version of typst makes; each table is therefore also a web
page and a sheet of the workbook, and the report says so.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from zicht.base.pdf import DOCUMENT, render
from zicht.monitor.drawing import FONT_DIRECTORY, WIDE
from zicht.monitor.publishing.explaining import explained_section
from zicht.monitor.publishing.fragments import slug
from zicht.monitor.publishing.pictures import alternative, picture
from zicht.monitor.publishing.publication import About, Publication
from zicht.monitor.publishing.texts import (
    Part,
    bases,
    caption,
    count_text,
    definitions,
    full_title,
    has_hidden,
    has_share,
    marks_text,
    notes,
    parts,
    share_text,
)
from zicht.monitor.publishing.words import KINDS, PRESUMED, PROTECTED, REGISTERED, ROUNDED, t
from zicht.monitor.result import Cell, CountedTable, Lang
from zicht.monitor.wording import number


def report(publication: Publication, lang: Lang) -> bytes:
    """The report in one language. Raises UnprotectedTableError and NotAccessible."""
    at = moment(publication.about)
    return render(DOCUMENT, report_data(publication, lang), at=at, fonts=FONT_DIRECTORY)


def report_data(publication: Publication, lang: Lang) -> dict[str, Any]:
    """Everything that stands in the report, before it is set as pages."""
    return {
        "title": publication.heading(lang),
        "author": [publication.about.publisher],
        "lang": lang,
        "mark": publication.about.publisher,
        "footer": publication.heading(lang),
        "lead": [REGISTERED.in_(lang), PRESUMED.in_(lang), PROTECTED.in_(lang), ROUNDED.in_(lang), _elsewhere(lang)],
        "contents": t(lang, "Inhoud", "Contents"),
        "sections": _sections(publication, lang),
    }


def moment(about: About) -> datetime | None:
    """The moment that a file says it was made: the day of publication, never the clock."""
    return datetime(about.issued.year, about.issued.month, about.issued.day, tzinfo=UTC) if about.issued else None


def _sections(publication: Publication, lang: Lang) -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = []
    if publication.general:
        title = t(lang, "Let op bij deze cijfers", "Take care with these figures")
        sections.append({"title": title, "list": [notice.words.in_(lang) for notice in publication.general]})
    for table in publication.tables:
        sections += _figure(publication, table, lang)
    if publication.explained is not None:
        sections.append(explained_section(publication.explained, lang))
    if publication.left_out:
        why = t(lang, "Deze figuren gaan over te weinig slachtoffers.", "These figures are about too few victims.")
        names = [table.title.in_(lang) for table in publication.left_out]
        sections.append({"title": t(lang, "Niet gepubliceerd", "Not published"), "text": [why], "list": names})
    facts = [[name.in_(lang), value] for name, value in publication.pins]
    title = t(lang, "Waarmee dit is gemaakt", "With what this was made")
    return [*sections, {"title": title, "facts": facts}]


def _figure(publication: Publication, table: CountedTable, lang: Lang) -> list[dict[str, Any]]:
    title = full_title(publication, table, lang)
    warnings = [notice.words.in_(lang) for notice in publication.notices_of(table)]
    take_care = t(lang, "Let op: ", "Take care: ")
    found: list[dict[str, Any]] = [{"title": f"{table.id}  {title}", "text": [take_care + text for text in warnings]}]
    found += [_part(publication, table, part, lang) for part in parts(table)]
    told = notes(publication, table, lang)
    if has_hidden(table):
        told = (*told, t(lang, "Afgeschermd is geen nul.", "Suppressed is not zero."))
    facts = [[name, text] for name, text in definitions(publication, table, lang)]
    words = t(lang, "Wat u moet weten", "What you must know")
    return [*found, {"title": words, "level": 3, "facts": facts, "list": list(told)}]


def _part(publication: Publication, table: CountedTable, part: Part, lang: Lang) -> dict[str, Any]:
    kind = KINDS[part.kind].in_(lang)
    section: dict[str, Any] = {"title": kind[:1].upper() + kind[1:], "level": 3, "table": _table(table, part, lang)}
    title = full_title(publication, table, lang)
    svg = picture(table, part, lang, title=title, chart_id=f"pdf-{slug(table.id)}-{part.kind}")
    if svg:
        words = caption(table, part, lang)
        lines = marks_text(table, lang) if part.kind == "year" else ""
        words = f"{words}. {lines}" if lines else words
        told = alternative(table, part, lang)
        section["picture"] = {"svg": svg, "alt": told, "caption": f"{words}.", "width": width_of(svg)}
    return section


def width_of(svg: str) -> int:
    """How wide a picture stands, of 100: letters have the same size in each."""
    found = re.search(r'<svg[^>]* width="([\d.]+)"', svg)
    return min(100, round(100 * float(found[1]) / WIDE)) if found else 100


def _table(table: CountedTable, part: Part, lang: Lang) -> dict[str, Any]:
    columns = [column.words.in_(lang) for column in part.columns(table)]
    rows = [
        [
            _indented(row.words.in_(lang), row.inside),
            *(_text(cell, lang, has_share(row)) for cell in part.cells(line)),
        ]
        for row, line in zip(table.rows, table.cells, strict=True)
    ]
    whole = bases(table, part)
    if whole is not None:
        rows.append([t(lang, "100% is", "100% is"), *("–" if n is None else number(n, lang) for n in whole)])
    return {
        "caption": f"{caption(table, part, lang)}. {table.title.in_(lang)}",
        "head": [table.row_words.in_(lang), *columns],
        "rows": rows,
        "widths": [2.1, *([1.15] * len(columns))] if len(columns) > 2 else [2.1, *([1] * len(columns))],
        "numbers": True,
    }


def _text(cell: Cell, lang: Lang, shares: bool) -> str:
    text = count_text(cell, lang)
    share = share_text(cell) if shares and not cell.suppressed else ""
    rank = f"{t(lang, 'nr.', 'no.')} {cell.rank}" if cell.rank is not None else ""
    under = ", ".join(part for part in (share, rank) if part)
    return f"{text}\n{under}" if under else text


def _indented(text: str, inside: str) -> str:
    return f"– {text}" if inside else text


def _elsewhere(lang: Lang) -> str:
    return t(
        lang,
        "Elke tabel staat ook op de website en in de werkmap (ODS). Daar zijn de koppen van rijen voor een "
        "schermlezer "
        "herkenbaar; in een PDF kan dat nog niet.",
        "Each table is also on the website and in the workbook (ODS). There a screen reader knows the heads "
        "of rows; in "
        "a PDF that is not possible yet.",
    )
