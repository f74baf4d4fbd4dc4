# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where sessions are stored: under a digest of their key, sealed under the master key.

Whoever reads the table, in a dump or in raw SQL, can neither use a session nor see whose it is.
"""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db

from zicht.base import digests, keyring
from zicht.base.clock import now

if TYPE_CHECKING:
    from zicht.access.models import OpenSession

PURPOSE = "session"
HOLDER = "session-holder"
# In the session: its own key, when it began, when it was last used, with which device.
MARK = "zicht_session"
PERSON = "_auth_user_id"


def digest_of(session_key: str) -> str:
    """What is stored of a session's key. It carries 165 random bits, so a plain digest is enough."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def holders(person: int) -> list[str]:
    """How the table names this person, under every master key: while keys rotate there are two."""
    return [found.hex() for found in digests.digests(HOLDER, str(person))]


class SessionStore(db.SessionStore):
    """Django's store in the database, with digests and seals."""

    @classmethod
    def get_model_class(cls) -> "type[OpenSession]":  # type: ignore[override]
        """Our own table."""
        from zicht.access.models import OpenSession

        return OpenSession

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Sealed."""
        return keyring.seal(super().encode(session_dict), PURPOSE)

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Opened; a session whose master key is gone is empty, and its person signs in again."""
        try:
            return super().decode(keyring.open_sealed(str(session_data), PURPOSE))
        except keyring.KeyringError:
            return {}

    def _get_session_from_db(self) -> Any:
        digest = digest_of(self.session_key or "")
        found = self.model.objects.filter(session_key=digest, expire_date__gt=now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        """True when there is a session under this key."""
        return bool(self.model.objects.filter(session_key=digest_of(session_key)).exists())

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row for what is in the session now."""
        mark, person = data.get(MARK) or {}, data.get(PERSON)
        expires: datetime = self.get_expiry_date()
        session_key: str = self._get_or_create_session_key()  # type: ignore[attr-defined]
        return self.get_model_class()(
            session_key=digest_of(session_key),
            key=mark.get("key"),
            holder=holders(int(person))[0] if person else "",
            session_data=self.encode(data),
            expire_date=expires,
        )

    def delete(self, session_key: str | None = None) -> None:
        """Take the row away; none is no error."""
        key = session_key or self.session_key
        if key is not None:
            self.model.objects.filter(session_key=digest_of(key)).delete()
