# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A part of a table as a picture: small charts beside each other, each with a heading and numbers at its bars.

Colour carries no meaning: headings and numbers do. A hidden cell is an empty place with the word, never a bar. The
picture is always beside its table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import vl_convert

from zicht.monitor.drawing import BAR, EDGE, FALLBACK, FONT, GUTTER, INK, PHONE, QUIET, SLACK, WIDE, use_fonts
from zicht.monitor.publishing.publication import refuse_unprotected
from zicht.monitor.publishing.texts import (
    Part,
    caption,
    count_text,
    has_share,
    marks,
    marks_text,
    share_text,
)
from zicht.monitor.publishing.words import HIDDEN, t
from zicht.monitor.result import Cell, CountedTable, Head, Lang
from zicht.monitor.wording import number

MOST_PANELS = 12
# More rows than this under several heads is no picture any more: the table does it better.
MOST_BARS = 10
ROOM = 1.18  # room for the number above the highest bar
LETTER = 7.6  # px a letter at 14 px, about
VERSION = "6.4"  # of Vega-Lite, so that another version of the converter draws the same
Spec = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """The rows that a picture draws: outer rows with a number or a hidden cell, the first so many."""

    rows: tuple[Head, ...]
    cells: tuple[tuple[Cell, ...], ...]
    columns: tuple[Head, ...]
    left_out: int
    zeros: int


def shown(table: CountedTable, part: Part) -> Shown:
    """What of a part is drawn. Years are drawn without their total, other kinds of column too."""
    places = [place for place in part.places if table.columns[place].kind != "total"] or list(part.places)
    every = [
        (row, tuple(line[place] for place in places))
        for row, line in zip(table.rows, table.cells, strict=True)
        if has_share(row) and not row.inside
    ]
    drawn = [(row, line) for row, line in every if any(cell.suppressed or cell.count for cell in line)]
    first = drawn[:MOST_PANELS] if part.kind == "year" else drawn
    return Shown(
        tuple(row for row, _ in first),
        tuple(line for _, line in first),
        tuple(table.columns[place] for place in places),
        len(drawn) - len(first),
        len(every) - len(drawn),
    )


def picture(table: CountedTable, part: Part, lang: Lang, *, title: str, chart_id: str, width: int = WIDE) -> str:
    """An SVG of ``width`` px, or an empty text when there is nothing to draw. ``chart_id``: unique on the page.

    Raises UnprotectedTableError.
    """
    refuse_unprotected(table)
    what = shown(table, part)
    if not what.rows or (part.kind != "year" and len(what.columns) > 1 and len(what.rows) > MOST_BARS):
        return ""
    svg = _drawn(table, part, lang, width)
    return described(svg, title, alternative(table, part, lang), chart_id)


@lru_cache(maxsize=256)
def _drawn(table: CountedTable, part: Part, lang: Lang, width: int) -> str:
    """The drawing without title and ids: page, file and report show the same one."""
    use_fonts()
    what = shown(table, part)
    panels, beside = _years(table, what, lang, width) if part.kind == "year" else _bars(what, lang, width)
    bounds = "flush" if part.kind == "year" else "full"
    rows = [
        {"hconcat": panels[at : at + beside], "spacing": GUTTER, "bounds": bounds}
        for at in range(0, len(panels), beside)
    ]
    spec = {
        "vconcat": rows,
        "spacing": 18,
        "padding": EDGE,
        "config": {"font": f"'{FONT}', {FALLBACK}", "background": "white", "view": {"stroke": None}},
    }
    return vl_convert.vegalite_to_svg(
        spec, vl_version=VERSION, allowed_base_urls=[], format_locale="nl-NL" if lang == "nl" else "en-GB"
    )


def phone_picture(table: CountedTable, part: Part, lang: Lang, *, title: str, chart_id: str) -> str:
    """The same for a telephone: the small charts below each other."""
    return picture(table, part, lang, title=title, chart_id=chart_id, width=PHONE)


def alternative(table: CountedTable, part: Part, lang: Lang) -> str:
    """What the picture shows, in words: the unit, and per row where it began, ended and was highest."""
    what = shown(table, part)
    told = [f"{caption(table, part, lang)}."]
    for row, line in zip(what.rows, what.cells, strict=True):
        if part.kind == "year":
            told.append(_course(row, line, what.columns, lang))
        else:
            told.append(_values(row, line, what.columns, lang))
    if what.left_out:
        more = t(lang, "De tabel heeft nog {} rijen.", "The table has {} more rows.")
        told.append(more.format(what.left_out))
    if what.zeros:
        none = t(lang, "Rijen met alleen nul zijn niet getekend.", "Rows with only zero are not drawn.")
        told.append(none)
    if part.kind == "year" and marks(table):
        told.append(f"{marks_text(table, lang)}.")
    return " ".join(told)


