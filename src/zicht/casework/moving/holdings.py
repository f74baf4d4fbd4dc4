# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Open work in somebody's name, as counts: for who ends a seat, and for the unit that hands work over."""

from django.db import connection

from zicht.access import holdings
from zicht.access.holdings import Holding

# What zicht_open_work counts: one, more.
WORDS = {
    "signals": ("signaal", "signalen"),
    "cases": ("casus", "casussen"),
    "actions": ("actie", "acties"),
    "tracks": ("zorgtraject", "zorgtrajecten"),
    "requests": ("verzoek om toegang", "verzoeken om toegang"),
}


def open_work(person: int, unit: int) -> list[Holding]:
    """What the database counts for us; nothing for whoever has nothing to do with that unit."""
    with connection.cursor() as cursor:
        cursor.execute("select what, n from zicht_open_work(%s, %s)", [person, unit])
        found: dict[str, int] = dict(cursor.fetchall())
    return [Holding(pair[n != 1], n) for what, pair in WORDS.items() if (n := found.get(what, 0))]


def register() -> None:
    """A seat is not ended over open casework."""
    holdings.register("casework", open_work)
