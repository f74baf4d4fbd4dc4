# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Consents in force as whoever oversees sees them: numbers by unit, from one function of the database."""

from datetime import datetime, timedelta

from django.db import connection

from zicht.access.actors import Actor
from zicht.access.models import Unit
from zicht.access.oversight import parts
from zicht.access.oversight.parts import Line
from zicht.casework.cases.consent.rules import KINDS

ASK_AGAIN = timedelta(days=365)


def in_force(actor: Actor, at: datetime) -> list[Line]:
    """One line for each unit and kind, with a second one where the oldest was given more than a year ago."""
    with connection.cursor() as cursor:
        cursor.execute("select unit_id, kind, number, oldest from zicht_consents_in_force() order by unit_id, kind")
        found = cursor.fetchall()
    units = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=[row[0] for row in found])}
    return [
        Line(f"{units[unit]}, {KINDS.get(kind, kind)}{_old(oldest, at)}", number)
        for unit, kind, number, oldest in found
    ]


def _old(oldest: datetime, at: datetime) -> str:
    return " (de oudste is meer dan een jaar geleden gegeven)" if at - oldest > ASK_AGAIN else ""


def register() -> None:
    """Called once, when the program starts."""
    parts.register(parts.AGREEMENTS, "consents", in_force)
