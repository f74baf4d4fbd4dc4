# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Asking who did one act, and answering the yearly question about a seat."""

from datetime import datetime

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import ActOpening, AuditRow, Membership, SeatReview
from zicht.access.roles import Kind


@action("oversight.open_act", kind=Kind.AUDIT)
def open_act(*, actor: Actor, act: AuditRow, reason: str, at: datetime) -> ActOpening:
    """Ask who did this one act. reason: a code of the list act_reasons."""
    if actor.person is None or act.owning_unit_id is None:
        raise ValueError("a person asks, about an act of a unit")
    made = ActOpening(
        act=act.pk, reason=reason, opened_by_id=actor.person, owning_unit_id=act.owning_unit_id, at=at
    )  # fmt: skip
    made.save(force_insert=True)
    return made


@action("oversight.review_seat", kind=Kind.STAFF)
def review_seat(*, actor: Actor, seat: Membership, answer: SeatReview.Answer, at: datetime) -> SeatReview:
    """Say whether a seat is still needed. The administrator ends it; here nothing changes."""
    if actor.person is None:
        raise ValueError("a person answers")
    made = SeatReview(
        seat=seat, answer=answer.value, reviewed_by_id=actor.person, owning_unit_id=seat.unit_id, at=at
    )  # fmt: skip
    made.save(force_insert=True)
    return made
