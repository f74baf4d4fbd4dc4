# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Nothing that somebody typed reaches a log line, and no address stands in the cache.

The text of an exception may quote a form or a row ("Key (email)=(…) already exists"), and so may the text of what
caused it. A log line therefore names the types and the places in the code, never the texts.
"""

import hmac
import logging
import traceback
from types import TracebackType

from django.conf import settings

_SALT = b"zicht.web.cache"

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Writes an exception as its types and places, the first cause first."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the name of the library
        """Where it happened and of which type it was; not what it said."""
        error = ei[1]
        lines: list[str] = []
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            frames = traceback.extract_tb(error.__traceback__)
            places = [f'  File "{f.filename}", line {f.lineno}, in {f.name}' for f in frames]
            kind = type(error)
            lines = [*places, f"{kind.__module__}.{kind.__qualname__}", *lines]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def cache_key(key: str, prefix: str, version: int) -> str:
    """The key of a cache entry as it is stored: a keyed digest, because rate limits count by network address."""
    derived = hmac.digest(settings.SECRET_KEY.encode(), _SALT, "sha256")
    return hmac.digest(derived, f"{prefix}:{version}:{key}".encode(), "sha256").hex()
