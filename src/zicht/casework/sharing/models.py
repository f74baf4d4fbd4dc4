# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A package: chosen fields of a case for another unit, which accepts or refuses and then owns its own copy."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.access.models import Person, Unit
from zicht.access.roles import Regime
from zicht.base.fields import SealedJSON, SealedText, criminal, internal, personal, public, worker
from zicht.base.records import Keyed
from zicht.casework.cases.models import Case

__all__ = ["AssistantCount", "InfoRequest", "Package", "ReceivedPackage"]


class Package(Keyed):
    """The sender's side: what was sent to whom, why, on which ground, and what they answered."""

    sealed_by: ClassVar[str] = "case_id"

    class State(models.TextChoices):
        """What the receiver did."""

        SENT = "sent", "verstuurd"
        ACCEPTED = "accepted", "aangenomen"
        REFUSED = "refused", "geweigerd"
        WITHDRAWN = "withdrawn", "ingetrokken"
        EXPIRED = "expired", "verlopen zonder antwoord"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    case = internal(models.ForeignKey(Case, on_delete=models.PROTECT, related_name="packages"))
    to_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    purpose = internal(models.CharField(max_length=30))
    legal_basis = internal(models.CharField(max_length=60))  # list legal_bases; to be confirmed
    necessity = personal(SealedText())
    fields = internal(ArrayField(models.CharField(max_length=60)))
    body = criminal(SealedJSON())
    ends_on = internal(models.DateField())
    sent_at = internal(models.DateTimeField())
    sent_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    message = internal(models.UUIDField(unique=True))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.SENT))
    answered_at = internal(models.DateTimeField(null=True, blank=True))
    answer_reason = personal(SealedText(blank=True))
    # Why this is lawful, as it was on the day: version of the list of bases, or the covenant.
    basis_version = internal(models.CharField(max_length=20, blank=True, default=""))
    covenant = internal(models.UUIDField(null=True, blank=True))
    proportionality = personal(SealedText(blank=True, default=""))
    informed = internal(models.CharField(max_length=30, blank=True, default=""))  # list informed_reasons
    onward = internal(models.BooleanField(default=False))  # may the receiver pass it on without asking
    answer_by = internal(models.DateField(null=True, blank=True))
    feedback_on = internal(models.DateField(null=True, blank=True))
    feedback = personal(SealedText(blank=True, default=""))
    feedback_at = internal(models.DateTimeField(null=True, blank=True))
    request = internal(models.UUIDField(null=True, blank=True))  # `message` of the request that this answers
    # What the decision table said, and what the privacy officer said where the table had no source.
    assistant_answer = internal(models.CharField(max_length=10, blank=True, default=""))
    assistant_rule = internal(models.CharField(max_length=40, blank=True, default=""))
    advice = personal(SealedText(blank=True, default=""))
    kept_out = worker(ArrayField(models.UUIDField(), default=list, blank=True))  # keys of people

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "state"], name="package_sent_state"),
        ]


