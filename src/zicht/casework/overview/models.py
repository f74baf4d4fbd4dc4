# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The request of a person concerned, and what was decided about each item."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zicht.access.models import Person, Unit
from zicht.base.fields import SealedText, internal, personal, worker
from zicht.base.records import Keyed, Versioned
from zicht.casework.cases.models import CasePerson
from zicht.casework.intake.models import SignalSubject

__all__ = ["ItemChoice", "SubjectRequest"]


class SubjectRequest(Keyed, Versioned):
    """Somebody asks what is held about him or her. The privacy officer reads this row: it holds no content.

    record: the case or signal that it is about; its key seals what is written here.
    """

    sealed_by: ClassVar[str] = "record"

    class State(models.TextChoices):
        """Where the request stands."""

        OPEN = "open", "nog te beantwoorden"
        HANDED = "handed", "overzicht gegeven"
        WITHDRAWN = "withdrawn", "ingetrokken"
        OFFICER = "officer", "vraag aan de functionaris"
        REFUSED = "refused", "geen overzicht"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    record = internal(models.UUIDField())
    person = internal(
        models.ForeignKey(
            CasePerson, null=True, blank=True, on_delete=models.CASCADE, related_name="subject_requests"
        )
    )
    subject = internal(
        models.ForeignKey(
            SignalSubject, null=True, blank=True, on_delete=models.CASCADE, related_name="subject_requests"
        )
    )
    asked_by = internal(models.CharField(max_length=20))  # rules.ASKERS
    asked_on = internal(models.DateField())
    identity_check = internal(models.CharField(max_length=30))  # list identity_checks
    due_on = internal(models.DateField())
    extended_on = internal(models.DateField(null=True, blank=True))
    extension_reason = personal(SealedText(blank=True, default=""))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.OPEN))
    made_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    ended_on = internal(models.DateField(null=True, blank=True))
    handed_how = internal(models.CharField(max_length=20, blank=True, default=""))  # rules.HANDED_HOW
    withheld = internal(models.PositiveSmallIntegerField(default=0))  # how many items, once handed over
    # What the privacy officer decided where the request was blocked, why, and when to look again after a no.
    decision = internal(models.CharField(max_length=20, blank=True, default=""))  # rules.DECISIONS
    decision_reason = personal(SealedText(blank=True, default=""))
    decided_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    decided_on = internal(models.DateField(null=True, blank=True))
    review_on = internal(models.DateField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(subject__isnull=True),
                name="subject_request_one_subject",
            ),
            # A no is never for good.
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(review_on__isnull=False), name="subject_request_looked_at_again"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "state", "due_on"], name="subject_request_unit"),
        ]


class ItemChoice(Keyed):
    """One item of an overview: given, or withheld for a ground and with a reason. Only who owns the case reads it."""

    sealed_by: ClassVar[str] = "record"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    request = internal(models.ForeignKey(SubjectRequest, on_delete=models.CASCADE, related_name="choices"))
    record = internal(models.UUIDField())
    item = internal(models.CharField(max_length=90))  # Item.key
    ground = internal(models.CharField(max_length=30, blank=True, default=""))  # list withholding_grounds; "" given
    reason = personal(SealedText(blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["item"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "item"], name="subject_choice_once"),
        ]
