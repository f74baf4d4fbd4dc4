# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Figures (extra ``charts``): every method's interval, those that refuse by name, the observed as what they are.

A chart always has its verdict in the title, starts its axis at 0, and is never the only form: ``to_frame()`` has the
same numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from unseen.capture import CaptureError
from unseen.result import Estimate

if TYPE_CHECKING:
    from unseen.comparing import Comparison

ENDINGS = (".svg", ".png", ".html", ".json")
WIDTH = 520
# Colours with contrast above 4.5 on white, told apart by shape and words as well.
BLUE, GREY, RED = "#0b5c8a", "#5a5a5a", "#a3262a"


def chart(answer: Estimate | Comparison, *, width: int = WIDTH) -> Any:
    """An altair chart of an answer, with the verdict as its title. Needs the extra: pip install unseen[charts]."""
    alt = _altair()
    rows = _rows(answer)
    end = max([each["high"] or 0 for each in rows] + [each["estimate"] or 0 for each in rows] + [answer.observed])
    at = alt.X("low:Q", title="people in all (estimated)", scale=alt.Scale(domain=[0, end * 1.05], nice=False),
               axis=alt.Axis(format=",.0f", grid=True))  # fmt: skip
    names = [each["method"] for each in rows]
    side = alt.Y("method:N", title=None, sort=names, axis=alt.Axis(labelLimit=260))
    data = alt.Data(values=rows)
    kinds = alt.Color("kind:N", legend=alt.Legend(title=None, orient="bottom", labelLimit=0), scale=alt.Scale(
        domain=["looks for dependence", "shown beside: a bound, or needs independence", "the answer"],
        range=[BLUE, GREY, RED]))  # fmt: skip
    base = alt.Chart(data)
    spans = base.transform_filter("datum.low !== null").mark_rule(strokeWidth=3).encode(
        x=at, x2="high:Q", y=side, color=kinds)  # fmt: skip
    points = base.transform_filter("datum.estimate !== null").mark_point(filled=True, size=70, opacity=1).encode(
        x="estimate:Q", y=side, color=kinds, shape=alt.Shape("kind:N", legend=None),
        tooltip=["method:N", "estimate:Q", "low:Q", "high:Q"])  # fmt: skip
    refused = base.transform_filter("datum.estimate === null").mark_text(align="left", dx=4, color=RED).encode(
        x=alt.value(0), y=side, text="note:N")  # fmt: skip
    seen = alt.Chart(alt.Data(values=[{"seen": answer.observed}]))
    line = seen.mark_rule(strokeDash=[4, 3], color=GREY).encode(x="seen:Q")
    told = alt.value(f"{answer.observed:,} people on a list (observed, not estimated)")
    words = seen.mark_text(align="left", baseline="bottom", dx=4, dy=-4, color=GREY).encode(
        x="seen:Q", y=alt.value(0), text=told
    )
    title = alt.TitleParams(_title(answer), subtitle=_subtitle(answer), anchor="start", offset=24)
    return alt.layer(spans, points, refused, line, words).properties(title=title, width=width, height=28 * len(rows))


def sensitivity_chart(answer: Comparison, *, width: int = WIDTH) -> Any:
    """An altair chart: how far each kind of change moves the estimate of one method, as a ratio."""
    alt = _altair()
    from unseen.showing import spans

    rows = [{"change": f"{kind} ({method})", "low": low, "high": high} for kind, method, low, high in spans(answer)]
    base = alt.Chart(alt.Data(values=rows))
    axis = alt.X("low:Q", title="estimate, as a multiple of the one without the change", scale=alt.Scale(type="log"))
    side = alt.Y("change:N", title=None, sort=None, axis=alt.Axis(labelLimit=320))
    spread = base.mark_rule(strokeWidth=4, color=BLUE).encode(x=axis, x2="high:Q", y=side)
    ends = [base.mark_tick(thickness=3, color=BLUE).encode(x=f"{end}:Q", y=side) for end in ("low", "high")]
    one = alt.Chart(alt.Data(values=[{"one": 1}])).mark_rule(strokeDash=[4, 3], color=GREY).encode(x="one:Q")
    title = alt.TitleParams("What changes do", subtitle=f"Verdict: {answer.verdict.grade.value}", anchor="start")
    return alt.layer(spread, *ends, one).properties(title=title, width=width, height=28 * len(rows))


def beside(answer: Estimate | Comparison) -> pl.DataFrame:
    """The table that belongs beside the chart: what it shows, in words and numbers."""
    return pl.DataFrame(_rows(answer), infer_schema_length=None)


def check_place(path: Path) -> None:
    """Raises CaptureError where a figure could not be written there."""
    if path.suffix.lower() not in ENDINGS:
        raise CaptureError(f"--chart {path}: write a name that ends in {', '.join(ENDINGS)}")
    if not path.absolute().parent.is_dir():
        raise CaptureError(f"--chart {path}: there is no folder {path.absolute().parent}")
    _altair()


def save(answer: Estimate | Comparison, path: Path) -> None:
    """Write the figure; the ending of the name says how."""
    check_place(path)
    chart(answer).save(str(path))


def _altair() -> Any:
    try:
        import altair
    except ImportError:
        raise CaptureError("figures need the extra: pip install unseen[charts]") from None
    return altair


def _rows(answer: Estimate | Comparison) -> list[dict[str, Any]]:
    rows = [_row(each, _kind(each, answer)) for each in getattr(answer, "estimates", ())]
    whole = _row(answer, "the answer")
    whole["method"] = "all together" if answer.method == "compare" else answer.method
    return [*rows, whole]


def _row(each: Any, kind: str) -> dict[str, Any]:
    why = each.verdict.reasons[0].text if each.verdict.reasons else ""
    note = f"no estimate: {why}"
    return {
        "method": each.method, "estimate": each.estimate, "low": each.low, "high": each.high, "kind": kind,
        "verdict": each.verdict.grade.value, "note": note if len(note) <= 78 else f"{note[:77]}…",
    }  # fmt: skip


def _kind(each: Estimate, answer: Any) -> str:
    from unseen.comparing.plan import LOOKING

    return "looks for dependence" if each.method in LOOKING else "shown beside: a bound, or needs independence"


def _title(answer: Estimate | Comparison) -> str:
    return f"Verdict: {answer.verdict.grade.value}"


def _subtitle(answer: Estimate | Comparison) -> list[str]:
    lines = [f"Lines: {100 * answer.level:.3g}% intervals. Dashed: people observed. Estimates, nobody counted them."]
    return lines + [f"– {each.text}"[:110] for each in answer.verdict.reasons[:3]]
