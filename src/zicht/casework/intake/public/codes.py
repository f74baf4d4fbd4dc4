# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Receipt codes. The code is shown once and stored nowhere; the database knows a keyed digest of it.

The form carries a random token. The signal's submission key and the code are made from it by one-way functions, so
that a second press of the button gives the same signal and the same code, without anything being kept for that.
"""

import hashlib
import hmac
import re
import secrets
from uuid import UUID

from django.conf import settings

from zicht.base.text import CODE_ALPHABET, normalised_code

GROUPS, SIZE = 4, 4
LENGTH = GROUPS * SIZE  # 16 letters out of 30: 78 bits

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_CODE_SALT = b"zicht.casework.intake.public.code"
_DIGEST_SALT = b"zicht.casework.intake.public.digest"


def new_token() -> str:
    """A fresh token for a form (256 bits)."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """True when this can be a token of ours."""
    return _TOKEN.fullmatch(text) is not None


def submission_of(token: str) -> UUID:
    """The submission key of a form; does not give the token away."""
    return UUID(bytes=hashlib.sha256(b"zicht.submission" + token.encode()).digest()[:16], version=5)


def code_of(token: str) -> str:
    """The receipt code of a form, such as 7KQD-M3VH-2XTA-9PZC. Needs the token and the installation's key."""
    letters: list[str] = []
    block = 0
    while len(letters) < LENGTH:
        stream = _keyed(settings.SECRET_KEY, _CODE_SALT, f"{block}:{token}".encode())
        # 240 is the largest multiple of 30 in a byte: bytes above it would favour the first letters.
        letters += [CODE_ALPHABET[b % len(CODE_ALPHABET)] for b in stream if b < 240]
        block += 1
    return "-".join("".join(letters[i : i + SIZE]) for i in range(0, LENGTH, SIZE))


def digest_of(code: str) -> str:
    """The digest under which a receipt is stored: HMAC-SHA256, 64 hexadecimal digits."""
    return _digest(settings.SECRET_KEY, code)


def digests_of(code: str) -> tuple[str, ...]:
    """The digests under which this code may be stored: today's key first, then the keys before it."""
    if len(normalised_code(code)) != LENGTH:
        return ()
    return tuple(_digest(key, code) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def _digest(key: str, code: str) -> str:
    return _keyed(key, _DIGEST_SALT, normalised_code(code).encode()).hex()


def _keyed(key: str, salt: bytes, message: bytes) -> bytes:
    derived = hmac.digest(key.encode(), salt, "sha256")
    return hmac.digest(derived, message, "sha256")
