# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The check is how you get the record: what every room's gate is made of."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.http import Http404

from zicht.access.actors import Actor
from zicht.access.roles import Kind
from zicht.access.visible import visible

M = TypeVar("M", bound=models.Model)


class NotHere(Http404):
    """No such record, or not for this actor and purpose: a stranger cannot tell which."""


def open_to(
    records: "models.QuerySet[M]",
    *,
    actor: Actor,
    kind: Kind,
    at: datetime,
    key: str = "pk",
    unit: str = "owning_unit",
    reporter: str | None = None,
) -> "models.QuerySet[M]":
    """The part of `records` that the actor may see for the purpose in use.

    key, unit, reporter: names of the columns with the record's key, its owning unit and who reported it.
    """
    return records.filter(visible(actor, kind, at=at).q(key=key, unit=unit, reporter=reporter))


def one(records: "models.QuerySet[M]", key: UUID) -> M:
    """The record with this key out of an opened queryset. Raises NotHere."""
    found = records.filter(pk=key).first()
    if found is None:
        raise NotHere
    return found
