# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The room's tasks in the queue. Arguments are keys only."""

from uuid import UUID

from procrastinate.contrib.django import app

from zicht.access.roles import Kind
from zicht.base.clock import now
from zicht.exchange.jobs import QUEUE, SAVED, own_connection


@app.periodic(cron="* * * * *")
@app.task(queue=QUEUE, name="matching.answer_due", queueing_lock="matching.answer_due")
def answer_each_minute(timestamp: int) -> None:
    """Each minute: the comparisons whose fixed time has passed."""
    from zicht.casework.matching.answering import answer_due

    with own_connection():
        answer_due(at=now())


@app.task(queue=QUEUE, name=SAVED)
def compare_what_was_saved(*, unit: int, kind: str, record: str) -> None:
    """A record was saved: its place-bound identifiers are compared."""
    from zicht.casework.matching.answering import compare_saved

    with own_connection():
        compare_saved(unit=unit, kind=Kind(kind), record=UUID(record), at=now())
