# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A register file read with validation: all rows at once, row by row, and with one fault that must be named."""

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from bench.registers import write

WAYS = ("at once", "row by row", "one fault named")
ROW_BY_ROW_UP_TO = 100_000
TODAY = date(2026, 11, 21)


def measured(place: Path, sizes: tuple[int, ...]) -> list[tuple[int, str, float, float]]:
    """Reports, way, seconds, and peak memory of a process that does nothing else (MB)."""
    found = []
    for size in sizes:
        path = place / f"register-{size}.csv"
        write(path, reports=size)
        for way in WAYS:
            if way != "row by row" or size <= ROW_BY_ROW_UP_TO:
                command = [sys.executable, "-m", "bench.filereading", str(path), way]
                told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                found.append((size, way, told["seconds"], told["memory"]))
        path.unlink()
    return found


def once(path: Path, way: str) -> dict[str, float]:
    """Read the file one way, in this process."""
    from zicht.register.extract import read_file
    from zicht.register.importfile import parse

    if way == "one fault named":
        content = path.read_bytes()
        at = content.index(b"\n", len(content) // 2) + 1
        path = path.with_suffix(".wrong.csv")
        path.write_bytes(content[:at] + b"?" + content[at:])
        del content
    begun = time.perf_counter()
    if way == "row by row":
        with path.open("rb") as file:
            assert parse(file, today=TODAY).ok
    else:
        read = read_file(path, today=TODAY)
        assert (len(read.findings), read.ok) == ((1, False) if way == "one fault named" else (0, True))
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "memory": _peak()}


def _peak() -> float:
    """The peak of this process in MB; what getrusage tells begins with that of the process that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    print(json.dumps(once(Path(sys.argv[1]), sys.argv[2])))
