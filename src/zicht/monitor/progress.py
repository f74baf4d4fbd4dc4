# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How far the work on the background is, in steps that somebody who waits can read. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

READ, REBUILD, COUNT, PROTECT, AUDIT, EXPLAIN, KEEP = (
    "read",
    "rebuild",
    "count",
    "protect",
    "audit",
    "explain",
    "keep",
)
_MAKING = (READ, COUNT, PROTECT, AUDIT, EXPLAIN, KEEP)
# The files of a publication, one step each: a PDF takes longest.
FILES: Final = ("csv", "ods", "pdf")
PLANS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "build": _MAKING,
        "check": (READ, AUDIT, KEEP),
        "recount": (READ, REBUILD, *_MAKING[1:]),
        "render": (*FILES, KEEP),
        "estimate": (READ, "ask", KEEP),
    }
)
HEADS: Final = MappingProxyType(
    {
        "build": "Zicht telt en beschermt de cijfers",
        "check": "Zicht kijkt de cijfers na naast andere edities",
        "recount": "Zicht telt opnieuw en vergelijkt",
        "render": "Zicht maakt de bestanden",
        "estimate": "Zicht vraagt alle methoden om een schatting",
    }
)
WORDS: Final = MappingProxyType(
    {
        READ: "meldingen lezen",
        REBUILD: "nabouwen uit het bronbestand",
        COUNT: "tellen",
        PROTECT: "kleine aantallen afschermen",
        AUDIT: "nakijken wat een lezer kan uitrekenen",
        EXPLAIN: "de verandering uitleggen",
        "csv": "CSV maken",
        "ods": "rekenbladen maken",
        "pdf": "rapporten maken",
        "ask": "schatten en nakijken",
        KEEP: "bewaren",
    }
)
# A page that waits asks again after so many seconds, and gives up after so many times: nobody stays signed in by it.
EVERY, MOST = 5, 60


@dataclass(frozen=True)
class Progress:
    """What is being done: which step (0 before the first one), out of how many, in words."""

    head: str
    at: int
    of: int
    words: str


def progress(kind: str, step: str) -> Progress | None:
    """How far work of a kind is; None when there is none."""
    if kind not in PLANS:
        return None
    plan = PLANS[kind]
    at = plan.index(step) + 1 if step in plan else 0
    return Progress(HEADS[kind], at, len(plan), WORDS[step] if at else "")
