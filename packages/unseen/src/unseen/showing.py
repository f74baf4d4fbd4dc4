# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Answers in words, as a table and as JSON. The verdict always comes first; nothing is ever called a count."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl
    from rich.console import RenderableType

    from unseen.comparing import Comparison
    from unseen.result import Estimate, Verdict

KEYS = (
    "method", "estimate", "low", "high", "level", "observed", "hidden", "model", "assumptions", "warnings", "verdict",
    "seconds", "version", "input_digest",
)  # fmt: skip
STYLES = {"usable": "bold green", "usable with these reservations": "bold yellow", "no estimate": "bold red"}
WIDTH = 100


def as_json(answer: Estimate | Comparison) -> str:
    """JSON (RFC 8259) with KEYS, and `details`: what only this answer has. No estimate is null."""
    found = {key: getattr(answer, key) for key in KEYS}
    found["verdict"] = told(answer.verdict)
    found["details"] = _details(answer)
    return json.dumps(plain(found), ensure_ascii=False, allow_nan=False, indent=2)


def told(verdict: Verdict) -> dict[str, Any]:
    """A verdict in plain values: grade in words, reasons with code, words and numbers."""
    reasons = [{"code": each.code, "text": each.text, "numbers": dict(each.numbers)} for each in verdict.reasons]
    return {"grade": verdict.grade.value, "reasons": reasons}


def plain(thing: Any) -> Any:
    """Plain values for JSON; what is no finite number is null."""
    if isinstance(thing, Mapping):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, (list, tuple, set, frozenset)):
        return [plain(each) for each in thing]
    if hasattr(thing, "tolist"):
        return plain(thing.tolist())
    if isinstance(thing, float) and not math.isfinite(thing):
        return None
    if thing is None or isinstance(thing, (bool, int, float, str)):
        return thing
    return str(thing)


def _details(answer: Estimate | Comparison) -> Mapping[str, Any]:
    if answer.method != "compare":
        return getattr(answer, "details", {})
    both: Any = answer
    return {
        "lists": both.lists,
        "methods": [
            {key: getattr(each, key) for key in KEYS if key != "verdict"} | {"verdict": told(each.verdict)}
            for each in both.estimates
        ],
        "absent": both.absent,
        "sensitivity": [
            {"kind": each.kind, "method": each.method, "change": each.change, "estimate": each.estimate,
             "ratio": each.ratio} for each in both.sensitivity
        ],
    }  # fmt: skip


def as_frame(answer: Estimate | Comparison) -> pl.DataFrame:
    """A row per method, its verdict beside its numbers; of a comparison the last row is the whole."""
    import polars as pl

    rows = [*getattr(answer, "estimates", ()), answer]
    schema: dict[str, Any] = {
        "method": pl.String, "estimate": pl.Float64, "low": pl.Float64, "high": pl.Float64, "level": pl.Float64,
        "observed": pl.Int64, "hidden": pl.Float64, "verdict": pl.String, "reasons": pl.String, "model": pl.String,
        "seconds": pl.Float64,
    }  # fmt: skip
    values = {
        "verdict": [each.verdict.grade.value for each in rows],
        "reasons": ["; ".join(reason.text for reason in each.verdict.reasons) for each in rows],
    }
    return pl.DataFrame(
        {name: values.get(name) or [getattr(each, name) for each in rows] for name in schema}, schema=schema
    )


def as_text(answer: Estimate | Comparison, *, width: int | None = None, colour: bool | None = None) -> str:
    """What print() shows. width: columns; colour: of a terminal. Both as standard output is where not given."""
    import io
    import sys

    from rich.console import Console

    terminal = sys.stdout.isatty() if colour is None else colour
    wide = width or (Console(file=sys.stdout).width if terminal else WIDTH)
    out = io.StringIO()
    Console(file=out, width=wide, force_terminal=terminal, highlight=False).print(renderable(answer))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def as_html(answer: Estimate | Comparison) -> str:
    """The same for a notebook: one <pre> with the words of print()."""
    from html import escape

    return f'<pre style="white-space:pre;line-height:1.25">{escape(as_text(answer, width=WIDTH, colour=False))}</pre>'


def renderable(answer: Estimate | Comparison) -> RenderableType:
    """For rich: verdict with its reasons, then the numbers."""
    from rich.console import Group
    from rich.text import Text

    grade = answer.verdict.grade.value
    head = Text.assemble(
        (f"{answer.method}: ", "bold"), (grade, STYLES[grade]), (", because" if answer.verdict.reasons else "")
    )
    parts: list[RenderableType] = [
        head,
        *(_item(each.text) for each in answer.verdict.reasons),
        Text(sentence(answer)),
    ]
    if answer.method == "compare":
        parts += _tables(answer)
    else:
        parts += [Text(f"Model: {answer.model}"), *_totals(answer)]
    if answer.assumptions:
        parts += [Text("Assumes:"), *(_item(line) for line in answer.assumptions)]
    parts.append(
        Text(f"unseen {answer.version}, {answer.seconds:.1f} s, input {answer.input_digest[:12]}", style="dim")
    )
    return Group(*parts)


