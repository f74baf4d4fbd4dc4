# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows made from the models themselves, so that a new table is filled by the tests without a word here."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models

from zicht.base.fields import SealedJSON

# Who and what exists is the cast; a required person or place is taken from it, never made.
GIVEN = {"Person", "Unit", "Organisation", "Function"}


def our_models() -> list[type[models.Model]]:
    """Zicht's own models, those with a table in the database."""
    return [m for m in apps.get_models() if m.__module__.startswith("zicht.") and m._meta.managed]


def protected_tables(using: str = "owner") -> list[str]:
    """Tables with row security on, as the database says."""
    query = "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace order by 1"
    with connections[using].cursor() as cursor:
        cursor.execute(query)
        return [name for (name,) in cursor.fetchall()]


class Filler:
    """Makes one row of any model as owner. `given` holds the row to use for each model of the cast."""

    def __init__(self, *, given: dict[str, models.Model], at: datetime) -> None:
        self.given = given
        self.at = at
        self.made: dict[type[models.Model], models.Model] = {}

    def row(self, model: type[models.Model]) -> models.Model:
        """The row of this model: one per model, with everything it needs."""
        if model.__name__ in GIVEN:
            return self.given[model.__name__]
        if model not in self.made:
            self.made[model] = self.new(model)
        return self.made[model]

    def new(self, model: type[models.Model], **chosen: Any) -> models.Model:
        """One more row, with some values chosen by the caller."""
        if model.__name__ == "Grant" and not chosen:
            chosen = {"unit": self.given["Unit"], "ends": self.at + timedelta(days=1)}
        values = {f.name: self.value(f) for f in self._required(model) if f.name not in chosen}
        record = model(**values, **chosen)
        record.save(using="owner", force_insert=True)
        return record

    def _required(self, model: type[models.Model]) -> Iterator[Any]:
        for field in model._meta.concrete_fields:
            owning = field.name == "owning_unit"
            if owning or not (
                field.has_default() or field.null or field.primary_key or getattr(field, "auto_now", 0)
            ):
                yield field

    def value(self, field: Any) -> Any:
        """A value that the field accepts."""
        if field.is_relation:
            return self.row(field.related_model)
        if field.choices:
            return field.choices[0][0]
        for kind, make in self._makers():
            if isinstance(field, kind):
                return make()
        if isinstance(field, models.CharField | models.TextField):
            return uuid.uuid4().hex[: min(field.max_length or 20, 20)]
        raise TypeError(f"{field}: the tests do not know how to make a value for it")

    def _makers(self) -> list[tuple[type, Any]]:
        return [
            (ArrayField, list),
            (SealedJSON, dict),
            (models.JSONField, dict),
            (models.BinaryField, lambda: uuid.uuid4().bytes),
            (models.UUIDField, uuid.uuid4),
            (models.BooleanField, bool),
            (models.DateTimeField, lambda: self.at),
            (models.DateField, self.at.date),
            (models.IntegerField, lambda: 1),
        ]
