# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Care: the track of one person, and what was reported to the register. Consent stands with the case."""

from typing import ClassVar

from django.db import models

from zicht.access.models import Person, Unit
from zicht.base.fields import SealedJSON, SealedText, criminal, internal, personal, special, worker
from zicht.base.records import Keyed, Versioned
from zicht.casework.cases.consent.models import Consent
from zicht.casework.cases.models import Case, CasePerson

__all__ = ["CareTrack", "Consent", "RegisterReport"]


class CareTrack(Keyed, Versioned):
    """Care for one person. Never depends on consent to registration or on a declaration."""

    sealed_by: ClassVar[str] = "case_id"

    class State(models.TextChoices):
        """Where the track stands."""

        STARTED = "started", "gestart"
        WAITING_CAPACITY = "waiting_capacity", "wacht op capaciteit"
        ENDED = "ended", "afgerond"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    case = internal(models.ForeignKey(Case, on_delete=models.PROTECT, related_name="care_tracks"))
    person = internal(models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="care_tracks"))
    coordinator = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    state = internal(models.CharField(max_length=20, choices=State.choices, default=State.STARTED))
    started_on = internal(models.DateField())
    ended_on = internal(models.DateField(null=True, blank=True))
    wishes = special(SealedText(blank=True))  # what the person wants, in the person's words
    plan = special(SealedText(blank=True))
    end_reason = personal(SealedText(blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-started_on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_on__isnull=True), name="care_one_open_track"
            ),
        ]


class RegisterReport(Keyed, Versioned):
    """What was reported to the register about one person, and what came back."""

    sealed_by: ClassVar[str] = "person.case_id"

    class State(models.TextChoices):
        """Where the report stands."""

        SENT = "sent", "verstuurd"
        ENTERED = "entered", "opgenomen"
        WAITING = "waiting", "wacht op de registrator"
        REFUSED = "refused", "niet opgenomen"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    person = internal(models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="register_reports"))
    consent = internal(models.ForeignKey(Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    register_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    year = internal(models.PositiveSmallIntegerField())
    body = criminal(SealedJSON())
    sent_at = internal(models.DateTimeField())
    sent_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    message = internal(models.UUIDField(unique=True))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.SENT))
    receipt_at = internal(models.DateTimeField(null=True, blank=True))
    receipt_text = internal(models.TextField(blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at", "id"]
