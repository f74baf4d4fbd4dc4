# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An answer of the library in plain values that may be kept and shown: no number of few people, no English sentence.

The library's own sentences name numbers of people, down to one. Here a reason keeps its code, the lists it names and
only those numbers that are shares, factors or limits; words.py has a Dutch sentence for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from unseen import Comparison
from unseen.result import Estimate, Grade, Reason
from zicht.monitor.disclosure import MINIMUM_BASE

GRADES = {Grade.USABLE: "usable", Grade.RESERVATIONS: "reservations", Grade.NONE: "none"}
# Numbers of a reason that are no number of people.
HARMLESS = frozenset(
    {"share", "most", "least", "before", "after", "ratio", "factor", "chance", "rhat", "methods", "lists",
     "share_missing"}
)  # fmt: skip


def plain_answer(found: Comparison) -> dict[str, Any]:
    """What is kept of a comparison. Where the verdict is "no estimate" no method's number is kept either."""
    usable = found.verdict.grade is not Grade.NONE
    return {
        "grade": GRADES[found.verdict.grade],
        "reasons": reasons_of(found.verdict.reasons, found.lists),
        "lists": list(found.lists),
        "level": found.level,
        "observed": found.observed if found.observed >= MINIMUM_BASE else None,
        **_numbers(found, usable),
        "methods": [_method(each, found.lists, usable) for each in found.estimates],
        "absent": sorted(found.absent),
        "sensitivity": _spans(found) if usable else [],
    }


def no_lists() -> dict[str, Any]:
    """The answer where the reports are no overlapping lists at all."""
    return {
        "grade": "none", "reasons": [{"code": "no_lists", "lists": [], "numbers": {}}], "lists": [], "level": 0.95,
        "observed": None, "estimate": None, "low": None, "high": None, "methods": [], "absent": [],
        "sensitivity": [],
    }  # fmt: skip


def reasons_of(reasons: Sequence[Reason], lists: Sequence[str]) -> list[dict[str, Any]]:
    """Reasons in plain values, each code once per lists it names, in their order."""
    found: list[dict[str, Any]] = []
    for each in reasons:
        named = sorted(
            (place.start(), name) for name in lists if (place := re.search(rf"\b{re.escape(name)}\b", each.text))
        )
        numbers = {name: float(value) for name, value in each.numbers.items() if name in HARMLESS}
        told = {"code": each.code, "lists": [name for _, name in named], "numbers": numbers}
        same = next((t for t in found if (t["code"], t["lists"]) == (told["code"], told["lists"])), None)
        if same is None:
            found.append(told)
        else:  # the same said of another change: the largest number tells it
            same["numbers"] = {k: max(v, same["numbers"].get(k, v)) for k, v in numbers.items()}
    return found


def _numbers(each: Estimate | Comparison, usable: bool) -> dict[str, float | None]:
    return {name: getattr(each, name) if usable else None for name in ("estimate", "low", "high")}


def _method(each: Estimate, lists: Sequence[str], usable: bool) -> dict[str, Any]:
    return {
        "method": each.method, **_numbers(each, usable), "grade": GRADES[each.verdict.grade],
        "reasons": reasons_of(each.verdict.reasons, lists) if each.estimate is None else [],
    }  # fmt: skip


def _spans(found: Comparison) -> list[dict[str, Any]]:
    """Per kind of change the lowest and highest ratio to the estimate without it."""
    kinds: dict[str, list[float]] = {}
    for each in found.sensitivity:
        if each.ratio:
            kinds.setdefault(each.kind, []).append(each.ratio)
    return [{"kind": kind, "low": min(ratios), "high": max(ratios)} for kind, ratios in kinds.items()]