def _course(row: Head, line: tuple[Cell, ...], columns: tuple[Head, ...], lang: Lang) -> str:
    seen = [(head.code, cell.count) for head, cell in zip(columns, line, strict=True) if cell.count is not None]
    hidden = sum(cell.suppressed for cell in line)
    name = row.words.in_(lang).rstrip(".")
    if not seen:
        return f"{name}: {HIDDEN.in_(lang)}."
    (first, begin), (last, end) = seen[0], seen[-1]
    top_year, top = max(seen, key=lambda each: each[1])
    text = t(lang, f"{name}: {number(begin, lang)} in {first}", f"{name}: {number(begin, lang)} in {first}")
    if last != first:
        text += f", {number(end, lang)} in {last}"
    if top_year not in (first, last):
        text += t(
            lang, f", het meest in {top_year}: {number(top, lang)}", f", most in {top_year}: {number(top, lang)}"
        )
    if hidden:
        text += t(lang, f"; {hidden} keer afgeschermd", f"; {hidden} times suppressed")
    return f"{text}."


def _values(row: Head, line: tuple[Cell, ...], columns: tuple[Head, ...], lang: Lang) -> str:
    each = [
        f"{head.words.in_(lang)} {_label(cell, lang)}" if len(columns) > 1 else _label(cell, lang)
        for head, cell in zip(columns, line, strict=True)
    ]
    return f"{row.words.in_(lang).rstrip('.')}: {', '.join(each)}."


def _label(cell: Cell, lang: Lang) -> str:
    """Count and share, as 1.178 (23%)."""
    share = share_text(cell)
    return f"{count_text(cell, lang)} ({share})" if share.endswith("%") else count_text(cell, lang)


def _years(table: CountedTable, what: Shown, lang: Lang, width: int) -> tuple[list[Spec], int]:
    """One small chart per row, with a bar per year."""
    beside = 3 if width >= 600 else 1
    each = (width - 2 * EDGE - (beside - 1) * GUTTER) // beside - SLACK
    top = max((cell.count or 0 for line in what.cells for cell in line), default=1) * ROOM or 1
    years = [head.code for head in what.columns]
    breaks = [year for year, _ in marks(table)]
    panels = []
    for row, line in zip(what.rows, what.cells, strict=True):
        values = [
            {"year": year, "count": cell.count, "text": count_text(cell, lang)}
            for year, cell in zip(years, line, strict=True)
        ]
        heading = row.words.in_(lang)
        panels.append(_year_panel(values, years, breaks, heading, top, each))
    return panels, beside


def _year_panel(
    values: list[dict[str, Any]], years: list[str], breaks: list[str], heading: str, top: float, width: int
) -> Spec:
    axis = {
        "labelFontSize": 14,
        "labelColor": INK,
        "grid": False,
        "labelAngle": 0,
        "ticks": False,
        "domainColor": QUIET,
    }
    scale = {"domain": [0, top], "nice": False}
    x = {"field": "year", "type": "ordinal", "title": None, "scale": {"domain": years}, "axis": axis}
    y = {"field": "count", "type": "quantitative", "title": None, "scale": scale, "axis": None}
    text = {"field": "text", "type": "nominal"}
    seen = {"values": [each for each in values if each["count"] is not None]}
    gone = {"values": [each for each in values if each["count"] is None]}
    word = {"type": "text", "angle": 270, "align": "left", "fontSize": 13, "color": QUIET, "fontStyle": "italic"}
    layers: list[Spec] = [
        {"data": seen, "mark": {"type": "bar", "color": BAR}, "encoding": {"x": x, "y": y}},
        {
            "data": seen,
            "mark": {"type": "text", "dy": -8, "fontSize": 14, "color": INK},
            "encoding": {"x": x, "y": y, "text": text},
        },
        {"data": gone, "mark": word, "encoding": {"x": x, "y": {"datum": top * 0.03, "scale": scale}, "text": text}},
    ]
    if breaks:
        rule = {"type": "rule", "color": QUIET, "strokeDash": [3, 3]}
        at = {"values": [{"year": year} for year in breaks]}
        layers.append({"data": at, "mark": rule, "encoding": {"x": x | {"bandPosition": 0}}})
    return {"layer": layers, "width": width, "height": 150, "title": _title(heading, width)}


