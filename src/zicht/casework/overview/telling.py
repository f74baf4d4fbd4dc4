# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How one record is told: field by field, from the data classes of its fields."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format

from zicht.base.fields import DataClass, IdentifierField, data_class_of
from zicht.casework.overview.rules import Item
from zicht.casework.overview.words import TOLD, label_of, value_of


def facts_of(record: models.Model, prefix: str, where: str, *, skip: Iterable[str] = ()) -> Iterator[Item]:
    """One item for each field that is about the person and holds something."""
    for field in record._meta.local_fields:
        data_class = data_class_of(field)
        if data_class not in TOLD or field.name in skip:
            continue
        words = value_of(record, field)
        if words:
            free = data_class is DataClass.POLICE or _written(field)
            cells = (label_of(field.name, type(record).__name__), words, TOLD[data_class], where)
            yield Item(f"{prefix}.{field.name}", "held", cells, free)


def line_of(record: models.Model, key: str, where: str) -> Iterator[Item]:
    """One item for a whole record that is read as one line, named by its first field."""
    items = list(facts_of(record, key, where))
    if items:
        (_, name, data_class, _), rest = items[0].cells, items[1:]
        words = "; ".join(item.cells[1] for item in rest)
        yield Item(key, "held", (name, words, data_class, where), any(item.free for item in items))


def _written(field: Any) -> bool:
    """True for what somebody wrote in own words: it may say something about others."""
    return isinstance(field, models.TextField) and not isinstance(field, IdentifierField)


def day_of(day: date) -> str:
    """A day as it stands in an overview."""
    return date_format(day, "j F Y")
