# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What happened: one row for each action. The other logs stand here as well."""

from typing import ClassVar

from django.db import models

from zicht.access.models.people import Unit
from zicht.base.fields import internal, worker
from zicht.base.records import Appended, Keyed

__all__ = ["AuditRow"]


class AuditRow(Keyed, Appended):
    """One action: who did what to which record, for which purpose. Holds no content.

    The key is made here, not by the database: the public door may add a row that it cannot read back.
    """

    actor = worker(models.CharField(max_length=60))  # "person:12", "public", "receipt", "job:3", "owner"
    owning_unit = internal(models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+"))
    purpose = internal(models.CharField(max_length=30, blank=True, default=""))
    action = internal(models.CharField(max_length=60))
    kind = internal(models.CharField(max_length=20, blank=True, default=""))
    record = internal(models.CharField(max_length=40, blank=True, default=""))

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owning_unit", "-at"], name="access_audit_unit"),
            models.Index(fields=["record"], name="access_audit_record"),
        ]
