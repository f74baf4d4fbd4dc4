# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Everything of the job queue (procrastinate, inside the same database).

A job has no request and no context: it opens its own, in delivery.py. Arguments are keys only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app

from zicht.base.clock import now

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

QUEUE = "exchange"
# The task that looks at a record which was just saved. The room that compares owns it; who saves knows only its name.
SAVED = "matching.compare_saved"


@app.task(queue=QUEUE, name="exchange.deliver")
def deliver(*, unit: int, row: str) -> None:
    """Deliver one message. A failure stays with the message; the run below tries again."""
    from zicht.exchange.delivery import deliver_one

    with own_connection():
        deliver_one(unit=unit, row=UUID(row), at=now())


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="exchange.deliver_due", queueing_lock="exchange.deliver_due")
def deliver_again(timestamp: int) -> None:
    """Each minute: whatever is due, in case a job was lost or a handler failed."""
    from zicht.exchange.delivery import deliver_due

    with own_connection():
        deliver_due(at=now())


@contextmanager
def own_connection() -> Iterator[None]:
    """A job runs in a thread of its own; its connection goes with it, so that a broken one is never used again."""
    try:
        yield
    finally:
        connections["default"].close()


def deliver_soon(*, unit: int, row: UUID) -> None:
    """Queue the delivery in the running transaction: no message without its job, no job without its message."""
    deliver.defer(unit=unit, row=str(row))


def tell_saved(*, unit: int, kind: str, record: UUID) -> None:
    """Queue, in the running transaction, that a record was saved."""
    app.configure_task(SAVED, queue=QUEUE, allow_unknown=True).defer(unit=unit, kind=kind, record=str(record))


def run_worker(*, wait: bool = True) -> None:
    """Work until interrupted, as the application's role; with wait=False until nothing is left.

    Django's own connector cannot run a worker, so the worker brings its own connections.
    """
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector) as working:
        working.run_worker(queues=[QUEUE], wait=wait, install_signal_handlers=wait, listen_notify=wait)
