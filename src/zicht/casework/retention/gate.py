# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to lists, items, certificates: the own unit for handling, the whole organisation for oversight."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import one, open_to
from zicht.access.roles import Kind, Purpose
from zicht.casework.retention.models import Certificate, RetentionItem, RetentionList

M = TypeVar("M", bound=Model)


def _opened(rows: "QuerySet[M]", actor: Actor, at: datetime) -> "QuerySet[M]":
    kind = Kind.RETENTION if actor.purpose is Purpose.OVERSIGHT else Kind.CASE
    return open_to(rows, actor=actor, kind=kind, at=at)


def lists(actor: Actor, *, at: datetime) -> QuerySet[RetentionList]:
    """The lists of the own unit, or for who oversees of the organisation; newest first."""
    found = RetentionList.objects.select_related("owning_unit__organisation", "agreed_by")
    return _opened(found, actor, at).order_by("-made_at", "id")


def list_for(actor: Actor, key: UUID, *, at: datetime) -> RetentionList:
    """One list. Raises NotHere."""
    return one(lists(actor, at=at), key)


def items(actor: Actor, found: RetentionList, *, at: datetime) -> QuerySet[RetentionItem]:
    """What stands on a list, by term."""
    return _opened(RetentionItem.objects.filter(list=found), actor, at).order_by("due_on", "id")


def item_for(actor: Actor, key: UUID, *, at: datetime) -> RetentionItem:
    """One item. Raises NotHere."""
    return one(_opened(RetentionItem.objects.select_related("list"), actor, at), key)


def certificate_of(actor: Actor, found: RetentionList, *, at: datetime) -> Certificate | None:
    """The certificate of a list that is done."""
    rows = Certificate.objects.filter(list=found).select_related("approved_by", "owning_unit__organisation")
    return _opened(rows, actor, at).first()
