# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The signal and everything around it until it becomes part of a case or ends with a reason."""

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.access.models import Function, OwnDefinition, Person, Unit
from zicht.base.fields import (
    IdentifierField,
    SealedJSON,
    SealedText,
    criminal,
    internal,
    personal,
    public,
    reporter_identity,
    worker,
)
from zicht.base.records import Appended, Keyed, Versioned
from zicht.casework.cases.models import Case

__all__ = [
    "ConversationMessage",
    "Draft",
    "PublicDoor",
    "Receipt",
    "ReporterIdentity",
    "Signal",
    "SignalEvent",
    "SignalIndicator",
    "SignalSubject",
    "SignalThing",
    "Weighing",
]


class Signal(Keyed, Versioned):
    """Something somebody saw. May be vague; may name nobody. Fact and interpretation stay apart."""

    class State(models.TextChoices):
        """Where the signal stands; the table of steps is in rules.py."""

        RECEIVED = "received", "ontvangen"
        WEIGHING = "weighing", "wordt gewogen"
        WAITING_CAPACITY = "waiting_capacity", "wacht op capaciteit"
        WEIGHED = "weighed", "gewogen"
        IN_CASE = "in_case", "in een casus"
        CLOSED = "closed", "afgesloten"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    function = internal(models.ForeignKey(Function, on_delete=models.PROTECT, related_name="+"))
    reference = internal(models.CharField(max_length=20, unique=True))
    # One form, one signal: a second press of the button finds the first.
    submission = internal(models.UUIDField(unique=True))
    kind = internal(models.CharField(max_length=10, default="signal"))  # signal, advice
    door = internal(models.CharField(max_length=20, default="professional"))  # professional, public
    language = internal(models.CharField(max_length=5, default="nl"))
    state = internal(models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED))
    received_at = internal(models.DateTimeField())
    due_at = internal(models.DateTimeField())
    about = internal(models.CharField(max_length=10))  # person, persons, place
    observed_when = personal(SealedText(blank=True))
    fact = criminal(SealedText())
    interpretation = criminal(SealedText(blank=True))
    forms = criminal(ArrayField(models.CharField(max_length=10), default=list, blank=True))  # empty: not yet clear
    list_version = internal(models.CharField(max_length=40, blank=True, default=""))
    own_definition = internal(
        models.ForeignKey(OwnDefinition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    )
    own_definition_text = internal(models.TextField(blank=True, default=""))  # as it read on that day
    age_class = personal(models.CharField(max_length=10, default="unknown"))  # minor, adult, unknown
    coercion = criminal(ArrayField(models.CharField(max_length=40), default=list, blank=True))
    acute = internal(models.BooleanField(default=False))
    municipality = internal(models.CharField(max_length=10, blank=True, default=""))
    reporter = reporter_identity(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    )
    # Who it was lies sealed with the custodian (ReporterIdentity); here only whether anything is known.
    reporter_known = internal(models.BooleanField(default=False))
    owner = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    case = internal(models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="signals"))
    outcome = internal(models.CharField(max_length=40, blank=True, default=""))  # list outcome_reasons
    outcome_note = personal(SealedText(blank=True))
    closed_at = internal(models.DateTimeField(null=True, blank=True))
    # Until when it is kept and by which term; set when it ends, never made later without a word (retention).
    keep_until = internal(models.DateField(null=True, blank=True))
    keep_basis = internal(models.CharField(max_length=60, blank=True, default=""))
    # Kept as vague: somebody looks again on this day. Empty for every other end.
    review_on = internal(models.DateField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            # The inbox: open signals of a unit by clock. Partial, so that closed years do not slow it down.
            models.Index(
                fields=["owning_unit", "due_at", "id"],
                name="signal_inbox",
                condition=Q(state__in=["received", "weighing", "waiting_capacity", "weighed"]),
            ),
            # The same for somebody in many units: no sorting of all that is open in them. Every signal has a
            # reference: only a query that says so may use this index.
            models.Index(
                fields=["due_at", "id"],
                name="signal_clock",
                condition=Q(state__in=["received", "weighing", "waiting_capacity", "weighed"]) & Q(reference__gt=""),
            ),
            # The same by owner (mine, nobody's) and for acute danger only.
            models.Index(
                fields=["owning_unit", "owner", "due_at", "id"],
                name="signal_owner",
                condition=Q(state__in=["received", "weighing", "waiting_capacity", "weighed"]),
            ),
            models.Index(
                fields=["owning_unit", "due_at", "id"],
                name="signal_acute",
                condition=Q(acute=True, state__in=["received", "weighing", "waiting_capacity", "weighed"]),
            ),
            models.Index(fields=["owning_unit", "state", "due_at"], name="signal_state"),
            models.Index(fields=["owning_unit", "-received_at", "id"], name="signal_received"),
            models.Index(fields=["reporter", "-received_at"], name="signal_reporter"),
            models.Index(fields=["case"], name="signal_case"),
        ]

    def __str__(self) -> str:
        return self.reference


