# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Three logs that one trace id joins: who did what (audit), about whom (processing), what was allowed (decisions).

None holds content. Whoever acts may add a row and reads none; who oversees the organisation reads those of its units.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.access.models.people import Membership, Person, Unit
from zicht.base.fields import internal, personal, worker
from zicht.base.records import Appended, Keyed

__all__ = ["ActOpening", "AuditRow", "DecisionRow", "ProcessingRow", "SeatReview"]


class AuditRow(Keyed, Appended):
    """One act: who did or opened what, for which purpose. A page leaves one row, each record it opened another.

    The key is made here, not by the database: the public door may add a row that it cannot read back. At commit the
    database chains the row to the one before it (table access_auditchain, which the application cannot touch).
    """

    actor = worker(models.CharField(max_length=60))  # "person:12", "public", "receipt", "job:3", "owner"
    owning_unit = internal(models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+"))
    purpose = internal(models.CharField(max_length=30, blank=True, default=""))
    action = internal(models.CharField(max_length=60))
    kind = internal(models.CharField(max_length=20, blank=True, default=""))
    record = internal(models.CharField(max_length=40, blank=True, default=""))
    # Of a page or list: its name (never its address), the method, the status of the answer, how many were found.
    what = internal(models.CharField(max_length=80, blank=True, default=""))
    method = internal(models.CharField(max_length=8, blank=True, default=""))
    status = internal(models.PositiveSmallIntegerField(null=True, blank=True))
    found = internal(models.PositiveIntegerField(null=True, blank=True))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "-at"], name="access_audit_unit"),
            models.Index(fields=["record"], name="access_audit_record"),
            models.Index(fields=["trace"], name="access_audit_trace"),
            # The last use of a seat, for the yearly review of rights.
            models.Index(fields=["actor", "purpose", "-at"], name="access_audit_seat"),
        ]


class ProcessingRow(Keyed, Appended):
    """One person whose data were processed in one operation (fields of Logboek Dataverwerkingen).

    Names no employee. The person stands here under a keyed pseudonym; `at` is the start.
    """

    owning_unit = internal(models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+"))
    ended_at = internal(models.DateTimeField())
    operation = internal(models.CharField(max_length=16))
    activity = internal(models.CharField(max_length=40))  # list processing_activities
    status = internal(models.CharField(max_length=5))  # ok, error
    subject = personal(models.CharField(max_length=64))
    subject_type = internal(models.CharField(max_length=30))
    subject_key = internal(models.CharField(max_length=32))  # which key made the pseudonym
    receiver = internal(models.CharField(max_length=40, blank=True, default=""))  # key of a unit, when it was shared

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "-at"], name="access_processing_unit"),
            models.Index(fields=["subject", "-at"], name="access_processing_subject"),
            models.Index(fields=["trace"], name="access_processing_trace"),
        ]


class DecisionRow(Keyed, Appended):
    """One decision: asked for what, allowed or not, why, on which basis, under which version of the rules."""

    actor = worker(models.CharField(max_length=60))
    owning_unit = internal(models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+"))
    purpose = internal(models.CharField(max_length=30, blank=True, default=""))
    action = internal(models.CharField(max_length=20))  # enter, list, read, write
    kind = internal(models.CharField(max_length=20, blank=True, default=""))
    record = internal(models.CharField(max_length=40, blank=True, default=""))
    page = internal(models.CharField(max_length=80, blank=True, default=""))
    permit = internal(models.BooleanField())
    reasons = internal(ArrayField(models.CharField(max_length=40), default=list))
    basis = internal(models.CharField(max_length=20, blank=True, default=""))  # role, own_report, grant, …
    policy = internal(models.CharField(max_length=16))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "-at"], name="access_denial_unit", condition=Q(permit=False)),
            models.Index(fields=["trace"], name="access_decision_trace"),
        ]


class ActOpening(Keyed, Appended):
    """Somebody who oversees asked who did one act, and why that was needed."""

    act = internal(models.UUIDField())  # key of an AuditRow
    reason = internal(models.CharField(max_length=40))  # list act_reasons: a code, no story
    opened_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["act"], name="access_opening_act")]


class SeatReview(Keyed, Appended):
    """The yearly question whether a seat is still needed, answered."""

    class Answer(models.TextChoices):
        """Ending is done by the administrator, who sees what was asked."""

        KEEP = "keep", "nog nodig"
        END = "end", "beëindigen"

    seat = internal(models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reviews"))
    answer = internal(models.CharField(max_length=4, choices=Answer.choices))
    reviewed_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["seat", "-at"], name="access_review_seat")]
