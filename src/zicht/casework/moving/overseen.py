# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room hands in for the overview of whoever oversees: emergency access to judge."""

from datetime import datetime

from zicht.access.actors import Actor
from zicht.access.oversight import parts
from zicht.access.oversight.parts import Line
from zicht.casework.moving.queries import emergencies_to_judge


def waiting(actor: Actor, at: datetime) -> list[Line]:
    """How many wait, and how many are past their day."""
    found = emergencies_to_judge(actor, at=at)
    late = [Line("waarvan over de datum", found["late"], "moving:emergencies")] if found["late"] else []
    return [Line("Noodtoegangen te beoordelen", found["waiting"], "moving:emergencies"), *late]


def register() -> None:
    """Called once, when the program starts."""
    parts.register(parts.EMERGENCIES, "moving", waiting)
