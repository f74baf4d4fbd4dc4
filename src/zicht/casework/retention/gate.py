# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to lists, items, certificates: the own unit for handling, the whole organisation for oversight."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import Under, one, open_to
from zicht.access.roles import Kind, Purpose
from zicht.access.visible import visible
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import Signal
from zicht.casework.retention.models import Certificate, RetentionItem, RetentionList

M = TypeVar("M", bound=Model)

# What stands on a list is a record or hangs on one: whoever is kept out of that does not see the line either.
HANGS: Under = (
    ("record", Kind.SIGNAL), ("record", Kind.CASE), ("parent", Kind.SIGNAL), ("parent", Kind.CASE),
)  # fmt: skip


def _opened(rows: "QuerySet[M]", actor: Actor, at: datetime, *, under: Under = ()) -> "QuerySet[M]":
    kind = Kind.RETENTION if actor.purpose is Purpose.OVERSIGHT else Kind.CASE
    return open_to(rows, actor=actor, kind=kind, at=at, under=under)


def _items(rows: "QuerySet[RetentionItem]", actor: Actor, at: datetime) -> "QuerySet[RetentionItem]":
    """Lines about what the actor is not kept from: excluded from it or from its case, or kept under another law."""
    found = _opened(rows, actor, at, under=HANGS)
    seen = visible(actor, Kind.CASE, at=at)
    kept = Signal.objects.filter(case__in=seen.kept.get(Kind.CASE, frozenset())).values("pk")
    if seen.kept.get(Kind.CASE):
        found = found.exclude(Q(record__in=kept, record__isnull=False) | Q(parent__in=kept, parent__isnull=False))
    if seen.police and not seen.job:
        ours = Case.objects.filter(owning_unit__in=seen.units).exclude(seen.own(regime="regime")).values("pk")
        found = found.exclude(record__in=ours, record__isnull=False)
    return found


def lists(actor: Actor, *, at: datetime) -> QuerySet[RetentionList]:
    """The lists of the own unit, or for who oversees of the organisation; newest first."""
    found = RetentionList.objects.select_related("owning_unit__organisation", "agreed_by")
    return _opened(found, actor, at).order_by("-made_at", "id")


def list_for(actor: Actor, key: UUID, *, at: datetime) -> RetentionList:
    """One list. Raises NotHere."""
    return one(lists(actor, at=at), key)


def items(actor: Actor, found: RetentionList, *, at: datetime) -> QuerySet[RetentionItem]:
    """What stands on a list, by term."""
    return _items(RetentionItem.objects.filter(list=found), actor, at).order_by("due_on", "id")


def item_for(actor: Actor, key: UUID, *, at: datetime) -> RetentionItem:
    """One item. Raises NotHere."""
    return one(_items(RetentionItem.objects.select_related("list"), actor, at), key)


def certificate_of(actor: Actor, found: RetentionList, *, at: datetime) -> Certificate | None:
    """The certificate of a list that is done."""
    rows = Certificate.objects.filter(list=found).select_related("approved_by", "owning_unit__organisation")
    return _opened(rows, actor, at).first()
