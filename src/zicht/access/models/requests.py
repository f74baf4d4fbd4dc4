# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Asking for what one cannot see, access in an emergency, and who stands in for whom between which days.

A request names its record by kind and key only, filled in when the owner decides: no key points upward.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zicht.access.models.people import Function, FunctionHolder, Membership, Person, Unit
from zicht.access.roles import Kind, Purpose
from zicht.base.fields import SealedText, internal, personal, worker
from zicht.base.records import Keyed

__all__ = ["AccessRequest", "EmergencyAccess", "StandIn"]

KINDS = [(k.value, k.value) for k in Kind]
PURPOSES = [(p.value, p.value) for p in Purpose]


class AccessRequest(Keyed):
    """Somebody asks a unit for a record it may have, or the custodian who reported a signal.

    owning_unit is the unit that decides. The row says nothing about whether the record exists until it is granted.
    """

    class State(models.TextChoices):
        """What became of it; past its deadline an open request is over."""

        ASKED = "asked", "gevraagd"
        GRANTED = "granted", "toegestaan"
        REFUSED = "refused", "geweigerd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    function = internal(models.ForeignKey(Function, null=True, on_delete=models.PROTECT, related_name="+"))
    asking_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    asked_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    asked_at = internal(models.DateTimeField())
    deadline = internal(models.DateField())
    purpose = internal(models.CharField(max_length=30, choices=PURPOSES))
    reference = internal(models.CharField(max_length=30, blank=True, default=""))  # as typed; empty: from a contact
    why = personal(SealedText())
    days = internal(models.PositiveSmallIntegerField())  # how long access is asked for
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.ASKED))
    kind = internal(models.CharField(max_length=20, choices=KINDS, blank=True, default=""))
    record = internal(models.UUIDField(null=True, blank=True))
    answered_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    answered_at = internal(models.DateTimeField(null=True, blank=True))
    answer = personal(SealedText(blank=True, default=""))
    grant = internal(models.UUIDField(null=True, blank=True))
    told = internal(models.BooleanField(default=True))  # whoever reported hears of the question; not where unsafe
    ends_on = internal(models.DateField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["deadline", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "state", "deadline"], name="access_request_owner"),
            models.Index(fields=["asking_unit", "-asked_at"], name="access_request_asker"),
            models.Index(fields=["kind", "record"], name="access_request_record"),
        ]

    @property
    def audit_key(self) -> object:
        """The trail names the request itself."""
        return self.pk


class EmergencyAccess(Keyed):
    """Access without asking first, because of danger: reason first, read only, ends by itself, judged afterwards.

    Written by the database for every try, found or not. owning_unit is the owner of the record, or the asker's own
    unit where nothing was opened. reference stays as typed for whoever judges.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    asking_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    person = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    purpose = internal(models.CharField(max_length=30, choices=PURPOSES))
    reference = internal(models.CharField(max_length=30))
    danger = internal(models.CharField(max_length=30))  # list danger_kinds
    reason = personal(SealedText())
    at = internal(models.DateTimeField())
    ends = internal(models.DateTimeField())
    kind = internal(models.CharField(max_length=20, choices=KINDS, blank=True, default=""))
    record = internal(models.UUIDField(null=True, blank=True))
    # The owner's unit saw the notice; the privacy officer judged.
    seen_at = internal(models.DateTimeField(null=True, blank=True))
    review_by = internal(models.DateField())
    judged_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    judged_at = internal(models.DateTimeField(null=True, blank=True))
    justified = internal(models.BooleanField(null=True, blank=True))
    judgement = personal(SealedText(blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "-at"], name="access_emergency_owner"),
            models.Index(fields=["person", "-at"], name="access_emergency_person"),
        ]


class StandIn(models.Model):
    """Somebody takes a function over between two days. Seat and place behind the inbox have the same days."""

    function = internal(models.ForeignKey(Function, on_delete=models.PROTECT, related_name="stand_ins"))
    person = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    instead_of = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    valid_from = internal(models.DateField())
    valid_to = internal(models.DateField())
    # None where the person had a seat of this role in this unit already.
    seat = internal(models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    holder = internal(models.ForeignKey(FunctionHolder, on_delete=models.PROTECT, related_name="+"))

    class Meta:
        ordering: ClassVar[list[str]] = ["valid_from", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(valid_to__gte=models.F("valid_from")), name="access_stand_in_dates"),
        ]

    @property
    def owning_unit_id(self) -> int:
        """The unit in whose audit trail this stands."""
        return int(self.function.unit_id)
