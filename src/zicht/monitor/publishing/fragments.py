# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A figure as pieces of HTML: picture beside table, definitions, notes. For static pages and pages of the app.

No scripts and no styles inside. All texts are escaped here; what is returned says so to a template (``__html__``).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from zicht.monitor.drawing import PHONE, WIDE
from zicht.monitor.publishing.pictures import picture
from zicht.monitor.publishing.publication import Publication, refuse_unprotected
from zicht.monitor.publishing.texts import (
    Part,
    bases,
    caption,
    count_text,
    definitions,
    full_title,
    has_share,
    marks_text,
    parts,
    reading,
    share_text,
)
from zicht.monitor.publishing.words import KINDS, t
from zicht.monitor.result import Cell, CountedTable, Lang
from zicht.monitor.wording import number


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()

    def __html__(self) -> str:
        """Django's templates take it as it is."""
        return str(self)


def slug(table_id: str) -> str:
    """An id as it stands in file names and anchors: 2.3-any becomes 2-3-any."""
    return "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in table_id.lower())


def figure_fragment(
    publication: Publication, table: CountedTable, lang: Lang, *, level: int = 2, prefix: str = "fig"
) -> Html:
    """Everything about one figure below its title. ``level``: of the first heading. Raises UnprotectedTableError."""
    refuse_unprotected(table)
    mark = f"{prefix}-{slug(table.id)}"
    pieces: list[str] = [notices_fragment(publication, table, lang)]
    for part in parts(table):
        pieces.append(f"<h{level}>{escape(_capital(KINDS[part.kind].in_(lang)))}</h{level}>")
        pieces.append(picture_fragment(publication, table, part, lang, mark=f"{mark}-{part.kind}"))
        pieces.append(table_fragment(table, part, lang, mark=f"{mark}-{part.kind}"))
    pieces.append(reading_fragment(publication, table, lang, level=level))
    return Html("\n".join(piece for piece in pieces if piece))


def picture_fragment(publication: Publication, table: CountedTable, part: Part, lang: Lang, *, mark: str) -> Html:
    """The picture, wide and for a telephone; empty when there is nothing to draw."""
    title = full_title(publication, table, lang)
    wide = picture(table, part, lang, title=title, chart_id=f"{mark}-wide", width=WIDE)
    if not wide:
        return Html("")
    phone = picture(table, part, lang, title=title, chart_id=f"{mark}-phone", width=PHONE)
    under = caption(table, part, lang)
    lines = marks_text(table, lang) if part.kind == "year" else ""
    under += f". {lines}" if lines else ""
    return Html(
        f'<figure class="mon-figure"><div class="mon-wide">{wide}</div><div class="mon-phone">{phone}</div>'
        f"<figcaption>{escape(under)}.</figcaption></figure>"
    )


def table_fragment(table: CountedTable, part: Part, lang: Lang, *, mark: str) -> Html:
    """One piece of the table: heads of rows and columns with their scope, counts with their share."""
    refuse_unprotected(table)
    head = "".join(
        f'<th scope="col" class="mon-number">{escape(column.words.in_(lang))}</th>' for column in part.columns(table)
    )
    first = escape(table.row_words.in_(lang))
    told = escape(f"{caption(table, part, lang)}. {table.title.in_(lang)}")
    body = "".join(
        f'<tr class="mon-{row.kind}"><th scope="row"{_inside(row.inside)}>{escape(row.words.in_(lang))}</th>'
        f"{_cells(part.cells(line), lang, shares=has_share(row))}</tr>"
        for row, line in zip(table.rows, table.cells, strict=True)
    )
    return Html(
        f'<div class="mon-table" role="region" aria-labelledby="{mark}-caption" tabindex="0"><table>'
        f'<caption id="{mark}-caption">{told}</caption><thead><tr><th scope="col">{first}</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody>{_foot(table, part, lang)}</table></div>"
    )


def notices_fragment(publication: Publication, table: CountedTable, lang: Lang) -> Html:
    """The warnings about a table."""
    told = publication.notices_of(table)
    if not told:
        return Html("")
    lines = "".join(f"<li>{escape(notice.words.in_(lang))}</li>" for notice in told)
    title = t(lang, "Let op bij deze cijfers", "Take care with these figures")
    return Html(f'<div class="mon-notice"><p><strong>{title}</strong></p><ul>{lines}</ul></div>')


def reading_fragment(publication: Publication, table: CountedTable, lang: Lang, *, level: int = 2) -> Html:
    """How the numbers are to be read: definitions, notes and breaks, why something is hidden."""
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in definitions(publication, table, lang)
    )
    more = reading(publication, table, lang)
    lines = "".join(f"<li>{escape(text)}</li>" for text in more)
    words = t(lang, "Wat u moet weten", "What you must know"), t(lang, "Noten", "Notes")
    first = f'<h{level}>{words[0]}</h{level}><dl class="mon-facts">{facts}</dl>'
    return Html(f"{first}<h{level}>{words[1]}</h{level}><ul>{lines}</ul>")


def _cells(cells: Sequence[Cell], lang: Lang, *, shares: bool) -> str:
    return "".join(_cell(cell, lang, shares=shares) for cell in cells)


def _cell(cell: Cell, lang: Lang, *, shares: bool) -> str:
    text = escape(count_text(cell, lang))
    if cell.suppressed:
        return f'<td class="mon-number mon-hidden">{text}</td>'
    share = f' <span class="mon-share">{escape(share_text(cell))}</span>' if shares else ""
    rank = ""
    if cell.rank is not None:
        rank = f' <span class="mon-rank">{t(lang, "plaats", "rank")} {cell.rank}</span>'
    return f'<td class="mon-number">{text}{share}{rank}</td>'


def _foot(table: CountedTable, part: Part, lang: Lang) -> str:
    found = bases(table, part)
    if found is None:
        return ""
    cells = "".join(f'<td class="mon-number">{"–" if base is None else number(base, lang)}</td>' for base in found)
    return f'<tfoot><tr><th scope="row">{t(lang, "100% is", "100% is")}</th>{cells}</tr></tfoot>'


def _inside(code: str) -> str:
    return ' class="mon-inside"' if code else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
