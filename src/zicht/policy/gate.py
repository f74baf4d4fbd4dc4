# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to the records of this room: those of the units where the actor makes policy."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import NotHere, one, open_to
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.policy.models import Recommendation, YearCount

__all__ = ["own_unit", "recommendation_for", "recommendations", "year_count_for", "year_counts"]


def recommendations(actor: Actor, *, at: datetime) -> QuerySet[Recommendation]:
    """Recommendations that the actor's units made or follow."""
    return open_to(Recommendation.objects.all(), actor=actor, kind=Kind.POLICY, at=at)


def recommendation_for(actor: Actor, key: UUID, *, at: datetime) -> Recommendation:
    """One of these. Raises NotHere."""
    return one(recommendations(actor, at=at), key)


def year_counts(actor: Actor, *, at: datetime) -> QuerySet[YearCount]:
    """Counts that the actor's units wrote down."""
    return open_to(YearCount.objects.all(), actor=actor, kind=Kind.POLICY, at=at)


def year_count_for(actor: Actor, key: UUID, *, at: datetime) -> YearCount:
    """One of these. Raises NotHere."""
    return one(year_counts(actor, at=at), key)


def own_unit(actor: Actor, *, at: datetime) -> Unit:
    """Where new records of this actor lie. Raises NotHere without a seat for policy."""
    units = sorted(visible(actor, Kind.POLICY, at=at).units)
    if not units:
        raise NotHere
    return Unit.objects.get(pk=units[0])
