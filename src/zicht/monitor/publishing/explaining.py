# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Why did it change? The change that an edition explains: steps as a picture, the same as a table, and one sentence.

The picture goes from the old number to the new one. A sign says what a step adds or takes; colour says nothing. What
comes in is what tables.json holds, which was folded and audited (telling.py).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import vl_convert

from zicht.base.text import safe_cell
from zicht.monitor.change import REST, Change, change_from
from zicht.monitor.disclosure import MINIMUM_REGION, UnprotectedTableError
from zicht.monitor.drawing import BAR, EDGE, FALLBACK, FONT, INK, PHONE, QUIET, WIDE, use_fonts
from zicht.monitor.publishing.pictures import LETTER, VERSION, _wrap, described
from zicht.monitor.publishing.words import t
from zicht.monitor.result import Lang, Words
from zicht.monitor.wording import number

# More steps than this is no picture any more: the smaller ones are one step there, and all stand in the table.
MOST_STEPS = 12
CSV_NAME = "data/change.csv"
COLUMNS = ("edition", "kind", "facts", "words_nl", "words_en", "before", "after", "contribution")
TITLE = Words("Waarom veranderde het aantal?", "Why did the number change?")


@dataclass(frozen=True)
class Explained:
    """A change as it leaves, with its sentence."""

    change: Change
    words: Words


def explained_from(data: Mapping[str, Any] | None, *, scope: str) -> Explained | None:
    """The change in ``tables.json``; None without one, and for a region where it is about too few.

    Raises UnprotectedTableError for one that was not folded.
    """
    if data is None:
        return None
    change = change_from(data)
    if not change.protected:
        raise UnprotectedTableError("change")
    if scope != "national" and min(change.before, change.after) < MINIMUM_REGION:
        return None
    return Explained(change, Words(data["nl"], data["en"]))


def title_of(explained: Explained, lang: Lang) -> str:
    """The question with its two periods."""
    first, last = explained.change.periods
    return f"{TITLE.in_(lang)} {t(lang, f'{first} en {last}', f'{first} and {last}')}"


def waterfall(explained: Explained, lang: Lang, *, chart_id: str, width: int = WIDE) -> str:
    """The steps as an SVG of ``width`` px. ``chart_id``: unique on the page."""
    use_fonts()
    steps = _few(explained.change.steps())
    labels = 150 if width < 500 else 300
    names = ["\n".join(_wrap(str(step[lang]), labels / LETTER)) for step in steps]
    names = [name if names.index(name) == at else name + " " * at for at, name in enumerate(names)]
    lines = max(name.count("\n") + 1 for name in names)
    values = [
        {"row": name, "start": step["start"], "end": step["end"], "text": signed(step, lang)}
        | {"right": max(step["start"], step["end"])}
        for name, step in zip(names, steps, strict=True)
    ]
    across = width - 2 * EDGE - labels - 14
    top = max(value["right"] for value in values) * across / (across - 70)
    axis = {"labelFontSize": 14, "labelColor": INK, "labelLimit": 400, "labelExpr": "split(datum.label, '\\n')"}
    axis |= {"ticks": False, "domainColor": QUIET, "labelLineHeight": 17, "minExtent": labels, "maxExtent": labels}
    heads = {"domain": names, "paddingInner": 0.28}
    y = {"field": "row", "type": "nominal", "title": None, "sort": None, "scale": heads, "axis": axis}
    scale = {"domain": [0, top], "nice": False}
    x = {"field": "start", "type": "quantitative", "title": None, "scale": scale, "axis": None}
    right = x | {"field": "right"}
    text = {"type": "text", "align": "left", "dx": 6, "fontSize": 14, "color": INK}
    layers = [
        {"mark": {"type": "bar", "color": BAR, "size": 18}, "encoding": {"x": x, "x2": {"field": "end"}, "y": y}},
        {"mark": text, "encoding": {"x": right, "y": y, "text": {"field": "text", "type": "nominal"}}},
    ]
    spec = {
        "data": {"values": values},
        "layer": layers,
        "width": across,
        "height": (20 * lines + 6) * len(names),
        "padding": EDGE,
        "config": {"font": f"'{FONT}', {FALLBACK}", "background": "white", "view": {"stroke": None}},
    }
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[])
    return described(svg, title_of(explained, lang), alternative(explained, lang), chart_id)


def alternative(explained: Explained, lang: Lang) -> str:
    """What the picture shows, in words: where it begins, each step, where it ends."""
    told = [f"{step[lang]}: {signed(step, lang)}" for step in _few(explained.change.steps())]
    return f"{t(lang, 'Aantal slachtoffers, in stappen', 'Number of victims, in steps')}. {'; '.join(told)}."


