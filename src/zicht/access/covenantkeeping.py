# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keeping covenants: a draft, a check by somebody else who read the text, an end. Whoever works here reads them.

What each party itself says about it is in covenantparties.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.covenants import BINDS, FEWEST
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


class OwnDraft(ValueError):
    """Whoever wrote it down does not check it. Also when nobody knows any more who wrote it."""


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
    """unchecked, waiting, ended, ahead, partly or in_force. Only the last two give a basis: to who confirmed."""
    if covenant.ends_on < day:
        return "ended"
    if covenant.checked_on is None:
        return "unchecked"
    parties = list(covenant.parties.all())
    standing = [p for p in parties if p.confirmed_at is not None and p.withdrawn_at is None]
    if len(standing) < FEWEST:
        return "waiting"
    if covenant.starts_on > day:
        return "ahead"
    return "in_force" if len(standing) == len(parties) else "partly"


STATES = {
    "in_force": "geldig",
    "partly": "geldig tussen de partijen die bevestigden",
    "waiting": "niet door twee partijen bevestigd: geeft geen grondslag",
    "unchecked": "nog niet gecontroleerd: geeft geen grondslag",
    "ahead": "begint later: geeft nog geen grondslag",
    "ended": "afgelopen: geeft geen grondslag",
}


def covenants(state: str, *, day: date) -> "QuerySet[Covenant]":
    """All covenants, or those in one state: everybody who works here may read who agreed on what."""
    live, over = Q(checked_on__isnull=False, ends_on__gte=day), Q(ends_on__lt=day)
    begun, enough = Q(starts_on__lte=day), Q(bound__gte=FEWEST)
    wanted = {
        "in_force": live & begun & enough & Q(bound=F("all_parties")),
        "partly": live & begun & enough & Q(bound__lt=F("all_parties")),
        "ahead": live & enough & ~begun,
        "waiting": live & Q(bound__lt=FEWEST),
        "unchecked": Q(checked_on__isnull=True) & ~over,
        "ended": over,
    }
    found = Covenant.objects.all()
    if state in wanted:
        bound = Count("parties", filter=BINDS, distinct=True)
        counted = found.annotate(bound=bound, all_parties=Count("parties", distinct=True))
        found = found.filter(pk__in=counted.filter(wanted[state]).values("pk"))
    return found.select_related("owning_unit__organisation", "checked_by", "drafted_by").prefetch_related(
        "parties__unit__organisation", "parties__contact", "parties__confirmed_by", "parties__withdrawn_by"
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


def covenant_to_check(actor: Actor, key: UUID, *, at: datetime) -> Covenant:
    """One that the actor's organisation keeps or is a party to: somebody of either checks it. Raises NotHere."""
    units = visible(actor, Kind.COVENANT, at=at).units
    party = CovenantParty.objects.filter(unit__in=units).values("covenant")
    found = covenants("", day=local_day(at)).filter(Q(owning_unit__in=units) | Q(pk__in=party), pk=key).first()
    if found is None:
        raise NotHere
    return found


def may_check(actor: Actor, covenant: Covenant, *, at: datetime) -> bool:
    """True when the actor answers for the keeper or for a party, and did not write the draft."""
    if Purpose.OVERSIGHT not in actor.purposes(at) or covenant.checked_on is not None:
        return False
    units = visible(actor.with_purpose(Purpose.OVERSIGHT), Kind.COVENANT, at=at).units
    named = {covenant.owning_unit_id, *(party.unit_id for party in covenant.parties.all())}
    return bool(units & named) and covenant.drafted_by_id not in (None, actor.person)


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
    made = Covenant(id=submission, owning_unit=unit, drafted_by_id=actor.person, **_values(terms))
    made.save(force_insert=True)
    _set_parties(made, terms.parties)
    return made


@action("covenant.change", kind=Kind.COVENANT)
def change(*, actor: Actor, covenant: Covenant, terms: Terms, expected: int, at: datetime) -> Covenant:
    """Change a draft; whoever does so wrote it, and somebody else checks it. Raises AlreadyChecked, EditConflict."""
    if covenant.checked_on is not None:
        raise AlreadyChecked
    covenant.save_if_current(expected=expected, drafted_by_id=actor.person, **_values(terms))
    covenant.parties.all().delete()
    _set_parties(covenant, terms.parties)
    return covenant


@action("covenant.check", kind=Kind.COVENANT)
def check(*, actor: Actor, covenant: Covenant, person: Person, expected: int, at: datetime) -> Covenant:
    """Somebody else read the signed text: the register tells the same.

    Raises AlreadyChecked, OwnDraft, EditConflict.
    """
    if covenant.checked_on is not None:
        raise AlreadyChecked
    if covenant.drafted_by_id in (None, person.pk):
        raise OwnDraft
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
