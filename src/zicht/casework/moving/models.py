# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A handover: one case or one signal, with everything in it, offered to another unit of this instance."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.access.models import Function, Person, Unit
from zicht.access.roles import Kind
from zicht.base.fields import SealedText, criminal, internal, personal, worker
from zicht.base.records import Keyed

__all__ = ["Handover"]


class Handover(Keyed):
    """Who offers what to whom, why, until when, and what became of it. Stays with the sender as the trace.

    It names the record by kind and key: the record itself moves to another unit. parts: how many of what, no content.
    """

    class State(models.TextChoices):
        """Past its deadline a proposal is over."""

        PROPOSED = "proposed", "voorgesteld"
        ACCEPTED = "accepted", "aangenomen"
        REFUSED = "refused", "geweigerd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))  # the sender
    to_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    to_function = internal(models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+"))
    kind = internal(
        models.CharField(max_length=10, choices=[(Kind.CASE.value, "casus"), (Kind.SIGNAL.value, "signaal")])
    )
    record = internal(models.UUIDField())
    reference = internal(models.CharField(max_length=20))
    purpose = internal(models.CharField(max_length=30))  # for which the sender worked on it
    why = personal(SealedText())
    proposed_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    proposed_at = internal(models.DateTimeField())
    deadline = internal(models.DateField())
    # What the receiver reads before deciding: no more than this.
    parts = internal(models.JSONField(default=dict))  # table → how many
    forms = criminal(ArrayField(models.CharField(max_length=10), default=list, blank=True))
    municipality = internal(models.CharField(max_length=10, blank=True, default=""))
    acute = internal(models.BooleanField(default=False))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED))
    answered_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    answered_at = internal(models.DateTimeField(null=True, blank=True))
    answer = personal(SealedText(blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["-proposed_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # One record is offered to one unit at a time.
            models.UniqueConstraint(fields=["record"], condition=Q(state="proposed"), name="handover_one_open"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "-proposed_at"], name="handover_sender"),
            models.Index(fields=["to_unit", "state"], name="handover_receiver"),
        ]
