# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whom a record is about, and the pseudonym under which a person stands in the processing log.

A room says once per model which kind it is and whom it is about; reading and acting then leave rows by themselves.
"""

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models

from zicht.access.roles import Kind

_SALT = b"zicht.access.subjects"


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
    """The pseudonym of a person under the key in use, and the name of that key."""
    return _digest(settings.SECRET_KEY, key)


def pseudonyms(keys: Iterable[UUID]) -> list[str]:
    """Every pseudonym that these persons can have, under the key in use and earlier ones: to look rows up."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [_digest(secret, key)[0] for key in keys for secret in secrets]


def _digest(secret: str, key: UUID) -> tuple[str, str]:
    derived = hmac.digest(secret.encode(), _SALT, "sha256")
    name = hmac.digest(derived, b"name of this key", "sha256").hex()[:8]
    return hmac.digest(derived, key.bytes, "sha256").hex(), name
