# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which reports may be about one person, and why. Pure; a person decides, nothing is joined here.

Reports are put in blocks that share something telling, and only compared inside a block. A block with more persons
than its limit says nothing and is passed over, so that the work grows in step with the number of reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from zicht.register.matching import YEARS_APART

# Code of a reason -> what a registrar reads.
REASONS: dict[str, str] = {
    "name": "De naam is hetzelfde geschreven.",
    "sound": "De naam klinkt hetzelfde en het geboortejaar is gelijk.",
    "rare": "Geslacht, nationaliteit, mogelijk geboortejaar en vorm zijn gelijk, en weinig anderen hebben dat.",
    "by_hand": "Een registrator vond deze meldingen zelf.",
}
# More persons than this in one block: what they share tells nobody apart.
LARGEST_BLOCK = {"name": 40, "sound": 40, "rare": 6}
REPORTS_OF_ONE = 4  # of one person in one block that many reports are compared; the others share the same things

Block = tuple[str, ...]
Victims = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Mark:
    """What of a report is compared. names, sounds: keyed digests of the name, nothing readable.

    born: possible years of birth; empty means not known. delivery: reports of one file about two keys are two
    persons for who delivered it, so they are not proposed.
    """

    report: UUID
    victim: UUID
    delivery: UUID
    year: int
    sex: str = ""
    nationality: str = ""
    born: frozenset[int] = frozenset()
    forms: frozenset[str] = frozenset()
    names: frozenset[bytes] = frozenset()
    sounds: frozenset[bytes] = frozenset()


@dataclass(frozen=True)
class Pair:
    """Two reports to lay beside each other; reasons: codes of REASONS. `one` has the smaller key."""

    one: UUID
    other: UUID
    reasons: tuple[str, ...]


@dataclass
class Found:
    """The pairs by key; how many blocks were too common to compare; how many comparisons were made."""

    pairs: tuple[Pair, ...] = ()
    too_common: int = 0
    compared: int = 0
    _by_victims: dict[Victims, tuple[UUID, UUID, set[str]]] = field(default_factory=dict, repr=False)


def propose(marks: Iterable[Mark], *, judged: Collection[Victims] = frozenset(), focus: UUID | None = None) -> Found:
    """One pair for each two persons that have a reason to be the same.

    judged: persons (ordered pairs of victim keys) that were proposed before. focus: only pairs with this report.
    """
    blocks: dict[Block, list[Mark]] = defaultdict(list)
    for mark in marks:
        for key in _blocks(mark):
            blocks[key].append(mark)
    found = Found()
    for key in sorted(blocks):
        _compare(key[0], blocks[key], found, judged, focus)
    found.pairs = tuple(
        Pair(one, other, tuple(code for code in REASONS if code in reasons))
        for one, other, reasons in sorted(found._by_victims.values(), key=lambda pair: pair[:2])
    )
    return found


def ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Two keys, always in the same order."""
    return (one, other) if one < other else (other, one)


def _blocks(mark: Mark) -> Iterator[Block]:
    yield from (("name", digest.hex()) for digest in mark.names)
    yield from (("sound", digest.hex()) for digest in mark.sounds)
    if mark.sex and mark.nationality:
        for year in mark.born:
            yield from (("rare", mark.sex, mark.nationality, str(year), form) for form in mark.forms)


def _compare(kind: str, members: list[Mark], found: Found, judged: Collection[Victims], focus: UUID | None) -> None:
    persons: dict[UUID, list[Mark]] = defaultdict(list)
    for mark in members:
        persons[mark.victim].append(mark)
    if len(persons) > LARGEST_BLOCK[kind]:
        found.too_common += 1
        return
    for first, second in combinations(sorted(persons), 2):
        if (first, second) in judged:
            continue
        for one in persons[first][:REPORTS_OF_ONE]:
            for other in persons[second][:REPORTS_OF_ONE]:
                if focus is not None and focus not in (one.report, other.report):
                    continue
                found.compared += 1
                if _may_be_one(kind, one, other):
                    known = found._by_victims.setdefault((first, second), (*ordered(one.report, other.report), set()))
                    known[2].add(kind)


def _may_be_one(kind: str, one: Mark, other: Mark) -> bool:
    """Whether what the block shares is not contradicted."""
    if one.delivery == other.delivery:
        return False
    if kind == "rare":
        # With two names that differ, equal facts say nothing; a person seen years later has other facts.
        both_named = bool(one.names and other.names)
        return not both_named and abs(one.year - other.year) <= YEARS_APART
    return not (one.born and other.born) or bool(one.born & other.born)