def sentence(answer: Estimate | Comparison) -> str:
    """The numbers in one sentence, or that there are none."""
    seen = f"{answer.observed:,} people are on at least one list"
    if answer.estimate is None or answer.hidden is None:
        return f"No estimate. {seen}; how many are on none cannot be said from these lists."
    ends = f"{answer.low or 0:,.0f} to {answer.high or 0:,.0f}"
    level = f"{100 * answer.level:.3g}%"
    if answer.low is None or answer.high is None:
        first = f"about {answer.estimate:,.0f} people in all, without an interval"
    elif answer.method == "compare":
        first = (
            f"{ends} people in all (the methods' {level} intervals together; their middle is {answer.estimate:,.0f})"
        )
    else:
        first = f"about {answer.estimate:,.0f} people in all ({level} interval: {ends})"
    return (
        f"Estimate: {first}. {seen}; about {answer.hidden:,.0f} are estimated to be on none. This is an estimate, "
        "nobody counted them; people whom no list can reach are not in it."
    )


def _item(text: str) -> RenderableType:
    from rich.padding import Padding
    from rich.text import Text

    # Text, never markup: A:NG:B holds an emoji for rich.
    return Padding(Text(f"- {text}"), (0, 0, 0, 2))


def _tables(answer: Any) -> list[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    used = "" if answer.estimate is not None else ": none of these is a figure to use"
    methods = Table(title=f"What each method says{used}", title_justify="left", title_style="bold")
    for name, side in (("method", "left"), ("estimate", "right"), ("low", "right"), ("high", "right"),
                       ("verdict", "left"), ("model", "left")):  # fmt: skip
        methods.add_column(name, justify=side, overflow="fold")  # type: ignore[arg-type]  # literals above
    for each in answer.estimates:
        words = "; ".join(r.text for r in each.verdict.reasons) if each.estimate is None else each.model
        beside = "" if each in answer.looking or each.estimate is None else " (shown beside, not in the range)"
        grade = each.verdict.grade.value.replace("usable with these", "with")
        numbers = (number(value) for value in (each.estimate, each.low, each.high))
        methods.add_row(Text(each.method), *numbers, grade, Text(words + beside))
    for name, why in answer.absent.items():
        methods.add_row(name, "-", "-", "-", "not run", Text(why))
    moves = Table(title="What changes do to the estimate of one method", title_justify="left", title_style="bold")
    for name in ("change", "method", "from", "to"):
        moves.add_column(name, justify="right" if name in ("from", "to") else "left")
    for kind, method, low, high in spans(answer):
        moves.add_row(kind, method, f"x {low:.2f}", f"x {high:.2f}")
    return [methods, moves] if moves.row_count else [methods]


def _totals(answer: Any) -> list[RenderableType]:
    """Of covariates: the estimate per level of each, which add up to the whole. Nothing without an estimate."""
    from rich.table import Table
    from rich.text import Text

    from unseen.covariates.totals import BESIDE, table_of

    rows = [each for each in table_of(answer) if BESIDE not in each.by] if answer.estimate is not None else []
    if not rows:
        return []
    found = Table(title="Estimates add up to the total, limits do not", title_justify="left",
                  title_style="bold")  # fmt: skip
    for name in ("by", "level", "observed", "estimate", "low", "high"):
        found.add_column(name, justify="left" if name in ("by", "level") else "right")
    for each in rows:
        numbers = (number(value) for value in (each.observed, each.estimate, each.low, each.high))
        found.add_row(Text(each.by), Text(each.level), *numbers)
    return [found]


def spans(answer: Comparison) -> list[tuple[str, str, float, float]]:
    """Per kind of change and method: words, method, smallest and largest ratio to the estimate without the change."""
    from unseen.comparing.verdict import WORDS

    ratios: dict[tuple[str, str], list[float]] = {}
    for each in answer.sensitivity:
        if each.ratio is not None:
            ratios.setdefault((each.kind, each.method), []).append(each.ratio)
    return [(WORDS[kind], method, min(some), max(some)) for (kind, method), some in ratios.items()]


def number(value: float | None) -> str:
    """A number of people in words for a table."""
    return "-" if value is None else f"{value:,.0f}"
