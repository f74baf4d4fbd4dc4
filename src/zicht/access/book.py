# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The book of one request or job: rows collect here and are written together when it ends, once per table.

A view that failed is written as well: its own savepoint is taken back, the transaction around it goes on. Where the
whole transaction broke, the rows are written in one of their own. A book that cannot be written stops the answer.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction

from zicht.access.models import AuditRow, DecisionRow, ProcessingRow
from zicht.base.clock import now
from zicht.base.context import Context, Keeper, acting, current_or_none

log = logging.getLogger(__name__)


@dataclass
class Book:
    """What one request or job did. Keys of the dictionaries say what counts as the same."""

    trace: str = ""
    page: str = ""
    actor: Any = None  # the Actor, once the door let somebody in
    operation: str = field(default_factory=lambda: uuid4().hex[:16])
    units: dict[int, None] = field(default_factory=dict)  # of the records that were opened
    seen: dict[tuple[str, str], Any] = field(default_factory=dict)  # kind and purpose -> Visible
    subjects: dict[UUID, tuple[UUID, ...]] = field(default_factory=dict)  # record -> whom it is about
    audit: dict[tuple[str, ...], AuditRow] = field(default_factory=dict)
    decisions: dict[tuple[str, ...], DecisionRow] = field(default_factory=dict)
    processing: dict[tuple[str, ...], ProcessingRow] = field(default_factory=dict)
    acted: dict[UUID, Context] = field(default_factory=dict)  # key of a row -> as whom it was noted

    def add(self, row: models.Model, *key: str) -> None:
        """Note a row; the same key again changes nothing."""
        rows: dict[tuple[str, ...], Any] = self.audit
        if isinstance(row, DecisionRow | ProcessingRow):
            rows = self.decisions if isinstance(row, DecisionRow) else self.processing
        if rows.setdefault(key, row) is row:
            self.acted[row.pk] = current_or_none() or Context(trace=self.trace)

    def write(self, *, failed: bool = False) -> None:
        """Write everything, with one statement for each log and for each who acted.

        The database takes a row only from whoever it names: a request in which more than one acted (the public door
        and then a receipt) writes as each of them. Rows stay here, in case the transaction breaks later.
        """
        ended = now()
        for row in self.processing.values():
            row.ended_at = max(row.at, ended)
            row.status = "error" if failed else row.status
        for context, rows in self._by_author():
            with _as(context):
                for model in (AuditRow, DecisionRow, ProcessingRow):
                    found: list[Any] = [row for row in rows if isinstance(row, model)]
                    if found:
                        model._default_manager.bulk_create(found)

    def _by_author(self) -> list[tuple[Context, list[models.Model]]]:
        """Who acted, and what was noted then: purposes and moments of one author are one."""
        found: dict[tuple[object, ...], tuple[Context, list[models.Model]]] = {}
        for row in (*self.audit.values(), *self.decisions.values(), *self.processing.values()):
            context = self.acted[row.pk]
            found.setdefault(_author(context), (context, []))[1].append(row)
        return list(found.values())


def _author(context: Context) -> tuple[object, ...]:
    return (context.person, context.unit, context.reach, context.receipt, context.trace)


@contextmanager
def _as(context: Context) -> Iterator[None]:
    """Act as `context`, where the running transaction does not already."""
    running = current_or_none()
    if running is not None and _author(running) == _author(context):
        yield
    else:
        with acting(context):
            yield


_book: ContextVar[Book | None] = ContextVar("zicht_book", default=None)


def book() -> Book | None:
    """The open book, or None."""
    return _book.get()


def note(row: AuditRow | DecisionRow | ProcessingRow, *key: str) -> None:
    """Into the open book; where none is open, straight into the database."""
    open_book = _book.get()
    if open_book is not None:
        open_book.add(row, *key)
    else:
        row.save(force_insert=True)


@contextmanager
def opened(given: Book) -> Iterator[Book]:
    """Let `given` be the open book. Put it around the transaction: it is written by hand before that ends."""
    token = _book.set(given)
    try:
        yield given
    except BaseException:
        rescue(given)
        raise
    finally:
        _book.reset(token)


def rescue(broken: Book) -> None:
    """After everything was rolled back: write what was noted all the same."""
    try:
        with transaction.atomic():
            broken.write(failed=True)
    except Exception as error:
        # Nothing was shown either: the request or job failed. The type only; a text could quote a row.
        log.error("the logs of a failed request were not written: %s", type(error).__name__)


def moment() -> datetime:
    """The moment that counts here: that of the context, or the clock's."""
    context = current_or_none()
    return context.at if context is not None and context.at is not None else now()


def _begin() -> object | None:
    return None if _book.get() is not None else _book.set(Book())


def _end() -> None:
    open_book = _book.get()
    if open_book is not None:
        open_book.write()


def _failed() -> None:
    open_book = _book.get()
    if open_book is not None:
        rescue(open_book)


def _close(token: Any) -> None:
    _book.reset(token)


# For transaction_as(): jobs, commands, streaming answers.
KEEPER = Keeper(begin=_begin, end=_end, failed=_failed, close=_close)
