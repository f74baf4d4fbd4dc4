# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The working figure for an analyst: rows without names out of the register, counted, protected."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from zicht.access.actors import Actor
from zicht.base.clock import local_day
from zicht.monitor.disclosure import alone
from zicht.monitor.rules import victims_per_group_per_year
from zicht.monitor.table import Cell, Scope, Table
from zicht.monitor.yearly import protect_years
from zicht.register.extract import refusal_counts, victim_years

FIRST_YEAR = 1901
USUAL_SPAN = 5  # years in the figure when nobody chose


@dataclass(frozen=True)
class Figure:
    """The protected table of the chosen years, and the years that can be chosen. No table: nothing is reported."""

    table: Table | None
    years: tuple[int, ...]
    # Refusals by year, each protected by itself; empty while counting them is off. Never part of victims.
    refusals: tuple[tuple[int, Cell], ...] = ()


def figure(actor: Actor, *, first: int | None, last: int | None, at: datetime) -> Figure:
    """Victims per group per year, both years included; without a choice the last five years of the register."""
    victims = victim_years(actor, first_year=FIRST_YEAR, last_year=local_day(at).year, at=at)
    if not victims:
        return Figure(None, ())
    years = range(min(v.year for v in victims), max(v.year for v in victims) + 1)
    first, last = _chosen(first, last, years)
    scope: Scope = "national" if settings.REGISTER_SCOPE == "national" else "region"
    place = f"regio {settings.REGISTER_PLACE}" if scope == "region" else settings.REGISTER_PLACE
    tables = [
        victims_per_group_per_year(victims, first_year=a, last_year=b, scope=scope, place=place.strip())
        for a, b in [(first, last), *((year, year) for year in range(first, last + 1))]
    ]
    refused = refusal_counts(actor, first_year=first, last_year=last, at=at) if settings.COUNT_REFUSALS else ()
    refusals = tuple((year, alone(number)) for year, number in refused)
    return Figure(protect_years(tables[0], tables[1:]), tuple(years), refusals)


def _chosen(first: int | None, last: int | None, years: range) -> tuple[int, int]:
    """The chosen years inside those that exist, in their order."""
    end = min(max(last if last is not None else years[-1], years[0]), years[-1])
    begin = first if first is not None else end - USUAL_SPAN + 1
    begin = min(max(begin, years[0]), years[-1])
    return min(begin, end), max(begin, end)
