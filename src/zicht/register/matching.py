# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What two reports share and where they differ. Pure. A person decides whether it is one victim.

No score and no order: a fact is the same, differs, or is not known in one of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

YEARS_APART = 1  # a report and its follow-up lie at most one year apart


class Facts(Protocol):
    """What a report must have to be laid beside another."""

    name: str
    birth_year: int | None
    age: int | None
    year: int
    sex: str
    nationality: str
    forms: list[str]


@dataclass(frozen=True)
class Shared:
    """One line of the comparison: the fact in Dutch and "same", "differs" or "unknown"."""

    fact: str
    how: str


def compare(one: Facts, other: Facts) -> tuple[Shared, ...]:
    """The comparison of two reports, always the same lines."""
    return (
        Shared("naam", _how(one.name.casefold().strip(), other.name.casefold().strip())),
        Shared("geboortejaar", _born(one, other)),
        Shared("geslacht", _how(one.sex, other.sex)),
        Shared("nationaliteit", _how(one.nationality, other.nationality)),
        Shared("jaar van melding", _how(str(one.year), str(other.year))),
        Shared("vorm", _forms(set(one.forms), set(other.forms))),
    )


def birth_years(facts: Facts) -> frozenset[int]:
    """The possible years of birth: one when it is known, two when it follows from the age, none when unknown."""
    if facts.birth_year is not None:
        return frozenset({facts.birth_year})
    if facts.age is not None:
        return frozenset({facts.year - facts.age, facts.year - facts.age - 1})
    return frozenset()


def _born(one: Facts, other: Facts) -> str:
    mine, theirs = birth_years(one), birth_years(other)
    if not mine or not theirs:
        return "unknown"
    return "same" if mine & theirs else "differs"


def _forms(mine: set[str], theirs: set[str]) -> str:
    if not mine or not theirs:
        return "unknown"
    return "same" if mine & theirs else "differs"


def _how(mine: str, theirs: str) -> str:
    if not mine or not theirs:
        return "unknown"
    return "same" if mine == theirs else "differs"
