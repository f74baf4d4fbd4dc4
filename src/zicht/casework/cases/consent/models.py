# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An answer to a question for consent, and the question to a privacy officer where nobody may be asked yet."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.access.models import Person, Unit
from zicht.base.fields import SealedText, internal, personal, worker
from zicht.base.records import Appended, Keyed, Versioned
from zicht.casework.cases.models import CasePerson

__all__ = ["Consent", "ConsentQuestion"]


class Consent(Appended):
    """An answer about being counted (kind register) or referred (kind care_referral). A change is a new row."""

    sealed_by: ClassVar[str] = "person.case_id"

    class Answer(models.TextChoices):
        """What was answered."""

        GIVEN = "given", "gegeven"
        REFUSED = "refused", "geweigerd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    id = internal(models.BigAutoField(primary_key=True))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    person = internal(models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="consents"))
    kind = internal(models.CharField(max_length=20, default="register"))
    answer = personal(models.CharField(max_length=10, choices=Answer.choices))
    given_by = personal(models.CharField(max_length=20, default="self"))  # self, guardian, representative
    asked_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    language = personal(models.CharField(max_length=20))
    text_version = internal(models.CharField(max_length=20))
    note = personal(SealedText(blank=True))
    # What for, and to whom: consent to one thing is no consent to another.
    scope = personal(ArrayField(models.CharField(max_length=20), default=list, blank=True))
    to_unit = internal(models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    to_name = personal(SealedText(blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]


class ConsentQuestion(Keyed, Versioned):
    """A question to the privacy officer: which way to ask is safe? Says nothing about the person."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    person = internal(models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="consent_questions"))
    kind = internal(models.CharField(max_length=20))  # rules.KINDS
    reason = internal(models.CharField(max_length=20))  # rules.REASONS
    asked_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    asked_at = internal(models.DateTimeField())
    advice = internal(models.CharField(max_length=20, blank=True, default=""))  # rules.ADVICE
    explanation = internal(models.TextField(blank=True, default=""))  # about the way, never about the person
    answered_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    answered_at = internal(models.DateTimeField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=models.Q(answered_at=None), name="consent_one_open_question"
            ),
        ]
