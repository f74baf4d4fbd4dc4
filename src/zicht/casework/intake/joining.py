# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From signal to case: make one, or add the signal to one that runs."""

from collections.abc import Iterable
from datetime import datetime

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.exclusions import carry as carry_on
from zicht.access.models import Person
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.cases.actions import add_person, open_case
from zicht.casework.cases.models import Case
from zicht.casework.intake import rules
from zicht.casework.intake.actions import note_step
from zicht.casework.intake.models import Signal, SignalSubject
from zicht.casework.intake.routes import about_key


@action("signal.make_case", kind=Kind.SIGNAL)
def make_case(
    *,
    actor: Actor,
    signal: Signal,
    title: str,
    summary: str,
    carry: Iterable[SignalSubject],
    expected: int,
    at: datetime,
) -> Signal:
    """Open a case from a weighed signal and carry the ticked persons along. Raises NotAStep, EditConflict."""
    rules.step(signal.state, "make_case")
    assert actor.person is not None
    case = open_case(
        actor=actor,
        unit=signal.owning_unit,
        title=title.strip(),
        about=about_key(signal.about),
        forms=list(signal.forms),
        age_class=signal.age_class,
        acute=signal.acute,
        summary=summary.strip(),
        owner=Person.objects.get(pk=actor.person),
        at=at,
        inherits={"keep_from": local_day(signal.received_at)},
    )
    return _join(actor, signal, case, carry, verb="make_case", expected=expected, at=at)


@action("signal.join_case", kind=Kind.SIGNAL)
def join_case(
    *, actor: Actor, signal: Signal, case: Case, why: str, carry: Iterable[SignalSubject], expected: int, at: datetime
) -> Signal:
    """Add a weighed signal to an open case of the same unit; `why` says what makes them belong together.

    Raises NotAStep, EditConflict, ValueError for another unit's case, a closed one, or without a reason.
    """
    if case.owning_unit_id != signal.owning_unit_id or case.state == Case.State.CLOSED:
        raise ValueError("a signal joins an open case of its own unit")
    if not why.strip():
        raise ValueError("a link needs a reason")
    return _join(actor, signal, case, carry, verb="join_case", expected=expected, at=at, why=why.strip())


def _join(
    actor: Actor,
    signal: Signal,
    case: Case,
    carry: Iterable[SignalSubject],
    *,
    verb: str,
    expected: int,
    at: datetime,
    why: str = "",
) -> Signal:
    before = signal.state
    row = rules.step(before, verb)
    owner = signal.owner_id or actor.person
    signal.save_if_current(expected=expected, state=row.after, case=case, owner_id=owner)
    for subject in carry:
        add_person(
            actor=actor,
            case=case,
            roles=[subject.role],
            name=subject.name,
            forms=list(signal.forms) if subject.role in {"possible_victim", "both"} else [],
            note=subject.description,
            at=at,
        )
    carry_exclusions(signal, case, at=at)
    changes = {"case": ["", str(case.pk)]}
    note_step(actor=actor, signal=signal, verb=verb, before=before, at=at, note=why, changes=changes)
    return signal


def carry_exclusions(signal: Signal, case: Case, *, at: datetime) -> None:
    """Whoever is kept out of the signal is kept out of the case that now holds the same facts."""
    carry_on((Kind.SIGNAL, signal.pk), (Kind.CASE, case.pk), owning_unit=case.owning_unit_id, at=at)
