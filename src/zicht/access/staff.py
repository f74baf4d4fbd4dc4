# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""People and seats of an organisation, for its administrator. No content of any record comes here."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from zicht.access.accounts import vouch_for_address
from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.gate import NotHere
from zicht.access.holdings import StillHolds, held
from zicht.access.models import Function, FunctionHolder, Membership, Person, StandIn, Unit
from zicht.access.roles import Kind, Role
from zicht.access.visible import visible
from zicht.base.clock import local_day


def units(actor: Actor, *, at: datetime) -> QuerySet[Unit]:
    """The units that this administrator looks after."""
    return Unit.objects.filter(pk__in=visible(actor, Kind.STAFF, at=at).units).select_related("organisation")


def people(actor: Actor, *, at: datetime) -> QuerySet[Person]:
    """Everybody who has or had a seat in those units, with these seats."""
    mine = visible(actor, Kind.STAFF, at=at).units
    seats = Membership.objects.filter(unit__in=mine).select_related("unit").order_by("valid_from", "pk")
    found = Person.objects.filter(memberships__unit__in=mine).distinct()
    return found.prefetch_related(Prefetch("memberships", queryset=seats, to_attr="seats")).order_by(
        "name_sort", "pk"
    )


def seats_of(person: Person) -> list[Membership]:
    """The seats of somebody that people() or person_for() gave."""
    found: list[Membership] = vars(person)["seats"]
    return found


def person_for(actor: Actor, key: UUID, *, at: datetime) -> Person:
    """One of them by key. Raises NotHere."""
    person = people(actor, at=at).filter(key=key).first()
    if person is None:
        raise NotHere
    return person


def seat_for(actor: Actor, number: int, *, at: datetime) -> Membership:
    """A seat in one of those units. Raises NotHere."""
    mine = visible(actor, Kind.STAFF, at=at).units
    seat = Membership.objects.filter(pk=number, unit__in=mine).select_related("unit", "person").first()
    if seat is None:
        raise NotHere
    return seat


def functions(day: date) -> QuerySet[Function]:
    """All functions with whoever is behind them today: everybody may read who follows up."""
    holders = FunctionHolder.objects.filter(valid_from__lte=day).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    standing_in = StandIn.objects.filter(valid_from__lte=day, valid_to__gte=day).select_related(
        "person", "instead_of"
    )
    return Function.objects.select_related("unit__organisation").prefetch_related(
        Prefetch("holders", queryset=holders.select_related("person"), to_attr="today"),
        Prefetch("stand_ins", queryset=standing_in.select_related("person", "instead_of"), to_attr="standing_in"),
    )


@action("staff.add", kind=Kind.STAFF)
def add_person(*, actor: Actor, unit: Unit, role: Role, name: str, email: str, at: datetime) -> Membership:
    """Make an account with a first seat. The person chooses a password with a link that works once."""
    # Whoever is added in the demo is as invented as the rest of it: a demo never holds an account of a real person.
    person = Person(name=name, email=email.lower(), invented=settings.DEMO)
    person.set_unusable_password()
    person.save()
    vouch_for_address(person)
    return Membership.objects.create(person=person, unit=unit, role=role.value, valid_from=local_day(at))


@action("staff.seat", kind=Kind.STAFF)
def give_seat(*, actor: Actor, person: Person, unit: Unit, role: Role, at: datetime) -> Membership:
    """Give somebody a seat from today."""
    return Membership.objects.create(person=person, unit=unit, role=role.value, valid_from=local_day(at))


def home_seat(actor: Actor, person: Person, *, at: datetime) -> Membership | None:
    """The oldest seat that the person has now or later, when this administrator looks after it.

    Somebody can work for two organisations; only the first one hands out the key of the account.
    """
    running = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=local_day(at)), person=person)
    oldest = running.order_by("valid_from", "pk").first()
    return oldest if oldest and oldest.unit_id in visible(actor, Kind.STAFF, at=at).units else None


@action("staff.link", kind=Kind.STAFF)
def give_link(*, actor: Actor, person: Person, at: datetime) -> Membership:
    """Note that somebody got a link for a new password. Returns the seat that makes it ours. Raises NotHere."""
    seat = home_seat(actor, person, at=at)
    if seat is None:
        raise NotHere
    return seat


@action("staff.block", kind=Kind.STAFF)
def set_blocked(*, actor: Actor, person: Person, blocked: bool, at: datetime, leaves: bool = False) -> Membership:
    """Block an account, or open it again. Blocking ends every session at its next click.

    leaves: the person goes away in good order; raises StillHolds while work lies in his or her name. For safety
    blocking works at once, and the unit sees what is left. Returns the seat that makes the account ours.
    Raises NotHere; nobody blocks himself or herself.
    """
    seat = home_seat(actor, person, at=at)
    if seat is None or person.pk == actor.person:
        raise NotHere
    if blocked and leaves:
        units = set(_running(person, at).values_list("unit_id", flat=True))
        _refuse_to_leave_behind(person, units)
    person.is_active = not blocked
    person.save(update_fields=["is_active"])
    return seat


@action("staff.seat-end", kind=Kind.STAFF)
def end_seat(*, actor: Actor, seat: Membership, at: datetime) -> Membership:
    """End a seat: today is its last day. Raises StillHolds for the last seat in a unit with work in its name."""
    if not _running(seat.person, at).filter(unit=seat.unit_id).exclude(pk=seat.pk).exists():
        _refuse_to_leave_behind(seat.person, {seat.unit_id})
    seat.valid_to = max(local_day(at), seat.valid_from)
    seat.save(update_fields=["valid_to"])
    return seat


def _running(person: Person, at: datetime) -> QuerySet[Membership]:
    """Seats that hold tomorrow as well."""
    return Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=local_day(at)), person=person)


def _refuse_to_leave_behind(person: Person, units: set[int]) -> None:
    found = [holding for unit in sorted(units) for holding in held(person=person.pk, unit=unit)]
    if found:
        raise StillHolds(found)
