# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is due: found by term, put on the unit's list with what stands in the way. Runs as a job of the unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from zicht.base.clock import local_day
from zicht.casework.care.models import RegisterReport
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import ConversationMessage, Receipt, ReporterIdentity, Signal, SignalThing
from zicht.casework.retention import blocks, rules
from zicht.casework.retention.models import RetentionItem, RetentionList
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.exchange.models import Message
from zicht.reference import retention

# A list stays readable: what does not fit stands on the next one.
LONGEST_LIST = 500
THINGS = ("phone", "account", "advert")
# What the application may not read row by row: functions of the owner count it, for the unit's own job.
COUNTED = {"draft": "zicht_old_drafts", "register_report": "zicht_old_reports", "log": "zicht_old_logs"}


@dataclass(frozen=True)
class Due:
    """Something whose term is over."""

    kind: str
    due_on: date
    basis: str
    record: UUID | None = None
    parent: UUID | None = None
    reference: str = ""
    amount: int = 1
    blocked: str = ""


def everything_due(unit: int, *, at: datetime) -> Iterator[Due]:
    """All that is due for this unit, what hangs on a record before the record."""
    today = local_day(at)
    yield from _things(unit, today)
    yield from _conversations(unit, today)
    yield from _reporters(unit, today)
    yield from _signals(unit, at, today)
    yield from _cases(unit, at, today)
    yield from _together(unit, at, today)


def _term(kind: str, outcome: str = retention.OTHER) -> retention.Term:
    return retention.terms_for(kind, regimes=("avg",), outcome=outcome)[0]


def _started_before(term: retention.Term, today: date) -> date:
    """A term that started on this day or later still runs, give or take the length of a month."""
    return retention.add_months(today, -term.months) - timedelta(days=term.days) + timedelta(days=3)


def _things(unit: int, today: date) -> Iterator[Due]:
    ended = _started_before(_term("phone"), today)
    old = _started_before(_term("phone", retention.OPEN), today)
    over = Q(signal__closed_at__date__lt=ended) | Q(signal__received_at__date__lt=old)
    rows = SignalThing.objects.filter(over, owning_unit=unit, kind__in=THINGS).select_related("signal")
    for thing in rows.order_by("signal__received_at", "pk")[:LONGEST_LIST]:
        signal = thing.signal
        starts = {"received": local_day(signal.received_at)}
        outcome = retention.IN_CASE if signal.case_id else retention.OPEN
        if signal.closed_at is not None:
            starts["closed"], outcome = local_day(signal.closed_at), signal.outcome
        kept = retention.keep_until(
            thing.kind, regimes=("avg",), outcome=outcome, starts=starts, earlier=signal.keep_until
        )
        if kept is not None and kept.until < today:
            yield Due(
                "thing", kept.until, kept.basis, record=thing.pk, parent=signal.pk, reference=signal.reference,
                blocked=blocks.why_part(signal),
            )  # fmt: skip


def _conversations(unit: int, today: date) -> Iterator[Due]:
    term = _term("conversation")
    talked = Exists(ConversationMessage.objects.filter(signal=OuterRef("pk")))
    rows = Signal.objects.filter(talked, owning_unit=unit, closed_at__date__lt=_started_before(term, today))
    for signal in rows.order_by("closed_at", "pk")[:LONGEST_LIST]:
        assert signal.closed_at is not None
        until = term.end(local_day(signal.closed_at))
        if until < today:
            yield Due(
                "conversation", until, term.code, record=signal.pk, reference=signal.reference,
                blocked=blocks.why_part(signal),
            )  # fmt: skip


def _reporters(unit: int, today: date) -> Iterator[Due]:
    term = _term("reporter_identity")
    ended = _started_before(term, today)
    rows = ReporterIdentity.objects.filter(owning_unit=unit, signal__closed_at__date__lt=ended)
    for known in rows.select_related("signal").order_by("signal__closed_at", "pk")[:LONGEST_LIST]:
        signal = known.signal
        assert signal.closed_at is not None
        until = term.end(local_day(signal.closed_at))
        if until < today:
            yield Due(
                "reporter_identity", until, term.code, record=known.pk, parent=signal.pk,
                reference=signal.reference, blocked=blocks.why_reporter(signal),
            )  # fmt: skip


