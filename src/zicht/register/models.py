# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Deliveries, reports, victims. Reports and victims are never mixed: one is counted from the other."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.access.models import Organisation, Unit
from zicht.base import keyring
from zicht.base.digests import digest
from zicht.base.fields import (
    IdentifierField,
    SealedJSON,
    SealedText,
    criminal,
    internal,
    personal,
    residence,
    special,
)
from zicht.base.records import Appended, Keyed, Versioned

# What the digests of file keys are for: they can be compared with nothing else.
FILE_KEY = "register/file-key"


class Delivery(Keyed):
    """One file or one message with reports."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    source = internal(models.CharField(max_length=10))  # file, message
    received_at = internal(models.DateTimeField())
    digest = internal(models.CharField(max_length=64))
    rows = internal(models.PositiveIntegerField())
    message = internal(models.UUIDField(null=True, blank=True, unique=True))
    organisation = internal(
        models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-received_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The same file cannot be imported twice.
            models.UniqueConstraint(
                fields=["owning_unit", "digest"], condition=models.Q(source="file"), name="register_file_once"
            ),
        ]


class Victim(Keyed):
    """A person in the register: whom several reports may be about."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    file_key = personal(IdentifierField())  # key in a delivered file; empty for victims from messages
    # The same under a key of ours: the next file finds the victim without anybody reading the keys.
    file_digest = personal(models.BinaryField(null=True, blank=True))
    file_digest_by = internal(models.CharField(max_length=32, blank=True, default=""))  # name of the master key
    # A registrar said that this is the same person: reports go there, also those of a later file with this key.
    joined = internal(models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owning_unit", "file_digest"], name="register_victim_file_digest"),
        ]

    def name_in_file(self, file_key: str) -> None:
        """Set the key of a delivered file with its digest."""
        self.file_key = file_key
        self.file_digest = digest(FILE_KEY, file_key)
        self.file_digest_by = keyring.current().name


class Report(Keyed, Versioned):
    """A report about one victim by one reporter in one year."""

    class State(models.TextChoices):
        """Only entered reports are counted."""

        ENTERED = "entered", "opgenomen"
        WAITING = "waiting", "wacht op de registrator"
        REFUSED = "refused", "niet opgenomen"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    delivery = internal(models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="reports"))
    victim = internal(models.ForeignKey(Victim, on_delete=models.PROTECT, related_name="reports"))
    state = internal(models.CharField(max_length=10, choices=State.choices))
    state_reason = internal(models.TextField(blank=True, default=""))
    organisation = internal(
        models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    )
    reporter_group = internal(models.CharField(max_length=30))
    basis = internal(models.CharField(max_length=10))  # duty, permitted, consent
    consent = personal(SealedJSON(blank=True))  # answer, date, text version; no names
    year = internal(models.PositiveSmallIntegerField())
    reported_on = internal(models.DateField(null=True, blank=True))
    forms = criminal(ArrayField(models.CharField(max_length=10), default=list, blank=True))
    nationality = residence(models.CharField(max_length=10, blank=True, default=""))
    sex = personal(models.CharField(max_length=10, blank=True, default=""))
    age = personal(models.PositiveSmallIntegerField(null=True, blank=True))
    sectors_sexual = special(ArrayField(models.CharField(max_length=40), default=list, blank=True))
    sectors_labour = criminal(ArrayField(models.CharField(max_length=40), default=list, blank=True))
    manners = criminal(ArrayField(models.CharField(max_length=40), default=list, blank=True))
    police_unit = internal(models.CharField(max_length=40, blank=True, default=""))
    # Conditions of some reporters: register_rules and report_signs.
    reflection_offered_on = residence(models.DateField(null=True, blank=True))
    reflection_accepted_on = residence(models.DateField(null=True, blank=True))
    signs = criminal(ArrayField(models.CharField(max_length=40), default=list, blank=True))
    # Lists of the same names; "" means that nothing was said.
    dublin = residence(models.CharField(max_length=20, blank=True, default=""))
    dublin_country = residence(models.CharField(max_length=10, blank=True, default=""))
    channel = criminal(models.CharField(max_length=20, blank=True, default=""))
    platform_type = criminal(models.CharField(max_length=20, blank=True, default=""))
    cyber_role = criminal(models.CharField(max_length=20, blank=True, default=""))
    help_kinds = special(ArrayField(models.CharField(max_length=30), default=list, blank=True))
    outcome = criminal(models.CharField(max_length=20, blank=True, default=""))
    list_version = internal(models.CharField(max_length=40, blank=True, default=""))
    # Only what the registrar needs to see whether two reports are about one person.
    name = personal(IdentifierField())
    birth_year = personal(models.PositiveSmallIntegerField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "state", "year", "id"], name="register_report_unit"),
            models.Index(fields=["victim"], name="register_report_victim"),
        ]


