# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What would go with a record, to whom it can go, and what stands in the way."""

from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from zicht.access.models import Function, Membership
from zicht.access.roles import POLICE_SECTORS, Kind, Regime, Role
from zicht.base.clock import local_day
from zicht.casework.cases.models import Case, FieldOrigin
from zicht.casework.intake.models import Signal
from zicht.casework.moving import rules


def kind_of(record: Case | Signal) -> Kind:
    """Under which kind this record is protected."""
    return Kind.CASE if isinstance(record, Case) else Kind.SIGNAL


def parts_of(record: Case | Signal) -> dict[str, int]:
    """Table → how many rows go with this record; nothing for whoever does not own it."""
    with connection.cursor() as cursor:
        cursor.execute("select part, n from zicht_parts(%s, %s)", [kind_of(record).value, record.pk])
        return dict(cursor.fetchall())


def obstacle(record: Case | Signal, parts: dict[str, int]) -> str:
    """Why this record cannot be handed over now, in words for the screen; empty when it can."""
    if isinstance(record, Signal) and record.case_id is not None:
        return "Dit signaal hoort bij een casus. Draag de casus over; het signaal gaat dan mee."
    if isinstance(record, Case):
        waiting = record.packages.filter(state="sent").count()
        if waiting:
            return (
                f"Er wachten nog pakketten op antwoord van de ontvanger: {waiting}. Het antwoord komt bij uw "
                "afdeling binnen. Draag over als het antwoord er is."
            )
        if register_owes(record):
            return (
                "Er wacht nog een melding op antwoord van het register. Het antwoord komt bij uw afdeling binnen. "
                "Draag over als het antwoord er is."
            )
        bound = limited(record)
        if bound:
            return (
                f"In deze casus staan gegevens die u kreeg en niet mag doorgeven: {bound}. Vraag de afzender eerst "
                "om toestemming, of deel met een pakket wat wel mag."
            )
    return "" if parts else "Deze gegevens zijn niet van uw afdeling."


def register_owes(case: Case) -> bool:
    """True while the receipt of a report would come to a unit that no longer has it; or when nobody can say.

    The database answers for whoever works on the case, also where the report is not his or hers to read.
    """
    with connection.cursor() as cursor:
        cursor.execute("select zicht_register_owes(%s)", [case.pk])
        (owes,) = cursor.fetchone()
    return owes is not False


def limited(case: Case) -> int:
    """Fields that another unit wrote and that may not go on to anybody."""
    return FieldOrigin.objects.filter(case=case, onward=False, emptied_at=None).count()


def receivers(record: Case | Signal, parts: dict[str, int], *, at: datetime) -> QuerySet[Function]:
    """Functions of other units of this instance that could read every part. Remote units get a package instead."""
    day = local_day(at)
    roles_of: dict[int, set[Role]] = {}
    seats = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
    for unit, role in seats.filter(person__is_active=True).values_list("unit_id", "role").distinct():
        roles_of.setdefault(unit, set()).add(Role(role))
    able = {unit for unit, roles in roles_of.items() if not rules.unreadable(parts, roles)}
    wanted = (Role.FOCAL_POINT,) if parts.get("casework_signal") else (
        Role.FOCAL_POINT, Role.CARE_COORDINATOR, Role.PARTNER
    )  # fmt: skip
    found = Function.objects.filter(unit__in=able, unit__remote=False, role__in=[r.value for r in wanted])
    # A record kept under one law does not move into a house that works under the other.
    police = Q(unit__organisation__sector__in=POLICE_SECTORS)
    found = found.filter(police if getattr(record, "regime", "") == Regime.WPG.value else ~police)
    return (
        found.exclude(unit=record.owning_unit_id)
        .select_related("unit__organisation")
        .order_by("unit__organisation__name", "name")
    )


def is_over(deadline: date, state: str, *, at: datetime) -> bool:
    """True for a proposal or request that nobody answered in time."""
    return state in {"proposed", "asked"} and deadline < local_day(at)
