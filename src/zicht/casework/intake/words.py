# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Codes of a signal as words on a screen, and its history as lines."""

from collections.abc import Iterable
from typing import Any

from zicht.casework.intake import routes
from zicht.casework.intake.entry import ABOUT, SOURCES
from zicht.casework.intake.models import Signal, SignalEvent
from zicht.reference.lists import code_list

KIND = {"signal": "Signaal", "advice": "Vraag om advies"}
DOOR = {"professional": "professional", "public": "openbaar formulier"}
SEEN = {"observed": "gezien", "not_observed": "niet gezien", "unknown": "onbekend"}

NOTE = "_note"
EVENT = {
    "received": "Ontvangen",
    "taken": "Opgepakt",
    "weighed": "Gewogen",
    "waiting": "Wacht op capaciteit",
    "resumed": "Hervat",
    "in_case": "In een casus",
    "closed": "Afgesloten",
    "reopened": "Heropend",
    "corrected": "Gegevens verbeterd",
    "handover_proposed": "Overdracht voorgesteld",
    "handover_withdrawn": "Voorstel tot overdracht ingetrokken",
    "handed_over": "Overgedragen",
    "moved": "Overgedragen aan een andere afdeling",
    "work_moved": "Werk overgedragen aan een collega",
    "access_granted": "Toegang gegeven op verzoek",
    "excluded": "Iemand buitengesloten of weer toegelaten",
    "identity_asked": "Gevraagd wie er heeft gemeld",
    "kept_longer": "Langer bewaard dan de termijn",
    "vague_reviewed": "Vaag signaal opnieuw bekeken",
}
FIELD = {
    "about": "Waarover het gaat",
    "fact": "Wat er gebeurde",
    "interpretation": "Wat de melder ervan denkt",
    "observed_when": "Wanneer",
    "forms": "Vorm",
    "age_class": "Leeftijd",
    "acute": "Acuut gevaar",
    "coercion": "Dwang",
    "owner": "Behandelaar",
    "case": "Casus",
    "outcome": "Reden",
}


def forms(codes: Iterable[str]) -> str:
    """The forms of exploitation in words; none is "nog niet duidelijk"."""
    return ", ".join(code_list("forms").label(code) for code in codes) or "Nog niet duidelijk"


def about(code: str) -> str:
    """What the signal is about."""
    return dict(ABOUT).get(code, code)


def age(code: str) -> str:
    """The age class in words."""
    return code_list("age_classes").label(code)


def source(code: str) -> str:
    """How the reporter knows; own words stay as they are."""
    return dict(SOURCES).get(code, code)


def outcome(code: str) -> str:
    """The reason of an end."""
    return code_list("outcome_reasons").label(code) if code else ""


def state(signal: Signal) -> str:
    """The state in words."""
    return str(Signal.State(signal.state).label)


def value(name: str, raw: Any) -> str:
    """One recorded value of a field, as a reader understands it."""
    if name == "forms":
        return forms(raw)
    if name == "coercion":
        return ", ".join(code_list("coercion_means").label(code) for code in raw) or "Niets"
    simple = {"about": about, "age_class": age, "outcome": outcome}
    if name in simple:
        return simple[name](raw)
    if name == "acute":
        return "ja" if raw else "nee"
    return str(raw) if raw else "Leeg"


def route(code: str) -> str:
    """The partner of a recorded route."""
    return routes.label(code)


def history(events: Iterable[SignalEvent], names: dict[str, str]) -> list[dict[str, Any]]:
    """The history as lines for the timeline. `names`: who stands behind the labels of actors.

    What was written for colleagues with a step is a row of its own; on the screen it stands under that step.
    """
    rows = list(events)
    notes = {(e.kind.removesuffix(NOTE), e.at): event_text(e) for e in rows if e.kind.endswith(NOTE)}
    return [
        {
            "at": event.at,
            "what": EVENT.get(event.kind, event.kind) + (" (de melder hoort dit)" if event.for_reporter else ""),
            "who": names.get(event.actor, ""),
            "text": event_text(event) or notes.get((event.kind, event.at), ""),
        }
        for event in rows
        if not event.kind.endswith(NOTE)
    ]


def event_text(event: SignalEvent) -> str:
    """What was written with a step, and what stood there before."""
    return ". ".join(part for part in (event.note, _changes(event)) if part)


def _changes(event: SignalEvent) -> str:
    """Which fields changed; keys of records and persons say nothing to a reader and stay out."""
    shown = [name for name in event.changes if name not in {"owner", "case", "outcome"}]
    return "; ".join(_was(name, event.changes[name]) for name in shown)


def _was(name: str, change: list[Any]) -> str:
    """What stood there. An answer about coercion that was taken out stays out: it proves nothing for a child."""
    if name == "coercion":
        return f"{FIELD[name]}: weggehaald, onder de 18 wordt het niet gevraagd"
    if name == "keep_until":
        return f"Bewaard tot en met {change[1]}, was {change[0]}"
    return f"{FIELD.get(name, name)}: was {value(name, change[0])}"
