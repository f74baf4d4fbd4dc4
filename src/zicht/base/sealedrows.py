# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Rows with sealed fields: whose key seals them, and the questions to many rows at once that need care."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models.expressions import Case
from django.db.models.functions import Cast

from zicht.base import keystore
from zicht.base.sealing import NotSealable, Ready, Sealed

M = TypeVar("M", bound=models.Model)


def row_of(instance: Any) -> UUID | None:
    """The row's own random key, or None for a row that has a number only."""
    return instance.pk if isinstance(instance.pk, UUID) else None


def record_of(instance: Any) -> UUID:
    """The record whose key seals this row: what `sealed_by` names, such as "signal_id" or "person.case_id"."""
    found = instance
    for part in getattr(type(instance), "sealed_by", "pk").split("."):
        found = getattr(found, part)
    if not isinstance(found, UUID):
        raise NotSealable(f"{type(instance).__name__}.sealed_by names no record with a key")
    return found


def sealed_fields(model: type[models.Model]) -> list[Any]:
    """The fields of a model that are sealed."""
    return [f for f in model._meta.concrete_fields if hasattr(f, "sealed")]


class SealedQuerySet(models.QuerySet[Any]):
    """Keys for many rows are made at once; sealed text is never set, sorted or computed by the database."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Store rows, with one visit to the key store."""
        rows = list(objs)
        fields = sealed_fields(self.model)
        keystore.create(record_of(row) for row in rows if any(row.__dict__.get(f.attname) for f in fields))
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Store some fields of rows; Django would send the readable text."""
        rows, fields = list(objs), list(fields)
        sealed = [f for f in sealed_fields(self.model) if f.name in fields]
        keystore.create(record_of(row) for row in rows if any(row.__dict__.get(f.attname) for f in sealed))
        before = [{f.attname: row.__dict__[f.attname] for f in sealed if f.attname in row.__dict__} for row in rows]
        try:
            for row, held in zip(rows, before, strict=True):
                for field in sealed:
                    if field.attname in held:
                        made = field.sealed(row)
                        row.__dict__[field.attname] = Ready(made.envelope) if isinstance(made, Sealed) else made
            return super().bulk_update(rows, fields, batch_size=batch_size)
        finally:
            for row, held in zip(rows, before, strict=True):
                row.__dict__.update(held)

    def update(self, **kwargs: Any) -> int:
        """Set columns of many rows. Sealed ones can only be emptied this way."""
        for field in sealed_fields(self.model):
            value = kwargs.get(field.name, "")
            if value not in ("", {}, None) and not isinstance(value, Sealed | Case | Cast):
                raise NotSealable(
                    f"{field.name}: update() cannot seal, each row has its own key. Set the attribute and save()."
                )
        return super().update(**kwargs)

    def order_by(self, *field_names: Any) -> "SealedQuerySet":
        """Sort; never by sealed text, whose order says nothing."""
        sealed = {f.name for f in sealed_fields(self.model)}
        for name in field_names:
            if isinstance(name, str) and name.lstrip("-+") in sealed:
                raise NotSealable(f"{name}: sealed text has no order in the database; sort in Python after opening")
        return super().order_by(*field_names)


if TYPE_CHECKING:

    class SealedManager(models.Manager[M]):
        """The manager of every model with a sealed field."""

else:

    class SealedManager(models.Manager.from_queryset(SealedQuerySet)):
        """The manager of every model with a sealed field."""
