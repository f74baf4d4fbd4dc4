# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What stands on the pages about comparisons and contacts: kinds, never values; never the other side's record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from zicht.access.actors import Actor
from zicht.access.covenants import contact_of
from zicht.access.models import Covenant
from zicht.access.roles import Kind
from zicht.casework.cases.gate import cases
from zicht.casework.cases.ways import Way
from zicht.casework.intake.gate import signals
from zicht.casework.matching import rules
from zicht.casework.matching.models import Comparison, Contact

PATHS = {"": "gemeente", "care-": "zorg", "partner-": "partner"}


def url(way: Way, name: str, *args: Any) -> str:
    """Address of a page of this room behind the door of `way`."""
    return reverse(f"matching:{way.prefix}{name}", args=args)


def compare_url(way: Way, case: UUID) -> str:
    """Address of the page that asks for a comparison of a case; empty behind a door that has none."""
    return url(way, "ask-case", case) if way.prefix in PATHS else ""


def record_link(actor: Actor, way: Way, kind: str, key: UUID, *, at: datetime) -> tuple[str, str]:
    """Reference and address of a record of one's own; words without an address when it is not open to the actor."""
    if kind == Kind.CASE.value:
        found = cases(actor, at=at).filter(pk=key).values_list("reference", flat=True).first()
        return (found, way.case_url(key)) if found else ("een casus", "")
    known = signals(actor, at=at).filter(pk=key).values_list("reference", flat=True).first()
    return (known, reverse("intake:signal", args=[key])) if known else ("een signaal", "")


def references(actor: Actor, rows: list[Any], *, at: datetime) -> dict[UUID, str]:
    """References of the records of these rows, two queries whatever their number."""
    keys = {kind.value: {row.record for row in rows if row.record_kind == kind.value} for kind in COMPARED}
    found: dict[UUID, str] = {}
    for kind, gate in COMPARED.items():
        if keys[kind.value]:
            found |= dict(gate(actor, at=at).filter(pk__in=keys[kind.value]).values_list("pk", "reference"))
    return found


COMPARED: dict[Kind, Any] = {Kind.CASE: cases, Kind.SIGNAL: signals}


def comparison_rows(actor: Actor, found: list[Comparison], *, at: datetime) -> list[dict[str, Any]]:
    """Comparisons for the list."""
    names = references(actor, found, at=at)
    return [
        {
            "comparison": row,
            "reference": names.get(row.record, "dossier"),
            "kinds": rules.in_words(row.kinds),
            "why": rules.REASONS.get(row.reason, ""),
        }
        for row in found
    ]


def contact_rows(actor: Actor, way: Way, found: list[Contact], *, at: datetime) -> list[dict[str, Any]]:
    """Contacts for the list."""
    names = references(actor, found, at=at)
    return [
        {
            "contact": row,
            "url": url(way, "contact", row.pk),
            "reference": names.get(row.record, "dossier"),
            "kinds": rules.in_words(row.kinds),
            "verdict": rules.VERDICTS[row.verdict],
        }
        for row in found
    ]


def contact_facts(contact: Contact) -> list[tuple[str, Any]]:
    """What one side knows of a contact."""
    covenant = Covenant.objects.filter(pk=contact.covenant).first()
    function = contact_of(covenant, contact.other_unit_id) if covenant else None
    return [
        ("Bij wie", str(contact.other_unit)),
        ("Wie u belt", function.name if function else "de afdeling zelf: het convenant noemt geen functie"),
        ("Wat gelijk is", rules.in_words(contact.kinds)),
        ("Convenant", covenant.title if covenant else "niet meer in het register"),
        ("Hoe het kwam", "uw afdeling vroeg het" if contact.asked else "de ander vroeg het of sloeg een signaal op"),
    ]


def access_url(way: Way, contact: Contact) -> str:
    """Address of the page that asks the other side for access, with the function to call already chosen."""
    covenant = Covenant.objects.filter(pk=contact.covenant).first()
    function = contact_of(covenant, contact.other_unit_id) if covenant else None
    page = reverse(f"moving:{way.prefix}ask")
    return f"{page}?functie={function.pk}" if function else page


def both_sides(contact: Contact) -> list[dict[str, str]]:
    """Both verdicts beside each other, only when both sides share."""
    if not (contact.shared and contact.other_verdict):
        return []
    return [
        {"who": "Uw afdeling", "verdict": rules.VERDICTS[contact.verdict], "reason": contact.verdict_reason},
        {
            "who": str(contact.other_unit),
            "verdict": rules.VERDICTS[contact.other_verdict],
            "reason": contact.other_reason,
        },
    ]
