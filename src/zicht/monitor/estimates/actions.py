# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is done with an estimate: asked for, kept, commented. The verdict comes from the library and stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.monitor.estimates.capturing import Asked
from zicht.monitor.lifecycle import BUILT, FAILED
from zicht.monitor.models import EstimateComment, EstimateRun


class NotAnsweredError(ValueError):
    """There is no answer yet to write something beside."""


@action("estimate.ask", kind=Kind.FIGURE)
def ask(
    *, actor: Actor, unit: Unit, person: Person, asked: Asked, place: str, submission: UUID, at: datetime
) -> EstimateRun:
    """Ask all methods; the answer comes on the background. The same submission again gives the same run."""
    there = EstimateRun.objects.filter(pk=submission, owning_unit=unit).first()
    if there is not None:
        return there
    run = EstimateRun(
        id=submission, owning_unit=unit, first_year=asked.first_year, last_year=asked.last_year, place=place,
        left_out=sorted(asked.left_out), told=asked.told, seed=submission.int % 2**31, asked_by=person, asked_at=at,
    )  # fmt: skip
    run.save(force_insert=True)
    from zicht.monitor.jobs import estimate_soon

    estimate_soon(run)
    return run


@action("estimate.keep", kind=Kind.FIGURE)
def keep(
    *, actor: Actor, run: EstimateRun, answer: dict[str, Any] | None, digest: str, made_with: str, fault: str,
    at: datetime,
) -> EstimateRun:  # fmt: skip
    """Keep an answer for good, or why there is none."""
    run.step = ""
    if answer is None:
        run.work, run.work_note = FAILED, fault
    else:
        run.work, run.work_note, run.answer, run.grade = BUILT, "", answer, answer["grade"]
        run.input_digest, run.made_with, run.done_at = digest, made_with, at
    run.save()
    return run


@action("estimate.comment", kind=Kind.FIGURE)
def comment(*, actor: Actor, run: EstimateRun, person: Person, note: str, at: datetime) -> EstimateComment:
    """Write something beside an answer. Raises NotAnsweredError."""
    if not run.grade:
        raise NotAnsweredError
    made = EstimateComment(
        at=at, trace=actor.trace, owning_unit_id=run.owning_unit_id, run=run, by=person, actor=actor.label, note=note
    )
    made.save(force_insert=True)
    return made
