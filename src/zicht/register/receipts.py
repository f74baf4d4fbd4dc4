# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Receipts: whoever reports hears what became of it, each time that changes."""

from datetime import datetime
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.models import Unit
from zicht.exchange.actions import send
from zicht.exchange.formats import Receipt
from zicht.exchange.models import Message
from zicht.register.models import Report


def answer(*, actor: Actor, report: Report, at: datetime) -> Message | None:
    """Send the receipt of a report. None when it came by file, or from a unit without an address here."""
    key = report.delivery.message
    if key is None:
        return None
    arrived = Message.objects.filter(message=key, direction=Message.Direction.IN).first()
    if arrived is None:
        return None
    return answer_plainly(actor=actor, message=arrived, state=report.state, text=report.state_reason, at=at)


def answer_plainly(
    *, actor: Actor, message: Message, state: str, text: str, at: datetime, about: UUID | None = None
) -> Message | None:
    """Answer `message` with a state and a text without names. about: the report, when it is another message."""
    sender = Unit.objects.filter(key=message.from_unit).first()
    if sender is None:
        return None
    return send(
        actor=actor,
        from_unit=message.owning_unit,
        to_unit=sender,
        kind=Receipt.kind,
        body=Receipt(state=state, text=text).body(),
        at=at,
        in_reply_to=about or message.message,
    )


def has_address(report: Report) -> bool:
    """True when the reporter of this report can be answered."""
    key = report.delivery.message
    if key is None:
        return False
    arrived = Message.objects.filter(message=key, direction=Message.Direction.IN).first()
    return arrived is not None and Unit.objects.filter(key=arrived.from_unit).exists()
