# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sending. A message and the job that delivers it are stored in the sender's own transaction, or not at all."""

import uuid
from datetime import datetime
from typing import Any

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.exchange import jobs
from zicht.exchange.formats import SHAPES
from zicht.exchange.models import Message


@action("message.send", kind=Kind.MESSAGE)
def send(
    *, actor: Actor, from_unit: Unit, to_unit: Unit, kind: str, body: dict[str, Any], at: datetime,
    in_reply_to: uuid.UUID | None = None,
) -> Message:  # fmt: skip
    """Queue a message of `kind` from a unit of the actor's to another unit, here or in another instance.

    body: of the shape in formats.SHAPES. in_reply_to: `message` of what is answered. Raises BadBody, KeyError
    for an unknown kind. Returns the sender's row; its `message` is the same on the other side.
    """
    SHAPES[kind].read(body)
    row = Message(
        message=uuid.uuid4(), direction=Message.Direction.OUT, owning_unit=from_unit, from_unit=from_unit.key,
        to_unit=to_unit.key, from_name=str(from_unit), kind=kind, in_reply_to=in_reply_to, body=body, created_at=at,
        state=Message.State.QUEUED,
    )  # fmt: skip
    row.save(force_insert=True)
    if not to_unit.remote:
        jobs.deliver_soon(unit=from_unit.pk, row=row.pk)
    return row


def empty_destroyed(gone: frozenset[uuid.UUID], using: str) -> int:
    """Empty the bodies of messages whose key was destroyed, in a database that was restored. Gives how many."""
    return Message.objects.using(using).filter(pk__in=gone).exclude(body={}).update(body={})
