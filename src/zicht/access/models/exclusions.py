# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who is kept out of one record, whatever the role: somebody with a conflict of interest."""

from typing import ClassVar

from django.db import models

from zicht.access.models.people import Person, Unit
from zicht.access.roles import Kind
from zicht.base.fields import internal, worker
from zicht.base.records import Keyed

__all__ = ["Exclusion"]


class Exclusion(Keyed):
    """One person sees nothing of this record, from before the first look until somebody lifts it."""

    kind = internal(models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind]))
    record = internal(models.UUIDField())
    person = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exclusions"))
    reason = internal(models.CharField(max_length=40))  # list exclusion_reasons: a code, no story
    given_by = worker(models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+"))
    at = internal(models.DateTimeField())
    lifted_at = internal(models.DateTimeField(null=True, blank=True))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "record", "person"],
                condition=models.Q(lifted_at__isnull=True),
                name="access_exclusion_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["person", "kind"], name="access_exclusion_person", condition=models.Q(lifted_at__isnull=True)
            ),
        ]
