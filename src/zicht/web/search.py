# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Searching by reference or by one identifier, among what the actor may see for the purpose in use.

Identifiers are looked up as keyed digests; every record comes through the gate of its own room. What does not exist
and what is not for the actor look the same: nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from rapidfuzz import fuzz

from zicht.access import index
from zicht.access.actors import Actor
from zicht.access.roles import Kind, Purpose
from zicht.casework.cases.gate import cases, own_cases
from zicht.casework.intake.gate import signals
from zicht.reference.identifiers import normalise
from zicht.register.gate import reports

MOST = 500
ALMOST = 90  # of a hundred: written nearly the same
KINDS: dict[str, str] = {
    "reference": "Kenmerk",
    "phone": "Telefoonnummer",
    "email": "E-mailadres",
    "account": "Account",
    "address": "Adres",
    "company": "Bedrijf",
    "plate": "Kenteken",
    "advert": "Advertentie",
    "bsn": "Burgerservicenummer",
    "name": "Naam, precies zo geschreven",
    "name_year": "Naam en geboortejaar, zoals het klinkt",
}


@dataclass(frozen=True)
class Found:
    """A record, in words; likeness: why it looks like what was asked, empty where it is equal."""

    kind: Kind
    key: UUID
    reference: str
    what: str
    url: str
    likeness: tuple[str, ...] = ()


Gate = Callable[..., "QuerySet[Any]"]
# Per purpose: the kinds of records, their gate, their word and the address of one.
PLACES: dict[Purpose, tuple[tuple[Kind, Gate, str, str], ...]] = {
    Purpose.SIGNAL_HANDLING: (
        (Kind.SIGNAL, signals, "Signaal", "intake:signal"),
        (Kind.CASE, cases, "Casus", "dossier:case"),
    ),
    Purpose.CARE_COORDINATION: ((Kind.CASE, cases, "Casus", "dossier:care-case"),),
    Purpose.PARTNER_HANDLING: ((Kind.CASE, cases, "Casus", "dossier:partner-case"),),
    Purpose.REGISTER_KEEPING: ((Kind.REPORT, reports, "Melding", "register:report"),),
}


def found_by(actor: Actor, kind: str, value: str, *, at: datetime) -> list[Found]:
    """The records with this reference or identifier that the actor may see, at most MOST."""
    places = PLACES.get(actor.purpose, ()) if actor.purpose else ()
    if not value.strip():
        return []
    if kind == "reference":
        return [
            Found(place, key, name, what, reverse(page, args=[key]))
            for place, gate, what, page in places
            for key, name in _named(gate(actor, at=at), place, reference=value.strip().upper())
        ]
    entries = index.find(kinds=[place for place, *_ in places], entry_kind=kind, value=value)[:MOST]
    found = []
    for place, gate, what, page in places:
        rows = {record: row for name, record, row in entries if name == place.value}
        # By grant a case shows some fields: a hit on a name or number would tell what was not granted.
        of_ours = own_cases if place is Kind.CASE else gate
        for key, name in _named(of_ours(actor, at=at), place, pk__in=list(rows)):
            why = _likeness(place, rows[key], value) if kind == "name_year" else ()
            found.append(Found(place, key, name, what, reverse(page, args=[key]), why))
    return found


def revealed(actor: Actor, kind: str, value: str, *, at: datetime) -> set[UUID]:
    """The keys of all records that a search tells the actor about."""
    return {hit.key for hit in found_by(actor, kind, value, at=at)}


def _named(records: "QuerySet[Any]", place: Kind, **wanted: Any) -> list[tuple[UUID, str]]:
    """Key and reference; a report of the register has no reference of its own."""
    if place is Kind.REPORT:
        asked = {name: value for name, value in wanted.items() if name != "reference"}
        return [(key, "Melding") for key in records.filter(**asked).values_list("pk", flat=True)] if asked else []
    found = records.filter(**wanted).order_by("reference").values_list("pk", "reference")
    return [(key, reference) for key, reference in found[:MOST]]


def _likeness(place: Kind, row: UUID, value: str) -> tuple[str, ...]:
    """Why a person looks like the one who was asked for: reasons, no score."""
    from zicht.casework.cases.models import CasePerson
    from zicht.register.models import Report

    person = (CasePerson if place is Kind.CASE else Report).objects.filter(pk=row).first()
    asked, known = normalise("name", value), normalise("name", getattr(person, "name", "") or "")
    asked = " ".join(word for word in asked.split() if not word.isdigit())
    if asked == known:
        spelling = "zelfde schrijfwijze"
    elif fuzz.token_sort_ratio(asked, known) >= ALMOST:
        spelling = "bijna zo geschreven"
    else:
        spelling = "anders geschreven"
    return ("zelfde klank", "zelfde geboortejaar", spelling)
