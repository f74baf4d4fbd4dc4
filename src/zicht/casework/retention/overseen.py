# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room hands in for the overview of whoever oversees: terms that end, by unit, as numbers."""

from datetime import datetime

from zicht.access.actors import Actor
from zicht.access.oversight import parts
from zicht.access.oversight.parts import Line
from zicht.casework.retention.queries import terms_ending, waiting_lists

PAGE = "retention:overseen"


def terms(actor: Actor, at: datetime) -> list[Line]:
    """Lists that wait, and for each unit what is over its term or to be looked at again."""
    found = [Line("Lijsten om te vernietigen die op u wachten", waiting_lists(actor, at=at), PAGE)]
    for ending in terms_ending(actor, at=at):
        found.append(Line(f"{ending.unit}: over de termijn", ending.due, PAGE))
        found.append(Line(f"{ending.unit}: termijn eindigt binnen 30 dagen", ending.near, PAGE))
        found.append(Line(f"{ending.unit}: vage signalen opnieuw te bekijken", ending.reviews, PAGE))
    return [line for line in found if line.count]


def register() -> None:
    """Called once, when the program starts."""
    parts.register(parts.TERMS, "retention", terms)
