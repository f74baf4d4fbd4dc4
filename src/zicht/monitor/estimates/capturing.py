# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From reports without names to overlapping lists: victim x reporter group x year. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from unseen.capture import CaptureData
from unseen.capture.build import from_register
from unseen.comparing import Circumstances
from zicht.reference.lists import code_list

__all__ = ["Asked", "captured", "circumstances", "groups", "not_lists"]

# What the asker tells under "filled": how well reports of one person can be laid together.
MATCHING = "matching"


@dataclass(frozen=True)
class Asked:
    """The years, groups that are no list this time, and what the lists cannot say themselves.

    told: filled (share of reports with what a match needs, or None), definitions (sentences), missing (name ->
    reason).
    """

    first_year: int
    last_year: int
    left_out: frozenset[str] = frozenset()
    told: dict[str, Any] = field(default_factory=dict)


def groups() -> tuple[str, ...]:
    """Reporter groups that are lists: those whose reports count. Who only reads systems of others is a copy."""
    listed = code_list("reporter_groups")
    return tuple(dict.fromkeys(entry.code for entry in listed.entries if entry.attributes.get("counts")))


def not_lists() -> frozenset[str]:
    """Groups that never are a list: EMM copies others, a letter of the prosecutor is about who was reported."""
    return frozenset(code_list("reporter_groups").codes()) - frozenset(groups())


def captured(reports: pl.DataFrame, left_out: Iterable[str]) -> CaptureData:
    """Who was reported by which groups, per year. reports: columns victim, reporter_group, year.

    Raises CaptureError when that are no lists to estimate from.
    """
    return from_register(
        reports, person="victim", group="reporter_group", year="year", exclude=not_lists() | set(left_out)
    )


def circumstances(asked: Asked, lists: Iterable[str]) -> Circumstances:
    """What was told, with the changes of rules that fall within the years (list register_rules)."""
    told, share = asked.told, asked.told.get("filled")
    return Circumstances(
        filled={} if share is None else {MATCHING: share},
        definitions=tuple(told.get("definitions", ())),
        missing=dict(told.get("missing", {})),
        changed=_changes(asked, set(lists)),
    )


def _changes(asked: Asked, lists: set[str]) -> dict[str, str]:
    found = {}
    for rule in code_list("register_rules").entries:
        broke, group = rule.attributes.get("break_year"), str(rule.attributes["group"])
        if group in lists and broke and asked.first_year <= int(broke) <= asked.last_year:
            found[group] = str(broke)
    return found
