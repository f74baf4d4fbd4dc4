# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What keeps a record from being destroyed: information that nobody read, or work that goes on. Asked twice.

Once when a list is made, and again in the transaction that would destroy: what came in between counts.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.models import AccessRequest, Exclusion
from zicht.casework.cases.consent.models import ConsentQuestion
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake.models import ConversationMessage, Signal, SignalEvent
from zicht.casework.moving.models import Handover
from zicht.casework.overview.models import SubjectRequest
from zicht.casework.overview.rules import WAITING
from zicht.casework.retention.models import RetentionItem
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.exchange.models import Message

Check = Callable[[Iterable[UUID], datetime], bool]


def why_signal(signal: Signal, *, at: datetime) -> str:
    """Code of rules.BLOCKS, "" when nothing stands in the way."""
    if signal.state != Signal.State.CLOSED:
        return "open" if signal.case_id is None else "inside"
    if _unread([signal.pk]):
        return "unread"
    if _asked(signal.pk, at):
        return "request"
    if _moving(signal.pk):
        return "handover"
    return _inspected([signal.pk, signal.case_id])


def why_part(signal: Signal) -> str:
    """The same for a thing or a conversation of a signal: what waits unread keeps it, and who asked what is held."""
    return "unread" if _unread([signal.pk]) else _inspected([signal.pk, signal.case_id])


def why_reporter(signal: Signal) -> str:
    """The same for who reported: work that was taken up again may need to ask."""
    return why_part(signal) or ("" if signal.state == Signal.State.CLOSED else "open")


def why_case(case: Case, *, at: datetime) -> str:
    """Code of rules.BLOCKS, "" when nothing stands in the way. Signals of the case count with it."""
    if case.state != Case.State.CLOSED:
        return "open"
    signals = list(Signal.objects.filter(case=case).values_list("pk", flat=True))
    persons = list(CasePerson.objects.filter(case=case).values_list("pk", flat=True))
    if _unread(signals):
        return "unread"
    if _new_signal(case, signals):
        return "linked"
    if _waiting_package(case):
        return "package"
    if _unhandled(case):
        return "message"
    if _asked(case.pk, at):
        return "request"
    if _moving(case.pk):
        return "handover"
    if ConsentQuestion.objects.filter(person__in=persons, answered_at=None).exists():
        return "question"
    return _inspected([case.pk, *signals]) or ("inside" if signals else "")


def unseen(item: RetentionItem) -> str:
    """Whoever approved the list is kept out of this, and so approved a line that was not there to see."""
    approval = item.list.approval
    keys = [key for key in (item.record, item.parent) if key is not None]
    keys += list(Signal.objects.filter(pk__in=keys).exclude(case=None).values_list("case", flat=True))
    kept = Exclusion.objects.filter(person=approval.approved_by_id, record__in=keys, at__lte=approval.at)
    return "unseen" if kept.filter(Q(lifted_at=None) | Q(lifted_at__gt=approval.at)).exists() else ""


def _unread(signals: Iterable[UUID]) -> bool:
    return ConversationMessage.objects.filter(signal__in=signals, from_reporter=True, read_at=None).exists()


def _new_signal(case: Case, signals: list[UUID]) -> bool:
    joined = SignalEvent.objects.filter(signal__in=signals, kind="in_case")
    return case.closed_at is not None and joined.filter(at__gt=case.closed_at).exists()


def _waiting_package(case: Case) -> bool:
    """A package that nobody answered, from a unit that this case shared with or came from: it may be about it."""
    units = set(Package.objects.filter(case=case).values_list("to_unit", flat=True))
    units |= set(ReceivedPackage.objects.filter(case=case).values_list("from_unit", flat=True))
    waiting = ReceivedPackage.objects.filter(owning_unit=case.owning_unit_id, state="waiting")
    return waiting.filter(from_unit__in=units).exists()


def _unhandled(case: Case) -> bool:
    sent = set(Package.objects.filter(case=case).values_list("message", flat=True))
    arrived = Message.objects.filter(owning_unit=case.owning_unit_id, direction=Message.Direction.IN)
    return arrived.filter(state=Message.State.RECEIVED, in_reply_to__in=sent).exists()


def _asked(record: UUID, at: datetime) -> bool:
    return AccessRequest.objects.filter(record=record, state="asked", deadline__gte=at.date()).exists()


def _moving(record: UUID) -> bool:
    return Handover.objects.filter(record=record, state=Handover.State.PROPOSED).exists()


def inspected() -> "QuerySet[SubjectRequest]":
    """Requests of persons concerned that nobody answered: what is asked for is not destroyed meanwhile."""
    return SubjectRequest.objects.filter(state__in=WAITING)


def _inspected(records: Iterable[UUID | None]) -> str:
    wanted = [record for record in records if record is not None]
    return "inspection" if inspected().filter(record__in=wanted).exists() else ""
