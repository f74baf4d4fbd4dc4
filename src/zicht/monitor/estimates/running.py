# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the job of an estimate does: read in one transaction, compute without any, keep in another."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from unseen import __version__
from zicht.access.actors import for_job
from zicht.base.context import transaction_as
from zicht.monitor import progress
from zicht.monitor.background import BROKEN
from zicht.monitor.estimates import actions
from zicht.monitor.estimates.answering import answer_of
from zicht.monitor.estimates.capturing import Asked
from zicht.monitor.lifecycle import WANTED
from zicht.monitor.models import EstimateRun
from zicht.register.extract import frame_of, report_rows

MADE_WITH = f"unseen {__version__}"


def run_one(*, unit: int, key: UUID, at: datetime) -> bool:
    """Make one estimate. False when nobody asks for it any more."""
    job, wanted = for_job(unit), EstimateRun.objects.filter(pk=key, work=WANTED)
    with transaction_as(job.context(at)):
        run = wanted.first()
        if run is None:
            return False
        asked = Asked(run.first_year, run.last_year, frozenset(run.left_out), run.told)
        reports = frame_of(report_rows(job, first_year=run.first_year, last_year=run.last_year, at=at))
        wanted.update(step=progress.READ)

    def keep(answer: dict[str, Any] | None, digest: str, fault: str) -> bool:
        with transaction_as(job.context(at)):
            same = wanted.select_for_update(of=("self",)).first()
            if same is None:
                return False
            actions.keep(actor=job, run=same, answer=answer, digest=digest, made_with=MADE_WITH, fault=fault, at=at)
        return True

    try:
        with transaction_as(job.context(at)):
            wanted.update(step="ask")
        answer, digest = answer_of(reports, asked, seed=run.seed)
    except Exception:
        # Nobody waits for work that failed: what went wrong is kept before it is raised.
        keep(None, "", BROKEN)
        raise
    return keep(answer, digest, "")
