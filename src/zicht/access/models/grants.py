# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Permission for single records, and the table of scopes that row policies read."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from zicht.access.models.people import Person, Unit
from zicht.access.roles import Kind, Purpose
from zicht.base.fields import internal, worker
from zicht.base.records import Keyed

__all__ = ["Grant", "ScopeRow"]


class Grant(Keyed):
    """Permission for one record of another unit, for one purpose, until a date. Names the record by its key."""

    kind = internal(models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind]))
    record = internal(models.UUIDField())
    unit = internal(models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"))
    person = internal(
        models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    )
    purpose = internal(models.CharField(max_length=30, choices=[(p.value, p.value) for p in Purpose]))
    fields = internal(ArrayField(models.CharField(max_length=60), default=list, blank=True))
    starts = internal(models.DateTimeField())
    ends = internal(models.DateTimeField())
    emergency = internal(models.BooleanField(default=False))  # taken because of danger; read only, a few hours
    given_by = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants_given"))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants_given"))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "record"], name="access_grant_record")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person__isnull=True) | Q(unit__isnull=True, person__isnull=False),
                name="access_grant_one_receiver",
            ),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="access_grant_ends"),
        ]


class ScopeRow(models.Model):
    """The table of roles.py inside the database, for the row policies. Written by `migrate`, read by nobody else."""

    role = internal(models.CharField(max_length=20))
    purpose = internal(models.CharField(max_length=30))
    kind = internal(models.CharField(max_length=20))

    class Meta:
        db_table = "access_scope"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["role", "purpose", "kind"], name="access_scope_once"),
        ]
