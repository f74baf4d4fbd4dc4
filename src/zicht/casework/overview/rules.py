# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who gets an overview, before which day, and what must be decided first. Pure: no database, no clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

OPEN, HANDED, WITHDRAWN, OFFICER = "open", "handed", "withdrawn", "officer"
# Not answered yet: what the question is about stays until it is.
WAITING = (OPEN, OFFICER)
ASKERS = {
    "self": "De persoon zelf",
    "representative": "Iemand met een machtiging, zoals een advocaat",
    "guardian": "Een ouder of voogd",
}
HANDED_HOW = {
    "in_person": "Zelf gegeven, in een gesprek",
    "safe_contact": "Via het veilige contact",
    "representative": "Aan wie gemachtigd is",
}
# AVG 12(3): one month, and two more where that is needed. To be confirmed by the privacy officer.
MONTHS = 1
MORE_MONTHS = 2

SAFE_WAY_FIRST = (
    "Misschien is familie betrokken bij de uitbuiting, of dat is niet bekend. Een ouder of voogd krijgt daarom geen "
    "overzicht en hoort ook niet dat er iets is. Wat u wel kunt doen: neem contact op via het veilige contact van de "
    "persoon zelf, of leg de vraag voor aan de functionaris gegevensbescherming."
)
NOT_ITS_OWN = (
    "Bij iemand met een machtiging moet u de machtiging hebben gezien en de persoon zelf hebben gesproken. Kies dat "
    "bij de controle, of leg de vraag voor aan de functionaris gegevensbescherming."
)


class WrongStep(ValueError):
    """Something that cannot be done now. The message is for the screen."""


@dataclass(frozen=True)
class Item:
    """One thing that is held, was seen or was given. key: the same in every overview, holds nothing of its content.

    free: somebody wrote it in own words, so that it may say something about others: a person must look at it first.
    ground: set where it is withheld whatever anybody chooses.
    """

    key: str
    part: str
    cells: tuple[str, ...]
    free: bool = False
    ground: str = ""

    @property
    def choice_label(self) -> str:
        """The question about this item; each has its own words, for who hears a page."""
        return f"Geven: {self.cells[0].lower()}?"

    @property
    def reason_label(self) -> str:
        """The question why not."""
        return f"Waarom niet: {self.cells[0].lower()}?"


@dataclass(frozen=True)
class Choice:
    """What somebody decided about one item: given, or withheld for a ground."""

    ground: str = ""


def why_blocked(*, asked_by: str, child: bool, family_involved: str, identity_check: str) -> str:
    """Why this request gives no overview, with what can be done instead; "" when it goes ahead.

    Where family may be the exploiter no guardian is told or shown anything before there is a safe way. A guardian of
    an adult is treated the same.
    """
    if asked_by == "guardian" and (family_involved != "no" or not child):
        return SAFE_WAY_FIRST
    if asked_by == "representative" and identity_check != "mandate_seen":
        return NOT_ITS_OWN
    return ""


def due_on(asked_on: date, months: int = MONTHS) -> date:
    """The same day so many months later, or the last day of that month."""
    month = asked_on.month - 1 + months
    year, month = asked_on.year + month // 12, month % 12 + 1
    return date(year, month, min(asked_on.day, calendar.monthrange(year, month)[1]))


def undecided(items: Iterable[Item], choices: Mapping[str, Choice]) -> list[str]:
    """Keys of items that a person must look at before anything leaves."""
    return [item.key for item in items if item.free and not item.ground and item.key not in choices]


def shown(items: Iterable[Item], choices: Mapping[str, Choice]) -> list[Item]:
    """What the overview says: neither what is always withheld nor what somebody decided to withhold."""
    return [i for i in items if not i.ground and not choices.get(i.key, Choice()).ground]


def left_out(
    items: Iterable[Item], choices: Mapping[str, Choice], *, silent: frozenset[str]
) -> list[tuple[str, str, int]]:
    """Part, ground and how many; grounds in `silent` are not told at all."""
    counts: dict[tuple[str, str], int] = {}
    for item in items:
        ground = item.ground or choices.get(item.key, Choice()).ground
        if ground and ground not in silent:
            counts[item.part, ground] = counts.get((item.part, ground), 0) + 1
    return [(part, ground, count) for (part, ground), count in counts.items()]