class ReporterIdentity(Keyed):
    """Who reported a signal: opened by the custodian, the reporter, and whoever the custodian told for some time.

    It has a key of its own, so that it can be destroyed before the signal is. A permission names the signal.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    signal = internal(models.OneToOneField(Signal, on_delete=models.CASCADE, related_name="identity"))
    name = reporter_identity(IdentifierField())
    contact = reporter_identity(IdentifierField())
    safe_contact = reporter_identity(SealedText(blank=True, default=""))

    @property
    def audit_key(self) -> UUID:
        """The trail names the signal."""
        return self.signal_id


class SignalIndicator(models.Model):
    """One indicator in one of three states, with its source. Never added up to a number."""

    sealed_by: ClassVar[str] = "signal_id"

    class Seen(models.TextChoices):
        """Silence is not absence: what nobody answered is unknown."""

        OBSERVED = "observed", "gezien"
        NOT_OBSERVED = "not_observed", "niet gezien"
        UNKNOWN = "unknown", "onbekend"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    signal = internal(models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="indicators"))
    code = criminal(models.CharField(max_length=60))  # list indicators
    list_version = internal(models.CharField(max_length=40))
    seen = criminal(models.CharField(max_length=15, choices=Seen.choices, default=Seen.UNKNOWN))
    source = personal(SealedText(blank=True))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["signal", "code"], name="signal_indicator_once"),
        ]


class SignalSubject(Keyed):
    """A person whom the signal is about, as far as known."""

    sealed_by: ClassVar[str] = "signal_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    signal = internal(models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="subjects"))
    role = criminal(models.CharField(max_length=20, default="possible_victim"))  # list person_roles
    name = personal(IdentifierField())
    description = personal(SealedText(blank=True))
    age_class = personal(models.CharField(max_length=10, default="unknown"))


class SignalThing(Keyed):
    """An address, place, vehicle or company; a phone, account or advert only with a ground."""

    sealed_by: ClassVar[str] = "signal_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    signal = internal(models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="things"))
    kind = internal(models.CharField(max_length=10))  # list thing_kinds
    value = personal(IdentifierField())
    ground = criminal(models.CharField(max_length=20, blank=True, default=""))  # list grounds
    ground_note = criminal(SealedText(blank=True))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # No shadow register of sex workers: without a stated ground the row cannot exist.
            models.CheckConstraint(
                condition=~Q(kind__in=["phone", "account", "advert"])
                | (Q(ground__in=["coercion", "minority"]) & ~Q(ground_note="")),
                name="signal_thing_needs_ground",
            ),
        ]


class SignalEvent(Appended):
    """A step or a change in a signal; some are told to the reporter. Written once."""

    sealed_by: ClassVar[str] = "signal_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    signal = internal(models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="events"))
    actor = worker(models.CharField(max_length=60))
    kind = internal(models.CharField(max_length=40))
    from_state = internal(models.CharField(max_length=20, blank=True, default=""))
    to_state = internal(models.CharField(max_length=20, blank=True, default=""))
    note = personal(SealedText(blank=True))
    changes = personal(SealedJSON(blank=True))
    for_reporter = internal(models.BooleanField(default=False))

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["signal", "-at"], name="signal_event_signal")]


class Weighing(Appended):
    """What the focal point concluded, why, which route was proposed and which one was taken."""

    sealed_by: ClassVar[str] = "signal_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    signal = internal(models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="weighings"))
    by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    conclusion = criminal(models.CharField(max_length=40))
    reasons = criminal(SealedText())
    route_about = internal(models.CharField(max_length=10))
    route_forms = criminal(ArrayField(models.CharField(max_length=10), default=list, blank=True))
    route_age_class = personal(models.CharField(max_length=10))
    route_acute = internal(models.BooleanField())
    proposed_route = internal(models.CharField(max_length=60))
    proposed_because = internal(models.TextField())
    chosen_route = internal(models.CharField(max_length=60))
    chosen_because = personal(SealedText(blank=True))
    route_version = internal(models.CharField(max_length=40))

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]


class ConversationMessage(Keyed):
    """A line in the conversation between reporter and focal point."""

    sealed_by: ClassVar[str] = "signal_id"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    signal = internal(models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="conversation"))
    at = internal(models.DateTimeField())
    from_reporter = internal(models.BooleanField())
    author = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    text = personal(SealedText())
    read_at = internal(models.DateTimeField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            # Who waits for an answer: few rows, whatever was written in all years.
            models.Index(
                fields=["owning_unit", "from_reporter", "signal"],
                name="conversation_unread",
                condition=Q(read_at__isnull=True),
            ),
        ]


class Receipt(models.Model):
    """Digest of a receipt code. The code itself is shown once and stored nowhere."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    signal = internal(models.OneToOneField(Signal, on_delete=models.CASCADE, related_name="receipt"))
    code_digest = internal(models.CharField(max_length=64, unique=True))

    @property
    def audit_key(self) -> UUID:
        """The trail names the signal: this row has a number only, which says nothing to who reads it."""
        return self.signal_id


class Draft(Keyed):
    """A form that a signed-in reporter saved to finish later. Only its writer reads it."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    person = reporter_identity(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    saved_at = internal(models.DateTimeField())
    body = criminal(SealedJSON())

    class Meta:
        ordering: ClassVar[list[str]] = ["-saved_at"]


class PublicDoor(models.Model):
    """A municipality's public form. Closed until a function that follows up and its term are named."""

    owning_unit = internal(models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+"))
    slug = public(models.SlugField(unique=True))
    municipality = public(models.CharField(max_length=10))
    title = public(models.CharField(max_length=120))
    function = public(models.ForeignKey(Function, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    answer_days = public(models.PositiveSmallIntegerField(null=True, blank=True))
    open = public(models.BooleanField(default=False))
    reporting_points = public(models.JSONField(default=list, blank=True))  # codes of list reporting_points
    version = internal(models.PositiveIntegerField(default=1))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(open=False) | (Q(function__isnull=False) & Q(answer_days__isnull=False)),
                name="public_door_needs_function",
            ),
        ]
