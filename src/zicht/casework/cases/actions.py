# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What can be done with a case. Each verb is one transaction and one audit row; history is appended.

All of them need an actor whose unit owns the case: the row policies refuse anybody else.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from zicht.access.actors import Actor, regime_in
from zicht.access.audit import action
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.base.context import current_or_none
from zicht.base.text import readable_code
from zicht.casework.cases import origins, rules
from zicht.casework.cases.identifiers import enter, take_part
from zicht.casework.cases.keeping import at_end
from zicht.casework.cases.models import Case, CaseAction, CaseEvent, CasePerson
from zicht.reference.identifiers import normalise
from zicht.reference.lists import code_list

CASE_FIELDS = frozenset({"title", "about", "forms", "age_class", "acute", "summary", "owner", "due_on"})
PERSON_FIELDS = frozenset(
    {"roles", "name", "birth_year", "sex", "nationality", "language", "forms", "safe_contact"}
    | {"family_involved", "note", "bsn"}
)


def note_event(
    *, actor: Actor, case: Case, kind: str, at: datetime, note: str = "", changes: dict[str, Any] | None = None,
    from_state: str = "", to_state: str = "",
) -> CaseEvent:  # fmt: skip
    """Append to the history of `case`. `kind` is one of rules.EVENT_KINDS; `changes` names fields, no secrets."""
    if kind not in rules.EVENT_KINDS:
        raise ValueError(f"unknown kind of event: {kind}")
    context = current_or_none()
    event = CaseEvent(
        owning_unit_id=case.owning_unit_id, case=case, actor=actor.label, kind=kind, note=note,
        changes=changes or {}, from_state=from_state, to_state=to_state, at=at,
        trace=context.trace if context else actor.trace,
    )  # fmt: skip
    event.save(force_insert=True)
    return event


@action("case.open", kind=Kind.CASE)
def open_case(
    *, actor: Actor, unit: Unit, title: str, about: str, forms: list[str], age_class: str, acute: bool,
    summary: str, owner: Person | None, at: datetime, origin: str = "signal", origin_unit: Unit | None = None,
    due_on: date | None = None, reference: str = "", inherits: Mapping[str, Any] | None = None,
) -> Case:  # fmt: skip
    """Open a case for `unit`. about: "person" or "place"; forms: codes of the list forms, empty is not yet clear.

    inherits: from when and until when it is kept, where it was made out of something older.
    reference: given by the demo only; otherwise a new one that says nothing but the year.
    """
    _check_codes("forms", forms, at)
    if about not in rules.ABOUT or age_class not in rules.AGE_CLASSES:
        raise ValueError("about or age_class has an unknown code")
    case = Case(
        owning_unit=unit, reference=reference or new_reference(at), title=title, about=about, forms=list(forms),
        age_class=age_class, acute=acute, summary=summary, owner=owner, opened_at=at, origin=origin,
        origin_unit=origin_unit, due_on=due_on, list_version=code_list("forms").version,
        regime=regime_in(unit, actor.purpose or "").value, **(inherits or {}),
    )  # fmt: skip
    case.save(force_insert=True)
    note_event(actor=actor, case=case, kind="opened", at=at, to_state=case.state)
    return case


def new_reference(at: datetime) -> str:
    """A reference such as C26-7KQD-M3VH: the year, and letters that say nothing."""
    return f"C{local_day(at):%y}-{readable_code(groups=2, size=4)}"


@action("case.change", kind=Kind.CASE)
def change_case(*, actor: Actor, case: Case, changes: dict[str, Any], expected: int, at: datetime) -> Case:
    """Write `changes` (names in CASE_FIELDS). Raises EditConflict when somebody saved first."""
    _only(changes, CASE_FIELDS)
    origins.refuse_received(case, None, changes)
    if "forms" in changes:
        _check_codes("forms", changes["forms"], at)
    changed = _changed(case, changes)
    case.save_if_current(expected=expected, **changes)
    note_event(actor=actor, case=case, kind="changed", at=at, changes={"fields": changed})
    return case


@action("case.wait", kind=Kind.CASE)
def wait_case(*, actor: Actor, case: Case, note: str, expected: int, at: datetime) -> Case:
    """Say honestly that there is no capacity now. Counted on the start page."""
    return _take(actor, case, "wait", expected, at, note=note)


@action("case.resume", kind=Kind.CASE)
def resume_case(*, actor: Actor, case: Case, expected: int, at: datetime, note: str = "") -> Case:
    """Take up a case that waited."""
    return _take(actor, case, "resume", expected, at, note=note)


@action("case.close", kind=Kind.CASE)
def close_case(*, actor: Actor, case: Case, outcome: str, note: str, expected: int, at: datetime) -> Case:
    """End the case with a reason (list outcome_reasons) and a note. Raises WrongStep, UnknownCode, EditConflict."""
    if outcome:
        _check_codes("outcome_reasons", [outcome], at)
    kept = at_end(
        "case", organisation=case.owning_unit.organisation, outcome=outcome, child=case.age_class == "minor",
        received=case.keep_from or local_day(case.opened_at), at=at, earlier=case.keep_until,
        law=case.regime,
    )  # fmt: skip
    ended = {"outcome": outcome, "outcome_note": note, "closed_at": at}
    return _take(actor, case, "close", expected, at, note=note, **ended, **kept)


