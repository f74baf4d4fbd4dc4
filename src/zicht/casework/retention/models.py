# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The list before destruction, its approval, the certificate after it, and the trace that names nobody."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from zicht.access.models import Person, Unit
from zicht.base.fields import internal, worker
from zicht.base.records import Appended, Keyed, Versioned

__all__ = ["Certificate", "RetentionApproval", "RetentionItem", "RetentionList", "Tombstone"]


# A field below is called `list`, which hides the word from its class.
_none = list


class RetentionList(Keyed, Versioned):
    """What a unit no longer needs to keep: first looked at, then approved, then destroyed."""

    class State(models.TextChoices):
        """Where the list stands."""

        REVIEW = "review", "wordt bekeken"
        AGREED = "agreed", "wacht op goedkeuring"
        APPROVED = "approved", "goedgekeurd, wordt vernietigd"
        DONE = "done", "klaar"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    made_at = internal(models.DateTimeField())
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.REVIEW))
    agreed_at = internal(models.DateTimeField(null=True, blank=True))
    agreed_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    done_at = internal(models.DateTimeField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owning_unit"], condition=~models.Q(state="done"), name="retention_one_list_at_a_time"
            ),
        ]


class RetentionItem(Keyed, Versioned):
    """One thing on the list: a record, or a number of technical remains of one kind (record is None then).

    Says which record by its key and its reference, and nothing of what stands in it. The key goes when it is gone.
    """

    class Choice(models.TextChoices):
        """What the unit says about it."""

        OPEN = "", "nog niet bekeken"
        AGREE = "agree", "mag weg"
        KEEP = "keep", "langer bewaren"

    class State(models.TextChoices):
        """What became of it. Unlocked: the rows are gone, the key is still to be destroyed."""

        WAITING = "waiting", "staat op de lijst"
        BLOCKED = "blocked", "kan nu niet weg"
        KEPT = "kept", "langer bewaard"
        UNLOCKED = "unlocked", "gegevens weg, sleutel nog niet"
        DESTROYED = "destroyed", "vernietigd"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    list = internal(models.ForeignKey(RetentionList, on_delete=models.PROTECT, related_name="items"))
    kind = internal(models.CharField(max_length=20))  # rules.KINDS
    record = internal(models.UUIDField(null=True, blank=True))
    parent = internal(models.UUIDField(null=True, blank=True))  # the signal of a thing or a conversation
    reference = internal(models.CharField(max_length=20, blank=True, default=""))
    amount = internal(models.PositiveIntegerField(default=1))
    due_on = internal(models.DateField())
    basis = internal(models.CharField(max_length=60))  # list retention_terms
    choice = internal(models.CharField(max_length=10, choices=Choice.choices, blank=True, default=""))
    keep_to = internal(models.DateField(null=True, blank=True))
    keep_reason = internal(models.TextField(blank=True, default=""))  # about the work, never about the person
    chosen_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    blocked = internal(models.CharField(max_length=20, blank=True, default=""))  # rules.BLOCKS
    state = internal(models.CharField(max_length=10, choices=State.choices, default=State.WAITING))
    # Keys of the rows that went, until they are destroyed too: a run that was killed goes on from here.
    keys_left = internal(ArrayField(models.UUIDField(), default=_none, blank=True))

    class Meta:
        ordering: ClassVar[tuple[str, ...]] = ("due_on", "id")
        indexes: ClassVar[tuple[models.Index, ...]] = (
            models.Index(fields=["list", "state", "due_on"], name="retention_item_list"),
            models.Index(fields=["record"], name="retention_item_record"),
        )


class RetentionApproval(Appended):
    """A privacy officer approved a list. Without this row the database destroys nothing."""

    id = internal(models.BigAutoField(primary_key=True))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    list = internal(models.OneToOneField(RetentionList, on_delete=models.PROTECT, related_name="approval"))
    approved_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    note = internal(models.TextField(blank=True, default=""))


class Certificate(Keyed):
    """What was destroyed, when, on whose word. Numbers only."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    list = internal(models.OneToOneField(RetentionList, on_delete=models.PROTECT, related_name="certificate"))
    at = internal(models.DateTimeField())
    approved_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+"))
    counts = internal(models.JSONField(default=dict))  # kind: how many
    kept = internal(models.PositiveIntegerField(default=0))
    blocked = internal(models.PositiveIntegerField(default=0))
    keys = internal(models.PositiveIntegerField(default=0))  # how many keys were destroyed

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "id"]


class Tombstone(Keyed):
    """That there was something: kind, how it ended, year and municipality. No key, no reference, no moment.

    The figures of the desk count these beside what is still there, so that a short life costs no knowledge.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    kind = internal(models.CharField(max_length=20))
    outcome = internal(models.CharField(max_length=40, blank=True, default=""))
    year = internal(models.PositiveSmallIntegerField())
    municipality = internal(models.CharField(max_length=10, blank=True, default=""))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "kind", "year"], name="retention_tombstone_year"),
        ]