class ReceivedPackage(Keyed):
    """The receiver's side. The sender's words stay as they were sent."""

    class State(models.TextChoices):
        """What we did with it."""

        WAITING = "waiting", "wacht op antwoord"
        ACCEPTED = "accepted", "aangenomen"
        REFUSED = "refused", "geweigerd"
        WITHDRAWN = "withdrawn", "ingetrokken door de afzender"
        EXPIRED = "expired", "verlopen zonder antwoord"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    from_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    message = internal(models.UUIDField(unique=True))
    received_at = internal(models.DateTimeField())
    purpose = internal(models.CharField(max_length=30))
    legal_basis = internal(models.CharField(max_length=60))
    necessity = personal(SealedText())
    body = criminal(SealedJSON())
    ends_on = internal(models.DateField())
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.WAITING))
    answered_at = internal(models.DateTimeField(null=True, blank=True))
    answered_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    answer_reason = personal(SealedText(blank=True))
    case = internal(models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    # Why this is lawful, as it was on the day: version of the list of bases, or the covenant.
    basis_version = internal(models.CharField(max_length=20, blank=True, default=""))
    covenant = internal(models.UUIDField(null=True, blank=True))
    proportionality = personal(SealedText(blank=True, default=""))
    informed = internal(models.CharField(max_length=30, blank=True, default=""))  # list informed_reasons
    onward = internal(models.BooleanField(default=False))  # may the receiver pass it on without asking
    answer_by = internal(models.DateField(null=True, blank=True))
    feedback_on = internal(models.DateField(null=True, blank=True))
    feedback = personal(SealedText(blank=True, default=""))
    feedback_at = internal(models.DateTimeField(null=True, blank=True))
    request = internal(models.UUIDField(null=True, blank=True))  # `message` of the request that this answers
    emptied_at = internal(models.DateTimeField(null=True, blank=True))
    # The law under which we handle it, from the purpose for which it was sent.
    regime = internal(
        models.CharField(max_length=5, choices=[(r.value, r.value) for r in Regime], default=Regime.AVG.value)
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-received_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "state", "-received_at"], name="package_unit_state"),
            models.Index(fields=["owning_unit", "regime"], name="received_unit_regime"),
        ]


class InfoRequest(Keyed):
    """A question to another unit, in both books: for information, or for leave to pass on what they sent.

    Both sides hold their own row; `message` is the same in both.
    """

    class Direction(models.TextChoices):
        """Who asks."""

        OUT = "out", "wij vragen"
        IN = "in", "zij vragen"

    class Kind(models.TextChoices):
        """What is asked."""

        INFO = "info", "informatie"
        ONWARD = "onward", "toestemming om door te geven"

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", "wacht op antwoord"
        ANSWERED = "answered", "beantwoord"
        REFUSED = "refused", "geweigerd"
        WITHDRAWN = "withdrawn", "ingetrokken"
        EXPIRED = "expired", "verlopen zonder antwoord"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    other_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    message = internal(models.UUIDField())
    direction = internal(models.CharField(max_length=3, choices=Direction.choices))
    kind = internal(models.CharField(max_length=10, choices=Kind.choices, default=Kind.INFO))
    case = internal(models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    about = personal(SealedText(blank=True, default=""))  # which case or whom, in words
    fields = internal(ArrayField(models.CharField(max_length=60), default=list))
    purpose = internal(models.CharField(max_length=30))
    reason = personal(SealedText(blank=True, default=""))
    answer_by = internal(models.DateField())
    made_at = internal(models.DateTimeField())
    made_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.OPEN))
    answered_at = internal(models.DateTimeField(null=True, blank=True))
    answer_reason = personal(SealedText(blank=True, default=""))
    # The package that is meant (onward) or that answers (info), by `message`; and whom it would go to.
    disclosure = internal(models.UUIDField(null=True, blank=True))
    to_unit = internal(models.UUIDField(null=True, blank=True))
    to_name = internal(models.CharField(max_length=320, blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["answer_by", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["message", "direction"], name="sharing_request_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "state", "answer_by"], name="sharing_request_unit"),
        ]


class AssistantCount(models.Model):
    """How often the decision table said no or "ask", per kind of question. Names no person and no worker.

    It shows where the law blocks, and is evidence for whoever can change it.
    """

    year = public(models.PositiveSmallIntegerField())
    sender = public(models.CharField(max_length=30))
    receiver = public(models.CharField(max_length=30))
    purpose = public(models.CharField(max_length=30))
    data = public(models.CharField(max_length=20))
    answer = public(models.CharField(max_length=10))
    rule = public(models.CharField(max_length=40))
    number = public(models.PositiveIntegerField(default=0))

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "-number", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["year", "sender", "receiver", "purpose", "data", "rule"], name="sharing_count_once"
            ),
        ]