def _signals(unit: int, at: datetime, today: date) -> Iterator[Due]:
    alone = Q(case=None) | Q(case__keep_until__lt=today)
    rows = Signal.objects.filter(alone, owning_unit=unit, keep_until__lt=today) | Signal.objects.filter(
        owning_unit=unit, keep_until=None, case__keep_until__lt=today
    )
    for signal in rows.select_related("case").order_by("received_at", "pk")[:LONGEST_LIST]:
        day = signal.keep_until or (signal.case.keep_until if signal.case else None)
        basis = signal.keep_basis or (signal.case.keep_basis if signal.case else "")
        blocked = blocks.why_case(signal.case, at=at) if signal.case else blocks.why_signal(signal, at=at)
        if signal.case and blocked == "inside":
            blocked = blocks.why_part(signal)  # only its own signals hold the case: they go first
        yield Due("signal", day or today, basis, record=signal.pk, reference=signal.reference, blocked=blocked)


def _cases(unit: int, at: datetime, today: date) -> Iterator[Due]:
    for case in Case.objects.filter(owning_unit=unit, keep_until__lt=today).order_by("keep_until", "pk")[
        :LONGEST_LIST
    ]:
        blocked = blocks.why_case(case, at=at)
        assert case.keep_until is not None
        yield Due(
            "case", case.keep_until, case.keep_basis, record=case.pk, reference=case.reference,
            blocked="" if blocked == "inside" else blocked,
        )  # fmt: skip


def _together(unit: int, at: datetime, today: date) -> Iterator[Due]:
    for kind in (k for k in rules.KINDS if k in rules.TOGETHER):
        term = _term(kind)
        before = retention.add_months(today, -term.months) - timedelta(days=term.days)
        amount = count_together(kind, unit, before=before, since=_since(unit))
        if amount:
            yield Due(kind, before, term.code, amount=amount)


def _since(unit: int) -> datetime | None:
    """Bodies that an earlier list emptied are not emptied again: sealed text cannot be asked whether it is empty."""
    earlier = RetentionList.objects.filter(owning_unit=unit, state="done").order_by("-made_at").first()
    return earlier.made_at if earlier is not None else None


Bodied = Message | Package | ReceivedPackage | RegisterReport


def bodies(kind: str, unit: int, *, before: date, since: datetime | None) -> list[Bodied]:
    """Messages, packages or own copies of reports whose body is over its term and still there."""
    term = _term(kind)
    found: list[Bodied] = []
    if kind == "register_copy":
        copies = RegisterReport.objects.filter(owning_unit=unit, receipt_at__date__lt=before)
        copies = copies.exclude(person__case__in=blocks.inspected().filter(owning_unit=unit).values("record"))
        if since is not None:
            copies = copies.filter(receipt_at__date__gte=_edge(term, since))
        found += list(copies[:LONGEST_LIST])
    elif kind == "message":
        rows = Message.objects.filter(owning_unit=unit, state__in=("handled", "sent"), handled_at__date__lt=before)
        if since is not None:
            rows = rows.filter(handled_at__date__gte=_edge(term, since))
        found += list(rows[:LONGEST_LIST])
    else:
        for model in (Package, ReceivedPackage):
            over = model.objects.filter(owning_unit=unit, ends_on__lt=before)
            over = over.exclude(case__in=blocks.inspected().filter(owning_unit=unit).values("record"))
            if since is not None:
                over = over.filter(ends_on__gte=_edge(term, since))
            if model is ReceivedPackage:
                over = over.exclude(state="waiting")
            found += list(over[:LONGEST_LIST])
    return [row for row in found if row.body]


def _edge(term: retention.Term, since: datetime) -> date:
    return retention.add_months(local_day(since), -term.months) - timedelta(days=term.days + 3)


def count_together(kind: str, unit: int, *, before: date, since: datetime | None) -> int:
    """How many technical remains of a kind are over their term."""
    if kind == "receipt":
        return Receipt.objects.filter(owning_unit=unit, signal__closed_at__date__lt=before).count()
    if kind in COUNTED:
        with connection.cursor() as cursor:
            cursor.execute(f"select {COUNTED[kind]}(%s)", [before])
            return int(cursor.fetchone()[0])
    return len(bodies(kind, unit, before=before, since=since))


def known(unit: int) -> set[tuple[str, UUID | None]]:
    """What stands on a list that is not done."""
    rows = RetentionItem.objects.filter(owning_unit=unit).exclude(list__state="done")
    return set(rows.values_list("kind", "record"))
