# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people do with a list: choose, agree, approve. Destroying is a job's (destroy.py)."""

from datetime import date, datetime

from django.db.models import F

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.base.context import current_or_none
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.models import Case
from zicht.casework.intake.actions import append_event
from zicht.casework.intake.identifiers import take_part
from zicht.casework.intake.models import Signal
from zicht.casework.retention import rules
from zicht.casework.retention.collect import LONGEST_LIST, everything_due, known
from zicht.casework.retention.models import RetentionApproval, RetentionItem, RetentionList
from zicht.reference import retention

State, Choice = RetentionItem.State, RetentionItem.Choice


class NotNow(ValueError):
    """It cannot be done now. The message is for the screen."""


@action("retention.list", kind=Kind.RETENTION)
def make_list(*, actor: Actor, unit: Unit, at: datetime) -> RetentionList:
    """Put what is due on the list of the unit: a new one, or the one that is still being looked at."""
    found = RetentionList.objects.filter(owning_unit=unit).exclude(state="done").first()
    if found is None:
        found = RetentionList(owning_unit=unit, made_at=at)
        found.save(force_insert=True)
    if found.state != RetentionList.State.REVIEW:
        return found
    there = known(unit.pk)
    room = LONGEST_LIST - found.items.count()
    fresh = [due for due in everything_due(unit.pk, at=at) if (due.kind, due.record) not in there][: max(room, 0)]
    RetentionItem.objects.bulk_create(
        RetentionItem(
            owning_unit=unit, list=found, kind=d.kind, record=d.record, parent=d.parent, reference=d.reference,
            amount=d.amount, due_on=d.due_on, basis=d.basis, blocked=d.blocked,
            state=State.BLOCKED if d.blocked else State.WAITING,
            # Copies and remains: a term ends them, nobody weighs them one by one.
            choice=Choice.AGREE if d.kind in rules.TOGETHER else Choice.OPEN,
        )
        for d in fresh
    )  # fmt: skip
    # Nothing on it is weighed one by one: it waits for the privacy officer at once, also where a unit has no desk.
    if found.items.exists() and not found.items.exclude(kind__in=rules.TOGETHER).exists():
        found.save_if_current(expected=found.version, state=rules.step(found.state, "agree"), agreed_at=at)
    return found


@action("retention.choose", kind=Kind.RETENTION)
def agree_item(*, actor: Actor, item: RetentionItem, expected: int, at: datetime) -> RetentionItem:
    """Say that it may go. Raises EditConflict, NotNow."""
    _open(item)
    item.save_if_current(
        expected=expected, choice=Choice.AGREE, keep_to=None, keep_reason="", chosen_by_id=actor.person
    )
    return item


@action("retention.choose_all", kind=Kind.RETENTION)
def agree_rest(*, actor: Actor, found: RetentionList, expected: int, at: datetime) -> RetentionList:
    """Say of everything that nobody chose about yet that it may go. Raises EditConflict, NotNow."""
    if found.state != RetentionList.State.REVIEW:
        raise NotNow("Deze lijst wordt niet meer bekeken.")
    found.save_if_current(expected=expected)
    rest = found.items.filter(state=State.WAITING, choice=Choice.OPEN)
    rest.update(choice=Choice.AGREE, chosen_by_id=actor.person, version=F("version") + 1)
    return found


@action("retention.keep_longer", kind=Kind.RETENTION)
def keep_longer(
    *, actor: Actor, item: RetentionItem, keep_to: date, reason: str, expected: int, at: datetime
) -> RetentionItem:
    """Keep it longer: an act with a reason and a new day, in its history. Raises NotNow, EditConflict."""
    _open(item)
    wrong = rules.why_not_longer(keep_to=keep_to, due_on=item.due_on, today=local_day(at), reason=reason)
    if wrong:
        raise NotNow(wrong)
    item.save_if_current(
        expected=expected, choice=Choice.KEEP, keep_to=keep_to, keep_reason=reason.strip(), state=State.KEPT,
        chosen_by_id=actor.person,
    )  # fmt: skip
    _lengthen(actor, item, keep_to, reason.strip(), at)
    return item


