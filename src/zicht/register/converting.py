# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""`zicht register convert FILE --out OUT.csv`: a register file in HTCDS 2.0, without a database."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

from zicht.register.findings import FINDINGS, OK, WRONG_USE, findings_table

__all__ = ["add", "convert_command"]


def add(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:
    """The command with its arguments, under `zicht register`."""
    convert = verb(verbs, "convert", _run, "schrijf een bestand met meldingen in HTCDS 2.0; geen database nodig")
    convert.add_argument("file", type=Path, metavar="BESTAND")
    convert.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="het nieuwe CSV-bestand")


def _run(arguments: argparse.Namespace) -> int:
    today = datetime.now(UTC).date()  # noqa: TID251 - the edge
    return convert_command(arguments.file, arguments.out, today=today)


def convert_command(file: Path, place: Path, *, today: date, out: TextIO | None = None) -> int:
    """Write the reports of a file in HTCDS and say what the standard could not say. Returns 0, 1 or 2 as import.

    A file that stands at `place` is never written over.
    """
    # Reading spreadsheets is heavy to load: other commands of `zicht` do without.
    from zicht.register.anyfile import read_any
    from zicht.register.htcds import write

    say = out or sys.stdout
    try:
        result = read_any(file, today=today)
    except OSError:
        print("Dit bestand bestaat niet, of is niet te lezen.", file=say)
        return WRONG_USE
    if not result.ok:
        print(findings_table(result.findings), file=say)
        return FINDINGS
    text, lost = write(result.rows)
    try:
        with place.open("x", encoding="utf-8", newline="") as made:
            made.write(text)
    except FileExistsError:
        print(f"{place} bestaat al. Kies een andere naam.", file=say)
        return WRONG_USE
    except OSError:
        print(f"{place} is niet te schrijven. Kies een andere map.", file=say)
        return WRONG_USE
    print(f"{len(result.rows)} meldingen geschreven naar {place} (HTCDS 2.0).", file=say)
    print("\n".join(f"Niet te zeggen in HTCDS: {one}" for one in lost), file=say)
    return OK
