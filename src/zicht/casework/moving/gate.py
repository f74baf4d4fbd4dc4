# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The only way to handovers: those that the actor's units proposed, and those proposed to them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import NotHere, one
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.base.clock import local_day
from zicht.casework.cases.gate import of_another_regime, own_case_for
from zicht.casework.cases.models import Case
from zicht.casework.intake.gate import signal_to_change
from zicht.casework.intake.models import Signal
from zicht.casework.moving.models import Handover

__all__ = ["NotHere", "handover_for", "handovers", "incoming", "me", "own_case_for", "record_of", "signal_to_change"]


def me(actor: Actor) -> int:
    """The acting person by key. Raises NotHere for doors and jobs."""
    if actor.person is None:
        raise NotHere
    return actor.person


def handovers(actor: Actor, *, at: datetime) -> "QuerySet[Handover]":
    """What the actor's units offered and were offered."""
    seen = visible(actor, Kind.REQUEST, at=at)
    mine = Q(owning_unit__in=seen.units) | Q(to_unit__in=seen.units)
    # Whoever does not see the record does not see where it goes: an exclusion, another hat.
    kept = [key for kind in (Kind.CASE, Kind.SIGNAL) for key in seen.kept.get(kind, ())]
    hidden = Q(record__in=kept) | Q(record__in=of_another_regime(actor, at=at).values("pk"))
    return (
        Handover.objects.filter(mine)
        .exclude(hidden)
        .select_related(
            "owning_unit__organisation", "to_unit__organisation", "to_function", "proposed_by", "answered_by"
        )
    )


def incoming(actor: Actor, *, at: datetime) -> "QuerySet[Handover]":
    """What waits for an answer of the actor: proposed to a unit where he or she reads that kind, and not over."""
    waits = handovers(actor, at=at).filter(state=Handover.State.PROPOSED, deadline__gte=local_day(at))
    theirs = Q()
    for kind in (Kind.CASE, Kind.SIGNAL):
        theirs |= Q(kind=kind.value, to_unit__in=visible(actor, kind, at=at).units)
    return waits.filter(theirs)


def handover_for(actor: Actor, key: UUID, *, at: datetime) -> Handover:
    """One of them. Raises NotHere."""
    return one(handovers(actor, at=at), key)


def record_of(actor: Actor, handover: Handover, *, at: datetime) -> Case | Signal:
    """The record itself, for the unit that owns it now. Raises NotHere."""
    if handover.kind == Kind.CASE.value:
        return own_case_for(actor, handover.record, at=at)
    return signal_to_change(actor, handover.record, at=at)


def is_sender(actor: Actor, handover: Handover, *, at: datetime) -> bool:
    """True for somebody of the unit that offered it, who reads that kind there."""
    return handover.owning_unit_id in visible(actor, Kind(handover.kind), at=at).units
