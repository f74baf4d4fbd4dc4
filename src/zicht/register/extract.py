# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way out of the register for figures: frozen rows without names.

The rows come from a function in the database that reads as its owner and gives entered reports of the
registers whose figures the actor makes, and nothing else. No table of the register opens to an analyst.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from zicht.register.anyfile import read_frame as read_file
from zicht.register.fileframe import FileFrame
from zicht.register.findings import Finding
from zicht.register.reportframe import BITS, REPORT_SCHEMA, bits_of, frame_of
from zicht.register.rows import ReportRow

# A figure from a plain file needs neither Django nor a database: these are fetched where they are used.
if TYPE_CHECKING:
    from zicht.access.actors import Actor

__all__ = [
    "BITS", "COLUMNS", "REPORT_SCHEMA", "FileFrame", "Finding", "bits_of",
    "corrected_since", "departure_counts", "erased_since", "frame_of", "happened_since", "read_file",
    "refusal_counts", "report_rows",
]  # fmt: skip

COLUMNS = (
    "victim", "year", "reporter_group", "forms", "nationality", "sex", "age",
    "sectors_sexual", "sectors_labour", "manners", "police_unit",
)  # fmt: skip


def report_rows(actor: Actor, *, first_year: int, last_year: int, at: datetime) -> tuple[ReportRow, ...]:
    """Entered reports of the years asked for, both included. Empty for who makes no figures of a register."""
    from django.db import connection

    if not _may_count(actor, at):
        return ()
    query = f"select {', '.join(COLUMNS)} from zicht_register_extract(%s, %s)"  # noqa: S608 - fixed names
    with connection.cursor() as cursor:
        cursor.execute(query, [first_year, last_year])
        found = cursor.fetchall()
    return tuple(
        ReportRow(
            victim_key=str(victim),
            year=year,
            reporter_group=group,
            forms=frozenset(forms),
            nationality=nationality or None,
            sex=sex or None,
            age=age,
            sectors_sexual=frozenset(sexual),
            sectors_labour=frozenset(labour),
            manners=frozenset(manners),
            police_unit=police or None,
        )
        for victim, year, group, forms, nationality, sex, age, sexual, labour, manners, police in found
    )


def refusal_counts(actor: Actor, *, first_year: int, last_year: int, at: datetime) -> tuple[tuple[int, int], ...]:
    """Year and number of refusals, of all groups and forms together. They are no victims and no reports."""
    from django.db import connection

    if not _may_count(actor, at):
        return ()
    with connection.cursor() as cursor:
        cursor.execute("select year, number from zicht_refusals(%s, %s)", [first_year, last_year])
        return tuple((year, number) for year, number in cursor.fetchall())


def departure_counts(actor: Actor, *, first_year: int, last_year: int, at: datetime) -> tuple[tuple[int, int], ...]:
    """Year and number of minors who left reception for an unknown destination. Unit: events, never victims."""
    from django.db import connection

    if not _may_count(actor, at):
        return ()
    with connection.cursor() as cursor:
        cursor.execute("select year, number from zicht_departures(%s, %s)", [first_year, last_year])
        return tuple((year, number) for year, number in cursor.fetchall())


def erased_since(actor: Actor, since: datetime, *, first_year: int, last_year: int, at: datetime) -> bool:
    """Whether a report that was counted in these years lost its facts since: withdrawn consent, or refused after all.

    Reports that were destroyed altogether leave no history; who holds their numbers compares those (``report_rows``).
    """
    return _happened(actor, since, ("withdrawn", "refused"), (first_year, last_year), at)


def corrected_since(actor: Actor, since: datetime, *, first_year: int, last_year: int, at: datetime) -> bool:
    """Whether a fact of a counted report of these years was corrected since: it is still there, with other facts."""
    return _happened(actor, since, ("corrected",), (first_year, last_year), at)


# What moves a number after it was counted: the event in a report's history, and what it is to a reader of figures.
MOVES = {
    "entered": "late", "corrected": "revised", "withdrawn": "withdrawn", "refused": "withdrawn", "linked": "persons",
    "unlinked": "persons",
}  # fmt: skip


def happened_since(actor: Actor, since: datetime, *, first_year: int, last_year: int, at: datetime) -> frozenset[str]:
    """Which changes reports of these years saw since, as values of MOVES. No numbers: they would be small."""
    from zicht.register.models import RegisterEvent

    if not _may_count(actor, at):
        return frozenset()
    found = RegisterEvent.objects.filter(kind__in=MOVES, at__gte=since, report__year__range=(first_year, last_year))
    entered = found.filter(report__events__kind="entered")
    return frozenset(MOVES[kind] for kind in entered.order_by().values_list("kind", flat=True).distinct())


def _happened(actor: Actor, since: datetime, kinds: tuple[str, ...], years: tuple[int, int], at: datetime) -> bool:
    from zicht.register.models import RegisterEvent

    if not _may_count(actor, at):
        return False
    found = RegisterEvent.objects.filter(kind__in=kinds, at__gte=since, report__year__range=years)
    # A report that only ever waited was in no figure.
    return found.filter(report__events__kind="entered").exists()


def _may_count(actor: Actor, at: datetime) -> bool:
    from zicht.access.roles import Kind
    from zicht.access.visible import visible

    return bool(visible(actor, Kind.FIGURE, at=at).units)
