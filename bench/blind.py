# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Looking up one identifier among many in the blind index: fill(…) once, then measure(…). Run inside a place."""

import hashlib
import random
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connections

from zicht.access import index
from zicht.access.models import IndexEntry
from zicht.access.roles import Kind
from zicht.base import digests, keyring

KNOWN = 200  # so many entries are real; among the others nothing equals anything
BATCH = 10_000


def fill(unit: int, *, upto: int) -> None:
    """Entries of signals in `unit`: KNOWN plates that can be looked up, the rest digests of nothing."""
    have = IndexEntry.objects.using("owner").count()
    made = _entries(unit, range(have, upto))
    while part := list(islice(made, BATCH)):
        IndexEntry.objects.using("owner").bulk_create(part)
    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze access_indexentry")


def plate(number: int) -> str:
    """The plate of a known entry."""
    return f"BB-{number:03d}-X"


def _entries(unit: int, numbers: range) -> Iterator[IndexEntry]:
    name = keyring.current().name
    for number in numbers:
        rng = random.Random(number)
        record, row = (UUID(int=rng.getrandbits(128), version=4) for _ in range(2))
        if number < KNOWN:
            (form,) = index.identifiers.keys("plate", plate(number))
            digest = digests.digest("blind-index/plate", form)
        else:
            digest = hashlib.sha256(str(number).encode()).digest()
        # Without the sealed form: it is read in a rotation only, and its key would cost more than the lookup.
        yield IndexEntry(
            id=UUID(int=rng.getrandbits(128), version=4), owning_unit_id=unit, kind=Kind.SIGNAL.value, record=record,
            row=row, entry_kind="plate", digest=digest, key_name=name, compares=False,
        )  # fmt: skip


def measure(*, rounds: int) -> list[float]:
    """Seconds of each lookup, in the context that acts now. Every known plate must be found."""
    taken: list[float] = []
    for turn in range(rounds):
        begun = time.perf_counter()
        found: list[Any] = index.find(kinds=[Kind.SIGNAL], entry_kind="plate", value=plate(turn % KNOWN))
        taken.append(time.perf_counter() - begun)
        if len(found) != 1:
            raise LookupError(f"{len(found)} entries instead of one")
    return taken
