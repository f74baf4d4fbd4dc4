# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An edition from registers of growing size, beside the same tables in plain pandas, each in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.place import LONG, ROOT, BenchError, asked
from bench.registers import write


@dataclass(frozen=True)
class Size:
    """One register: seconds and MB, ours and the peer's; ``peer`` is None when there is no pandas here."""

    reports: int
    ours: dict[str, float]
    peer: dict[str, float] | None


def measure(place: Path, *, sizes: tuple[int, ...]) -> tuple[list[Size], str]:
    """Every size in turn, and why there is no peer (empty when there is)."""
    python, why_not = pandas_of(place)
    found = []
    for reports in sizes:
        file = place / f"register-{reports}.csv"
        write(file, reports=reports)
        ours = asked("bench.monitor_once", str(file), "protect", home=place / "monitor-home", patience=LONG)
        found.append(Size(reports, ours, peer_of(python, file) if python else None))
        file.unlink()
    return found, why_not


def pandas_of(place: Path) -> tuple[str, str]:
    """A Python with pandas in a directory of the bench, made with pip; empty with the reason when that fails."""
    venv = place / "pandas"
    try:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True, capture_output=True)
        install = [sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"), "install", "--quiet"]
        subprocess.run([*install, "pandas"], check=True, capture_output=True, text=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as fault:
        return "", str(getattr(fault, "stderr", "") or fault).strip()[-300:]
    return str(venv / "bin" / "python"), ""


def peer_of(python: str, file: Path) -> dict[str, float]:
    """The same file through the peer. Raises BenchError with its last words."""
    done = subprocess.run(
        [python, "-P", str(ROOT / "bench" / "peer_pandas.py"), str(file)],
        capture_output=True, text=True, timeout=LONG, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise BenchError(f"peer_pandas.py: {done.stderr.strip()[-600:]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
