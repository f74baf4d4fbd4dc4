# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Editions and council reports: what leaves, who made it. Tables hold protected numbers and nobody.

The one thing about persons is the extract that an edition is pinned to: reports without names, sealed, which only
an analyst of the register and the work on the background can open.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from zicht.access.models import Organisation, Person, Unit
from zicht.base.fields import SealedText, internal, personal, public, worker
from zicht.base.records import Appended, Keyed, Versioned
from zicht.monitor.lifecycle import CHECKING_AGAIN, DRAFT, STATES, WANTED


class Edition(Keyed, Versioned):
    """One edition of the monitor of one register.

    work: how far the making of the tables is; step: what the work on the background is doing now. tables: the bytes
    of tables.json with protected numbers only, empty before they are made; digest: over the pins and these tables.
    findings: what the checks found, per figure. refused: figure and reason, for figures that the checker sent back.
    lost_since: since when the extract is gone, so that the edition cannot be built again. beside: key and digest of
    the other editions that it was checked against.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    slug = public(models.SlugField(max_length=80, unique=True))
    title_nl = public(models.CharField(max_length=160))
    title_en = public(models.CharField(max_length=160))
    first_year = public(models.PositiveSmallIntegerField())
    last_year = public(models.PositiveSmallIntegerField())
    scope = public(models.CharField(max_length=10))
    place = public(models.CharField(max_length=120))
    figures = public(ArrayField(models.CharField(max_length=20), default=list))
    state = public(models.CharField(max_length=10, choices=list(STATES.items()), default=DRAFT))
    work = internal(models.CharField(max_length=10, default=WANTED))
    work_note = internal(models.CharField(max_length=300, blank=True, default=""))
    step = internal(models.CharField(max_length=20, blank=True, default=""))
    digest = public(models.CharField(max_length=64, blank=True, default=""))
    pins = public(models.JSONField(default=dict, blank=True))
    tables = public(models.TextField(blank=True, default=""))
    findings = internal(models.JSONField(default=list, blank=True))
    beside = internal(models.JSONField(default=dict, blank=True))
    refused = internal(models.JSONField(default=dict, blank=True))
    made_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    made_at = internal(models.DateTimeField())
    checked_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    checked_at = internal(models.DateTimeField(null=True, blank=True))
    published_at = public(models.DateTimeField(null=True, blank=True))
    files_at = internal(models.DateTimeField(null=True, blank=True))
    withdrawn_at = public(models.DateTimeField(null=True, blank=True))
    withdrawn_why = public(models.CharField(max_length=300, blank=True, default=""))  # names nobody
    lost_since = public(models.DateTimeField(null=True, blank=True))
    lost_why = public(models.CharField(max_length=300, blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["-last_year", "-made_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="monitor_edition_years"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("made_by")), name="monitor_edition_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "checking"]) | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="monitor_edition_checked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "checking", "approved"], published_at__isnull=True)
                | (Q(state__in=["published", "withdrawn"], published_at__isnull=False) & ~Q(digest="")),
                name="monitor_edition_published",
            ),
            models.CheckConstraint(
                condition=(~Q(state="withdrawn") & Q(withdrawn_at__isnull=True, withdrawn_why=""))
                | (Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="monitor_edition_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(lost_since__isnull=True, lost_why="") | (Q(lost_since__isnull=False) & ~Q(lost_why="")),
                name="monitor_edition_lost",
            ),
        ]

    def __str__(self) -> str:
        return self.title_nl

    @property
    def years(self) -> str:
        """First and last year."""
        return f"{self.first_year}-{self.last_year}" if self.first_year < self.last_year else str(self.first_year)

    @property
    def waits_for(self) -> str:
        """Which work on the background is not done yet: build, check or render; empty for none."""
        if self.work in (WANTED, CHECKING_AGAIN):
            return "build" if self.work == WANTED else "check"
        return "render" if self.published_at and not self.withdrawn_at and not self.files_at else ""


class EditionExtract(Keyed):
    """The reports without names out of which an edition was counted, so that it can be built again."""

    sealed_by: ClassVar[str] = "edition_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    edition = internal(models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="extract"))
    digest = internal(models.CharField(max_length=64))  # over the extract and the unprotected tables
    reports = personal(SealedText())


class EditionFile(Keyed):
    """A rendering of a published edition. Never part of the digest; it can always be made again."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    edition = internal(models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files"))
    name = public(models.CharField(max_length=120))
    body = public(models.BinaryField())

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["edition", "name"], name="monitor_file_once"),
        ]


