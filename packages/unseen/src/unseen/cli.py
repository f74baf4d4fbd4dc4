# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The command ``unseen``: estimating from overlapping lists; protecting and auditing a table; all in plain CSV files.

Answers: 0 done, safe or estimated, 1 the audit found something or there is no estimate, 2 the file or the options are
wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from unseen import cli_estimate, cli_study

if TYPE_CHECKING:
    from unseen.disclosure import Table

FILE_HELP = "CSV in UTF-8 with a column per dimension and a column with the count"
NOTE = "Totals are computed: leave them out. Zeros stay visible."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its answer. What it says goes to standard output, faults to standard error."""
    options = _parser().parse_args(arguments)
    # Numbers come last: `unseen --help` answers at once and where numpy is missing.
    from unseen.capture import CaptureError
    from unseen.disclosure import CellsError, TableError, UnprotectableError, UnroundableError
    from unseen.files import FileError

    try:
        return int(options.run(options))
    except (CaptureError, FileError, TableError, UnroundableError, CellsError) as fault:
        print(f"unseen: {fault}", file=sys.stderr)
    except UnprotectableError as fault:
        first = ", ".join(" x ".join(map(str, name)) for name in fault.names[:3] if isinstance(name, tuple))
        print(
            f"unseen: nothing that can be hidden protects {first}; merge categories (--merge) or round "
            "(--method round)",
            file=sys.stderr,
        )
    except OSError as fault:
        print(f"unseen: {fault.filename or 'output'}: {fault.strerror}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="unseen", description="Estimates and tables about people whom registrations do not see."
    )
    verbs = parser.add_subparsers(required=True, metavar="estimate|study|protect|audit")
    cli_estimate.add(verbs)
    cli_study.add(verbs)
    protect = verbs.add_parser("protect", help="hide, round or perturb the counts of a file", description=NOTE)
    protect.add_argument("file", type=Path, help=FILE_HELP)
    protect.add_argument("--out", type=Path, required=True, help="where the table with totals is written")
    protect.add_argument("--method", choices=["suppress", "round", "cellkey"], default="suppress")
    protect.add_argument("--base", type=_from(2), default=5, help="round: to multiples of this (5)")
    protect.add_argument("--most", type=_from(1), default=5, help="cellkey: the largest noise (5)")
    protect.add_argument("--variance", type=float, default=3.0, help="cellkey: the variance of the noise (3)")
    protect.add_argument("--secret", default="", help="cellkey: a secret text; the same one gives the same noise")
    protect.add_argument(
        "--merge", action="append", default=[], metavar="DIMENSION:OLD,OLD=NEW", help="first merge categories"
    )
    protect.set_defaults(run=_protect)
    audit = verbs.add_parser("audit", help="what readers can compute of the hidden counts of a published file")
    audit.add_argument("file", type=Path, help=f"{FILE_HELP}, with totals; hidden counts are empty or x")
    audit.add_argument("--original", type=Path, help="the file behind it: judge only what is small there")
    audit.set_defaults(run=_audit)
    for verb in (protect, audit):
        verb.add_argument("--count", default="count", help="the name of the column with the count (count)")
        verb.add_argument("--minimum", type=_from(2), default=10, help="counts from 1 to below this are small (10)")
        verb.add_argument("--width", type=_from(1), help="how wide the interval of a small count must be (minimum)")
    return parser


def _from(least: int) -> type[int]:
    """A whole number from this on, as a type for argparse."""

    class Whole(int):
        def __new__(cls, text: str) -> Whole:
            number = int(text)
            if number < least:
                raise argparse.ArgumentTypeError(f"{number} is below {least}")
            return super().__new__(cls, number)

    return Whole


def _protect(options: argparse.Namespace) -> int:
    from unseen.files import read_table

    table = read_table(options.file, count=options.count)
    for each in options.merge:
        table = _merged(table, each)
    work = {"suppress": _suppress, "round": _round, "cellkey": _perturb}[options.method]
    print(work(table, options))
    return 0


def _merged(table: Table, text: str) -> Table:
    from unseen.files import FileError

    dimension, _, rest = text.partition(":")
    old, _, new = rest.rpartition("=")
    if not (dimension and old and new):
        raise FileError(f"--merge {text}: write DIMENSION:OLD,OLD=NEW")
    return table.coarser(dimension, dict.fromkeys(old.split(","), new))


def _suppress(table: Table, options: argparse.Namespace) -> str:
    from unseen.disclosure import Rule, hidden_loss, suppress, unsafe
    from unseen.files import write_table

    cells = table.cells()
    done = suppress(
        cells, unsafe(cells, Rule(options.minimum)), width=float(options.width or options.minimum), floor=1
    )
    write_table(options.out, table, cells.counts, done.hidden)
    loss = hidden_loss(cells.counts, done.unsafe, done.hidden)
    return (
        f"{loss.unsafe} small counts hidden and {loss.others} more for their sake, of {loss.cells} that are not 0 "
        f"({loss.share:.0%}; {'the least possible' if done.exact else 'by a heuristic, audited'})"
    )


def _round(table: Table, options: argparse.Namespace) -> str:
    from unseen.disclosure import changed_loss, rounded
    from unseen.files import write_table

    cells = table.cells()
    after = rounded(cells, options.base)
    write_table(options.out, table, after)
    loss = changed_loss(cells.counts, after)
    return f"rounded to {options.base}, totals add up; moved by {loss.mean:.2f} on average, {loss.most} at most"


def _perturb(table: Table, options: argparse.Namespace) -> str:
    from unseen.disclosure import changed_loss
    from unseen.disclosure.cellkey import noise, table_keys
    from unseen.files import FileError, write_table

    if len(options.secret) < 8:
        raise FileError("--secret: give a secret text of 8 characters or more, or anybody can compute the noise")
    try:
        chances = noise(most=options.most, variance=options.variance)
    except ValueError as fault:
        raise FileError(f"--most and --variance: {fault}") from None
    after = table.counts + chances.of(table.counts, table_keys(table, options.secret))
    write_table(options.out, table, after)
    loss = changed_loss(table.counts, after)
    return (
        f"noise of at most {loss.most}, {loss.mean:.2f} on average; totals have noise of their own and do not add up"
    )


def _audit(options: argparse.Namespace) -> int:
    import numpy as np

    from unseen.disclosure import proven, too_narrow
    from unseen.disclosure.published import completed
    from unseen.files import FileError, read_published, read_table

    found = read_published(options.file, count=options.count)
    names, counts = found.table.names(), found.table.counts.ravel()
    width = float(options.width or options.minimum)
    floor = np.where(found.missing, 0.0, 1.0)
    cells = completed(names, counts, found.hidden, found.table.sums(), floor=floor)
    small = (counts > 0) & (counts < options.minimum) & ~found.hidden
    judged = found.hidden
    if options.original:
        true = read_table(options.original, count=options.count)
        if true.names() != names:
            raise FileError(
                f"{options.original.name} has other categories than {options.file.name}, or in another order"
            )
        judged = found.hidden & (true.counts.ravel() > 0) & (true.counts.ravel() < options.minimum)
    spans = proven(cells, found.hidden, width=width, floor=floor, of=np.flatnonzero(judged).tolist())
    told = [each for each in too_narrow(spans, width=width) if each.low < options.minimum]
    for place in np.flatnonzero(small):
        print(f"{' x '.join(names[place])}: {counts[place]} is small and stands open")
    for each in told:
        name = each.name if isinstance(each.name, tuple) else (str(each.name),)
        print(f"{' x '.join(name)}: hidden, but from {each.low:.6g} to {each.high:.6g}")
    print(f"{int(judged.sum())} hidden counts judged, {len(told) + int(small.sum())} findings")
    return 1 if told or small.any() else 0


if __name__ == "__main__":
    sys.exit(main())
