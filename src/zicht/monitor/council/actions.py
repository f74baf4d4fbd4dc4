# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a policy officer does with a council report: begin it, fill in numbers, fix it, withdraw it.

Zicht publishes no council report: who makes it hands the file over, and the organisation's own rules say who looks at
it first. That is why there is no second person here, as there is for an edition; the protection is the same.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Organisation, Person, Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.monitor.council.numbers import Told
from zicht.monitor.models import CouncilReport

Filled = Mapping[str, Mapping[int, int]]


class NotNowError(ValueError):
    """The report is fixed or withdrawn, or the year is not over."""


class ElsewhereError(ValueError):
    """Another unit of the municipality makes the report about this year."""


@action("council.make", kind=Kind.POLICY)
def make(
    *, actor: Actor, unit: Unit, organisation: Organisation, year: int, person: Person, at: datetime
) -> CouncilReport:
    """Begin the report about a year that is over; the same year again gives the same report.

    Raises NotNowError, ElsewhereError.
    """
    if year >= local_day(at).year:
        raise NotNowError
    there = CouncilReport.objects.filter(organisation=organisation, year=year, withdrawn_at=None, owning_unit=unit)
    if (found := there.first()) is not None:
        return found
    made = CouncilReport(owning_unit=unit, organisation=organisation, year=year, made_by=person, made_at=at)
    # Years of an earlier report stand in this one, tied to the place in the same way.
    earlier = CouncilReport.objects.filter(organisation=organisation, fixed_at__isnull=False).order_by("-fixed_at")
    made.place = earlier.values_list("place", flat=True).first() or made.place
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise ElsewhereError from None
    return made


@action("council.fill", kind=Kind.POLICY)
def fill(
    *, actor: Actor, report: CouncilReport, filled: Filled, place: str, told_by: str, expected: int, at: datetime
) -> CouncilReport:
    """Write down the numbers that Zicht does not count. Raises NotNowError, EditConflict."""
    if report.fixed_at is not None:
        raise NotNowError
    rows = {code: {str(year): number for year, number in years.items()} for code, years in filled.items() if years}
    return report.save_if_current(
        expected=expected, filled=rows, filled_lines=sorted(rows), place=place, told_by=told_by
    )


@action("council.fix", kind=Kind.POLICY)
def fix(*, actor: Actor, report: CouncilReport, numbers: Told, expected: int, at: datetime) -> CouncilReport:
    """Keep the protected numbers for good; what was filled in goes. Raises NotNowError, EditConflict."""
    if report.fixed_at is not None:
        raise NotNowError
    return report.save_if_current(expected=expected, numbers=numbers, filled={}, fixed_at=at)


@action("council.withdraw", kind=Kind.POLICY)
def withdraw(*, actor: Actor, report: CouncilReport, why: str, expected: int, at: datetime) -> CouncilReport:
    """Say that a fixed report does not count any more; then another can be made. Raises NotNowError, EditConflict."""
    if report.fixed_at is None or report.withdrawn_at is not None:
        raise NotNowError
    return report.save_if_current(expected=expected, withdrawn_at=at, withdrawn_why=why)
