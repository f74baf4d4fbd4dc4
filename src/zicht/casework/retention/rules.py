# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands on a list, what keeps something from being destroyed, and how a list goes on. Pure."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

# Kinds on a list, in the order in which they go: what hangs on a record before the record.
KINDS: dict[str, str] = {
    "thing": "Advertenties, telefoonnummers en accounts",
    "conversation": "Gesprekken met melders",
    "reporter_identity": "Namen en contactgegevens van melders",
    "receipt": "Ontvangstcodes",
    "signal": "Signalen",
    "case": "Casussen",
    "package": "Inhoud van verstuurde en ontvangen pakketten",
    "message": "Inhoud van verwerkte berichten",
    "draft": "Bewaarde formulieren die niet zijn verstuurd",
    "register_copy": "Eigen kopieën van meldingen aan het register",
    "register_report": "Meldingen in het slachtofferregister",
    "log": "Regels van de drie logboeken",
}
# Nothing of a person is decided about these one by one: copies and remains that a term simply ends.
TOGETHER = frozenset({"receipt", "package", "message", "draft", "register_copy", "register_report", "log"})

# Why something on the list cannot go now. New information lies unread, or somebody still works with it.
BLOCKS: dict[str, str] = {
    "unread": "Er is een bericht van de melder dat nog niemand las.",
    "package": "Er wacht een pakket op antwoord.",
    "message": "Er is een bericht dat nog niet verwerkt is.",
    "request": "Iemand vroeg om toegang, of heeft die nu.",
    "linked": "Er kwam een nieuw signaal bij nadat dit was afgesloten.",
    "open": "Er wordt weer aan gewerkt.",
    "inside": "Er hangt nog iets aan dat niet weg kan.",
    "handover": "Er loopt een overdracht.",
    "inspection": "Iemand vroeg wat er over hem of haar staat. Dat verzoek om inzage is nog niet beantwoord.",
    "unseen": "Wie de lijst goedkeurde, mag dit niet zien. Iemand anders moet ernaar kijken.",
    "question": "Er ligt een vraag bij de functionaris gegevensbescherming.",
}


class Step(NamedTuple):
    """From a state, by a verb, to a state."""

    source: str
    verb: str
    target: str


STEPS = (
    Step("review", "agree", "agreed"),
    Step("agreed", "back", "review"),
    Step("agreed", "approve", "approved"),
    Step("approved", "finish", "done"),
)


class WrongStep(ValueError):
    """A step that the table does not have. The message is for the screen."""


def step(state: str, verb: str) -> str:
    """The state after `verb`. Raises WrongStep."""
    for row in STEPS:
        if (row.source, row.verb) == (state, verb):
            return row.target
    raise WrongStep("Dat kan niet meer: de lijst heeft een andere stand.")


def why_not_longer(*, keep_to: date, due_on: date, today: date, reason: str) -> str:
    """What is wrong with keeping something longer, in Dutch; "" when it can."""
    if not reason.strip():
        return "Schrijf waarom dit langer nodig is."
    if keep_to <= max(today, due_on):
        return "Kies een dag die later is dan vandaag en dan de termijn."
    if (keep_to - today).days > LONGEST_KEEP:
        return "Langer dan een jaar vooruit kan niet. Kijk er over een jaar opnieuw naar."
    return ""


# Keeping longer is looked at again within a year.
LONGEST_KEEP = 366
