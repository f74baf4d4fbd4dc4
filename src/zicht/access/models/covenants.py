# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Covenants: which units may share and compare what, for which purposes, between which days.

Nobody binds another organisation: each party confirms for itself.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.access.models.people import Function, Person, Unit
from zicht.base.fields import internal, public, worker
from zicht.base.records import Keyed, Versioned

__all__ = ["Covenant", "CovenantParty"]


class Covenant(Keyed, Versioned):
    """An agreement between units. It gives a basis between its days, once checked, to the parties that confirmed it.

    drafted_by: who wrote what stands here last, and therefore cannot be the one who checks it.

    purposes: codes of Purpose. data_classes: codes of DataClass that may be shared under it. identifier_kinds:
    kinds of identifiers that may be compared under it (empty: none). emergency: names access in an emergency
    between its parties. Holds nothing about anybody but the names of who drafted and checked it.
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
    drafted_by = worker(models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
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
    """A unit that signed, and the function to call when a comparison finds something there.

    confirmed: by a privacy officer of its own organisation; before that, and after it was withdrawn, the covenant
    gives this unit no basis and gives none to share with it.
    """

    covenant = internal(models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="parties"))
    unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="covenants"))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))  # keeps the covenant
    contact = public(models.ForeignKey(Function, null=True, blank=True, on_delete=models.PROTECT, related_name="+"))
    confirmed_by = worker(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    )
    confirmed_at = internal(models.DateTimeField(null=True, blank=True))
    withdrawn_by = worker(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    )
    withdrawn_at = internal(models.DateTimeField(null=True, blank=True))
    withdrawn_why = public(models.CharField(max_length=300, blank=True, default=""))  # names nobody

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["covenant", "unit"], name="access_covenant_party_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="access_covenant_party_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="access_covenant_party_withdrawn",
            ),
        ]

    @property
    def audit_key(self) -> Any:
        """The covenant: a party has no random key of its own."""
        return self.covenant_id

    @property
    def audit_unit(self) -> int:
        """What a party does stands in its own trail, not in that of whoever keeps the text."""
        return int(self.unit_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A party lies in the unit that keeps the covenant."""
        if self.owning_unit_id is None:
            self.owning_unit_id = self.covenant.owning_unit_id
        super().save(*args, **kwargs)
