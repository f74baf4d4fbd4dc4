# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sessions of browsers. Who holds one is a keyed digest, and what is in it is sealed: a dump says nothing."""

from typing import ClassVar

from django.db import models

from zicht.base.fields import internal

__all__ = ["OpenSession"]


class OpenSession(models.Model):
    """One browser's session. The cookie carries a random key of which only a digest stands here."""

    session_key = internal(models.CharField(primary_key=True, max_length=64))
    # Names the session on its person's own page; empty while nobody is signed in.
    key = internal(models.UUIDField(unique=True, null=True))
    holder = internal(models.CharField(max_length=64, blank=True, default="", db_index=True))
    session_data = internal(models.TextField())
    expire_date = internal(models.DateTimeField(db_index=True))

    # For the audit trail: the unit for whose overseer an act on a session counts.
    owning_unit_id: int | None = None

    class Meta:
        ordering: ClassVar[list[str]] = ["session_key"]

    @property
    def audit_key(self) -> str:
        """The trail names a session by its own key, never by what opens it."""
        return str(self.key)
