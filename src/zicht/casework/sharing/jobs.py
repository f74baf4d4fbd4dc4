# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Each night what ends by itself is ended. The job has no context: expiry.py opens one per unit."""

from django.db import connections
from procrastinate.contrib.django import app

from zicht.base.clock import now
from zicht.exchange.jobs import QUEUE


@app.periodic(cron="15 0 * * *")
@app.task(queue=QUEUE, name="sharing.end_due", queueing_lock="sharing.end_due")
def end_each_night(timestamp: int) -> None:
    """A quarter past midnight, and again the next night if it failed."""
    from zicht.casework.sharing.expiry import end_due

    try:
        end_due(at=now())
    finally:
        connections["default"].close()
