# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Work on the background: making the tables of an edition, and its files once it is published.

A job acts for the unit of the edition. Only so the reports without names are read: no policy officer reaches them.
"""

from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app

from zicht.access.actors import for_job
from zicht.base.clock import now
from zicht.base.context import transaction_as
from zicht.exchange.jobs import QUEUE, own_connection
from zicht.monitor import composing
from zicht.monitor.declaring import Definitions, definitions
from zicht.monitor.lifecycle import WANTED
from zicht.monitor.models import Edition
from zicht.monitor.publications import Publication
from zicht.monitor.showing import change_of, tables_of


@app.task(queue=QUEUE, name="monitor.build")
def build(*, unit: int, edition: str) -> None:
    """Make the tables of one edition."""
    with own_connection():
        build_one(unit=unit, key=UUID(edition), at=now())


@app.task(queue=QUEUE, name="monitor.render")
def render(*, unit: int, edition: str) -> None:
    """Make the files of one published edition."""
    with own_connection():
        render_one(unit=unit, key=UUID(edition), at=now())


@app.periodic(cron="45 0 * * *")
@app.task(queue=QUEUE, name="monitor.forget_due", queueing_lock="monitor.forget_due")
def forget_each_night(timestamp: int) -> None:
    """Extracts of which the register erased something go, and their editions say so."""
    from zicht.monitor.forgetting import forget_due

    with own_connection():
        forget_due(at=now())


def build_soon(edition: Edition) -> None:
    """Queue it in the running transaction."""
    build.defer(unit=edition.owning_unit_id, edition=str(edition.pk))


def render_soon(edition: Edition) -> None:
    """Queue it in the running transaction."""
    render.defer(unit=edition.owning_unit_id, edition=str(edition.pk))


def build_one(*, unit: int, key: UUID, at: datetime) -> bool:
    """Make the tables, or keep why that is not possible. False when nobody asks for them any more."""
    from zicht.monitor import actions, forgetting

    job = for_job(unit)
    with transaction_as(job.context(at)):
        forgetting.forget_of(job, unit, at=at)
        edition = Edition.objects.select_for_update(of=("self",)).filter(pk=key, work=WANTED).first()
        if edition is None:
            return False
        known = definitions()
        try:
            made, fault = composing.compose(job, _order(edition), known, at=at, earlier=_earlier(edition, known)), ""
        except composing.NothingToCountError as why:
            made, fault = None, str(why)
        actions.keep_tables(actor=job, edition=edition, composed=made, fault=fault, at=at)
    return True


def _order(edition: Edition) -> composing.Order:
    return composing.Order(
        slug=edition.slug, first_year=edition.first_year, last_year=edition.last_year,
        scope="national" if edition.scope == "national" else "region", place=edition.place,
        figures=tuple(edition.figures),
    )  # fmt: skip


def _earlier(edition: Edition, known: Definitions) -> list[Publication]:
    """What this register published before, withdrawn ones too: readers kept them. Not those without an extract."""
    before = Edition.objects.filter(owning_unit=edition.owning_unit_id, published_at__isnull=False)
    kept = (
        before.filter(extract__isnull=False)
        .select_related("extract", "owning_unit__organisation")
        .order_by("published_at")
    )
    return [
        composing.published_before(
            _order(each), each.extract.reports, tables_of(each), known, change=change_of(each.tables)
        )
        for each in kept
    ]


def render_one(*, unit: int, key: UUID, at: datetime) -> bool:
    """Make the files of a published edition. False when there is no such edition."""
    from zicht.monitor import actions
    from zicht.monitor.renderings import files_of

    job = for_job(unit)
    with transaction_as(job.context(at)):
        edition = (
            Edition.objects.filter(pk=key, published_at__isnull=False)
            .select_related("owning_unit__organisation")
            .first()
        )
        if edition is None:
            return False
        actions.keep_files(actor=job, edition=edition, files=files_of(edition), at=at)
    return True
