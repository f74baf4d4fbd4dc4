# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A package: chosen fields of a case for another unit, which accepts or refuses and then owns its own copy."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.access.models import Person, Unit
from zicht.base.fields import criminal, internal, personal, worker
from zicht.base.records import Keyed
from zicht.casework.cases.models import Case

__all__ = ["Package", "ReceivedPackage"]


class Package(Keyed):
    """The sender's side: what was sent to whom, why, on which ground, and what they answered."""

    class State(models.TextChoices):
        """What the receiver did."""

        SENT = "sent", "verstuurd"
        ACCEPTED = "accepted", "aangenomen"
        REFUSED = "refused", "geweigerd"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    case = internal(models.ForeignKey(Case, on_delete=models.PROTECT, related_name="packages"))
    to_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    purpose = internal(models.CharField(max_length=30))
    legal_basis = internal(models.CharField(max_length=60))  # list legal_bases; to be confirmed
    necessity = personal(models.TextField())
    fields = internal(ArrayField(models.CharField(max_length=60)))
    body = criminal(models.JSONField())
    ends_on = internal(models.DateField())
    sent_at = internal(models.DateTimeField())
    sent_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    message = internal(models.UUIDField(unique=True))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.SENT))
    answered_at = internal(models.DateTimeField(null=True, blank=True))
    answer_reason = personal(models.TextField(blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at", "id"]


class ReceivedPackage(Keyed):
    """The receiver's side. The sender's words stay as they were sent."""

    class State(models.TextChoices):
        """What we did with it."""

        WAITING = "waiting", "wacht op antwoord"
        ACCEPTED = "accepted", "aangenomen"
        REFUSED = "refused", "geweigerd"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    from_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    message = internal(models.UUIDField(unique=True))
    received_at = internal(models.DateTimeField())
    purpose = internal(models.CharField(max_length=30))
    legal_basis = internal(models.CharField(max_length=60))
    necessity = personal(models.TextField())
    body = criminal(models.JSONField())
    ends_on = internal(models.DateField())
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.WAITING))
    answered_at = internal(models.DateTimeField(null=True, blank=True))
    answered_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    answer_reason = personal(models.TextField(blank=True, default=""))
    case = internal(models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))

    class Meta:
        ordering: ClassVar[list[str]] = ["-received_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "state", "-received_at"], name="package_unit_state"),
        ]
