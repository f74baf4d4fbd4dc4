# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The answers of all methods as a picture: a line from the lowest to the highest limit, a point in between."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import vl_convert

from zicht.monitor.drawing import BAR, EDGE, FALLBACK, FONT, INK, PHONE, QUIET, WIDE, use_fonts
from zicht.monitor.estimates.words import METHODS, range_text
from zicht.monitor.publishing.pictures import VERSION, described
from zicht.monitor.wording import number

LABELS = 250  # px for the names of the methods
ROW = 34  # px for one method
ROOM = 60  # px at the right for words that stick out
WHOLE = "Alle methoden samen"


def pictures(answer: dict[str, Any], title: str) -> tuple[str, str]:
    """The picture for a screen and for a telephone, with title and words; empty texts without an estimate."""
    if answer["estimate"] is None:
        return "", ""
    rows = tuple(
        (name, each["estimate"], each["low"], each["high"])
        for name, each in [(METHODS[m["method"]], m) for m in answer["methods"]] + [(WHOLE, answer)]
        if each["estimate"] is not None
    )
    told = [(name, {"estimate": at, "low": low, "high": high}) for name, at, low, high in rows]
    words = "; ".join(f"{name}: {range_text(each)}" for name, each in told)
    return (
        described(_drawn(rows, answer["observed"], WIDE), title, words, "estimate-wide"),
        described(_drawn(rows, answer["observed"], PHONE), title, words, "estimate-phone"),
    )


@lru_cache(maxsize=32)
def _drawn(rows: tuple[tuple[str, float, float | None, float | None], ...], observed: int | None, width: int) -> str:
    use_fonts()
    narrow = width == PHONE
    values = [{"name": name, "at": at, "low": low, "high": high} for name, at, low, high in rows]
    most = max([high or at for _, at, _, high in rows] + [observed or 0])
    side = {"field": "name", "type": "nominal", "sort": [row[0] for row in rows], "title": None}
    axis = {"labelLimit": LABELS, "labels": not narrow, "ticks": False, "domain": False}
    along = {
        "type": "quantitative", "title": "mensen in totaal (geschat)", "scale": {"domain": [0, most * 1.05]},
        "axis": {"format": ",.0f", "tickCount": 3 if narrow else 6},
    }  # fmt: skip
    y = {**side, "axis": axis, "scale": {"paddingInner": 0.4}}
    layers: list[dict[str, Any]] = [
        {
            "transform": [{"filter": "datum.low !== null"}],
            "mark": {"type": "rule", "strokeWidth": 4, "color": BAR},
            "encoding": {"x": {"field": "low", **along}, "x2": {"field": "high"}, "y": y},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": INK},
            "encoding": {"x": {"field": "at", **along}, "y": y},
        },
    ]
    if narrow:
        layers.append({
            "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -8, "fontSize": 14, "color": INK},
            "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "name"}},
        })  # fmt: skip
    layers += _seen(observed, along, words_at=2 if not narrow else -22) if observed else []
    row = ROW + 14 if narrow else ROW
    spec = {
        "data": {"values": values}, "layer": layers,
        "padding": {"left": EDGE, "right": ROOM, "top": EDGE, "bottom": EDGE},
        "width": width - 3 * EDGE - ROOM - (0 if narrow else LABELS), "height": row * len(rows),
        "config": {
            "font": f"'{FONT}', {FALLBACK}", "background": "white", "view": {"stroke": None},
            "axis": {
                "labelFontSize": 14, "titleFontSize": 14, "labelColor": INK, "titleColor": INK,
                "titleFontWeight": 400,
            },
        },
    }  # fmt: skip
    return vl_convert.vegalite_to_svg(spec, vl_version=VERSION, allowed_base_urls=[], format_locale="nl-NL")


def _seen(observed: int, along: dict[str, Any], *, words_at: int) -> list[dict[str, Any]]:
    """A dashed line at who was seen, with the number beside it. words_at: px below the top of the picture."""
    seen = {"data": {"values": [{"seen": observed}]}}
    words = {"text": {"value": f"gezien: {number(observed, 'nl')}"}, "y": {"value": words_at}}
    at = {"x": {"field": "seen", **along}}
    return [
        {**seen, "mark": {"type": "rule", "strokeDash": [4, 3], "color": QUIET}, "encoding": at},
        {
            **seen, "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 14, "color": QUIET},
            "encoding": at | words,
        },
    ]  # fmt: skip
