# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who acts, for which purpose: told to the database for the length of one transaction.

Row policies read these settings. Without them a protected table shows no row. A job, a thread, a streaming
answer or an on_commit hook has no context of its own: it opens one with `transaction_as`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connections, transaction

_SETTINGS = (
    "zicht.person", "zicht.purpose", "zicht.unit", "zicht.reach", "zicht.receipt", "zicht.now", "zicht.trace",
)  # fmt: skip


@dataclass(frozen=True)
class Context:
    """What a transaction acts as.

    person: key of the signed-in person. purpose: code of the purpose in use. unit: a job acts for this unit.
    reach: the records that the public door or a receipt reaches. receipt: digest of a receipt code.
    at: the moment that counts for validity dates. trace: joins log rows of one request.
    """

    person: int | None = None
    purpose: str = ""
    unit: int | None = None
    reach: tuple[UUID, ...] = ()
    receipt: str = ""
    at: datetime | None = None
    trace: str = ""

    def settings(self) -> tuple[str, ...]:
        """The values in the order of the settings' names."""
        return (
            "" if self.person is None else str(self.person),
            self.purpose,
            "" if self.unit is None else str(self.unit),
            ",".join(str(key) for key in self.reach),
            self.receipt,
            "" if self.at is None else self.at.isoformat(),
            self.trace,
        )


class NoTransaction(RuntimeError):
    """A context was asked for outside a transaction, where it would be gone at the next statement."""


_current: ContextVar[Context | None] = ContextVar("zicht_context", default=None)


def current() -> Context:
    """The context in force. Raises LookupError where nobody acts."""
    found = _current.get()
    if found is None:
        raise LookupError("nobody acts here: open a context with transaction_as()")
    return found


def current_or_none() -> Context | None:
    """The context in force, or None."""
    return _current.get()


def new_trace() -> str:
    """A fresh trace id (32 hexadecimal digits)."""
    return uuid4().hex


@contextmanager
def acting(context: Context, *, using: str = "default") -> Iterator[Context]:
    """Let the running transaction act as `context`; the old context returns afterwards."""
    connection = connections[using]
    if not connection.in_atomic_block:
        raise NoTransaction("acting() needs a transaction; use transaction_as()")
    before = _current.get()
    if not context.trace:
        context = replace(context, trace=before.trace if before else new_trace())
    token = _current.set(context)
    _tell(using, context)
    try:
        yield context
    finally:
        _current.reset(token)
        # After an error the transaction takes no statement; its rollback drops the settings anyway.
        if not connection.needs_rollback and connection.connection is not None:
            _tell_quietly(using, before or Context())


@dataclass(frozen=True)
class Keeper:
    """Somebody above who keeps a log of what a transaction did; this room knows nothing about logs.

    begin opens the log of one transaction and returns it, or None where one is open. end writes it, inside the
    transaction. failed is told after everything was rolled back. close comes last, always.
    """

    begin: Callable[[], object | None]
    end: Callable[[], None]
    failed: Callable[[], None]
    close: Callable[[object], None]


_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Let `keeper` hear of every transaction_as(); once."""
    if keeper not in _keepers:
        _keepers.append(keeper)


@contextmanager
def kept() -> Iterator[list[Keeper]]:
    """Open a log with each keeper; yields those that opened one. Put it around the transaction."""
    opened = [(keeper, token) for keeper in _keepers if (token := keeper.begin()) is not None]
    try:
        yield [keeper for keeper, _ in opened]
    except BaseException:
        for keeper, _ in opened:
            keeper.failed()
        raise
    finally:
        for keeper, token in opened:
            keeper.close(token)


@contextmanager
def transaction_as(context: Context, *, using: str = "default") -> Iterator[Context]:
    """Open a transaction that acts as `context`. What keepers noted is written before it ends."""
    with kept() as keepers, transaction.atomic(using=using), acting(context, using=using) as entered:
        yield entered
        for keeper in keepers:
            keeper.end()


def _tell(using: str, context: Context) -> None:
    columns = ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS)
    pairs = [part for pair in zip(_SETTINGS, context.settings(), strict=True) for part in pair]
    with connections[using].cursor() as cursor:
        cursor.execute(f"select {columns}", pairs)


def _tell_quietly(using: str, context: Context) -> None:
    from django.db import DatabaseError

    try:
        _tell(using, context)
    except DatabaseError:
        # The transaction is broken (the caller's exception is on its way); nothing is left to restore.
        connections[using].needs_rollback = True
