# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""``zicht reference check [DIRECTORY]``: prints what is wrong with the list files. Needs no database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from zicht.reference.lists import check
from zicht.reference.reading import DATA, list_files


def cli_check(argv: Sequence[str]) -> int:
    """Prints a line per finding in Dutch ("file: entry: problem -> remedy"); 0 without, 1 with, 2 for bad use."""
    if len(argv) > 1 or (argv and argv[0].startswith("-")):
        sys.stderr.write("gebruik: zicht reference check [MAP]\n")
        return 2
    directory = Path(argv[0]) if argv else DATA
    if not directory.is_dir():
        sys.stderr.write(f"{directory}: deze map bestaat niet\n")
        return 2
    findings = check(directory)
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    if not findings:
        sys.stdout.write(f"{len(list_files(directory))} lijsten, geen bevindingen\n")
    return 1 if findings else 0