def _title(heading: str, width: float) -> Spec:
    return {"text": _wrap(heading, width / 8.2), "anchor": "start", "fontSize": 15, "color": INK, "offset": 8}


def _bars(what: Shown, lang: Lang, width: int) -> tuple[list[Spec], int]:
    """One small chart per column, with a horizontal bar per row; shares where the columns differ in size."""
    beside = 2 if width >= 600 and len(what.columns) > 1 else 1
    each = (width - 2 * EDGE - (beside - 1) * GUTTER) // beside
    labels = 150 if each < 500 else 260
    names = ["\n".join(_wrap(row.words.in_(lang), labels / LETTER)) for row in what.rows]
    step = 20 * max(name.count("\n") + 1 for name in names) + 6
    shares = len(what.columns) > 1 and all(
        cell.suppressed or cell.percentage is not None for line in what.cells for cell in line
    )
    every = [_size(cell, shares=shares) for line in what.cells for cell in line]
    top = max((size for size in every if size is not None), default=1.0) or 1.0
    panels = []
    for place, head in enumerate(what.columns):
        values = [
            {"row": name, "size": _size(line[place], shares=shares), "text": _label(line[place], lang)}
            for name, line in zip(names, what.cells, strict=True)
        ]
        heading = head.words.in_(lang) if len(what.columns) > 1 else ""
        panels.append(_bar_panel(values, names, heading, top, (each - labels - 14, step * len(names), labels)))
    return panels, beside


def _size(cell: Cell, *, shares: bool) -> float | None:
    if cell.suppressed:
        return None
    return cell.percentage if shares else float(cell.count or 0)


def _bar_panel(
    values: list[dict[str, Any]], names: list[str], heading: str, top: float, size: tuple[int, int, int]
) -> Spec:
    width, height, labels = size
    room = 7.4 * max(len(each["text"]) for each in values) + 8
    scale = {"domain": [0, top * width / max(width - room, 20)], "nice": False}
    axis = {"labelFontSize": 14, "labelColor": INK, "labelLimit": 400, "labelExpr": "split(datum.label, '\\n')"}
    axis |= {"ticks": False, "domainColor": QUIET, "labelLineHeight": 17, "minExtent": labels, "maxExtent": labels}
    heads = {"domain": names, "paddingInner": 0.28}
    y = {"field": "row", "type": "nominal", "title": None, "sort": None, "scale": heads, "axis": axis}
    x = {"field": "size", "type": "quantitative", "title": None, "scale": scale, "axis": None}
    text = {"field": "text", "type": "nominal"}
    word = {"type": "text", "align": "left", "dx": 6, "fontSize": 14}
    every = {"values": [each | {"size": each["size"] or 0} for each in values]}
    seen = {"values": [each for each in values if each["size"] is not None]}
    gone = {"values": [each for each in values if each["size"] is None]}
    start = {"datum": 0, "type": "quantitative", "scale": scale, "axis": None}
    hidden = word | {"color": QUIET, "fontStyle": "italic"}
    layers: list[Spec] = [
        {"data": every, "mark": {"type": "bar", "color": BAR, "size": 18}, "encoding": {"x": x, "y": y}},
        {"data": seen, "mark": word | {"color": INK}, "encoding": {"x": x, "y": y, "text": text}},
        {"data": gone, "mark": hidden, "encoding": {"x": start, "y": y, "text": text}},
    ]
    panel: Spec = {"layer": layers, "width": width, "height": height}
    return panel | {"title": _title(heading, width + labels) | {"frame": "bounds"}} if heading else panel


def _wrap(text: str, most: float) -> list[str]:
    """The text in as many lines as it needs."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > max(10.0, most):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def described(svg: str, title: str, words: str, chart_id: str) -> str:
    """Title and description in front; the converter's own English roles out, since the picture is one image."""
    plain = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)
    opening, rest = plain.split(">", 1)
    named = f'{opening} role="img" aria-labelledby="{chart_id}-title {chart_id}-desc">'
    head = f'<title id="{chart_id}-title">{escape(title)}</title>'
    return f'{named}{head}<desc id="{chart_id}-desc">{escape(words)}</desc>{rest}'