class EditionRecount(Keyed):
    """An edition counted again out of the register as it is now, to lay beside what was counted then.

    tables: protected, beside everything that is out and beside the edition itself. same: whether the edition could be
    built again byte for byte out of what it is pinned to; None when that is gone. happened: what the register noted
    since (codes of telling words, no numbers).
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    edition = internal(models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="recounts"))
    asked_at = internal(models.DateTimeField())
    work = internal(models.CharField(max_length=10, default=WANTED))
    work_note = internal(models.CharField(max_length=300, blank=True, default=""))
    step = internal(models.CharField(max_length=20, blank=True, default=""))
    done_at = internal(models.DateTimeField(null=True, blank=True))
    tables = internal(models.TextField(blank=True, default=""))
    same = internal(models.BooleanField(null=True, blank=True))
    happened = internal(ArrayField(models.CharField(max_length=20), default=list, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "id"]

    @property
    def waits_for(self) -> str:
        """The work on the background that is not done yet."""
        return "recount" if self.work == WANTED else ""


class EditionEvent(Appended):
    """What happened to an edition. Written once; names the actor by label only."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    edition = internal(models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="events"))
    actor = internal(models.CharField(max_length=60))
    kind = internal(models.CharField(max_length=20))
    figure = public(models.CharField(max_length=20, blank=True, default=""))
    note = public(models.CharField(max_length=300, blank=True, default=""))  # names nobody

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]

    @property
    def audit_key(self) -> Any:
        """The edition: an event has no random key of its own."""
        return self.edition_id


class CouncilReport(Keyed, Versioned):
    """The yearly report of one municipality to its council: a draft, then fixed, never both.

    filled: numbers that somebody wrote down, line to year to number; gone when the report is fixed, filled_lines says
    which lines they were. numbers: line to what it tells for each year, protected; made when the report is fixed.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    organisation = public(models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+"))
    year = public(models.PositiveSmallIntegerField())
    filled = internal(models.JSONField(default=dict, blank=True))
    filled_lines = internal(ArrayField(models.CharField(max_length=20), default=list, blank=True))
    place = public(models.CharField(max_length=20, default="tie"))  # what ties registered victims to the place
    told_by = public(models.CharField(max_length=200, blank=True, default=""))  # organisations, nobody's name
    numbers = public(models.JSONField(default=dict, blank=True))
    made_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    made_at = internal(models.DateTimeField())
    fixed_at = public(models.DateTimeField(null=True, blank=True))
    withdrawn_at = public(models.DateTimeField(null=True, blank=True))
    withdrawn_why = public(models.CharField(max_length=300, blank=True, default=""))  # names nobody

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "-made_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "year"], condition=Q(withdrawn_at__isnull=True), name="monitor_council_once"
            ),
            models.CheckConstraint(
                condition=Q(fixed_at__isnull=True, numbers={}, withdrawn_at__isnull=True)
                | (Q(fixed_at__isnull=False, filled={}) & ~Q(numbers={})),
                name="monitor_council_fixed",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="monitor_council_withdrawn",
            ),
        ]

    @property
    def title(self) -> str:
        """For lists and heads."""
        return f"{self.organisation.name}, {self.year}"


class EstimateRun(Keyed):
    """One time that all methods were asked how many people a register does not see. An answer never changes.

    left_out: reporter groups that were no list. told: what the asker told beside the lists (CircumstancesForm).
    grade: of the verdict, empty before there is one. answer: verdict, methods and sensitivity, without small numbers.
    input_digest: over the overlaps of the lists; made_with: the library with its version.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    first_year = public(models.PositiveSmallIntegerField())
    last_year = public(models.PositiveSmallIntegerField())
    place = public(models.CharField(max_length=120))
    left_out = internal(ArrayField(models.CharField(max_length=30), default=list, blank=True))
    told = internal(models.JSONField(default=dict, blank=True))
    seed = internal(models.PositiveIntegerField())
    asked_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    asked_at = internal(models.DateTimeField())
    work = internal(models.CharField(max_length=10, default=WANTED))
    work_note = internal(models.CharField(max_length=300, blank=True, default=""))
    step = internal(models.CharField(max_length=20, blank=True, default=""))
    done_at = internal(models.DateTimeField(null=True, blank=True))
    grade = internal(models.CharField(max_length=20, blank=True, default=""))
    answer = internal(models.JSONField(default=dict, blank=True))
    input_digest = internal(models.CharField(max_length=64, blank=True, default=""))
    made_with = internal(models.CharField(max_length=40, blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="monitor_estimate_years"),
            models.CheckConstraint(
                condition=Q(grade="", done_at__isnull=True) | (~Q(grade="") & Q(done_at__isnull=False)),
                name="monitor_estimate_done",
            ),
        ]

    @property
    def years(self) -> str:
        """First and last year."""
        return f"{self.first_year}-{self.last_year}" if self.first_year < self.last_year else str(self.first_year)

    @property
    def waits_for(self) -> str:
        """The work on the background that is not done yet."""
        return "estimate" if self.work == WANTED else ""


class EstimateComment(Appended):
    """What an analyst wrote beside an answer. It changes nothing in the verdict."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    run = internal(models.ForeignKey(EstimateRun, on_delete=models.PROTECT, related_name="comments"))
    by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    actor = internal(models.CharField(max_length=60))
    note = internal(models.CharField(max_length=1000))  # names nobody

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]

    @property
    def audit_key(self) -> Any:
        """The run: a comment has no random key of its own."""
        return self.run_id
