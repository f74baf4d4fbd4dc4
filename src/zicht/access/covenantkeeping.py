# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keeping covenants: a draft, a check by somebody who read the text, an end. Everybody who works here reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.gate import NotHere, one
from zicht.access.models import Covenant, CovenantParty, Function, Person, Unit
from zicht.access.roles import Kind, Purpose
from zicht.access.visible import visible
from zicht.base.clock import local_day
from zicht.base.fields import DataClass

# What can be agreed on. Residence, reporters and workers are in no covenant: a wall stands round them.
PURPOSES: tuple[Purpose, ...] = (
    Purpose.SIGNAL_HANDLING, Purpose.CARE_COORDINATION, Purpose.PARTNER_HANDLING, Purpose.CASE_TABLE,
    Purpose.SUPERVISION, Purpose.INVESTIGATION, Purpose.REGISTER_KEEPING,
)  # fmt: skip
DATA_CLASSES: dict[DataClass, str] = {
    DataClass.PERSONAL: "gegevens over een persoon",
    DataClass.SPECIAL: "bijzondere gegevens, zoals gezondheid",
    DataClass.CRIMINAL: "vermoedens en strafbare feiten",
    DataClass.POLICE: "gegevens van de politie",
}
IDENTIFIER_KINDS: dict[str, str] = {
    "address": "adres", "company": "bedrijf", "plate": "kenteken", "phone": "telefoonnummer", "email": "e-mailadres",
    "account": "account op internet", "advert": "advertentie", "name_year": "klank van de naam met geboortejaar",
}  # fmt: skip


class AlreadyChecked(ValueError):
    """What somebody checked does not change any more: end it and make a new one."""


@dataclass(frozen=True)
class Terms:
    """What a covenant says. parties: functions to call, one for each unit that signed."""

    title: str
    purposes: tuple[str, ...]
    data_classes: tuple[str, ...]
    identifier_kinds: tuple[str, ...]
    emergency: bool
    source: str
    starts_on: date
    ends_on: date
    parties: tuple[Function, ...]


def state_of(covenant: Covenant, day: date) -> str:
    """unchecked, ended, ahead or in_force. Only the last one gives a basis."""
    if covenant.ends_on < day:
        return "ended"
    if covenant.checked_on is None:
        return "unchecked"
    return "ahead" if covenant.starts_on > day else "in_force"


STATES = {
    "in_force": "geldig",
    "unchecked": "nog niet gecontroleerd: geeft geen grondslag",
    "ahead": "begint later: geeft nog geen grondslag",
    "ended": "afgelopen: geeft geen grondslag",
}


def covenants(state: str, *, day: date) -> "QuerySet[Covenant]":
    """All covenants, or those in one state: everybody who works here may read who agreed on what."""
    checked, over = Q(checked_on__isnull=False), Q(ends_on__lt=day)
    wanted = {
        "in_force": checked & ~over & Q(starts_on__lte=day),
        "ahead": checked & ~over & Q(starts_on__gt=day),
        "unchecked": ~checked & ~over,
        "ended": over,
    }
    found = Covenant.objects.filter(wanted[state]) if state in wanted else Covenant.objects.all()
    return found.select_related("owning_unit__organisation", "checked_by").prefetch_related(
        "parties__unit__organisation", "parties__contact"
    )


def covenant_to_read(key: UUID, *, at: datetime) -> Covenant:
    """One of them. Raises NotHere."""
    return one(covenants("", day=local_day(at)), key)


def own_covenant(actor: Actor, key: UUID, *, at: datetime) -> Covenant:
    """One that the actor's organisation keeps. Raises NotHere."""
    units = visible(actor, Kind.COVENANT, at=at).units
    found = covenants("", day=local_day(at)).filter(pk=key, owning_unit__in=units).first()
    if found is None:
        raise NotHere
    return found


def may_keep(actor: Actor, covenant: Covenant | None, *, at: datetime) -> bool:
    """True when the actor may make covenants at all, or change this one."""
    hat = actor.with_purpose(Purpose.OVERSIGHT)
    if Purpose.OVERSIGHT not in actor.purposes(at):
        return False
    return covenant is None or covenant.owning_unit_id in visible(hat, Kind.COVENANT, at=at).units


def keeping_unit(actor: Actor, *, at: datetime) -> Unit:
    """The unit in which this privacy officer has a seat. Raises NotHere."""
    seats = actor.units(at) & visible(actor, Kind.COVENANT, at=at).units
    unit = Unit.objects.filter(pk__in=seats).order_by("pk").first()
    if unit is None:
        raise NotHere
    return unit


@action("covenant.draft", kind=Kind.COVENANT)
def draft(*, actor: Actor, unit: Unit, terms: Terms, submission: UUID, at: datetime) -> Covenant:
    """Write down a covenant. It gives no basis before somebody checked it. The same submission makes one."""
    known = Covenant.objects.filter(pk=submission).first()
    if known is not None:
        return known
    made = Covenant(id=submission, owning_unit=unit, **_values(terms))
    made.save(force_insert=True)
    _set_parties(made, terms.parties)
    return made


@action("covenant.change", kind=Kind.COVENANT)
def change(*, actor: Actor, covenant: Covenant, terms: Terms, expected: int, at: datetime) -> Covenant:
    """Change a draft. Raises AlreadyChecked, EditConflict."""
    if covenant.checked_on is not None:
        raise AlreadyChecked
    covenant.save_if_current(expected=expected, **_values(terms))
    covenant.parties.all().delete()
    _set_parties(covenant, terms.parties)
    return covenant


@action("covenant.check", kind=Kind.COVENANT)
def check(*, actor: Actor, covenant: Covenant, person: Person, expected: int, at: datetime) -> Covenant:
    """Somebody read the signed text: the register tells the same. Raises AlreadyChecked, EditConflict."""
    if covenant.checked_on is not None:
        raise AlreadyChecked
    return covenant.save_if_current(expected=expected, checked_by=person, checked_on=local_day(at))


@action("covenant.end", kind=Kind.COVENANT)
def end(*, actor: Actor, covenant: Covenant, at: datetime) -> Covenant:
    """Today is the last day: what is shared tomorrow needs another basis. One that did not begin yet never will."""
    day = local_day(at)
    if covenant.ends_on > day:
        covenant.ends_on = max(day, covenant.starts_on)
        covenant.save(update_fields=["ends_on", "changed_at"])
    return covenant


def _values(terms: Terms) -> dict[str, object]:
    return {
        "title": terms.title, "purposes": list(terms.purposes), "data_classes": list(terms.data_classes),
        "identifier_kinds": list(terms.identifier_kinds), "emergency": terms.emergency, "source": terms.source,
        "starts_on": terms.starts_on, "ends_on": terms.ends_on,
    }  # fmt: skip


def _set_parties(covenant: Covenant, contacts: Iterable[Function]) -> None:
    for contact in contacts:
        CovenantParty(covenant=covenant, unit_id=contact.unit_id, contact=contact).save()
