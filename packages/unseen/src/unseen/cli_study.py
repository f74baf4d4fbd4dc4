# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""``unseen study``: how often intervals and verdicts are right, on populations of known size; tables in Markdown."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def add(verbs: Any) -> None:
    """Add the verb to the command's parser."""
    verb = verbs.add_parser("study", help="how often intervals and verdicts are right, on populations of known size")
    verb.add_argument("--seed", type=int, default=1, help="of all chance; the same seed gives the same study (1)")
    verb.add_argument("--size", type=int, default=10, help="populations per scenario (10)")
    verb.add_argument("--replicates", type=int, default=200, help="bootstrap tables per method and population (200)")
    verb.add_argument("--methods", help="only these, with commas")
    verb.add_argument("--scenarios", help="only these, with commas")
    verb.add_argument("--workers", type=int, default=2, help="processes (2)")
    verb.add_argument("--out", type=Path, help="also every row, as CSV")
    verb.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it. Raises CaptureError where options are wrong."""
    from unseen.capture import CaptureError
    from unseen.comparing.progress import bar
    from unseen.study import SCENARIOS, study

    known = {each.name: each for each in SCENARIOS}
    names = _names(options.scenarios) or list(known)
    for name in names:
        if name not in known:
            raise CaptureError(f"--scenarios {name}: there are {', '.join(known)}")
    with bar(options.size * len(names), None, "drawing populations") as tick:
        found = study(
            seed=options.seed, size=options.size, methods=_names(options.methods), replicates=options.replicates,
            scenarios=[known[name] for name in names], workers=options.workers, tick=tick,
        )  # fmt: skip
    if options.out:
        found.rows.write_csv(options.out)
    sys.stdout.write(f"{markdown(found.verdicts())}\n\n{markdown(found.coverage())}\n")
    return 0


def markdown(frame: pl.DataFrame) -> str:
    """A table in Markdown, shares with two digits."""
    lines = [
        " | ".join(frame.columns),
        " | ".join("---" if t.is_numeric() is False else "---:" for t in frame.dtypes),
    ]
    lines += [" | ".join(_cell(value) for value in row) for row in frame.iter_rows()]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _names(text: str | None) -> list[str] | None:
    return [name.strip() for name in text.split(",") if name.strip()] if text else None
