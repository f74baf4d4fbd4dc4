# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What every reading, search, export, print and decision leaves behind. One trace id joins the rows of a request.

Filled during a request and written when it ends, also when the view fails: a refusal is worth a row as well.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.decide import Decision, Resource
from zicht.access.roles import Kind


def read(
    actor: Actor, *, kind: Kind, record: UUID, owning_unit: int | None, at: datetime, verb: str = "read",
    subjects: Iterable[UUID] = (),
) -> None:  # fmt: skip
    """Somebody opened one record. verb: read, export, print. subjects: keys of the persons it is about."""


def listed(actor: Actor, *, kind: Kind, what: str, at: datetime, found: int | None = None) -> None:
    """Somebody saw a list, a count or the result of a search. what: name of the list, no search words."""


def decided(actor: Actor, action: str, resource: Resource, decision: Decision, *, at: datetime) -> None:
    """A decision was made, permit or deny."""
