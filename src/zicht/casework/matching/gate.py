# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The only way to comparisons and contacts: those of one's own unit, for the purpose in use."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import one, open_to
from zicht.access.models import IndexEntry
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.casework.cases.gate import kept_by_law
from zicht.casework.matching.models import Comparison, Contact

# Both name a record of the own unit: who is kept out of that one is kept out of these.
HANGS_ON = (("record", Kind.SIGNAL), ("record", Kind.CASE))


def comparisons(actor: Actor, *, at: datetime) -> "QuerySet[Comparison]":
    """What the actor's units asked for this purpose."""
    records = Comparison.objects.select_related("asked_by")
    found = open_to(records, actor=actor, kind=Kind.COMPARISON, at=at, under=HANGS_ON)
    found = found.exclude(record__in=kept_by_law(actor, at=at).values("pk"))
    return found.filter(purpose=actor.purpose.value) if actor.purpose else found


def contacts(actor: Actor, *, at: datetime) -> "QuerySet[Contact]":
    """Contacts of the actor's units about records that the actor may see for this purpose."""
    records = Contact.objects.select_related("other_unit__organisation", "verdict_by")
    found = open_to(records, actor=actor, kind=Kind.COMPARISON, at=at, under=HANGS_ON)
    seen = [kind.value for kind in (Kind.SIGNAL, Kind.CASE) if visible(actor, kind, at=at).units]
    return found.filter(record_kind__in=seen).exclude(record__in=kept_by_law(actor, at=at).values("pk"))


def contact_for(actor: Actor, key: UUID, *, at: datetime) -> Contact:
    """One contact. Raises NotHere."""
    return one(contacts(actor, at=at), key)


def held(kind: Kind, record: UUID, unit: int) -> dict[str, bool]:
    """Kinds of identifiers that stand in a record, and whether they take part."""
    entries = IndexEntry.objects.filter(kind=kind.value, record=record, owning_unit=unit)
    found: dict[str, bool] = {}
    for name, part in entries.values_list("entry_kind", "compares").distinct():
        found[name] = found.get(name, False) or part
    return found
