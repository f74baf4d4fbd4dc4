# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The rules of care, as tables that a caseworker can read. Pure: no database, no clock.

Care stands alone: nothing here asks for consent to registration or for a declaration to the police.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

STARTED, WAITING, ENDED = "started", "waiting_capacity", "ended"


class Step(NamedTuple):
    """From a state, by a verb, to a state; the kind of event in the case; whether a reason must be given."""

    source: str
    verb: str
    target: str
    event: str
    reason_needed: bool = False


STEPS: tuple[Step, ...] = (
    Step(STARTED, "wait", WAITING, "care_waiting"),
    Step(WAITING, "resume", STARTED, "care_resumed"),
    Step(STARTED, "end", ENDED, "care_ended", True),
    Step(WAITING, "end", ENDED, "care_ended", True),
)

VICTIM_ROLES = frozenset({"possible_victim", "both"})


class WrongStep(ValueError):
    """A step that the table does not have, or without its reason. The message is for the screen."""


def step(state: str, verb: str, *, reason: str = "") -> Step:
    """The step. Raises WrongStep."""
    for found in STEPS:
        if (found.source, found.verb) == (state, verb):
            if found.reason_needed and not reason.strip():
                raise WrongStep("Schrijf waarom het traject eindigt.")
            return found
    raise WrongStep("Dat kan niet meer: het traject heeft een andere stand.")


def steps_from(state: str) -> frozenset[str]:
    """The verbs that are possible now."""
    return frozenset(found.verb for found in STEPS if found.source == state)


class Gap(NamedTuple):
    """Something that is missing in a report, and what follows from it."""

    field: str
    text: str


def report_gaps(*, forms: Iterable[str], nationality: str) -> tuple[Gap, ...]:
    """What makes the register put a report aside for its registrar. Empty: it can enter without a hand."""
    held = set(forms)
    if not held:
        return (Gap("forms", "De vorm van uitbuiting is niet ingevuld. Het register kan de groep niet bepalen."),)
    if held == {"OR"}:
        return (Gap("forms", "Alleen orgaanverwijdering telt als onbekend. Is er ook een andere vorm?"),)
    if "SU" in held and not nationality:
        return (Gap("nationality", "Bij seksuele uitbuiting heeft het register de nationaliteit nodig."),)
    return ()


def why_not_report(*, roles: Iterable[str], basis: str, answer: str, reported_before: bool, registers: int) -> str:
    """Why nothing can be reported now, in Dutch; "" when it can.

    answer: the latest answer on consent, "" when never asked. basis: of the own organisation.
    """
    if not VICTIM_ROLES & set(roles):
        return "Melden kan alleen over iemand die mogelijk slachtoffer is."
    if not registers:
        return "Er is geen register bekend om aan te melden. Vraag de beheerder."
    if basis == "consent" and answer != "given":
        return "Zonder toestemming mag u niet melden aan het register. De zorg gaat gewoon door."
    if reported_before:
        return "Over dit jaar is al gemeld. Eén melding per persoon per jaar is genoeg."
    return ""
