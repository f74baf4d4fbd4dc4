# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rooms and their order, read from .importlinter, and which foreign keys point upward."""

import configparser
from collections.abc import Iterable
from typing import NamedTuple

from django.db import models

from tests.architecture.test_imports import CONTRACTS


class Key(NamedTuple):
    """A foreign key: the module of the model it stands in, its name, the module of the model it names."""

    holder: str
    name: str
    target: str


def layers(contract: str) -> list[tuple[str, ...]]:
    """The rows of a layers contract, from high to low. Rooms in one row stand beside each other."""
    parser = configparser.ConfigParser()
    parser.read(CONTRACTS)
    rows = parser[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [tuple(name.strip(" ()") for name in row.split("|")) for row in rows if row.strip()]


def _height(room: str, order: list[tuple[str, ...]]) -> int:
    for height, names in enumerate(reversed(order)):
        if room in names:
            return height
    raise LookupError(f"{room} is no room of the house")


def _parts(module: str) -> tuple[str, str]:
    _, room, inside, *_rest = [*module.split("."), ""]
    return room, inside


def wrong_keys(keys: Iterable[Key]) -> list[str]:
    """Keys that point up, to a room beside, or out of the house."""
    outer, inner = layers("rooms"), layers("casework")
    wrong = []
    for key in keys:
        if not key.target.startswith("zicht."):
            wrong.append(f"{key.holder}.{key.name} leaves the house: {key.target}")
            continue
        (room, inside), (to_room, to_inside) = _parts(key.holder), _parts(key.target)
        if room == to_room == "casework":
            room, to_room, order = inside, to_inside, inner
        else:
            order = outer
        if room != to_room and _height(room, order) <= _height(to_room, order):
            wrong.append(f"{key.holder}.{key.name} points from {room} to {to_room}")
    return wrong


def keys_of(found: Iterable[type[models.Model]]) -> list[Key]:
    """Foreign keys, one-to-one and many-to-many relations of these models."""
    return [
        Key(model.__module__, f"{model.__name__}.{field.name}", field.related_model.__module__)
        for model in found
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation and isinstance(field.related_model, type)
    ]
