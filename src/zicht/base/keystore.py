# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keys of records, in a store of their own. Without its key a record is unreadable, here and in every old backup."""

from collections.abc import Iterable
from uuid import UUID


class Destroyed(Exception):
    """The key of this record was destroyed: what it sealed cannot be read any more."""


def destroy(records: Iterable[UUID]) -> int:
    """Remove the keys of these records from the store and from its backup, for good. Returns how many there were.

    Call it after the commit of the transaction that removed the rows.
    """
    return 0


def destroyed() -> frozenset[UUID]:
    """Records whose key was destroyed, so that a restored backup can be brought up to date."""
    return frozenset()
