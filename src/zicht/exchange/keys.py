# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keys shared with other instances (settings.EXCHANGE_KEYS: name to 32 bytes in base64url).

A key's name is the key of the other instance's unit, or of its organisation: then it speaks for that one alone. An
instance that has one peer only may give the one key a free name: then it speaks for every unit of another instance.
The same secret can have different names on both sides.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from uuid import UUID

from joserfc.jwk import OctKey

from zicht.access.models import Unit

SIZE = 32


class NoKey(LookupError):
    """No key is shared with that unit, or the key in the settings is not 32 bytes in base64url."""


def key_for(unit: Unit, keys: Mapping[str, str]) -> OctKey:
    """The key that is shared with `unit`. Raises NoKey."""
    for name in (str(unit.key), str(unit.organisation.key)):
        if name in keys:
            return read_key(keys[name])
    if len(keys) == 1 and not any(map(_names_one, keys)):
        return read_key(next(iter(keys.values())))
    raise NoKey("no key is shared with this unit")


def _names_one(name: str) -> bool:
    """True for a name that is itself the key of a unit or an organisation."""
    try:
        UUID(name)
    except ValueError:
        return False
    return True


def read_key(text: str) -> OctKey:
    """A key out of the settings. Raises NoKey."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NoKey("a key in EXCHANGE_KEYS is not base64url") from None
    if len(raw) != SIZE:
        raise NoKey("a key in EXCHANGE_KEYS is not 32 bytes")
    return OctKey.import_key(raw)


def name_of(key: OctKey) -> str:
    """What a file says about its key: the same on both sides, telling nothing about the secret."""
    return hashlib.sha256(b"zicht exchange key:" + key.raw_value).hexdigest()[:32]


def find(name: str, keys: Mapping[str, str]) -> OctKey:
    """The key with that name_of(). Raises NoKey."""
    for text in keys.values():
        key = read_key(text)
        if name_of(key) == name:
            return key
    raise NoKey("a file for another key")
