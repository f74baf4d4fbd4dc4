# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One edition from one file, in a process of its own, so that its peak memory is its own. Prints JSON."""

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

from zicht.monitor.declaring import definitions
from zicht.monitor.editions import build
from zicht.monitor.reading import read_reports


def measured(path: Path, *, protect: bool) -> dict[str, float]:
    """Seconds per step, of processor time for reading and counting, and the peak of memory in MB after counting."""
    known, found = definitions(), {}
    begun, worked = time.perf_counter(), time.process_time()
    reports = read_reports(path, today=date(2026, 11, 21))
    found["read"] = time.perf_counter() - begun
    begun = time.perf_counter()
    edition = build(
        reports, known, edition_id="bench", first_year=2015, last_year=2019, scope="national", place="Nederland"
    )
    found["built"] = time.perf_counter() - begun
    found["processor"] = time.process_time() - worked
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if protect:
        begun = time.perf_counter()
        edition.protected(known)
        found["protected"] = time.perf_counter() - begun
    groups = next(table for table in edition.tables if table.id == "2.7")
    return found | {"victims": float(groups.cell("total", "total").count or 0)}


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), protect=sys.argv[2:] == ["protect"])))
