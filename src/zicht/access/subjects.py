# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whom a record is about, and the pseudonym under which a person stands in the processing log.

A room says once per model which kind it is and whom it is about; reading and acting then leave rows by themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from zicht.access.roles import Kind
from zicht.base import digests, keyring

_PURPOSE = "subjects of the processing log"


@dataclass(frozen=True)
class About:
    """What a room said about a model."""

    kind: Kind
    subject_type: str
    keys: Callable[[Any], Iterable[UUID]]
    receiver: Callable[[Any], str]


_KNOWN: dict[type[models.Model], About] = {}


def describe(
    model: type[models.Model],
    *,
    kind: Kind,
    subject_type: str = "",
    keys: Callable[[Any], Iterable[UUID]] = lambda record: (),
    receiver: Callable[[Any], str] = lambda record: "",
) -> None:
    """Say which kind the records of `model` are, and how to find the keys of the persons they are about.

    subject_type: what those keys are keys of. receiver: key of the unit that gets the record, when it leaves.
    """
    _KNOWN[model] = About(kind, subject_type, keys, receiver)


def about(model: type[models.Model]) -> About | None:
    """What was said about a model, or None."""
    return _KNOWN.get(model)


def described() -> frozenset[type[models.Model]]:
    """All models that a room described."""
    return frozenset(_KNOWN)


def pseudonym(key: UUID) -> tuple[str, str]:
    """The pseudonym of a person under the master key in use, and the name of that key."""
    return digests.digest(_PURPOSE, key.hex).hex(), keyring.current().name


def pseudonyms(keys: Iterable[UUID]) -> list[str]:
    """Every pseudonym that these persons can have, under the key in use and those still kept: to look rows up."""
    return [found.hex() for key in keys for found in digests.digests(_PURPOSE, key.hex)]
