# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way out of casework for figures: numbers per organisation and year, never a record.

The numbers come from a function in the database that reads as its owner (migration 0021). It gives them to who makes
policy for that municipality, for that purpose, and to nobody else. They are not protected yet: monitor does that
before anybody sees them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from zicht.access.actors import Actor
from zicht.access.models import Organisation
from zicht.access.roles import POLICE_SECTORS, Kind, Purpose
from zicht.access.visible import visible

__all__ = ["BECAME", "Tallies", "organisations", "tallies"]

# What became of the signals of a year; together all that were received.
BECAME = ("in_case", "ended", "waiting", "open")
# Counted by the year in which it began. advice: questions, no signals. passed_on: packages that another took.
# reported: persons whose report is in the register.
OTHERS = ("advice", "cases", "passed_on")
# Not every organisation does this work: where nothing of it was ever written down there is no number.
WHERE_DONE = ("care", "reported")


@dataclass(frozen=True)
class Tallies:
    """Numbers of one organisation. numbers: code to year to number.

    None: this work is not done here, or it was a year before the first whole one in which signals were written down:
    a year that began without Zicht has too low a number, and none is better.
    """

    organisation: int
    numbers: Mapping[str, Mapping[int, int | None]]


def organisations(actor: Actor, *, at: datetime) -> tuple[Organisation, ...]:
    """The municipalities for which the actor makes policy: those whose numbers are open."""
    if actor.person is None or actor.purpose is not Purpose.POLICY_MAKING:
        return ()
    units = visible(actor, Kind.POLICY, at=at).units
    found = Organisation.objects.filter(units__in=units).exclude(municipality="")
    return tuple(found.exclude(sector__in=POLICE_SECTORS).distinct().order_by("name"))


def tallies(
    actor: Actor, organisation: Organisation, *, first_year: int, last_year: int, at: datetime
) -> Tallies | None:
    """The numbers of these years, both included; None for who makes no policy there."""
    if organisation not in organisations(actor, at=at):
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "select year, what, number from zicht_tallies(%s, %s) where organisation_id = %s",
            [first_year, last_year, organisation.pk],
        )
        found = {(year, what): number for year, what, number in cursor.fetchall()}
    begun = found.get((0, "since"), last_year)
    numbers: dict[str, dict[int, int | None]] = {}
    for code in (*BECAME, *OTHERS, *WHERE_DONE, "signals"):
        done = code not in WHERE_DONE or (0, f"keeps_{code}") in found
        parts = BECAME if code == "signals" else (code,)
        numbers[code] = {
            year: sum(found.get((year, part), 0) for part in parts) if done and year > begun else None
            for year in range(first_year, last_year + 1)
        }
    return Tallies(organisation.pk, numbers)
