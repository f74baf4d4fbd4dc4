# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""More ways out: searching by identifier, contacts of comparison, handovers, lists of what is to be destroyed."""

from typing import Any

import pytest

from tests.access.paths import HANDLING, WAYS, Path, Plant, listed, looked_up, noticed, opened, unfiltered
from zicht.access.roles import Kind, Purpose
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import Signal
from zicht.casework.moving.models import Handover
from zicht.register.models import Report
from zicht.web import search

CARE, PARTNER, REGISTER = Purpose.CARE_COORDINATION, Purpose.PARTNER_HANDLING, Purpose.REGISTER_KEEPING
MATCHING, MOVING, RETENTION = (f"zicht.casework.{room}.gate" for room in ("matching", "moving", "retention"))


def unguarded_search(kind: Kind, model: Any) -> Plant:
    """The page for searching with the whole table where it asks a gate."""

    def everything(*_: Any, **__: Any) -> Any:
        return model.objects.all()

    def without(places: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple((k, everything if k is kind else gate, *rest) for k, gate, *rest in places)

    def plant(patch: pytest.MonkeyPatch) -> None:
        for purpose, places in search.PLACES.items():
            patch.setitem(search.PLACES, purpose, without(places))
        if kind is Kind.CASE:
            patch.setattr(search, "own_cases", everything)

    return plant


def unopened(name: str) -> Plant:
    """A gate that gives on what it was asked to narrow."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(name, _all_of_them)

    return plant


def _all_of_them(records: Any, *_: Any, **__: Any) -> Any:
    return records


UNLISTED = unopened(f"{RETENTION}._opened")

MORE_PATHS: list[Path] = [
    Path("look up signals", Kind.SIGNAL, HANDLING, "signal", looked_up("search", "signal"),
         unguarded_search(Kind.SIGNAL, Signal)),
    Path("look up reports", Kind.REPORT, REGISTER, "report", looked_up("search-register", "report"),
         unguarded_search(Kind.REPORT, Report)),
    *(
        Path(f"look up cases {purpose}", Kind.CASE, purpose, "case", looked_up(page, "case"),
             unguarded_search(Kind.CASE, Case), action="write")
        for purpose, page in ((HANDLING, "search"), (CARE, "search-care"), (PARTNER, "search-partner"))
    ),
    Path("list what is to be destroyed, overseen", Kind.RETENTION, Purpose.OVERSIGHT, "retention_list",
         listed("retention:overseen", "retention_list"), UNLISTED),
]  # fmt: skip
for _prefix, _, _purpose, _title in WAYS[:3]:
    MORE_PATHS += [
        Path(f"list contacts {_purpose}", Kind.COMPARISON, _purpose, "contact",
             listed(f"matching:{_prefix}contacts", "contact"), unopened(f"{MATCHING}.open_to")),
        Path(f"open contacts {_purpose}", Kind.COMPARISON, _purpose, "contact",
             opened(f"matching:{_prefix}contact", "contact"), unopened(f"{MATCHING}.open_to")),
        Path(f"notify contacts {_purpose}", Kind.COMPARISON, _purpose, "contact",
             noticed(_title, "contacten zonder oordeel"), unopened(f"{MATCHING}.open_to"), counts=True),
    ]  # fmt: skip
for _way, _, _purpose, _title in WAYS:
    MORE_PATHS += [
        Path(f"list handovers {_purpose}", Kind.REQUEST, _purpose, "handover",
             listed(f"moving:{_way}handovers", "handover"), unfiltered(MOVING, "handovers", Handover)),
        Path(f"open handovers {_purpose}", Kind.REQUEST, _purpose, "handover",
             opened(f"moving:{_way}handover", "handover"), unfiltered(MOVING, "handovers", Handover)),
        Path(f"list what is to be destroyed {_purpose}", Kind.CASE, _purpose, "retention_list",
             listed(f"retention:{_way}lists", "retention_list"), UNLISTED),
        Path(f"open what is to be destroyed {_purpose}", Kind.CASE, _purpose, "retention_list",
             opened(f"retention:{_way}list", "retention_list"), UNLISTED),
    ]  # fmt: skip
