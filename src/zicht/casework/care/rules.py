# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The rules of care, as tables that a caseworker can read. Pure: no database, no clock.

Care stands alone: nothing here asks for consent to registration or for a declaration to the police.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
ANSWERS = {"given": "Ja, toestemming gegeven", "refused": "Nee, geweigerd", "withdrawn": "Ingetrokken"}
GIVERS = {"self": "De persoon zelf", "guardian": "Ouder of voogd"}
SAFE_WAY_FIRST = (
    "Misschien is familie betrokken bij de uitbuiting, of dat is niet bekend. Vraag, vertel of toon een ouder of "
    "voogd daarom niets. Zoek eerst een veilige weg en overleg met de functionaris gegevensbescherming."
)
TOO_YOUNG = (
    "Voor een kind van deze leeftijd moet een ouder of voogd meebeslissen. Alleen het antwoord van het kind is "
    "niet genoeg."
)


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


@dataclass(frozen=True)
class ConsentWays:
    """Who may be asked. may_give: whether consent can be recorded as given at all. warning: shown first."""

    givers: tuple[str, ...]
    may_give: bool
    warning: str = ""


def is_child(*, birth_year: int | None, age_class: str, this_year: int, age_of_own_consent: int) -> bool:
    """True when the person may be below the age of own consent.

    Only the year of birth is known, so the youngest possible age counts. Without it the class of the case counts.
    """
    if birth_year is None:
        return age_class == "minor"
    return this_year - birth_year - 1 < age_of_own_consent


def consent_ways(*, child: bool, family_involved: str) -> ConsentWays:
    """Who may answer about registration. family_involved: yes, no, unknown.

    Where family may be the exploiter no guardian is asked, told or shown anything before there is a safe way.
    """
    if not child:
        return ConsentWays(givers=("self",), may_give=True)
    if family_involved == "no":
        return ConsentWays(givers=("guardian", "self"), may_give=True, warning=TOO_YOUNG)
    return ConsentWays(givers=("self",), may_give=False, warning=SAFE_WAY_FIRST)


def check_consent(*, answer: str, given_by: str, child: bool, ways: ConsentWays) -> str:
    """What is wrong with this answer, in Dutch; "" when it may be recorded."""
    if given_by not in ways.givers:
        return SAFE_WAY_FIRST
    if answer == "given" and not ways.may_give:
        return SAFE_WAY_FIRST
    if answer == "given" and child and given_by != "guardian":
        return TOO_YOUNG
    return ""


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
