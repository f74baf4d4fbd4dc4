# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The focal point's verbs: take, weigh, wait, resume, close, reopen, correct. Each follows a row of rules.STEPS.

`expected` is the version the page was made from; when somebody else was first, EditConflict carries both.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.cases.keeping import at_end, inherited
from zicht.casework.intake import rules
from zicht.casework.intake.actions import append_event, note_step
from zicht.casework.intake.identifiers import take_part
from zicht.casework.intake.models import Signal, Weighing
from zicht.casework.intake.routes import Proposal


@dataclass(frozen=True)
class Verdict:
    """What the focal point concluded and chose. conclusion: code of rules.CONCLUSIONS; route: code of a route.

    route_because is needed where another route than the proposed one is taken.
    """

    conclusion: str
    reasons: str
    route: str
    route_because: str = ""


def _move(signal: Signal, verb: str, *, expected: int, **changes: Any) -> str:
    """Follow the row of the table; gives the state before. Raises NotAStep, EditConflict."""
    before = signal.state
    row = rules.step(before, verb)
    signal.save_if_current(expected=expected, state=row.after, **changes)
    return before


@action("signal.take", kind=Kind.SIGNAL)
def take(*, actor: Actor, signal: Signal, expected: int, at: datetime) -> Signal:
    """Become the owner."""
    old = signal.owner_id
    before = _move(signal, "take", expected=expected, owner_id=actor.person)
    changes = {"owner": [old, actor.person]}
    note_step(actor=actor, signal=signal, verb="take", before=before, at=at, changes=changes)
    return signal


@action("signal.weigh", kind=Kind.SIGNAL)
def weigh(
    *, actor: Actor, signal: Signal, verdict: Verdict, proposal: Proposal, expected: int, at: datetime
) -> Signal:
    """Record what was concluded and why, which route was proposed and which one was chosen.

    Raises ValueError where another route is chosen without a reason. Sends nothing: that is a person's act.
    """
    if not verdict.reasons.strip() or verdict.conclusion not in dict(rules.CONCLUSIONS):
        raise ValueError("a weighing needs a conclusion and reasons")
    if verdict.route != proposal.route and not verdict.route_because.strip():
        raise ValueError("another route than the proposed one needs a reason")
    due = rules.due_after(at, days=signal.function.answer_days, acute=signal.acute)
    owner = signal.owner_id or actor.person
    before = _move(signal, "weigh", expected=expected, owner_id=owner, due_at=due)
    assert actor.person is not None
    Weighing(
        owning_unit_id=signal.owning_unit_id,
        signal=signal,
        by_id=actor.person,
        at=at,
        conclusion=verdict.conclusion,
        reasons=verdict.reasons.strip(),
        route_about=proposal.about,
        route_forms=list(signal.forms),
        route_age_class=signal.age_class,
        route_acute=signal.acute,
        proposed_route=proposal.route,
        proposed_because=proposal.explanation,
        chosen_route=verdict.route,
        chosen_because=verdict.route_because.strip(),
        route_version=proposal.version,
    ).save(force_insert=True)
    take_part(signal, day=local_day(at))
    note_step(actor=actor, signal=signal, verb="weigh", before=before, at=at)
    return signal


@action("signal.wait", kind=Kind.SIGNAL)
def wait_for_capacity(
    *, actor: Actor, signal: Signal, reason: str, look_again_in: int, expected: int, at: datetime
) -> Signal:
    """Say honestly that nobody has time now. `look_again_in`: days until it must be looked at again."""
    due = at + timedelta(days=look_again_in)
    before = _move(signal, "wait", expected=expected, due_at=due)
    note_step(actor=actor, signal=signal, verb="wait", before=before, at=at, note=reason.strip())
    return signal


@action("signal.resume", kind=Kind.SIGNAL)
def resume(*, actor: Actor, signal: Signal, expected: int, at: datetime) -> Signal:
    """Go on with a signal that waited."""
    owner = signal.owner_id or actor.person
    before = _move(signal, "resume", expected=expected, owner_id=owner)
    note_step(actor=actor, signal=signal, verb="resume", before=before, at=at)
    return signal


@action("signal.close", kind=Kind.SIGNAL)
def close(*, actor: Actor, signal: Signal, outcome: str, note: str, expected: int, at: datetime) -> Signal:
    """End a signal with a reason of the list and own words. Raises ValueError for a reason that does not fit."""
    if outcome not in rules.outcomes_for(signal.state, signal.kind):
        raise ValueError(f"outcome '{outcome}' does not fit state '{signal.state}'")
    if not note.strip():
        raise ValueError("an end needs own words")
    kept = at_end(
        "signal", organisation=signal.owning_unit.organisation, outcome=outcome, child=signal.age_class == "minor",
        received=local_day(signal.received_at), at=at, earlier=signal.keep_until,
    )  # fmt: skip
    ended = {"outcome": outcome, "outcome_note": note.strip(), "closed_at": at}
    before = _move(signal, "close", expected=expected, **ended, **kept)
    take_part(signal, day=local_day(at))
    note_step(
        actor=actor,
        signal=signal,
        verb="close",
        before=before,
        at=at,
        note=note.strip(),
        changes={"outcome": outcome},
    )
    return signal


@action("signal.reopen", kind=Kind.SIGNAL)
def reopen(*, actor: Actor, signal: Signal, reason: str, expected: int, at: datetime) -> Signal:
    """Look at it again: from its end, or out of a case it does not belong to.

    The day until which it is kept stays, and out of a case it takes the case's day along when that comes first.
    """
    if not reason.strip():
        raise ValueError("opening again needs a reason")
    due = rules.due_after(at, days=signal.function.answer_days, acute=signal.acute)
    old_case = str(signal.case_id) if signal.case_id else ""
    keep = inherited(signal.keep_until, signal.case.keep_until if signal.case else None)
    before = _move(
        signal, "reopen", expected=expected, outcome="", outcome_note="", closed_at=None, case=None, due_at=due,
        keep_until=keep, review_on=None,
    )  # fmt: skip
    take_part(signal, day=local_day(at))
    changes = {"case": [old_case, ""]} if old_case else None
    note_step(actor=actor, signal=signal, verb="reopen", before=before, at=at, note=reason.strip(), changes=changes)
    return signal


CORRECTABLE = ("about", "fact", "interpretation", "observed_when", "forms", "age_class", "acute")


@action("signal.correct", kind=Kind.SIGNAL)
def correct(
    *, actor: Actor, signal: Signal, facts: dict[str, Any], reason: str, expected: int, at: datetime
) -> Signal:
    """Correct what was recorded; the old words stay in the history. Raises EditConflict.

    Under 18 no coercion is kept.
    """
    facts = {name: facts[name] for name in CORRECTABLE if name in facts}
    before = {name: getattr(signal, name) for name in (*facts, "coercion")}
    if facts.get("age_class", signal.age_class) == "minor":
        facts["coercion"] = []
    signal.save_if_current(expected=expected, **facts)
    changes = rules.changed_fields(before, facts)
    if "coercion" in changes:
        # What was asked about coercion proves nothing for a child: that it was taken out stays, the answer does not.
        changes["coercion"] = []
    if changes:
        append_event(actor=actor, signal=signal, kind="corrected", at=at, note=reason.strip(), changes=changes)
    return signal