def signed(step: Mapping[str, Any], lang: Lang) -> str:
    """A total as a number, a step with its sign."""
    value: int = step["contribution"]
    return number(value, lang) if step["kind"] == "total" else _signed(value, lang)


def _signed(value: int, lang: Lang) -> str:
    text = number(abs(value), lang)
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


def table_rows(explained: Explained, lang: Lang) -> tuple[list[str], list[list[str]]]:
    """The heads of the columns, and a row per part, with the rest and the total last."""
    change = explained.change
    head = [t(lang, "Wie, door wie gemeld", "Who, reported by whom"), *change.periods, t(lang, "Verschil", "Change")]
    return head, [
        [words.in_(lang), number(before, lang), number(after, lang), _signed(after - before, lang)]
        for _, _, words, before, after in lines(change)
    ]


def explained_fragment(explained: Explained | None, lang: Lang, *, level: int = 2) -> str:
    """Heading, sentence, pictures and table as HTML without scripts; empty without a change."""
    if explained is None:
        return ""
    wide = waterfall(explained, lang, chart_id="change-wide")
    phone = waterfall(explained, lang, chart_id="change-phone", width=PHONE)
    head, rows = table_rows(explained, lang)
    heads = "".join(f'<th scope="col" class="mon-number">{escape(name)}</th>' for name in head[1:])
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="mon-number">{escape(text)}</td>' for text in row[1:])
        + "</tr>"
        for row in rows
    )
    title = escape(title_of(explained, lang))
    return (
        f"<h{level}>{title}</h{level}><p>{escape(explained.words.in_(lang))}</p>"
        f'<figure class="mon-figure"><div class="mon-wide">{wide}</div><div class="mon-phone">{phone}</div></figure>'
        f'<div class="mon-table" role="region" aria-labelledby="change-caption" tabindex="0"><table>'
        f'<caption id="change-caption">{title}</caption><thead><tr><th scope="col">{escape(head[0])}</th>{heads}</tr>'
        f"</thead><tbody>{body}</tbody></table></div>"
    )


def explained_section(explained: Explained, lang: Lang) -> dict[str, Any]:
    """The same for the report."""
    head, rows = table_rows(explained, lang)
    title = title_of(explained, lang)
    svg = waterfall(explained, lang, chart_id="pdf-change")
    told = alternative(explained, lang)
    return {
        "title": title,
        "text": [explained.words.in_(lang)],
        "picture": {"svg": svg, "alt": told, "caption": f"{title}.", "width": 100},
        "table": {"caption": title, "head": head, "rows": rows, "widths": [3, 1, 1, 1], "numbers": True},
    }


def explained_csv(explained: Explained, edition: str) -> dict[str, bytes]:
    """A line per part, the rest and the total, with CSVW metadata beside it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for kind, facts, words, before, after in lines(explained.change):
        texts = (edition, kind, facts, words.nl, words.en)
        writer.writerow([*(safe_cell(text) for text in texts), before, after, after - before])
    columns = [{"name": name, "datatype": "string" if name in COLUMNS[:5] else "integer"} for name in COLUMNS]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": CSV_NAME.rsplit("/", 1)[-1],
        "dc:title": [{"@value": title_of(explained, lang), "@language": lang} for lang in ("en", "nl")],
        "tableSchema": {"columns": columns, "primaryKey": ["kind", "facts"]},
    }
    beside = json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return {CSV_NAME: out.getvalue().encode(), f"{CSV_NAME}-metadata.json": beside.encode()}


def lines(change: Change) -> list[tuple[str, str, Words, int, int]]:
    """Kind, facts, words, before and after, of each part, the rest and the total."""
    parts = [
        ("part", ", ".join(f"{name}={code}" for name, code in part.facts), part.words, part.before, part.after)
        for part in change.parts
    ]
    rest = [("rest", "", REST, *change.rest)] if any(change.rest) else []
    return [*parts, *rest, ("total", "", Words("totaal", "total"), change.before, change.after)]


def _few(steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first steps; those after them are one step with the rest."""
    if len(steps) <= MOST_STEPS + 3:
        return list(steps)
    kept, last = list(steps[: MOST_STEPS + 1]), steps[-1]
    level = kept[-1]["end"]
    more = {"kind": "rest", "nl": REST.nl, "en": REST.en, "start": level, "end": last["end"]}
    return [*kept, more | {"contribution": last["end"] - level}, last]
