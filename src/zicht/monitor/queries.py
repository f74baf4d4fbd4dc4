# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The working figure for an analyst: rows without names out of the register, counted, protected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from django.conf import settings

from zicht.access.actors import Actor
from zicht.base.clock import local_day
from zicht.monitor import working
from zicht.monitor.actions import place_of_register
from zicht.monitor.adding import protect_sums
from zicht.monitor.declaring import definitions
from zicht.monitor.frames import victims
from zicht.monitor.publishing import Publication
from zicht.monitor.result import Cell, Scope
from zicht.register.extract import departure_counts, frame_of, refusal_counts, report_rows

FIRST_YEAR = 1901
USUAL_SPAN = 5  # years in the figure when nobody chose


@dataclass(frozen=True)
class Figure:
    """The protected figure of the chosen years, and the years that can be chosen. None: nothing is reported."""

    publication: Publication | None
    years: tuple[int, ...]
    # By year, each protected by itself; never part of victims. Refusals: empty while counting them is off.
    # Departures: minors who left reception for an unknown destination.
    refusals: tuple[tuple[int, Cell], ...] = ()
    departures: tuple[tuple[int, Cell], ...] = ()


def figure(actor: Actor, *, first: int | None, last: int | None, at: datetime) -> Figure:
    """Victims per group per year, both years included; without a choice the last five years of the register."""
    rows = report_rows(actor, first_year=FIRST_YEAR, last_year=local_day(at).year, at=at)
    reported = victims(frame_of(rows)).filter(~pl.col("emm_only"))
    if reported.is_empty():
        return Figure(None, ())
    found = reported["year"].to_list()
    years = range(min(found), max(found) + 1)
    first, last = _chosen(first, last, years)
    known = definitions()
    table = working.protected(working.counted(reported, range(first, last + 1), known), known)
    scope: Scope = "national" if settings.REGISTER_SCOPE == "national" else "region"
    refused = refusal_counts(actor, first_year=first, last_year=last, at=at) if settings.COUNT_REFUSALS else ()
    departed = departure_counts(actor, first_year=first, last_year=last, at=at)
    return Figure(
        working.publication(table, scope=scope, place=place_of_register()),
        tuple(years),
        _apart(refused),
        _apart(departed),
    )


def _apart(counts: Sequence[tuple[int, int]]) -> tuple[tuple[int, Cell], ...]:
    """Year and number that stands by itself, hidden when it is small."""
    shown = protect_sums({str(year): number for year, number in counts}, [])
    return tuple((int(year), cell) for year, cell in shown.items())


def _chosen(first: int | None, last: int | None, years: range) -> tuple[int, int]:
    """The chosen years inside those that exist, in their order."""
    end = min(max(last if last is not None else years[-1], years[0]), years[-1])
    begin = first if first is not None else end - USUAL_SPAN + 1
    begin = min(max(begin, years[0]), years[-1])
    return min(begin, end), max(begin, end)