def _open(item: RetentionItem) -> None:
    if item.list.state != RetentionList.State.REVIEW or item.state in {State.DESTROYED, State.UNLOCKED}:
        raise NotNow("Deze lijst wordt niet meer bekeken.")


def _lengthen(actor: Actor, item: RetentionItem, keep_to: date, reason: str, at: datetime) -> None:
    changes = {"keep_until": [item.due_on.isoformat(), keep_to.isoformat()]}
    if item.kind == "signal":
        signal = Signal.objects.select_for_update(of=("self",)).filter(pk__in=[item.record]).first()
        if signal is not None:
            signal.save_if_current(expected=signal.version, keep_until=keep_to)
            append_event(actor=actor, signal=signal, kind="kept_longer", at=at, note=reason, changes=changes)
    elif item.kind == "case":
        case = Case.objects.select_for_update(of=("self",)).filter(pk__in=[item.record]).first()
        if case is not None:
            case.save_if_current(expected=case.version, keep_until=keep_to)
            note_event(actor=actor, case=case, kind="kept_longer", at=at, note=reason, changes=changes)


@action("retention.agree", kind=Kind.RETENTION)
def agree_list(*, actor: Actor, found: RetentionList, expected: int, at: datetime) -> RetentionList:
    """The unit looked at everything: the list goes to the privacy officer. Raises NotNow, WrongStep, EditConflict."""
    target = rules.step(found.state, "agree")
    if found.items.filter(state=State.WAITING, choice=Choice.OPEN).exists():
        raise NotNow("Nog niet alles is bekeken. Kies bij elke regel.")
    if not found.items.filter(state=State.WAITING, choice=Choice.AGREE).exists():
        raise NotNow("Op deze lijst staat niets dat weg kan.")
    found.save_if_current(expected=expected, state=target, agreed_at=at, agreed_by_id=actor.person)
    return found


@action("retention.back", kind=Kind.RETENTION)
def send_back(*, actor: Actor, found: RetentionList, expected: int, at: datetime) -> RetentionList:
    """The privacy officer wants the unit to look again."""
    found.save_if_current(expected=expected, state=rules.step(found.state, "back"), agreed_at=None, agreed_by=None)
    return found


@action("retention.approve", kind=Kind.RETENTION)
def approve_list(*, actor: Actor, found: RetentionList, note: str, expected: int, at: datetime) -> RetentionList:
    """The privacy officer approves: the next run destroys. Raises WrongStep, EditConflict."""
    if actor.purpose is not Purpose.OVERSIGHT or actor.person is None:
        raise NotNow("Alleen de functionaris gegevensbescherming keurt een lijst goed.")
    found.save_if_current(expected=expected, state=rules.step(found.state, "approve"))
    context = current_or_none()
    RetentionApproval(
        owning_unit_id=found.owning_unit_id, list=found, approved_by_id=actor.person, note=note.strip(), at=at,
        trace=context.trace if context else actor.trace,
    ).save(force_insert=True)  # fmt: skip
    return found


@action("signal.review_vague", kind=Kind.SIGNAL)
def review_vague(*, actor: Actor, signal: Signal, keep: bool, reason: str, expected: int, at: datetime) -> Signal:
    """Look again at a signal that is kept as vague: keep it until its term, or let it go as unfounded.

    Neither makes the term longer. Raises NotNow, EditConflict.
    """
    if signal.review_on is None or signal.keep_until is None:
        raise NotNow("Dit signaal is niet als vaag bewaard.")
    if not reason.strip():
        raise NotNow("Schrijf waarom.")
    today = local_day(at)
    if keep:
        term = next(t for t in retention.terms() if t.code == "signal-avg-insufficient_information")
        later = min(retention.add_months(today, term.review_months), signal.keep_until)
        review = later if later > today else None
        signal.save_if_current(expected=expected, review_on=review)
    else:
        term = next(t for t in retention.terms() if t.code == "signal-avg-no_trafficking")
        signal.save_if_current(
            expected=expected, review_on=None, keep_until=min(term.end(today), signal.keep_until),
            keep_basis=term.code, outcome="no_trafficking",
        )  # fmt: skip
    take_part(signal, day=today)
    append_event(actor=actor, signal=signal, kind="vague_reviewed", at=at, note=reason.strip(), changes={})
    return signal
