# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The steps of a case, as tables that a caseworker can read. Pure: no database, no clock."""

from collections.abc import Iterable
from typing import NamedTuple

OPEN = "open"
WAITING_CAPACITY = "waiting_capacity"
CLOSED = "closed"

STATES: dict[str, str] = {
    OPEN: "in behandeling",
    WAITING_CAPACITY: "wacht op capaciteit",
    CLOSED: "afgesloten",
}


class Step(NamedTuple):
    """One allowed step: from a state to a state, its event, the words on the button, what must be given."""

    verb: str
    source: str
    target: str
    event: str
    label: str
    needs: tuple[str, ...] = ()


STEPS: tuple[Step, ...] = (
    Step("wait", OPEN, WAITING_CAPACITY, "waiting", "Laten wachten op capaciteit", ("note",)),
    Step("resume", WAITING_CAPACITY, OPEN, "resumed", "Weer oppakken"),
    Step("close", OPEN, CLOSED, "case_closed", "Afsluiten", ("outcome", "note")),
    Step("close", WAITING_CAPACITY, CLOSED, "case_closed", "Afsluiten", ("outcome", "note")),
    Step("reopen", CLOSED, OPEN, "reopened", "Heropenen", ("note",)),
)

# What can stand in the history of a case, in words. Rooms beside `cases` write their own kinds here as well.
EVENT_KINDS: dict[str, str] = {
    "opened": "Casus geopend",
    "changed": "Gegevens gewijzigd",
    "waiting": "Wacht op capaciteit",
    "resumed": "Weer opgepakt",
    "case_closed": "Casus afgesloten",
    "reopened": "Casus heropend",
    "signal_added": "Signaal toegevoegd",
    "person_added": "Persoon toegevoegd",
    "person_changed": "Gegevens van een persoon gewijzigd",
    "action_planned": "Actie afgesproken",
    "action_done": "Actie gedaan",
    "package_sent": "Pakket verstuurd",
    "package_accepted": "Pakket aangenomen door de ontvanger",
    "package_refused": "Pakket geweigerd door de ontvanger",
    "package_withdrawn": "Pakket ingetrokken",
    "package_expired": "Pakket verlopen zonder antwoord",
    "package_feedback": "Terugkoppeling over een pakket",
    "received_ended": "De termijn van ontvangen gegevens is voorbij; ze zijn gewist",
    "request_sent": "Verzoek om informatie verstuurd",
    "request_answered": "Antwoord op een verzoek ontvangen",
    "package_taken": "Pakket aangenomen en overgenomen in deze casus",
    "grant_given": "Leestoestemming gegeven",
    "grant_withdrawn": "Leestoestemming ingetrokken",
    "care_started": "Zorgtraject gestart",
    "care_changed": "Zorgtraject gewijzigd",
    "care_waiting": "Zorgtraject wacht op capaciteit",
    "care_resumed": "Zorgtraject weer opgepakt",
    "care_ended": "Zorgtraject afgerond",
    "consent_recorded": "Antwoord over registratie vastgelegd",
    "referral_consent_recorded": "Antwoord over doorverwijzen naar zorg vastgelegd",
    "kept_longer": "Langer bewaard dan de termijn",
    "officer_asked": "Vraag gesteld aan de functionaris gegevensbescherming",
    "register_reported": "Gemeld aan het register",
    "register_corrected": "Verbetering gestuurd aan het register",
    "register_receipt": "Antwoord van het register ontvangen",
    "handover_proposed": "Overdracht voorgesteld",
    "handover_withdrawn": "Voorstel tot overdracht ingetrokken",
    "handed_over": "Overgedragen aan een andere afdeling",
    "work_moved": "Werk overgedragen aan een collega",
    "access_granted": "Toegang gegeven op verzoek",
    "excluded": "Iemand buitengesloten of weer toegelaten",
}

# Told to whoever reported the signal, as kind and moment only (zicht_case_news in the database is the same list).
FOR_REPORTER: frozenset[str] = frozenset({"package_sent", "package_accepted", "package_refused", "case_closed"})

TRACKS: dict[str, str] = {
    "care": "zorg",
    "status": "drempels en status",
    "administrative": "bestuurlijk",
    "criminal": "strafrechtelijk",
    "residence": "verblijf",
}

ABOUT: dict[str, str] = {"person": "een persoon of personen", "place": "een plaats of netwerk"}
AGE_CLASSES: tuple[str, ...] = ("minor", "adult", "unknown")
FAMILY: dict[str, str] = {"yes": "ja, of vermoeden daarvan", "no": "nee", "unknown": "onbekend"}
SEXES: dict[str, str] = {"": "onbekend", "female": "vrouw", "male": "man", "other": "anders"}

VICTIM_ROLES: frozenset[str] = frozenset({"possible_victim", "both"})
OFFENDER_ROLES: frozenset[str] = frozenset({"possible_offender", "facilitator"})


class WrongStep(ValueError):
    """A step that the table does not have, or without what it needs. The message is for the screen."""


def steps_from(state: str) -> tuple[Step, ...]:
    """The steps that are possible now, in the order of the table."""
    return tuple(step for step in STEPS if step.source == state)


def step(state: str, verb: str, **given: str) -> Step:
    """The step `verb` from `state`. Raises WrongStep when it is not there or something it needs is empty."""
    for found in steps_from(state):
        if found.verb == verb:
            missing = [name for name in found.needs if not given.get(name, "").strip()]
            if missing:
                raise WrongStep("Vul eerst in: " + ", ".join(_WORDS[name] for name in missing) + ".")
            return found
    raise WrongStep(f"Dat kan niet bij een casus die “{STATES[state]}” is.")


_WORDS = {"outcome": "de reden", "note": "de toelichting"}


def victim_question_open(roles: Iterable[str]) -> bool:
    """True for somebody who is seen as offender while nobody answered whether this is also a victim.

    The answer is a role: possible victim, or both. Non-punishment: the question comes first.
    """
    held = set(roles)
    return bool(held & OFFENDER_ROLES) and not held & (VICTIM_ROLES | {"witness"})


def purely_criminal(tracks: Iterable[str]) -> bool:
    """True when something is planned, and only in the criminal track."""
    held = set(tracks)
    return bool(held) and held <= {"criminal"}


def takes_part(state: str) -> bool:
    """True when what stands in a case may be compared with others: only while it is worked on."""
    return state in (OPEN, WAITING_CAPACITY)
