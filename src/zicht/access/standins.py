# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Somebody stands in for a function between two days: seat and place behind the inbox begin and end with it."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.gate import NotHere
from zicht.access.models import Function, FunctionHolder, Membership, Person, StandIn
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.base.clock import local_day


def stand_ins_of(function: Function, *, at: datetime) -> QuerySet[StandIn]:
    """Who stands in now or later."""
    found = StandIn.objects.filter(function=function, valid_to__gte=local_day(at))
    return found.select_related("person", "instead_of").order_by("valid_from", "pk")


def stand_in_for(actor: Actor, number: int, *, at: datetime) -> StandIn:
    """One of them, in a unit that this administrator looks after. Raises NotHere."""
    mine = visible(actor, Kind.STAFF, at=at).units
    found = StandIn.objects.filter(pk=number, function__unit__in=mine).select_related("function", "holder", "seat")
    first = found.first()
    if first is None:
        raise NotHere
    return first


def may_stand_in(function: Function, *, at: datetime) -> QuerySet[Person]:
    """People with a seat in the organisation of this function today."""
    day = local_day(at)
    running = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day),
        valid_from__lte=day,
        unit__organisation=function.unit.organisation_id,
    )
    return Person.objects.filter(pk__in=running.values("person"), is_active=True).order_by("name_sort")


def _has_seat(person: Person, function: Function, first: date, last: date) -> bool:
    return Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=last),
        person=person,
        unit=function.unit_id,
        role=function.role,
        valid_from__lte=first,
    ).exists()


@action("staff.stand_in", kind=Kind.STAFF)
def name_stand_in(
    *, actor: Actor, function: Function, person: Person, instead_of: Person | None, first: date, last: date,
    at: datetime,
) -> StandIn:  # fmt: skip
    """Give `person` the function from `first` up to and including `last`, and a seat where there is none."""
    if last < first:
        raise ValueError("the last day lies before the first")
    seat = None
    if not _has_seat(person, function, first, last):
        seat = Membership.objects.create(
            person=person, unit_id=function.unit_id, role=function.role, valid_from=first, valid_to=last
        )
    holder = FunctionHolder.objects.create(function=function, person=person, valid_from=first, valid_to=last)
    return StandIn.objects.create(
        function=function, person=person, instead_of=instead_of, valid_from=first, valid_to=last, seat=seat,
        holder=holder,
    )  # fmt: skip


@action("staff.stand_in_end", kind=Kind.STAFF)
def end_stand_in(*, actor: Actor, stand_in: StandIn, at: datetime) -> StandIn:
    """Today is the last day, or the first day where it had not begun."""
    last = max(local_day(at), stand_in.valid_from)
    for row in (stand_in, stand_in.holder, stand_in.seat):
        if row is not None:
            row.valid_to = min(last, row.valid_to or last)
            row.save(update_fields=["valid_to"])
    return stand_in
