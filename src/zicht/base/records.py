# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Shapes that records share: a key that says nothing, a version, an owner unit, appended events."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models

from zicht.base.fields import internal


class Keyed(models.Model):
    """A record whose key is random: it can stand in an address without saying anything."""

    id = internal(models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False))

    class Meta:
        abstract = True


class EditConflict(Exception):
    """Somebody else saved the record first. Carries both: nothing is lost, a person chooses."""

    def __init__(self, *, stored: models.Model, attempted: dict[str, Any]) -> None:
        super().__init__("the record was changed in the meantime")
        self.stored = stored
        self.attempted = attempted


class Versioned(models.Model):
    """A record that two people can edit without losing either edit.

    `save_if_current(expected=…, **changes)` writes only when the stored version is the one the form was
    made from; otherwise it raises EditConflict with the stored record and the attempted changes.
    """

    version = internal(models.PositiveIntegerField(default=1))
    changed_at = internal(models.DateTimeField(auto_now=True))

    class Meta:
        abstract = True

    def save_if_current(self, *, expected: int, **changes: Any) -> Self:
        """Write `changes` when the stored version equals `expected`. Raises EditConflict."""
        stored = type(self)._default_manager.select_for_update(of=("self",)).get(pk=self.pk)
        if stored.version != expected:
            raise EditConflict(stored=stored, attempted=changes)
        for name, value in changes.items():
            setattr(stored, name, value)
            setattr(self, name, value)
        stored.version = self.version = expected + 1
        stored.save(update_fields=[*changes, "version", "changed_at"])
        return self


class Appended(models.Model):
    """A row that is written once: the application's role can neither change nor delete it."""

    append_only: ClassVar[bool] = True

    at = internal(models.DateTimeField())
    trace = internal(models.CharField(max_length=32, blank=True, default=""))

    class Meta:
        abstract = True


def append_only_tables(all_models: list[type[models.Model]]) -> list[str]:
    """Names of the tables whose rows are never changed or deleted."""
    return sorted({m._meta.db_table for m in all_models if getattr(m, "append_only", False)})
