# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keys with which a program of a person reads, as that person, for one purpose, for a while."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from zicht.access.models.people import Person, Unit
from zicht.access.roles import Purpose
from zicht.base.fields import internal, worker
from zicht.base.records import Keyed

__all__ = ["ApiToken"]


class ApiToken(Keyed):
    """A personal key. It opens what its person may see in one unit for one purpose, never more.

    Only a digest is kept: the key itself is shown once. It ends within 90 days, at once when somebody ends it, and
    opens nothing once the person has no such seat any more.
    """

    person = worker(models.ForeignKey(Person, on_delete=models.PROTECT, related_name="api_tokens"))
    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    purpose = internal(models.CharField(max_length=30, choices=[(p.value, p.value) for p in Purpose]))
    label = worker(models.CharField(max_length=60))
    code_digest = internal(models.CharField(max_length=64, unique=True))
    made_at = internal(models.DateTimeField())
    ends_at = internal(models.DateTimeField())
    ended_at = internal(models.DateTimeField(null=True, blank=True))
    last_used_on = internal(models.DateField(null=True, blank=True))

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__lte=models.F("made_at") + timedelta(days=90)),
                name="access_token_ends",
            ),
        ]
