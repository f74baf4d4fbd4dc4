# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From outbox to inbox to handler. Each step is one transaction that acts for one unit.

A step that fails leaves the message where it was, with the number of tries and the type of the error; a later
run tries again, more and more rarely. Nothing is lost, nothing is handled twice.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from zicht.access.actors import for_job
from zicht.access.models import Unit
from zicht.base.context import acting, transaction_as
from zicht.exchange.handlers import handler_for
from zicht.exchange.models import Message

ROUNDS = 20  # an answer to an answer is delivered in the same run, within reason
LONGEST_WAIT = timedelta(days=1)


def deliver_due(*, at: datetime) -> int:
    """Deliver and handle everything that is due, answers included. Returns how many messages were handled."""
    total = 0
    for _ in range(ROUNDS):
        units = list(Unit.objects.filter(remote=False).order_by("pk"))
        moved = sum(hand_over(unit.pk, row, at=at) for unit in units for row in _due(unit, Message.Direction.OUT, at))
        handled = sum(handle(unit.pk, row, at=at) for unit in units for row in _due(unit, Message.Direction.IN, at))
        total += handled
        if not moved and not handled:
            break
    return total


def deliver_one(*, unit: int, row: UUID, at: datetime) -> None:
    """Deliver one message of a unit's outbox and handle it at the receiver. Answers have their own job."""
    hand_over(unit, row, at=at)
    with transaction_as(for_job(unit).context(at)):
        sent = Message.objects.filter(pk=row, direction=Message.Direction.OUT).first()
        receiver = None if sent is None else _receiver(sent)
    if sent is None or receiver is None:
        return
    with transaction_as(for_job(receiver.pk).context(at)):
        arrived = Message.objects.filter(message=sent.message, direction=Message.Direction.IN).first()
    if arrived is not None:
        handle(receiver.pk, arrived.pk, at=at)


def hand_over(unit: int, row: UUID, *, at: datetime) -> bool:
    """Put a message of the unit's outbox into the inbox of a unit of this instance. True when it moved."""
    with transaction_as(for_job(unit).context(at)):
        out = _locked(row, Message.State.QUEUED)
        receiver = None if out is None else _receiver(out)
        if out is None or receiver is None:
            return False
        try:
            with transaction.atomic(), acting(for_job(receiver.pk).context(at)):
                accept(out, receiver, at=at)
        except Exception as error:
            _remember(out, error, at=at)
            return False
        out.state, out.handled_at = Message.State.SENT, at
        out.save(update_fields=["state", "handled_at"])
    return True


def accept(sent: Message, receiver: Unit, *, at: datetime) -> bool:
    """Store the receiver's row of `sent`; the caller acts for `receiver`. False when it had arrived before."""
    if Message.objects.filter(message=sent.message, direction=Message.Direction.IN).exists():
        return False
    Message(
        message=sent.message, direction=Message.Direction.IN, owning_unit=receiver, from_unit=sent.from_unit,
        to_unit=sent.to_unit, from_name=sent.from_name, kind=sent.kind, in_reply_to=sent.in_reply_to, body=sent.body,
        created_at=at, state=Message.State.RECEIVED,
    ).save(force_insert=True)  # fmt: skip
    return True


def handle(unit: int, row: UUID, *, at: datetime) -> bool:
    """Let the room handle a message of the unit's inbox. True when it was handled."""
    actor = for_job(unit)
    with transaction_as(actor.context(at)):
        message = _locked(row, Message.State.RECEIVED)
        if message is None:
            return False
        try:
            with transaction.atomic():
                handler_for(message.kind)(actor=actor, message=message, at=at)
        except Exception as error:
            _remember(message, error, at=at)
            return False
        message.state, message.handled_at, message.problem = Message.State.HANDLED, at, ""
        message.save(update_fields=["state", "handled_at", "problem"])
    return True


def _remember(message: Message, error: Exception, *, at: datetime) -> None:
    """Only the type of the error: its text may hold what somebody wrote."""
    message.attempts += 1
    message.problem = type(error).__name__[:200]
    message.tried_at = at
    message.save(update_fields=["attempts", "problem", "tried_at"])


def wait_after(attempts: int) -> timedelta:
    """How long to wait after this many failed tries: 1, 2, 4, … minutes, a day at most."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 11)), LONGEST_WAIT) if attempts else timedelta(0)


def _due(unit: Unit, direction: str, at: datetime) -> list[UUID]:
    state = Message.State.QUEUED if direction == Message.Direction.OUT else Message.State.RECEIVED
    with transaction_as(for_job(unit.pk).context(at)):
        rows = Message.objects.filter(owning_unit=unit, direction=direction, state=state)
        if direction == Message.Direction.OUT:
            rows = rows.filter(to_unit__in=Unit.objects.filter(remote=False).values("key"))
        found = rows.filter(Q(tried_at=None) | Q(tried_at__lte=at)).values_list("pk", "attempts", "tried_at")
        return [pk for pk, attempts, tried in found if tried is None or tried + wait_after(attempts) <= at]


def _locked(row: UUID, state: str) -> Message | None:
    """The row, when it is still in this state and nobody else is at it."""
    return Message.objects.select_for_update(skip_locked=True).filter(pk=row, state=state).first()


def _receiver(message: Message) -> Unit | None:
    return Unit.objects.filter(key=message.to_unit, remote=False).first()
