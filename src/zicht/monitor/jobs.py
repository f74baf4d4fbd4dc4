# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The jobs of editions and estimates, and how they are asked for; what they do stands in background.py."""

from uuid import UUID

from procrastinate.contrib.django import app

from zicht.base.clock import now
from zicht.exchange.jobs import QUEUE, own_connection
from zicht.monitor.models import Edition, EditionRecount, EstimateRun


@app.task(queue=QUEUE, name="monitor.build")
def build(*, unit: int, edition: str) -> None:
    """Make the tables of one edition."""
    from zicht.monitor import background

    with own_connection():
        background.build_one(unit=unit, key=UUID(edition), at=now())


@app.task(queue=QUEUE, name="monitor.check")
def check(*, unit: int, edition: str) -> None:
    """Audit the tables of one edition again, beside what was approved or published since."""
    from zicht.monitor import background

    with own_connection():
        background.check_one(unit=unit, key=UUID(edition), at=now())


@app.task(queue=QUEUE, name="monitor.recount")
def recount(*, unit: int, recount: str) -> None:
    """Count one edition again out of the register as it is now."""
    from zicht.monitor import background

    with own_connection():
        background.recount_one(unit=unit, key=UUID(recount), at=now())


@app.task(queue=QUEUE, name="monitor.render")
def render(*, unit: int, edition: str) -> None:
    """Make the files of one published edition."""
    from zicht.monitor import background

    with own_connection():
        background.render_one(unit=unit, key=UUID(edition), at=now())


@app.task(queue=QUEUE, name="monitor.estimate")
def estimate(*, unit: int, run: str) -> None:
    """Ask all methods for one estimate."""
    from zicht.monitor.estimates.running import run_one

    with own_connection():
        run_one(unit=unit, key=UUID(run), at=now())


@app.periodic(cron="45 0 * * *")
@app.task(queue=QUEUE, name="monitor.forget_due", queueing_lock="monitor.forget_due")
def forget_each_night(timestamp: int) -> None:
    """Extracts of which the register erased something go, and their editions say so."""
    from zicht.monitor.forgetting import forget_due

    with own_connection():
        forget_due(at=now())


@app.periodic(cron="15 1 * * *")
@app.task(queue=QUEUE, name="monitor.finish_due", queueing_lock="monitor.finish_due")
def finish_each_night(timestamp: int) -> None:
    """Work on editions that was asked for and got lost is done after all."""
    from zicht.monitor import background

    with own_connection():
        background.finish_due(at=now())


def build_soon(edition: Edition) -> None:
    """Queue it in the running transaction."""
    build.defer(unit=edition.owning_unit_id, edition=str(edition.pk))


def check_soon(edition: Edition) -> None:
    """Queue it in the running transaction."""
    check.defer(unit=edition.owning_unit_id, edition=str(edition.pk))


def recount_soon(asked: EditionRecount) -> None:
    """Queue it in the running transaction."""
    recount.defer(unit=asked.owning_unit_id, recount=str(asked.pk))


def render_soon(edition: Edition) -> None:
    """Queue it in the running transaction."""
    render.defer(unit=edition.owning_unit_id, edition=str(edition.pk))


def estimate_soon(run: EstimateRun) -> None:
    """Queue it in the running transaction."""
    estimate.defer(unit=run.owning_unit_id, run=str(run.pk))
