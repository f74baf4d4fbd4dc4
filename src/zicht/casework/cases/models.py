# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The case and what hangs on it. Every row carries the unit that owns it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.access.models import Person, Unit
from zicht.access.roles import Regime
from zicht.base.fields import (
    IdentifierField,
    SealedJSON,
    SealedText,
    criminal,
    internal,
    personal,
    residence,
    special,
    worker,
)
from zicht.base.records import Appended, Keyed, Versioned

__all__ = ["Case", "CaseAction", "CaseEvent", "CasePerson", "FieldOrigin"]


class Case(Keyed, Versioned):
    """What a unit is doing about one or more signals or an accepted package. One owner, one clock, one end."""

    class State(models.TextChoices):
        """Where the case stands."""

        OPEN = "open", "in behandeling"
        WAITING_CAPACITY = "waiting_capacity", "wacht op capaciteit"
        CLOSED = "closed", "afgesloten"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    reference = internal(models.CharField(max_length=20, unique=True))
    title = personal(SealedText())  # neutral wording, no names
    state = internal(models.CharField(max_length=20, choices=State.choices, default=State.OPEN))
    about = internal(models.CharField(max_length=10))  # "person" or "place"
    forms = criminal(ArrayField(models.CharField(max_length=10), default=list, blank=True))
    age_class = personal(models.CharField(max_length=10, default="unknown"))  # minor, adult, unknown
    acute = internal(models.BooleanField(default=False))
    summary = criminal(SealedText(blank=True))
    opened_at = internal(models.DateTimeField())
    owner = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    due_on = internal(models.DateField(null=True, blank=True))
    closed_at = internal(models.DateTimeField(null=True, blank=True))
    outcome = internal(models.CharField(max_length=40, blank=True, default=""))  # list outcome_reasons
    outcome_note = personal(SealedText(blank=True))
    # Until when it is kept and by which term; set when it ends, never made later without a word (retention).
    keep_until = internal(models.DateField(null=True, blank=True))
    keep_basis = internal(models.CharField(max_length=60, blank=True, default=""))
    # The first day of what this case took over from elsewhere: a copy does not start a term anew.
    keep_from = internal(models.DateField(null=True, blank=True))
    list_version = internal(models.CharField(max_length=40, blank=True, default=""))
    # Where it came from: "signal" or "package"; a package brings its sender along.
    origin = internal(models.CharField(max_length=10, default="signal"))
    origin_unit = internal(models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    # The law under which this work is done, set once from the purpose for which the case was opened.
    regime = internal(
        models.CharField(max_length=5, choices=[(r.value, r.value) for r in Regime], default=Regime.AVG.value)
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-opened_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "regime"], name="case_unit_regime"),
            models.Index(fields=["owning_unit", "state", "due_on"], name="case_unit_state"),
            models.Index(fields=["owning_unit", "-opened_at", "id"], name="case_unit_opened"),
        ]

    def __str__(self) -> str:
        return self.reference


class CasePerson(Keyed, Versioned):
    """A person in a case, in one or more roles: victim and suspect can be the same person."""

    sealed_by: ClassVar[str] = "case_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    case = internal(models.ForeignKey(Case, on_delete=models.CASCADE, related_name="persons"))
    roles = criminal(ArrayField(models.CharField(max_length=20), default=list))  # list person_roles
    name = personal(IdentifierField())
    birth_year = personal(models.PositiveSmallIntegerField(null=True, blank=True))
    sex = personal(models.CharField(max_length=10, blank=True, default=""))
    nationality = residence(models.CharField(max_length=10, blank=True, default=""))  # ISO 3166-1, "" unknown
    language = personal(models.CharField(max_length=20, blank=True, default=""))
    forms = criminal(ArrayField(models.CharField(max_length=10), default=list, blank=True))
    safe_contact = personal(IdentifierField())
    bsn = personal(IdentifierField())  # checked; never in an address, a log, a message or an error
    # Where family may be the exploiter, no guardian is asked, told or shown anything.
    family_involved = criminal(models.CharField(max_length=10, default="unknown"))  # yes, no, unknown
    note = special(SealedText(blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]


class CaseAction(Keyed, Versioned):
    """Something that somebody will do before a day."""

    sealed_by: ClassVar[str] = "case_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    case = internal(models.ForeignKey(Case, on_delete=models.CASCADE, related_name="actions"))
    track = internal(
        models.CharField(max_length=20, default="care")
    )  # care, status, administrative, criminal, residence
    text = personal(SealedText())
    owner = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    due_on = internal(models.DateField())
    done_at = internal(models.DateTimeField(null=True, blank=True))
    result = personal(SealedText(blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["done_at", "due_on", "id"]


class CaseEvent(Appended):
    """News in a case: what happened, from which state to which. Written once."""

    sealed_by: ClassVar[str] = "case_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    case = internal(models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events"))
    actor = worker(models.CharField(max_length=60))
    kind = internal(models.CharField(max_length=40))
    from_state = internal(models.CharField(max_length=20, blank=True, default=""))
    to_state = internal(models.CharField(max_length=20, blank=True, default=""))
    note = personal(SealedText(blank=True))
    changes = personal(SealedJSON(blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "-at"], name="case_event_case")]


class FieldOrigin(Keyed):
    """A field of a case, or of a person in it, that another unit wrote: who, under which regime, until when.

    `value` is what they wrote. The field shows it and nobody here changes it; what we add ourselves stands beside
    it in `addition`. Passing it on needs `onward`, or the key of the receiver in `agreed`.
    """

    sealed_by: ClassVar[str] = "case_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    case = internal(models.ForeignKey(Case, on_delete=models.CASCADE, related_name="origins"))
    person = internal(
        models.ForeignKey(CasePerson, null=True, blank=True, on_delete=models.CASCADE, related_name="origins")
    )
    field = internal(models.CharField(max_length=30))
    origin_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))  # who sent it to us
    first_unit = internal(models.CharField(max_length=320))  # who wrote it first
    disclosure = internal(models.UUIDField())  # `message` of the package, the same on both sides
    regime = internal(models.CharField(max_length=5))  # avg, wpg
    onward = internal(models.BooleanField(default=False))
    agreed = internal(ArrayField(models.UUIDField(), default=list, blank=True))  # keys of units
    ends_on = internal(models.DateField())
    value = criminal(SealedJSON(null=True, blank=True))
    addition = criminal(SealedText(blank=True, default=""))
    emptied_at = internal(models.DateTimeField(null=True, blank=True))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "person", "field"], name="case_origin_once", nulls_distinct=False
            ),
        ]
