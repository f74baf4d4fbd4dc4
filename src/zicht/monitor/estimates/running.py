# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the job of an estimate does: read in one transaction, compute without any, keep in another."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
import polars as pl

from unseen import __version__, compare
from unseen.capture import CaptureError
from zicht.access.actors import for_job
from zicht.base.context import transaction_as
from zicht.monitor import progress
from zicht.monitor.background import BROKEN
from zicht.monitor.estimates import actions
from zicht.monitor.estimates.capturing import Asked, captured, circumstances
from zicht.monitor.estimates.telling import no_lists, plain_answer
from zicht.monitor.lifecycle import WANTED
from zicht.monitor.models import EstimateRun
from zicht.register.extract import frame_of, report_rows

MADE_WITH = f"unseen {__version__}"


def answer_of(reports: pl.DataFrame, asked: Asked, *, seed: int) -> tuple[dict[str, Any], str]:
    """The answer in plain values, and the digest of the overlaps it rests on (empty where there are no lists)."""
    try:
        data = captured(reports, asked.left_out)
    except CaptureError:
        return no_lists(), ""
    # One process: the worker has its own, and a job must not start others.
    found = compare(
        data, rng=np.random.default_rng(seed), circumstances=circumstances(asked, data.lists), workers=1,
        progress=False,
    )  # fmt: skip
    return plain_answer(found), data.digest


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
