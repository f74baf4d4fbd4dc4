# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Jobs of this room: compare what was saved, answer what is due, keep what the other side concluded.

Each step is one transaction that acts for one unit. An answer comes at its fixed moment, hit or none.
"""

from datetime import datetime
from uuid import UUID

from zicht.access.actors import Actor, for_job
from zicht.access.models import Unit
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.base.context import acting, transaction_as
from zicht.casework.intake.identifiers import end_overdue
from zicht.casework.matching import actions, rules
from zicht.casework.matching.gate import held
from zicht.casework.matching.models import Comparison, Contact
from zicht.exchange.formats import ContactVerdict
from zicht.exchange.models import Message


def answer_due(*, at: datetime) -> int:
    """Answer every comparison whose fixed time has passed. Returns how many."""
    units = list(Unit.objects.filter(remote=False).order_by("pk").values_list("pk", flat=True))
    due = [(unit, row) for unit in units for row in _due(unit, at)]
    if due:
        _end_overdue(units, at)
    return sum(_answer(unit, row, at=at) for unit, row in due)


def _end_overdue(units: list[int], at: datetime) -> None:
    """Before anything is compared: what has passed its day to look again takes part no longer, anywhere."""
    for unit in units:
        with transaction_as(for_job(unit).context(at)):
            end_overdue(unit, day=local_day(at))


def _due(unit: int, at: datetime) -> list[UUID]:
    with transaction_as(for_job(unit).context(at)):
        waiting = Comparison.objects.filter(owning_unit=unit, state=Comparison.State.WAITING, answer_at__lte=at)
        return list(waiting.order_by("answer_at").values_list("pk", flat=True))


def _answer(unit: int, row: UUID, *, at: datetime) -> int:
    with transaction_as(for_job(unit).context(at)):
        waiting = Comparison.objects.select_for_update(skip_locked=True)
        comparison = waiting.filter(pk=row, state=Comparison.State.WAITING).first()
        if comparison is None:
            return 0
        actor = for_job(unit, purpose=Purpose(comparison.purpose))
        answered = actions.answer(actor=actor, comparison=comparison, at=at)
        for pair, other in answered.told:
            _tell(unit, pair, at=at)
            with acting(for_job(other).context(at)):
                _tell(other, pair, at=at)
    return 1


def _tell(unit: int, pair: UUID, *, at: datetime) -> None:
    """Both sides find in their trail that a contact was made."""
    contact = Contact.objects.filter(owning_unit=unit, pair=pair).first()
    if contact is not None:
        actions.told(actor=for_job(unit, purpose=Purpose(contact.purpose)), contact=contact, at=at)


def compare_saved(*, unit: int, kind: Kind, record: UUID, at: datetime) -> bool:
    """Compare the place-bound identifiers of a record that was saved. True when it has any that were not compared."""
    actor = for_job(unit, purpose=Purpose.SIGNAL_HANDLING)
    with transaction_as(actor.context(at)):
        if not held(kind, record, unit).keys() & set(rules.PLACE_BOUND):
            return False
        if Comparison.objects.filter(owning_unit=unit, record=record, automatic=True).exists():
            return False
        actions.compare_saved(actor=actor, kind=kind, record=record, unit=unit, at=at)
    return True


def take_verdict(*, actor: Actor, message: Message, at: datetime) -> None:
    """The other side concluded something. Only for a contact that is between these two units."""
    said = ContactVerdict.read(message.body)
    contact = Contact.objects.filter(pair=said.pair, other_unit__key=message.from_unit).first()
    if contact is not None and said.verdict in rules.VERDICTS:
        actions.hear(actor=actor, contact=contact, verdict=said.verdict, reason=said.reason, at=at)
