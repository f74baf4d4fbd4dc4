# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Register files taken into a database: read, checked, stored with sealed keys, events and audit row, committed.

As a program: python -m bench.storing SIZE...; its last line is JSON.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.place import BenchError
from bench.registers import write


def stored(cast: Any, size: int, place: Path) -> dict[str, float]:
    """Seconds on the clock and of processor time in this process, for reading and for storing one file."""
    from zicht.access.actors import for_person
    from zicht.access.roles import Purpose
    from zicht.base.clock import local_day, now
    from zicht.base.context import transaction_as
    from zicht.register.anyfile import read_any
    from zicht.register.importing import import_reports

    path, at = place / f"{size}.csv", now()
    write(path, reports=size)
    actor = for_person(cast.people["tom"], purpose=Purpose.REGISTER_KEEPING, strong=True)
    begun, worked = time.perf_counter(), time.process_time()
    read = read_any(path, today=local_day(at))
    found = {"reports": size, "read": time.perf_counter() - begun, "read_processor": time.process_time() - worked}
    begun, worked = time.perf_counter(), time.process_time()
    with transaction_as(actor.context(at)):
        delivery = import_reports(actor=actor, unit=cast.unit_of("tom"), content=read, at=at)
    found |= {"stored": time.perf_counter() - begun, "stored_processor": time.process_time() - worked}
    if delivery.rows != size:
        raise BenchError(f"{delivery.rows} rows stored of {size}")
    return found


def main(sizes: list[int]) -> list[dict[str, float]]:
    """Each size into one database, the smallest first."""
    import django

    from zicht.web.running import prepare_database

    prepare_database()
    django.setup()
    from zicht.web.demo.cast import build_cast, read_cast

    build_cast(using="owner")
    with tempfile.TemporaryDirectory() as place:
        return [stored(read_cast(), size, Path(place)) for size in sizes]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zicht.web.settings")
    print(json.dumps(main([int(size) for size in sys.argv[1:]])), flush=True)
