# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The figure as a picture: one small chart per row of the table, always beside the table itself.

Colour carries no meaning: each small chart has its own heading and each bar its own number. A hidden cell is
an empty place with the word for hidden, never a bar.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

from zicht.monitor.disclosure import HIDDEN, UnprotectedTableError
from zicht.monitor.table import Table

FONT = "Source Sans 3"
FALLBACK = "sans-serif"
FONT_DIRECTORY = Path(__file__).parents[1] / "web" / "static" / "zicht" / "vendor" / "source-sans-3"
WIDE, PHONE = 720, 360  # px; the picture is shown at its own width, so 14 px in it is 14 px on the screen
EDGE, GUTTER, SLACK = 8, 24, 3  # px; the converter adds some px beside the outermost chart
INK, QUIET, BAR, GRID = "#1c2b33", "#55646d", "#2b5a77", "#d5dbdf"


def chart(table: Table, *, chart_id: str, width: int = WIDE) -> str:
    """The table as an SVG of ``width`` px, without its totals. ``chart_id`` must be unique on the page.

    Raises UnprotectedTableError for a table that did not pass disclosure.protect().
    """
    if not table.protected:
        raise UnprotectedTableError(table.id)
    _use_fonts()
    svg = vl_convert.vegalite_to_svg(_spec(table, width), allowed_base_urls=[], format_locale="nl-NL")
    return _described(svg, table, chart_id)


def phone_chart(table: Table, *, chart_id: str) -> str:
    """The same picture for a telephone: the small charts below each other."""
    return chart(table, chart_id=chart_id, width=PHONE)


def _spec(table: Table, width: int) -> dict[str, Any]:
    beside = 3 if width >= 600 else 1
    each = (width - 2 * EDGE - (beside - 1) * GUTTER) // beside - SLACK
    shown = [cell.count for row in table.cells[:-1] for cell in row[:-1] if cell.count is not None]
    top = max(shown, default=1) * 1.18  # room for the number above the highest bar
    panels = [_panel(table, number, each, top) for number in range(len(table.rows) - 1)]
    rows = [
        alt.hconcat(*panels[at : at + beside], spacing=GUTTER, bounds="flush") for at in range(0, len(panels), beside)
    ]
    whole = alt.vconcat(*rows, spacing=18).configure(font=f"'{FONT}', {FALLBACK}", background="white")
    whole = whole.configure_view(stroke=None)
    spec: dict[str, Any] = whole.to_dict()
    return spec | {"padding": EDGE}


def _panel(table: Table, number: int, width: int, top: float) -> alt.LayerChart | alt.FacetChart:
    cells = zip(table.columns[:-1], table.cells[number][:-1], strict=True)
    rows = [{"year": year, "count": cell.count, "text": HIDDEN if cell.hidden else ""} for year, cell in cells]
    years = alt.Scale(domain=list(table.columns[:-1]))
    x = alt.X("year:O", title=None, scale=years, axis=_axis(labelAngle=0, domainColor=QUIET, ticks=False))
    y = alt.Y("count:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False), axis=None)
    seen = alt.Chart(alt.InlineData(values=[row for row in rows if row["count"] is not None]))
    gone = alt.Chart(alt.InlineData(values=[row for row in rows if row["count"] is None]))
    bars = seen.mark_bar(color=BAR).encode(x=x, y=y)
    label = seen.mark_text(dy=-8, fontSize=14, color=INK).encode(x=x, y=y, text=alt.Text("count:Q", format=","))
    gaps = gone.mark_text(angle=270, align="left", fontSize=13, color=QUIET, fontStyle="italic")
    heading = alt.TitleParams(_lines(table.rows[number].nl, width), anchor="start", fontSize=15, color=INK, offset=8)
    gaps_at = gaps.encode(x=x, y=alt.YDatum(top * 0.03, scale=alt.Scale(domain=[0, top], nice=False)), text="text:N")
    return alt.layer(bars, label, gaps_at).properties(width=width, height=150, title=heading)


def _axis(**more: Any) -> alt.Axis:
    return alt.Axis(labelFontSize=14, labelColor=INK, grid=False, gridColor=GRID, **more)


def _lines(text: str, width: int) -> list[str]:
    """The heading in as many lines as it needs at about 9 px a letter, as the converter measures."""
    most, lines = max(10, width // 9), [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _described(svg: str, table: Table, chart_id: str) -> str:
    """The converter drops the description of the spec, so title and description are put in afterwards."""
    hidden = sum(cell.hidden for row in table.cells[:-1] for cell in row[:-1])
    words = f"Een kleine grafiek per groep, met een staaf per jaar. Eenheid: {table.unit}. {table.status}. "
    words += f"{hidden} cellen zijn afgeschermd en hebben geen staaf. " if hidden else ""
    words += "Alle getallen staan ook in de tabel."
    opening, rest = svg.split(">", 1)
    named = f'{opening} role="img" aria-labelledby="{chart_id}-title {chart_id}-desc">'
    title = f'<title id="{chart_id}-title">{escape(table.title_nl)}</title>'
    return f'{named}{title}<desc id="{chart_id}-desc">{escape(words)}</desc>{rest}'


@cache
def _use_fonts() -> None:
    """Once per process. Without the directory the picture uses the machine's own sans-serif."""
    if FONT_DIRECTORY.is_dir():
        vl_convert.register_font_directory(str(FONT_DIRECTORY))
