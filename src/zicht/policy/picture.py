# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A chain of counts as a picture: one bar per step. Always beside its table; a hidden number has no bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

from zicht.monitor.disclosure import HIDDEN
from zicht.monitor.drawing import BAR, FALLBACK, FONT, INK, PHONE, WIDE, use_fonts
from zicht.policy.counts import UNITS, Bar, text

ROW = 56  # px; height of a step


@dataclass(frozen=True)
class Drawn:
    """What a picture needs: a title, and bars whose numbers are protected."""

    title: str
    bars: tuple[Bar, ...]


def picture(one: Drawn, *, chart_id: str, width: int = WIDE) -> str:
    """The chain as an SVG of ``width`` px. ``chart_id`` is unique on the page."""
    use_fonts()
    svg = vl_convert.vegalite_to_svg(_spec(one, width), allowed_base_urls=[], format_locale="nl-NL")
    return _described(svg, one, chart_id)


def phone_picture(one: Drawn, *, chart_id: str) -> str:
    """The same for a telephone."""
    return picture(one, chart_id=chart_id, width=PHONE)


def _spec(one: Drawn, width: int) -> dict[str, Any]:
    rows = [
        {"step": f"{at}", "words": bar.words, "count": bar.number.count or 0, "text": _told(bar), "unit": bar.unit}
        for at, bar in enumerate(one.bars)
    ]
    order = [f"{at}" for at in range(len(one.bars))]
    top = max((bar.number.count or 0 for bar in one.bars), default=0) or 1
    data = alt.InlineData(values=rows)
    place = alt.Y("step:O", sort=order, axis=None)
    size = alt.X("count:Q", axis=None, scale=alt.Scale(domain=[0, top * 1.35], nice=False))
    # Signals are no persons: their bar is open, so that nobody lays it beside the others.
    fill = alt.condition(alt.datum.unit == UNITS["signals"], alt.value("white"), alt.value(BAR))
    drawn = alt.Chart(data).mark_bar(height=20, yOffset=10, stroke=BAR, strokeWidth=1.5)
    bars = drawn.encode(y=place, x=size, fill=fill)
    numbers = alt.Chart(data).mark_text(align="left", dx=6, dy=10, fontSize=14, color=INK)
    heads = alt.Chart(data).mark_text(align="left", dy=-12, fontSize=14, color=INK)
    picture = alt.layer(
        bars,
        numbers.encode(y=place, x=size, text="text:N"),
        heads.encode(y=place, x=alt.value(0), text="words:N"),
    ).properties(width=width - 16, height=ROW * max(1, len(rows)))
    whole = picture.configure(font=f"'{FONT}', {FALLBACK}", background="white").configure_view(stroke=None)
    spec: dict[str, Any] = whole.to_dict()
    return spec | {"padding": 8}


def _told(bar: Bar) -> str:
    return HIDDEN if bar.number.suppressed else f"{text(bar.number)} {bar.unit}"


def _described(svg: str, one: Drawn, chart_id: str) -> str:
    """The converter drops descriptions, so title and description are put in afterwards."""
    steps = "; ".join(f"{bar.words}: {_told(bar)}" for bar in one.bars)
    words = f"Een staaf per aantal. Signalen zijn geen personen en hebben een open staaf. {steps}."
    opening, rest = svg.split(">", 1)
    named = f'{opening} role="img" aria-labelledby="{chart_id}-title {chart_id}-desc">'
    title = f'<title id="{chart_id}-title">{escape(one.title)}</title>'
    return f'{named}{title}<desc id="{chart_id}-desc">{escape(words)}</desc>{rest}'
