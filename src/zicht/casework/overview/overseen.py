# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room hands in for the overview of whoever oversees: blocked requests to decide about."""

from datetime import datetime

from zicht.access.actors import Actor
from zicht.access.oversight import parts
from zicht.access.oversight.parts import Line
from zicht.casework.overview import gate


def waiting(actor: Actor, at: datetime) -> list[Line]:
    """How many wait for a decision."""
    number = gate.to_decide(actor, at=at).count()
    return [Line("Verzoeken om inzage waarover u besluit", number, "overview:overseen")] if number else []


def register() -> None:
    """Called once, when the program starts."""
    parts.register(parts.AGREEMENTS, "overview", waiting)
