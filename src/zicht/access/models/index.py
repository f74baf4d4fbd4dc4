# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where an identifier occurs: keyed digests, with the record and the row they come from."""

from typing import ClassVar

from django.db import models

from zicht.access.models.people import Unit
from zicht.access.roles import Kind
from zicht.base.fields import SealedText, internal, personal
from zicht.base.records import Keyed

__all__ = ["IndexEntry"]


class IndexEntry(Keyed):
    """One form of one identifier in one record. Whoever may see the record sees its entries."""

    sealed_by: ClassVar[str] = "record"

    owning_unit = internal(models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+"))
    kind = internal(models.CharField(max_length=20, choices=[(k.value, k.value) for k in Kind]))
    record = internal(models.UUIDField())
    row = internal(models.UUIDField())
    entry_kind = internal(models.CharField(max_length=20))  # reference/identifiers.KINDS
    digest = personal(models.BinaryField())
    key_name = internal(models.CharField(max_length=32))  # master key under which the digest was made
    compares = internal(models.BooleanField(default=False))
    # The normalised form itself, sealed with the key of the record: rotation makes the digest anew from it.
    form = personal(SealedText())

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "row", "entry_kind", "digest"], name="access_index_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["digest"], name="access_index_digest"),
            models.Index(fields=["key_name", "id"], name="access_index_key"),
        ]