@action("case.reopen", kind=Kind.CASE)
def reopen_case(*, actor: Actor, case: Case, note: str, expected: int, at: datetime) -> Case:
    """Open a closed case again, with the reason why. The history keeps the earlier end.

    The day until which it is kept stays: keeping it longer is an act of its own (retention).
    """
    return _take(actor, case, "reopen", expected, at, note=note, outcome="", outcome_note="", closed_at=None)


def _take(actor: Actor, case: Case, verb: str, expected: int, at: datetime, *, note: str, **changes: Any) -> Case:
    before = case.state
    outcome = changes.get("outcome", "")
    step = rules.step(before, verb, note=note, outcome=outcome)
    case.save_if_current(expected=expected, state=step.target, **changes)
    take_part(case, day=local_day(at))
    note_event(
        actor=actor, case=case, kind=step.event, at=at, note=note, from_state=before, to_state=step.target,
        changes={"outcome": outcome} if outcome else None,
    )  # fmt: skip
    return case


@action("case.add_person", kind=Kind.CASE)
def add_person(
    *, actor: Actor, case: Case, roles: Iterable[str], name: str = "", birth_year: int | None = None, sex: str = "",
    nationality: str = "", language: str = "", forms: Iterable[str] = (), safe_contact: str = "",
    family_involved: str = "unknown", note: str = "", bsn: str = "", at: datetime,
) -> CasePerson:  # fmt: skip
    """Put a person in the case, in one or more roles (list person_roles). A name is not needed."""
    held = list(roles)
    if not held:
        raise ValueError("a person in a case has a role")
    _check_codes("person_roles", held, at)
    _check_codes("forms", forms, at)
    _check_bsn(bsn)
    person = CasePerson(
        owning_unit_id=case.owning_unit_id, case=case, roles=held, name=name, birth_year=birth_year, sex=sex,
        nationality=nationality, language=language, forms=list(forms), safe_contact=safe_contact,
        family_involved=family_involved, note=note, bsn=bsn,
    )  # fmt: skip
    person.save(force_insert=True)
    enter(case)
    note_event(actor=actor, case=case, kind="person_added", at=at, changes={"roles": held})
    return person


@action("case.change_person", kind=Kind.CASE)
def change_person(
    *, actor: Actor, person: CasePerson, changes: dict[str, Any], expected: int, at: datetime
) -> CasePerson:
    """Write `changes` (names in PERSON_FIELDS). Raises EditConflict when somebody saved first."""
    _only(changes, PERSON_FIELDS)
    origins.refuse_received(person.case, person, changes)
    for field, name in (("roles", "person_roles"), ("forms", "forms")):
        if field in changes:
            _check_codes(name, changes[field], at)
    _check_bsn(changes.get("bsn", ""))
    changed = _changed(person, changes)
    person.save_if_current(expected=expected, **changes)
    enter(person.case)
    note_event(actor=actor, case=person.case, kind="person_changed", at=at, changes={"fields": changed})
    return person


@action("case.plan_action", kind=Kind.CASE)
def plan_action(
    *, actor: Actor, case: Case, track: str, text: str, owner: Person, due_on: date, at: datetime
) -> CaseAction:
    """Agree on something that `owner` does before the end of `due_on`. track: one of rules.TRACKS."""
    if track not in rules.TRACKS:
        raise ValueError("unknown track")
    planned = CaseAction(
        owning_unit_id=case.owning_unit_id, case=case, track=track, text=text, owner=owner, due_on=due_on
    )
    planned.save(force_insert=True)
    note_event(actor=actor, case=case, kind="action_planned", at=at, changes={"track": track})
    return planned


@action("case.finish_action", kind=Kind.CASE)
def finish_action(*, actor: Actor, planned: CaseAction, result: str, expected: int, at: datetime) -> CaseAction:
    """Record that the action was done and what came of it. Raises EditConflict, WrongStep when it was done."""
    if planned.done_at is not None:
        raise rules.WrongStep("Deze actie is al afgerond.")
    planned.save_if_current(expected=expected, done_at=at, result=result)
    note_event(actor=actor, case=planned.case, kind="action_done", at=at, changes={"track": planned.track})
    return planned


def _check_codes(name: str, codes: Iterable[str], at: datetime) -> None:
    known = code_list(name)
    for code in codes:
        known.get(code, local_day(at))


def _check_bsn(bsn: str) -> None:
    """A number that fails the check is never stored; the message does not hold it."""
    if bsn and normalise("bsn", bsn) != bsn:
        raise ValueError("a BSN has nine digits and passes the eleven test")


def _only(changes: dict[str, Any], allowed: frozenset[str]) -> None:
    strange = sorted(changes.keys() - allowed)
    if strange:
        raise ValueError(f"not to be changed here: {', '.join(strange)}")


def _changed(record: Case | CasePerson, changes: dict[str, Any]) -> list[str]:
    """Names of the fields that differ. Their content stays out of the history: it stands in the record."""
    return sorted(name for name, value in changes.items() if getattr(record, name) != value)
