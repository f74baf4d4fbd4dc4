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
    """Prints one line per finding ("file: entry: problem -> remedy"); 0 without findings, 1 with, 2 for bad use."""
    if len(argv) > 1 or (argv and argv[0].startswith("-")):
        print("use: zicht reference check [DIRECTORY]", file=sys.stderr)
        return 2
    directory = Path(argv[0]) if argv else DATA
    if not directory.is_dir():
        print(f"{directory}: no such directory", file=sys.stderr)
        return 2
    findings = check(directory)
    for finding in findings:
        print(finding)
    if not findings:
        print(f"{len(list_files(directory))} lists, no findings")
    return 1 if findings else 0