class ReportEpisode(Keyed):
    """Where and when somebody was exploited: one period in one country. The place is that of the exploitation.

    Never filled from a nationality, a residence or the unit that reported. Months are optional.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    report = internal(models.ForeignKey(Report, on_delete=models.PROTECT, related_name="episodes"))
    country = criminal(models.CharField(max_length=10))  # code, unknown or not_asked
    municipality = criminal(models.CharField(max_length=20, blank=True, default=""))  # in the Netherlands
    from_year = criminal(models.PositiveSmallIntegerField(null=True, blank=True))
    from_month = criminal(models.PositiveSmallIntegerField(null=True, blank=True))
    to_year = criminal(models.PositiveSmallIntegerField(null=True, blank=True))
    to_month = criminal(models.PositiveSmallIntegerField(null=True, blank=True))
    forms = criminal(ArrayField(models.CharField(max_length=10), default=list, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["from_year", "from_month", "id"]


class ReceptionDeparture(Keyed):
    """A minor left reception for an unknown destination. An event, no victim and no report; never added to them."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    year = internal(models.PositiveSmallIntegerField())
    # When the minor is known from a report as well: for who looks for the child, not for the count.
    victim = internal(models.ForeignKey(Victim, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    noted_at = internal(models.DateTimeField())

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "year"], name="register_departure_year"),
        ]


class RefusalTally(models.Model):
    """How many people refused to be counted: year, reporter group, form, and nothing else. Never part of victims."""

    id = internal(models.BigAutoField(primary_key=True))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    year = internal(models.PositiveSmallIntegerField())
    reporter_group = internal(models.CharField(max_length=30))
    form = internal(models.CharField(max_length=10))
    number = internal(models.PositiveIntegerField(default=0))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owning_unit", "year", "reporter_group", "form"], name="register_refusal_once"
            ),
        ]


class DuplicateSearch(Keyed):
    """One time that all reports of a register were laid beside each other: how many, and what was not proposed."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    at = internal(models.DateTimeField())
    reports = internal(models.PositiveIntegerField(default=0))
    found = internal(models.PositiveIntegerField(default=0))
    too_common = internal(models.PositiveIntegerField(default=0))

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "id"]


class DuplicateProposal(Keyed, Versioned):
    """Two reports that may be about one person, why, and what a person decided. Nothing is joined without that."""

    class State(models.TextChoices):
        """Open and later wait for a registrar."""

        OPEN = "open", "nog te beoordelen"
        LATER = "later", "later beoordelen"
        SAME = "same", "dezelfde persoon"
        DIFFERENT = "different", "niet dezelfde persoon"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    one = internal(models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+"))
    other = internal(models.ForeignKey(Report, on_delete=models.PROTECT, related_name="+"))
    reasons = personal(ArrayField(models.CharField(max_length=30), default=list, blank=True))
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.OPEN))
    found_at = internal(models.DateTimeField())
    decided_at = internal(models.DateTimeField(null=True, blank=True))
    # What undoing needs: the reports that moved to another victim, and the victim they came from.
    moved = internal(ArrayField(models.UUIDField(), default=list, blank=True))
    moved_from = internal(models.UUIDField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["found_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["one", "other"], name="register_pair_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "state", "found_at", "id"], name="register_pair_list"),
            models.Index(fields=["other"], name="register_pair_other"),
            models.Index(fields=["moved_from"], name="register_pair_from"),
        ]


class RegisterEvent(Appended):
    """What happened to a report: entered, waits, linked, unlinked, corrected. Written once."""

    sealed_by: ClassVar[str] = "report_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    report = internal(models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events"))
    actor = internal(models.CharField(max_length=60))
    kind = internal(models.CharField(max_length=40))
    note = personal(SealedText(blank=True))
    changes = personal(SealedJSON(blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]
