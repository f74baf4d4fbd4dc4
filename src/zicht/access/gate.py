# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The check is how you get the record: what every room's gate is made of."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.http import Http404

from zicht.access import logbook
from zicht.access.actors import Actor
from zicht.access.roles import Kind
from zicht.access.visible import Visible, visible

M = TypeVar("M", bound=models.Model)
Under = tuple[tuple[str, Kind], ...]


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
    regime: str | None = None,
    under: Under = (),
) -> "models.QuerySet[M]":
    """The part of `records` that the actor may see for the purpose in use.

    key, unit, reporter, regime: names of the columns with the record's key, its owning unit, who reported it, and
    under which law it is kept. under: (column, kind) for each record that it hangs on, such as ("case", Kind.CASE):
    whoever is excluded from that one does not see this one.
    """
    seen = visible(actor, kind, at=at)
    logbook.filtered(actor, kind, seen, at=at)
    found = records.filter(seen.q(key=key, unit=unit, reporter=reporter, regime=regime))
    return _without(found, seen, under, reporter)


def own_to(
    records: "models.QuerySet[M]",
    *,
    actor: Actor,
    kind: Kind,
    at: datetime,
    key: str = "pk",
    unit: str = "owning_unit",
    regime: str | None = None,
    under: Under = (),
) -> "models.QuerySet[M]":
    """The part of `records` that the actor may work on: by role in the unit that owns it, not by a grant."""
    seen = visible(actor, kind, at=at)
    logbook.filtered(actor, kind, seen, at=at)
    found = records.filter(seen.own(key=key, unit=unit, regime=regime))
    return _without(found, seen, under, None)


def _without(
    records: "models.QuerySet[M]", seen: Visible, under: Under, reporter: str | None
) -> "models.QuerySet[M]":
    """Without what hangs on a record that the actor is excluded from; one's own report stays."""
    for column, kind in under:
        kept = seen.kept.get(kind)
        if kept:
            mine = Q(**{reporter: seen.reporter}) if reporter and seen.reporter is not None else Q(pk=None)
            records = records.filter(~Q(**{f"{column}__in": kept}) | mine)
    return records


def one(records: "models.QuerySet[M]", key: UUID) -> M:
    """The record with this key out of an opened queryset. Raises NotHere."""
    found = records.filter(pk=key).first()
    if found is None:
        logbook.missed(records.model, key)
        raise NotHere
    logbook.opened(found)
    return found
