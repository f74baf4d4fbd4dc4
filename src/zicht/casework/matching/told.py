# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a contact tells: something exists at the other side, call that function. No more than that."""

import hashlib
from datetime import datetime
from uuid import UUID

from zicht.access import visible
from zicht.access.actors import Actor
from zicht.casework.matching.gate import contacts


def pair_of(one: UUID, other: UUID) -> UUID:
    """The name that the database gives to a contact between two records (zicht_compare)."""
    both = "".join(str(key) for key in sorted((one, other)))
    return UUID(hashlib.md5(both.encode(), usedforsecurity=False).hexdigest())


def told_by_contact(actor: Actor, record: UUID, *, at: datetime) -> frozenset[int]:
    """Units that have a contact whose other side is this record, of the contacts that the actor may see.

    A contact does not hold the record of the other side: somebody who can name that record is told whether the two
    belong together, and nothing is read of the other unit. Whoever is kept out of the own side has no contact.
    """
    if actor.person is None:
        return frozenset()
    mine = contacts(actor, at=at).order_by().values_list("owning_unit_id", "record", "pair")
    return frozenset(unit for unit, own, pair in mine.iterator() if pair == pair_of(own, record))


def register() -> None:
    """Let decisions know of contacts."""
    visible.tell(told_by_contact)
