# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keyed digests: equality can be asked without anybody reading what is equal. The key comes from a master key."""

import hmac
from hashlib import sha256

from zicht.base import keyring


def digests(purpose: str, value: str) -> tuple[bytes, ...]:
    """The digest of a value under each master key, the current one first: while keys rotate, both are looked up."""
    return tuple(_digest(master, purpose, value) for master in keyring.masters())


def digest(purpose: str, value: str) -> bytes:
    """The digest under the current master key: the one to store."""
    return _digest(keyring.current(), purpose, value)


def _digest(master: keyring.Master, purpose: str, value: str) -> bytes:
    return hmac.digest(keyring.derived(master, purpose), value.encode(), sha256)
