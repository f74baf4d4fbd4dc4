# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Master keys: they wrap the keys of records and are the root of all other keys. Only the environment holds them.

`ZICHT_MASTER_KEYS` is "name:base64 name:base64", 32 bytes each. The first is current: it seals what is new. The
others only open what was sealed with them, until `zicht keys rotate` has gone over everything.
"""

import base64
import binascii
import re
import secrets
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SIZE = 32
_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")


class KeyringError(RuntimeError):
    """A master key is missing or has not the right form. The message holds no key."""


class Master(NamedTuple):
    """One master key with its name."""

    name: str
    key: bytes


def masters() -> tuple[Master, ...]:
    """All master keys, the current one first. Raises KeyringError where there are none."""
    return _parsed(settings.MASTER_KEYS)


def current() -> Master:
    """The key that seals what is new."""
    return masters()[0]


def named(name: str) -> Master:
    """The master key with this name. Raises KeyringError."""
    for master in masters():
        if master.name == name:
            return master
    raise KeyringError(f"De hoofdsleutel '{name}' staat niet in ZICHT_MASTER_KEYS.")


def derived(master: Master, purpose: str) -> bytes:
    """A key for one purpose, made from a master key: knowing one says nothing about the others."""
    return _derived(master, purpose)


def new_text(name: str) -> str:
    """A fresh master key in the form of the setting."""
    return f"{name}:{base64.b64encode(secrets.token_bytes(SIZE)).decode()}"


@lru_cache(maxsize=64)
def _derived(master: Master, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=SIZE, salt=None, info=f"zicht/{purpose}".encode()).derive(master.key)


@lru_cache(maxsize=8)
def _parsed(text: str) -> tuple[Master, ...]:
    if not text.strip():
        raise KeyringError("Zet eerst ZICHT_MASTER_KEYS in de omgeving: 'zicht keys new' maakt een hoofdsleutel.")
    found = tuple(_one(part) for part in text.split())
    if len({m.name for m in found}) != len(found):
        raise KeyringError("In ZICHT_MASTER_KEYS staat een naam twee keer.")
    return found


def _one(part: str) -> Master:
    name, _, text = part.partition(":")
    wrong = KeyringError("ZICHT_MASTER_KEYS bestaat uit paren 'naam:base64', met 32 bytes per sleutel.")
    if not _NAME.fullmatch(name):
        raise wrong
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise wrong from None
    if len(key) != SIZE:
        raise wrong
    return Master(name, key)


MARK = "m1."
_NONCE = 12


def seal(text: str, purpose: str) -> str:
    """Seal something that belongs to no record directly under the current master key: "m1.name.base64url"."""
    master, nonce = current(), secrets.token_bytes(_NONCE)
    sealed = AESGCM(derived(master, purpose)).encrypt(nonce, text.encode(), master.name.encode())
    return f"{MARK}{master.name}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def open_sealed(sealed: str, purpose: str) -> str:
    """Open it. Text from before sealing existed is given as it is. Raises KeyringError."""
    if not sealed.startswith(MARK):
        return sealed
    name, _, text = sealed[len(MARK) :].partition(".")
    master = named(name)
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
        found = AESGCM(derived(master, purpose)).decrypt(raw[:_NONCE], raw[_NONCE:], master.name.encode())
    except (binascii.Error, InvalidTag, ValueError):
        raise KeyringError("Iets dat onder de hoofdsleutel is verzegeld, is veranderd.") from None
    return found.decode()


def is_current(sealed: str) -> bool:
    """True when this was sealed under the current master key."""
    return sealed.startswith(f"{MARK}{current().name}.")
