# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whether a received package looks like something that we have: asked before accepting, never merged by itself."""

from datetime import datetime
from typing import Any

from zicht.access import index
from zicht.access.actors import Actor
from zicht.access.roles import Kind
from zicht.casework.cases.gate import cases
from zicht.casework.cases.rules import CLOSED
from zicht.casework.cases.ways import Way
from zicht.exchange import formats
from zicht.reference.identifiers import name_year

# What is compared, and how it is told. Likeness is no fact.
REASONS = {
    "name_year": "een naam die zo klinkt, en hetzelfde geboortejaar",
    "phone": "hetzelfde telefoonnummer",
    "email": "hetzelfde e-mailadres",
}
MOST = 10


def alike(actor: Actor, body: formats.Package, way: Way, *, at: datetime) -> list[dict[str, Any]]:
    """Own open cases that look like the persons in a package, each with the reasons."""
    reasons: dict[Any, list[str]] = {}
    for person in body.persons:
        contact = person.get("safe_contact", "")
        asked = {
            "name_year": name_year(person.get("name", ""), person.get("birth_year")),
            "email" if "@" in contact else "phone": contact,
        }
        for kind, value in asked.items():
            for _, record, _ in index.find(kinds=[Kind.CASE], entry_kind=kind, value=value) if value else ():
                held = reasons.setdefault(record, [])
                if REASONS[kind] not in held:
                    held.append(REASONS[kind])
    found = cases(actor, at=at).filter(pk__in=list(reasons)).exclude(state=CLOSED).order_by("-opened_at", "id")
    return [
        {"reference": c.reference, "url": way.case_url(c.pk), "why": " en ".join(reasons[c.pk])} for c in found[:MOST]
    ]
