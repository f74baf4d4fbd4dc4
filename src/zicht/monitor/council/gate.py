# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to council reports: those of the units where the actor makes policy, and the numbers for a new one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import NotHere, one, open_to
from zicht.access.models import Organisation, Unit
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.casework import extract
from zicht.monitor.council.numbers import FILLABLE, Counted, years_of
from zicht.monitor.gate import me
from zicht.monitor.models import CouncilReport
from zicht.monitor.publishing.council import Number

__all__ = ["counted", "kept", "me", "municipalities", "report_for", "reports", "unit_for"]


def municipalities(actor: Actor, *, at: datetime) -> dict[int, Organisation]:
    """Those to whose council the actor reports, by key."""
    return {found.pk: found for found in extract.organisations(actor, at=at)}


def reports(actor: Actor, *, at: datetime) -> QuerySet[CouncilReport]:
    """Reports of the actor's units."""
    found = open_to(CouncilReport.objects.all(), actor=actor, kind=Kind.POLICY, at=at)
    return found.select_related("organisation", "made_by")


def report_for(actor: Actor, key: UUID, *, at: datetime) -> CouncilReport:
    """One of these. Raises NotHere."""
    return one(reports(actor, at=at), key)


def unit_for(actor: Actor, organisation: Organisation, *, at: datetime) -> Unit:
    """In whose name the actor reports about this municipality. Raises NotHere."""
    units = visible(actor, Kind.POLICY, at=at).units
    found = Unit.objects.filter(pk__in=units, organisation=organisation).order_by("pk").first()
    if found is None:
        raise NotHere
    return found


def counted(actor: Actor, report: CouncilReport, *, at: datetime) -> Counted:
    """What casework counts for the years of this report. Raises NotHere for who makes no policy there any more."""
    years = years_of(report.year)
    found = extract.tallies(actor, report.organisation, first_year=years[0], last_year=years[-1], at=at)
    if found is None:
        raise NotHere
    return found.numbers


def kept(report: CouncilReport) -> Mapping[str, Mapping[int, Number]]:
    """What reports that are out told about the same years, by line: the first that told it counts.

    Of one that was withdrawn only what was counted stays, because that can be subtracted; what was filled in can be
    filled in better.
    """
    found: dict[str, dict[int, Number]] = {}
    out = CouncilReport.objects.filter(organisation_id=report.organisation_id, fixed_at__isnull=False)
    for earlier in out.exclude(pk=report.pk).order_by("fixed_at", "id"):
        for code, numbers in earlier.numbers.items():
            if earlier.withdrawn_at is not None and code in FILLABLE and code in earlier.filled_lines:
                continue
            for year, number in zip(years_of(earlier.year), numbers, strict=True):
                if number is not None:
                    found.setdefault(code, {}).setdefault(year, number)
    return found
