# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Recommendations that a unit made or follows, and counts of services and systems per year.

Nothing here is about a person: forms say so, and counts are protected before they are shown. What is published
elsewhere is no row but a fact of the program (known.py).
"""

from typing import ClassVar

from django.db import models

from zicht.access.models import Unit
from zicht.base.fields import internal
from zicht.base.records import Appended, Keyed, Versioned


class Recommendation(Keyed, Versioned):
    """A recommendation of this unit, or how this unit follows a published one.

    reference: id of the published one; its words then stand in known.py and the texts here stay empty.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    reference = internal(models.CharField(max_length=40, blank=True, default=""))
    state = internal(models.CharField(max_length=20, default="open"))
    made_on = internal(models.DateField(null=True, blank=True))
    title = internal(models.CharField(max_length=160, blank=True, default=""))
    text = internal(models.TextField(blank=True, default=""))
    addressee = internal(models.CharField(max_length=160, blank=True, default=""))
    goal = internal(models.TextField(blank=True, default=""))
    indicator = internal(models.TextField(blank=True, default=""))
    finding = internal(models.TextField(blank=True, default=""))
    figure = internal(models.CharField(max_length=20, blank=True, default=""))  # id of a monitor declaration
    source = internal(models.CharField(max_length=200, blank=True, default=""))
    repeats = internal(models.CharField(max_length=40, blank=True, default=""))  # id of a published one
    submission = internal(models.UUIDField(null=True, blank=True, unique=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_on", "title", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owning_unit", "reference"],
                condition=~models.Q(reference=""),
                name="policy_reference_once",
            ),
        ]


class RecommendationEvent(Appended):
    """What became of it: reaction, evidence, another state, other words. Written once; told on a day of its own."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    recommendation = internal(models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="events"))
    actor = internal(models.CharField(max_length=60))
    kind = internal(models.CharField(max_length=20))  # made, changed, reaction, evidence, next, state
    day = internal(models.DateField())
    text = internal(models.TextField(blank=True, default=""))
    source = internal(models.CharField(max_length=200, blank=True, default=""))
    state_from = internal(models.CharField(max_length=20, blank=True, default=""))
    state_to = internal(models.CharField(max_length=20, blank=True, default=""))
    submission = internal(models.UUIDField(null=True, blank=True, unique=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["day", "at", "id"]


class YearCount(Keyed, Versioned):
    """The counts of one declared chain in one year, as a service or a keeper of a system told them."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    chain = internal(models.CharField(max_length=30))
    year = internal(models.PositiveSmallIntegerField())
    numbers = internal(models.JSONField(default=dict))  # step -> count
    lost = internal(models.JSONField(default=dict))  # step -> reason -> count
    source = internal(models.CharField(max_length=200))
    note = internal(models.TextField(blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["-year", "chain", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owning_unit", "chain", "year"], name="policy_year_once"),
        ]


class YearCountEvent(Appended):
    """What was filled in, each time. The numbers of before are never lost."""

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    count = internal(models.ForeignKey(YearCount, on_delete=models.PROTECT, related_name="events"))
    actor = internal(models.CharField(max_length=60))
    numbers = internal(models.JSONField(default=dict))
    lost = internal(models.JSONField(default=dict))
    source = internal(models.CharField(max_length=200))
    note = internal(models.TextField(blank=True, default=""))

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-id"]
