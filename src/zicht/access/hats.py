# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which hat? Somebody with more than one working purpose chooses the one in use; nobody else ever sees this.

The choice stands in the session until the next one, and every choice is an act in the audit trail. Reporting is no
hat: everybody may do that at any time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Membership
from zicht.access.roles import PURPOSES, Kind, Purpose, Role, working
from zicht.base.clock import local_day

IN_SESSION = "zicht_hat"


def hats(actor: Actor, *, at: datetime) -> tuple[Purpose, ...]:
    """The purposes between which this person chooses; empty for whoever has one or none."""
    found = working(actor.purposes(at))
    return found if len(found) > 1 else ()


def in_use(session: Mapping[str, Any], actor: Actor, *, at: datetime) -> Purpose | None:
    """The hat that was chosen in this session, while the person still has it."""
    return next((p for p in hats(actor, at=at) if p.value == session.get(IN_SESSION)), None)


def purposes_now(actor: Actor, hat: Purpose | None, *, at: datetime) -> tuple[Purpose, ...]:
    """The purposes whose doors stand open: all, or for whoever chooses a hat the chosen one and reporting."""
    mine = actor.purposes(at)
    if not hats(actor, at=at):
        return mine
    return tuple(p for p in mine if p is hat or p is Purpose.REPORTING)


@action("access.choose_hat", kind=Kind.STAFF)
def choose(*, actor: Actor, purpose: Purpose, at: datetime) -> Membership:
    """Note that somebody works for this purpose from now on. Returns the seat that gives it. Raises LookupError."""
    roles = [role.value for role in Role if purpose in PURPOSES[role]]
    day = local_day(at)
    for seat in Membership.objects.filter(person=actor.person, role__in=roles).order_by("pk"):
        if seat.valid_from <= day and (seat.valid_to is None or day <= seat.valid_to):
            return seat
    raise LookupError("no seat with this purpose")
