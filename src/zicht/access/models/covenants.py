# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Covenants: which units may share and compare what, for which purposes, between which days."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.access.models.people import Function, Person, Unit
from zicht.base.fields import internal, public, worker
from zicht.base.records import Keyed, Versioned

__all__ = ["Covenant", "CovenantParty"]


class Covenant(Keyed, Versioned):
    """An agreement between units. It gives a basis only between its days and after somebody checked it.

    purposes: codes of Purpose. data_classes: codes of DataClass that may be shared under it. identifier_kinds:
    kinds of identifiers that may be compared under it (empty: none). emergency: names access in an emergency
    between its parties. Holds nothing about anybody but the name of who checked it.
    """

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))  # keeps the text
    title = public(models.CharField(max_length=160))
    purposes = public(ArrayField(models.CharField(max_length=30), default=list))
    data_classes = public(ArrayField(models.CharField(max_length=20), default=list))
    identifier_kinds = public(ArrayField(models.CharField(max_length=20), default=list, blank=True))
    emergency = public(models.BooleanField(default=False))
    source = public(models.TextField())  # where the signed text is, and which articles it rests on
    starts_on = public(models.DateField())
    ends_on = public(models.DateField())
    checked_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    checked_on = public(models.DateField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="access_covenant_dates"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_on__isnull=True)
                | Q(checked_by__isnull=False, checked_on__isnull=False),
                name="access_covenant_checked",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CovenantParty(models.Model):
    """A unit that signed, and the function to call when a comparison finds something there."""

    covenant = internal(models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="parties"))
    unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="covenants"))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))  # keeps the covenant
    contact = public(models.ForeignKey(Function, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["covenant", "unit"], name="access_covenant_party_once"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A party lies in the unit that keeps the covenant."""
        if self.owning_unit_id is None:
            self.owning_unit_id = self.covenant.owning_unit_id
        super().save(*args, **kwargs)
