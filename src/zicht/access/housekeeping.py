# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Units, functions with their inbox, and an organisation's own definitions, for its administrator."""

from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.gate import NotHere
from zicht.access.models import Function, FunctionHolder, Membership, Organisation, OwnDefinition, Person, Unit
from zicht.access.roles import Kind, Role
from zicht.access.visible import visible
from zicht.base.clock import local_day


def organisations(actor: Actor, *, at: datetime) -> QuerySet[Organisation]:
    """The organisations that this administrator looks after."""
    return Organisation.objects.filter(units__in=visible(actor, Kind.STAFF, at=at).units).distinct()


def functions(actor: Actor, *, at: datetime) -> QuerySet[Function]:
    """The functions of those organisations, with whoever holds them now or later."""
    mine = visible(actor, Kind.STAFF, at=at).units
    holders = FunctionHolder.objects.filter(_not_over(local_day(at))).select_related("person").order_by("pk")
    found = Function.objects.filter(unit__in=mine).select_related("unit__organisation")
    return found.prefetch_related(Prefetch("holders", queryset=holders, to_attr="now"))


def function_for(actor: Actor, number: int, *, at: datetime) -> Function:
    """One of them. Raises NotHere."""
    found = functions(actor, at=at).filter(pk=number).first()
    if found is None:
        raise NotHere
    return found


def holder_for(actor: Actor, number: int, *, at: datetime) -> FunctionHolder:
    """Somebody behind one of those functions. Raises NotHere."""
    mine = visible(actor, Kind.STAFF, at=at).units
    found = FunctionHolder.objects.filter(pk=number, function__unit__in=mine).select_related("function").first()
    if found is None:
        raise NotHere
    return found


def may_hold(function: Function, *, at: datetime) -> QuerySet[Person]:
    """Who can be put behind a function: people with a seat of its role in its unit today."""
    seats = Membership.objects.filter(_not_over(local_day(at)), unit=function.unit, role=function.role)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("name_sort")


def holders_now(function: Function) -> list[FunctionHolder]:
    """Who is behind a function, as functions() gave it."""
    found: list[FunctionHolder] = vars(function)["now"]
    return found


def behind_now(function: Function) -> QuerySet[Person]:
    """Who is behind a function that functions() gave."""
    keys = [holder.person_id for holder in holders_now(function)]
    return Person.objects.filter(pk__in=keys).order_by("name_sort")


def definitions(actor: Actor, *, at: datetime) -> QuerySet[OwnDefinition]:
    """The own definitions of those organisations, those in force first."""
    mine = organisations(actor, at=at)
    found = OwnDefinition.objects.filter(organisation__in=mine).select_related("organisation")
    return found.order_by("valid_to", "list_name", "code", "pk")


def definition_for(actor: Actor, number: int, *, at: datetime) -> OwnDefinition:
    """One of them. Raises NotHere."""
    found = definitions(actor, at=at).filter(pk=number).first()
    if found is None:
        raise NotHere
    return found


@action("unit.add", kind=Kind.STAFF)
def add_unit(*, actor: Actor, organisation: Organisation, name: str, at: datetime) -> Unit:
    """Add a unit to an organisation."""
    return Unit.objects.create(organisation=organisation, name=name)


@action("function.add", kind=Kind.STAFF)
def add_function(
    *, actor: Actor, unit: Unit, name: str, role: Role, explanation: str, answer_days: int, at: datetime
) -> Function:
    """Make a function with an inbox of its own."""
    return Function.objects.create(
        unit=unit, name=name, role=role.value, explanation=explanation, answer_days=answer_days
    )


@action("function.hold", kind=Kind.STAFF)
def put_behind(*, actor: Actor, function: Function, person: Person, at: datetime) -> FunctionHolder:
    """Put somebody behind a function from today."""
    return FunctionHolder.objects.create(function=function, person=person, valid_from=local_day(at))


@action("function.leave", kind=Kind.STAFF)
def take_away(*, actor: Actor, holder: FunctionHolder, at: datetime) -> FunctionHolder:
    """Today is the last day that this person holds the function."""
    holder.valid_to = max(local_day(at), holder.valid_from)
    holder.save(update_fields=["valid_to"])
    return holder


@action("definition.add", kind=Kind.STAFF)
def define(
    *, actor: Actor, organisation: Organisation, list_name: str, code: str, definition: str, at: datetime
) -> OwnDefinition:
    """Write down what the organisation means by a shared code. An earlier one of the same code ends."""
    day = local_day(at)
    earlier = OwnDefinition.objects.filter(
        organisation=organisation, list_name=list_name, code=code, valid_to__isnull=True
    )
    earlier.update(valid_to=day)
    return OwnDefinition.objects.create(
        organisation=organisation, list_name=list_name, code=code, definition=definition, valid_from=day
    )


@action("definition.end", kind=Kind.STAFF)
def end_definition(*, actor: Actor, definition: OwnDefinition, at: datetime) -> OwnDefinition:
    """Today is the last day of this definition. Records that used it keep its text."""
    definition.valid_to = max(local_day(at), definition.valid_from)
    definition.save(update_fields=["valid_to"])
    return definition


def _not_over(day: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)
