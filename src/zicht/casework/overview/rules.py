# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who gets an overview, before which day, and what must be decided first. Pure: no database, no clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

OPEN, HANDED, WITHDRAWN, OFFICER, REFUSED = "open", "handed", "withdrawn", "officer", "refused"
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
# What the privacy officer decides about a blocked request; none of them says anything to whoever asked for a child.
TO_CONTACT, TO_PERSON, REFUSE = "safe_contact", "person", "refuse"
DECISIONS = {
    TO_CONTACT: "Wel een overzicht, alleen via het veilige contact van de persoon",
    TO_PERSON: "Wel een overzicht, alleen aan de persoon zelf, als dat veilig kan",
    REFUSE: "Nu geen overzicht",
}
# How it may then reach the person; without a decision every way is open.
WAYS_AFTER = {TO_CONTACT: ("safe_contact",), TO_PERSON: ("in_person",)}
MOST_REVIEW_DAYS = 365
# Parts whose last cell says in which record it stands.
BY_RECORD = ("held", "history")
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
    ground: set where it is withheld whatever anybody chooses. advice: for who chooses; the person never reads it.
    """

    key: str
    part: str
    cells: tuple[str, ...]
    free: bool = False
    ground: str = ""
    advice: str = ""

    @property
    def name(self) -> str:
        """What it is, in a few words: a step of the history by what happened and when."""
        return f"{self.cells[1]}, {self.cells[0]}" if self.part == "history" else self.cells[0]

    @property
    def shown(self) -> tuple[str, ...]:
        """What stands on the page where one chooses; the last cell of these parts stands above the group."""
        return self.cells[:-1] if self.part in BY_RECORD else self.cells

    @property
    def choice_label(self) -> str:
        """The question about this item; each has its own words, for who hears a page."""
        return f"Geven: {self.name.lower()}?"

    @property
    def reason_label(self) -> str:
        """The question why not."""
        return f"Waarom niet: {self.name.lower()}?"


@dataclass(frozen=True)
class Choice:
    """What somebody decided about one item: given, or withheld for a ground."""

    ground: str = ""


def why_blocked(*, asked_by: str, child: bool, family_involved: str, identity_check: str, decision: str = "") -> str:
    """Why this request gives no overview, with what can be done instead; "" when it goes ahead.

    Where family may be the exploiter no guardian is told or shown anything before there is a safe way. A guardian of
    an adult is treated the same. decision: a way that the privacy officer found; it never leads to the guardian.
    """
    if decision in WAYS_AFTER:
        return ""
    if asked_by == "guardian" and (family_involved != "no" or not child):
        return SAFE_WAY_FIRST
    if asked_by == "representative" and identity_check != "mandate_seen":
        return NOT_ITS_OWN
    return ""


def ways_to_hand(decision: str) -> tuple[str, ...]:
    """How an overview may reach the person."""
    return WAYS_AFTER.get(decision, tuple(HANDED_HOW))


def check_decision(*, state: str, decision: str, reason: str, review_on: date | None, today: date) -> None:
    """Raises WrongStep for a decision that cannot be taken now or is not complete."""
    if state not in {OFFICER, REFUSED}:
        raise WrongStep("Dit verzoek ligt niet (meer) bij u.")
    if decision not in DECISIONS:
        raise ValueError("unknown decision")
    if not reason.strip():
        raise WrongStep("Schrijf waarom u dit besluit.")
    if decision == REFUSE and (review_on is None or not 0 < (review_on - today).days <= MOST_REVIEW_DAYS):
        raise WrongStep("Kies bij een weigering een dag, na vandaag en binnen een jaar, om opnieuw te kijken.")


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
