# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Verbs of this room. Each appends to the history of what it changes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.policy.known import Known
from zicht.policy.models import Recommendation, RecommendationEvent, YearCount, YearCountEvent
from zicht.policy.rules import Chain, Counts, NotPossibleError, check_step, faults

NOTES: dict[str, str] = {"reaction": "Reactie", "evidence": "Bewijs", "next": "Cijfer van een volgende editie"}
# What somebody fills in about a recommendation of the unit itself.
TEXTS = ("title", "text", "addressee", "goal", "indicator", "finding", "figure", "source", "repeats", "made_on")


def note_event(
    record: Recommendation, *, actor: Actor, kind: str, day: date, at: datetime, text: str = "", source: str = "",
    states: tuple[str, str] = ("", ""), submission: UUID | None = None,
) -> None:  # fmt: skip
    """Append to the history of a recommendation."""
    RecommendationEvent.objects.create(
        owning_unit_id=record.owning_unit_id, recommendation=record, actor=actor.label, kind=kind, day=day, text=text,
        source=source, state_from=states[0], state_to=states[1], submission=submission, at=at, trace=actor.trace,
    )  # fmt: skip


@action("recommendation.make", kind=Kind.POLICY)
def make_recommendation(
    *, actor: Actor, unit: Unit, texts: Mapping[str, Any], submission: UUID, at: datetime
) -> Recommendation:
    """A recommendation of this unit. The same form sent twice makes one. texts: by the names of TEXTS."""
    made, new = Recommendation.objects.get_or_create(
        submission=submission, defaults={"owning_unit": unit, **{name: texts[name] for name in TEXTS}}
    )
    if new:
        note_event(made, actor=actor, kind="made", day=local_day(at), at=at)
    return made


@action("recommendation.change", kind=Kind.POLICY)
def change_recommendation(
    *, actor: Actor, record: Recommendation, texts: Mapping[str, Any], expected: int, at: datetime
) -> Recommendation:
    """Other words. Raises EditConflict, and NotPossibleError for a published one: that is not ours to change."""
    if record.reference:
        raise NotPossibleError("Een gepubliceerde aanbeveling is niet te wijzigen.")
    before = {name: getattr(record, name) for name in TEXTS}
    record.save_if_current(expected=expected, **{name: texts[name] for name in TEXTS})
    # What it said before stays readable.
    changed = [f"{name}: {before[name]}" for name in TEXTS if before[name] != texts[name]]
    note_event(record, actor=actor, kind="changed", day=local_day(at), at=at, text="\n".join(changed))
    return record


@action("recommendation.follow", kind=Kind.POLICY)
def follow_recommendation(*, actor: Actor, unit: Unit, known: Known, at: datetime) -> Recommendation:
    """From now on this unit keeps what becomes of a published recommendation. Once per unit."""
    row, new = Recommendation.objects.get_or_create(
        owning_unit=unit, reference=known.id, defaults={"state": known.state, "figure": known.figure}
    )
    if new:
        note_event(row, actor=actor, kind="made", day=local_day(at), at=at)
    return row


@action("recommendation.note", kind=Kind.POLICY)
def add_note(
    *, actor: Actor, record: Recommendation, kind: str, day: date, text: str, source: str, submission: UUID,
    at: datetime,
) -> Recommendation:  # fmt: skip
    """A dated reaction, a piece of evidence, or the indicator of a later edition. Raises KeyError, ValueError.

    The same form sent twice adds one.
    """
    if kind not in NOTES:
        raise KeyError(kind)
    if day > local_day(at):
        raise ValueError("a day that is still to come")
    if not RecommendationEvent.objects.filter(submission=submission).exists():
        note_event(record, actor=actor, kind=kind, day=day, at=at, text=text, source=source, submission=submission)
    return record


@action("recommendation.state", kind=Kind.POLICY)
def change_state(
    *,
    actor: Actor,
    record: Recommendation,
    to: str,
    reason: str,
    published_evidence: int,
    expected: int,
    at: datetime,
) -> Recommendation:
    """Another state with a reason. published_evidence: pieces of evidence in the publication itself.

    Raises NotPossibleError (says what is missing), EditConflict.
    """
    now = Recommendation.objects.select_for_update(of=("self",)).get(pk=record.pk)
    evidence = published_evidence + now.events.filter(kind="evidence").count()
    before = record.state
    check_step(before, to, own=not record.reference, evidence=evidence)
    record.save_if_current(expected=expected, state=to)
    note_event(record, actor=actor, kind="state", day=local_day(at), at=at, text=reason, states=(before, to))
    return record


class CannotBeError(ValueError):
    """Counts that break the rules of their chain."""


@action("yearcount.fill", kind=Kind.POLICY)
def fill_year(
    *, actor: Actor, unit: Unit, chain: Chain, year: int, counts: Counts, source: str, note: str, expected: int,
    at: datetime,
) -> YearCount:  # fmt: skip
    """The counts of a year, new or better. expected: the version that the form was made from, 0 for a new one.

    Raises CannotBeError, EditConflict (also when the year is there already).
    """
    if faults(chain, counts):
        raise CannotBeError(faults(chain, counts)[0].words)
    filled = {"numbers": dict(counts.numbers), "lost": {k: dict(v) for k, v in counts.lost.items()}}
    filled |= {"source": source, "note": note}
    row, new = YearCount.objects.get_or_create(owning_unit=unit, chain=chain.id, year=year, defaults=filled)
    if not new:
        row.save_if_current(expected=expected, **filled)
    YearCountEvent.objects.create(
        owning_unit_id=row.owning_unit_id, count=row, actor=actor.label, at=at, trace=actor.trace, **filled
    )
    return row
