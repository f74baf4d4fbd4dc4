# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Counts: what waits for a conclusion, and how often was compared or not."""

from datetime import datetime

from django.db import connection

from zicht.access.actors import Actor
from zicht.casework.matching import rules
from zicht.casework.matching.gate import contacts
from zicht.casework.matching.models import Comparison


def waiting_contacts(actor: Actor, *, at: datetime) -> int:
    """Contacts that nobody concluded anything about yet."""
    return contacts(actor, at=at).filter(verdict="").count()


def counts(actor: Actor, *, at: datetime) -> list[tuple[str, str, int]]:
    """Answer, reason and number, for the units that the actor oversees. No record, nobody's name."""
    with connection.cursor() as cursor:
        cursor.execute("select state, reason, number from zicht_comparison_counts() order by 1, 2")
        found = cursor.fetchall()
    words = dict(Comparison.State.choices)
    return [(words.get(state, state), rules.REASONS.get(reason, ""), number) for state, reason, number in found]
