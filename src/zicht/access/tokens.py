# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Personal keys for programs: made by the person, ended by the person or an administrator, used once per request."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from zicht.access.actors import Actor, for_person
from zicht.access.audit import action
from zicht.access.gate import NotHere
from zicht.access.models import ApiToken, Person, Unit
from zicht.access.roles import Kind, Purpose, Role, may_have, reaches
from zicht.access.visible import visible
from zicht.base.clock import local_day

PREFIX = "zicht_"
LONGEST = 90  # days
# What programs can read; a purpose that reaches none of these gets no key.
SERVED = (Kind.SIGNAL, Kind.CASE)


def serves(role: Role, purpose: Purpose, kind: Kind) -> bool:
    """True when somebody in this role, for this purpose, has records of this kind to read; a chair by grants."""
    by_grant = purpose is Purpose.CASE_TABLE and kind is Kind.CASE and may_have(role, purpose)
    return by_grant or reaches(role, purpose, kind)


def purposes_for(actor: Actor, kind: Kind, *, at: datetime) -> tuple[Purpose, ...]:
    """Purposes for which the actor can read this kind today."""
    day = local_day(at)
    mine = {p for s in actor.subject.seats if s.holds(day) for p in Purpose if serves(s.role, p, kind)}
    return tuple(p for p in Purpose if p in mine)


@dataclass(frozen=True)
class Place:
    """A unit and a purpose for which a key can be made."""

    unit: int
    purpose: Purpose

    @property
    def code(self) -> str:
        """For a form."""
        return f"{self.unit}:{self.purpose.value}"


def places(actor: Actor, *, at: datetime) -> list[Place]:
    """Where and for what the actor can make a key."""
    day = local_day(at)
    found = {
        Place(seat.unit, purpose)
        for seat in actor.subject.seats
        if seat.holds(day)
        for purpose in Purpose
        if any(serves(seat.role, purpose, kind) for kind in SERVED)
    }
    return sorted(found, key=lambda place: place.code)


def digest_of(code: str) -> str:
    """What is kept of a key. It carries 256 random bits, so a plain digest is enough."""
    return hashlib.sha256(code.encode()).hexdigest()


def new_code() -> str:
    """A key: shown once, stored nowhere."""
    return PREFIX + secrets.token_urlsafe(32)


@action("token.make", kind=Kind.STAFF)
def make_token(
    *, actor: Actor, person: Person, unit: Unit, purpose: Purpose, label: str, days: int, code: str, at: datetime
) -> ApiToken:
    """Keep the digest of a new key. Raises NotHere for a unit or purpose that is not the actor's own."""
    if person.pk != actor.person or Place(unit.pk, purpose) not in places(actor, at=at):
        raise NotHere
    token = ApiToken(
        person=person, owning_unit=unit, purpose=purpose.value, label=label, code_digest=digest_of(code), made_at=at,
        ends_at=at + timedelta(days=min(days, LONGEST)),
    )  # fmt: skip
    token.save(force_insert=True)
    return token


@action("token.end", kind=Kind.STAFF)
def end_token(*, actor: Actor, token: ApiToken, at: datetime) -> ApiToken:
    """From now on the key opens nothing."""
    if token.ended_at is None:
        token.ended_at = at
        token.save(update_fields=["ended_at"])
    return token


def own_tokens(actor: Actor) -> "QuerySet[ApiToken]":
    """The keys of the acting person."""
    return ApiToken.objects.filter(person_id=actor.person or 0).select_related("owning_unit__organisation")


def own_token(actor: Actor, key: UUID) -> ApiToken:
    """One of the person's own keys. Raises NotHere."""
    found = own_tokens(actor).filter(pk=key).first()
    if found is None:
        raise NotHere
    return found


def tokens_of(actor: Actor, person: Person, *, at: datetime) -> "QuerySet[ApiToken]":
    """For an administrator: the keys of somebody that still work, in units of the own organisation."""
    units = visible(actor, Kind.STAFF, at=at).units
    return ApiToken.objects.filter(person=person, owning_unit__in=units, ended_at=None, ends_at__gt=at)


def actor_by_code(code: str) -> Actor | None:
    """The person behind a key, acting in its unit for its purpose; None for a key that opens nothing.

    The database finds the key by its digest and notes the day: nobody can read the table before somebody acts.
    """
    with connection.cursor() as cursor:
        cursor.execute("select person_id, unit_id, purpose from zicht_use_token(%s)", [digest_of(code)])
        row = cursor.fetchone()
    if row is None:
        return None
    person = Person.objects.filter(pk=row[0], is_active=True).first()
    if person is None:
        return None
    actor = for_person(person, purpose=Purpose(row[2]), strong=True)
    seats = tuple(seat for seat in actor.subject.seats if seat.unit == row[1])
    return replace(actor, subject=replace(actor.subject, seats=seats))
