# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A comparison that was asked for, and a contact: what each side learns when an identifier is the same.

Neither holds an identifier or the record of the other side. A record of one's own is named by kind and key.
"""

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.access.models import Person, Unit
from zicht.base.fields import SealedText, internal, personal, worker
from zicht.base.records import Keyed, Versioned

__all__ = ["Comparison", "Contact"]


class Comparison(Keyed):
    """Somebody asked, for a purpose, whether others know what stands in this record; or a signal was saved."""

    class State(models.TextChoices):
        """The answer, after a fixed time."""

        WAITING = "waiting", "antwoord volgt"
        CONTACT = "contact", "contact"
        NOTHING = "nothing", "geen contact"
        REFUSED = "refused", "geen vergelijking"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    record_kind = internal(models.CharField(max_length=20))  # signal, case
    record = internal(models.UUIDField())
    submission = internal(models.UUIDField(unique=True))  # one press of the button, one comparison
    purpose = internal(models.CharField(max_length=30))
    kinds = internal(ArrayField(models.CharField(max_length=20)))
    automatic = internal(models.BooleanField(default=False))  # place-bound, when a signal was saved
    asked_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    asked_at = internal(models.DateTimeField())
    answer_at = internal(models.DateTimeField())
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.WAITING))
    reason = internal(models.CharField(max_length=20, blank=True, default=""))  # rules.REASONS
    # Pairs and other units that the database named with the answer: never stored, for telling both sides.
    told: list[tuple[UUID, int]]

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "-asked_at", "id"], name="comparison_unit_asked"),
            models.Index(
                fields=["owning_unit", "answer_at"], name="comparison_due", condition=models.Q(state="waiting")
            ),
            models.Index(fields=["record"], name="comparison_record"),
        ]


class Contact(Keyed, Versioned):
    """One side of a contact. Both sides have their own row with their own record; `pair` joins them.

    The database makes both rows (zicht_compare): no code of this program sees the records of two units together.
    """

    sealed_by: ClassVar[str] = "record"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    pair = internal(models.UUIDField())
    record_kind = internal(models.CharField(max_length=20))
    record = internal(models.UUIDField())
    other_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    covenant = internal(models.UUIDField())
    purpose = internal(models.CharField(max_length=30))
    kinds = internal(ArrayField(models.CharField(max_length=20)))
    asked = internal(models.BooleanField())  # our question led to it
    made_at = internal(models.DateTimeField())
    verdict = personal(models.CharField(max_length=10, blank=True, default=""))  # rules.VERDICTS
    verdict_reason = personal(SealedText(blank=True, default=""))
    verdict_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    verdict_at = internal(models.DateTimeField(null=True, blank=True))
    shared = internal(models.BooleanField(default=False))  # our verdict may be read by the other side
    other_verdict = personal(models.CharField(max_length=10, blank=True, default=""))
    other_reason = personal(SealedText(blank=True, default=""))
    other_at = internal(models.DateTimeField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Asking again makes no second contact.
            models.UniqueConstraint(fields=["owning_unit", "pair"], name="contact_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "verdict", "-made_at"], name="contact_unit_verdict"),
        ]
