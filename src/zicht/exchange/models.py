# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Outbox and inbox. Each side holds its own row: the sender's goes out, the receiver's came in."""

import uuid
from typing import ClassVar

from django.db import models

from zicht.access.models import Unit
from zicht.base.fields import SealedJSON, criminal, internal


class Message(models.Model):
    """One message of one kind from a unit to a unit. `message` is the same on both sides."""

    class Direction(models.TextChoices):
        """Whose row this is."""

        OUT = "out", "uit"
        IN = "in", "in"

    class State(models.TextChoices):
        """What happened to it."""

        QUEUED = "queued", "klaar om te versturen"
        SENT = "sent", "bezorgd"
        RECEIVED = "received", "ontvangen"
        HANDLED = "handled", "verwerkt"
        FAILED = "failed", "mislukt"

    id = internal(models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False))
    message = internal(models.UUIDField())
    direction = internal(models.CharField(max_length=3, choices=Direction.choices))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    from_unit = internal(models.UUIDField())  # key of the unit, here or in another instance
    to_unit = internal(models.UUIDField())
    from_name = internal(models.CharField(max_length=320))
    kind = internal(models.CharField(max_length=60))
    in_reply_to = internal(models.UUIDField(null=True, blank=True))
    body = criminal(SealedJSON())
    created_at = internal(models.DateTimeField())
    handled_at = internal(models.DateTimeField(null=True, blank=True))
    state = internal(models.CharField(max_length=10, choices=State.choices))
    attempts = internal(models.PositiveSmallIntegerField(default=0))
    problem = internal(models.CharField(max_length=200, blank=True, default=""))  # never content
    tried_at = internal(models.DateTimeField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["created_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The same message cannot arrive twice.
            models.UniqueConstraint(fields=["message", "direction"], name="exchange_message_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "direction", "-created_at"], name="exchange_unit"),
            # What still has to move: stays small, however many messages there were.
            models.Index(
                fields=["owning_unit", "direction"],
                name="exchange_due",
                condition=models.Q(state__in=["queued", "received"]),
            ),
        ]
