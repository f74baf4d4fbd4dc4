# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who handles which kind of message. Rooms register in AppConfig.ready(); exchange knows none of them."""

from datetime import datetime
from typing import Protocol

from zicht.access.actors import Actor
from zicht.exchange.models import Message


class Handler(Protocol):
    """Handles one message as a job for the unit that received it.

    Runs in one transaction with the state of the message. Must be idempotent: after a crash it runs again.
    """

    def __call__(self, *, actor: Actor, message: Message, at: datetime) -> object:
        """Do what the message asks."""


class NoHandler(LookupError):
    """A message of a kind that no room handles; it stays in the inbox."""


_HANDLERS: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Let `handler` handle messages of `kind`. One handler per kind."""
    known = _HANDLERS.get(kind)
    if known is not None and known is not handler:
        raise ValueError(f"{kind} has a handler already")
    _HANDLERS[kind] = handler


def handler_for(kind: str) -> Handler:
    """The handler of this kind. Raises NoHandler."""
    try:
        return _HANDLERS[kind]
    except KeyError:
        raise NoHandler(kind) from None
