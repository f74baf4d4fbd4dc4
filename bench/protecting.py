# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Disclosure control: the whole edition, and single tables beside pytauargus and ACRO where pip installs them."""

import csv
import json
import subprocess
import sys
import venv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.numbers import clocked
from unseen.disclosure import Cells, Rule, intervals, rounded, suppress, tabulated, too_narrow, unsafe

PEERS = ("pytauargus==0.6.0", "acro==1.0.2")
MINIMUM = 10
# Rows, columns and records of the tables: the size of a monitor's table, and a large one.
SHAPES = ((12, 4, 459), (40, 12, 20_000))


@dataclass(frozen=True)
class Row:
    """One method on one table. narrow: small cells that readers compute closely. fault: why not measured."""

    table: str
    method: str
    milliseconds: float = 0.0
    small: int = 0
    others: int = 0
    narrow: int = 0
    fault: str = ""


def edition() -> dict[str, float]:
    """Protecting and auditing all tables of the golden edition together (ms), and how many cells are hidden."""
    from zicht.monitor.auditing import audit_publication
    from zicht.monitor.declaring import definitions
    from zicht.monitor.publications import Publication
    from zicht.monitor.tests.golden import golden_edition

    made, known, out = golden_edition(), definitions(), []
    protecting = clocked(lambda: out.append(made.protected(known)))
    publication = Publication("bench", made.tables, out[0].tables)
    auditing = clocked(lambda: audit_publication([publication], known))
    small, others, cells = out[0].lost
    return {"protecting": protecting, "auditing": auditing, "small": small, "others": others, "cells": cells}


def tables(place: Path) -> list[Row]:
    """Each shape by each method."""
    python, why_not = _peers(place)
    found: list[Row] = []
    for rows, columns, number in SHAPES:
        name = f"{rows} x {columns}, {number:,} records"
        records = _records(rows, columns, number)
        cells = tabulated(("row", "column"), [(key, n) for key, n in sorted(Counter(records).items())]).cells()
        found += _ours(name, cells)
        if python is None:
            found.append(Row(name, "pytauargus, ACRO", fault=f"not installed: {why_not}"))
            continue
        path = place / "records.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([("row", "column"), *records])
        found += [_peer(name, method, answer, cells) for method, answer in _asked(python, path).items()]
    return found


def _records(rows: int, columns: int, number: int) -> list[tuple[str, str]]:
    """Records of an uneven table, the same each time."""
    chance = np.random.default_rng(1)
    places = chance.choice(rows * columns, size=number, p=chance.dirichlet(np.full(rows * columns, 0.35)))
    return [(f"r{place // columns:02d}", f"c{place % columns:02d}") for place in places.tolist()]


def _ours(name: str, cells: Cells) -> list[Row]:
    small, done = unsafe(cells, Rule(MINIMUM)), []
    time = clocked(lambda: done.append(suppress(cells, small, width=MINIMUM, floor=1)))
    others = int((done[0].hidden & ~small).sum())
    method = "unseen, exact" if done[0].exact else "unseen, heuristic"
    narrow = len(too_narrow(done[0].found, width=MINIMUM))
    after = []
    rounding = clocked(lambda: after.append(rounded(cells, 5)))
    far = int(np.abs(after[0] - cells.counts).max())
    return [
        Row(name, method, time, int(small.sum()), others, narrow),
        Row(name, f"unseen, rounded to 5 (totals add up, at most {far} off)", rounding),
    ]


def _peer(name: str, method: str, answer: dict[str, Any], cells: Cells) -> Row:
    """A peer's answer, its pattern audited like our own."""
    if "fault" in answer:
        return Row(name, method, fault=answer["fault"])
    gone = {tuple("total" if each in ("Total", "All") else each for each in cell) for cell in answer["hidden"]}
    hidden = np.array([cell in gone for cell in cells.names]) & (cells.counts > 0)
    small = unsafe(cells, Rule(MINIMUM))
    if answer.get("total") not in (None, answer.get("true")):
        method += f" (total {answer['true']} becomes {answer['total']})"
    judged = np.flatnonzero(small & hidden).tolist()
    narrow = len(too_narrow(intervals(cells, hidden, floor=1, of=judged), width=MINIMUM))
    return Row(name, method, answer["ms"], int((small & hidden).sum()), int((hidden & ~small).sum()), narrow)


def _peers(place: Path) -> tuple[Path | None, str]:
    """A Python that has the peers, or why there is none."""
    home = place / "peers"
    try:
        venv.EnvBuilder(with_pip=True).create(home)
        python = home / "bin" / "python"
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS]
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    except subprocess.CalledProcessError as fault:
        lines = (fault.stderr or str(fault)).strip().splitlines()
        return None, lines[-1][:150] if lines else "pip failed"
    except (OSError, subprocess.TimeoutExpired) as fault:
        return None, str(fault)[:150]
    return python, ""


def _asked(python: Path, path: Path) -> dict[str, dict[str, Any]]:
    script = Path(__file__).with_name("protect_peers.py")
    command = [python, "-P", script, path, str(MINIMUM)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300, cwd=path.parent)
        answer: dict[str, dict[str, Any]] = json.loads(done.stdout.strip().splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError) as fault:
        return {"pytauargus, ACRO": {"fault": str(fault)[:150]}}
    return answer


if __name__ == "__main__":
    sys.exit("python -m bench --only protect")
