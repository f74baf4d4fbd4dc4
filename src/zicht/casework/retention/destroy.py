# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Destroying what was approved: row by row, each in its own transaction, then its keys, then the certificate.

A run that is killed goes on where it was: what is gone is gone, keys that are left are destroyed, the rest follows.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, models

from zicht.access import index
from zicht.access.actors import Actor, for_job
from zicht.access.audit import action
from zicht.access.roles import Kind
from zicht.base import keystore
from zicht.base.clock import local_day
from zicht.base.context import transaction_as
from zicht.casework.care.models import RegisterReport
from zicht.casework.cases.models import Case
from zicht.casework.intake.identifiers import enter
from zicht.casework.intake.models import ConversationMessage, Receipt, ReporterIdentity, Signal, SignalThing
from zicht.casework.retention import blocks, rules
from zicht.casework.retention.collect import bodies
from zicht.casework.retention.models import Certificate, RetentionItem, RetentionList, Tombstone

State = RetentionItem.State
NOBODYS = UUID(int=0)
# Functions of the owner that drop what an approved list names; they check that approval themselves.
DROPPED = {"draft": "zicht_drop_drafts", "log": "zicht_drop_logs"}
ORDER = {kind: number for number, kind in enumerate(rules.KINDS)}


def destroy_list(unit: int, key: UUID, *, at: datetime, progress: Callable[[int, int], None] | None = None) -> bool:
    """Destroy everything on an approved list. Gives True when the list is done. Opens its own transactions."""
    actor = for_job(unit)
    todo = _todo(actor, key, at)
    for number, (_, item) in enumerate(todo, 1):
        with transaction_as(actor.context(at)):
            destroy_item(actor=actor, item=RetentionItem.objects.select_for_update(of=("self",)).get(pk=item), at=at)
        _unlock(actor, item, at)
        if progress is not None:
            progress(number, len(todo))
    with transaction_as(actor.context(at)):
        found = RetentionList.objects.select_for_update(of=("self",)).get(pk=key)
        if found.state == RetentionList.State.APPROVED:
            certify(actor=actor, found=found, at=at)
    return True


def _todo(actor: Actor, key: UUID, at: datetime) -> list[tuple[int, UUID]]:
    """Items in the order in which they go: what hangs on a record before the record."""
    with transaction_as(actor.context(at)):
        rows = RetentionItem.objects.filter(list_id=key, list__state="approved", choice="agree")
        rows = rows.filter(state__in=(State.WAITING, State.UNLOCKED))
        return sorted((ORDER[kind], pk) for kind, pk in rows.values_list("kind", "pk"))


@action("retention.destroy", kind=Kind.RETENTION)
def destroy_item(*, actor: Actor, item: RetentionItem, at: datetime) -> RetentionItem:
    """Take the rows of one item away, or say what keeps it. Its keys go after the commit (_unlock)."""
    if item.state != State.WAITING:
        return item
    item.blocked = blocks.unseen(item)
    if item.blocked:
        item.state = State.BLOCKED
    elif item.kind in rules.TOGETHER:
        item.amount = _together(item)
        item.state = State.UNLOCKED if item.keys_left else State.DESTROYED
    elif item.kind in {"thing", "conversation", "reporter_identity"}:
        _part(item)
    else:
        _record(item, at)
    if item.state == State.DESTROYED:
        item.record, item.parent, item.reference = None, None, ""
    item.version += 1
    item.save()
    return item


def _part(item: RetentionItem) -> None:
    signal = Signal.objects.filter(pk__in=[item.parent or item.record]).first()
    if signal is not None:
        item.blocked = blocks.why_reporter(signal) if item.kind == "reporter_identity" else blocks.why_part(signal)
        if item.blocked:
            item.state = State.BLOCKED
            return
        if item.kind == "reporter_identity":
            # A key of its own: who reported goes from old backups too, while the signal stays.
            assert item.record is not None
            ReporterIdentity.objects.filter(pk__in=[item.record]).delete()
            Signal.objects.filter(pk__in=[signal.pk]).update(reporter_known=False)
            item.keys_left, item.state = [item.record], State.UNLOCKED
            return
        if item.kind == "thing":
            SignalThing.objects.filter(pk__in=[item.record]).delete()
            enter(signal)  # what is gone is not found by its digest either
        else:
            item.amount = ConversationMessage.objects.filter(signal=signal).count()
            ConversationMessage.objects.filter(signal=signal).delete()
    item.state = State.DESTROYED


def _record(item: RetentionItem, at: datetime) -> None:
    record: models.Model | None
    if item.kind == "signal":
        record = Signal.objects.filter(pk__in=[item.record]).select_related("case").first()
        blocked = _why_signal(record, at) if record else ""
    else:
        record = Case.objects.filter(pk__in=[item.record]).first()
        blocked = blocks.why_case(record, at=at) if record else ""
    if blocked:
        item.blocked, item.state = blocked, State.BLOCKED
        return
    if record is None:  # somebody else destroyed it, or the run before this one did
        item.state = State.DESTROYED
        return
    assert item.record is not None
    stone = _tombstone(item, record)
    index.drop(kind=Kind(item.kind), record=item.record)
    with connection.cursor() as cursor:
        cursor.execute("select zicht_destroy(%s)", [item.pk])
        item.keys_left = [item.record, *cursor.fetchone()[0]]
    stone.save(force_insert=True)
    item.state = State.UNLOCKED


def _why_signal(signal: Signal, at: datetime) -> str:
    if signal.case is None:
        return blocks.why_signal(signal, at=at)
    blocked = blocks.why_case(signal.case, at=at)
    return blocks.why_part(signal) if blocked == "inside" else blocked


def _tombstone(item: RetentionItem, record: Signal | Case) -> Tombstone:
    first = record.received_at if isinstance(record, Signal) else record.opened_at
    return Tombstone(
        owning_unit_id=item.owning_unit_id,
        kind=item.kind,
        outcome=record.outcome,
        year=local_day(first).year,
        municipality=record.municipality if isinstance(record, Signal) else "",
    )


def _together(item: RetentionItem) -> int:
    unit, before = item.owning_unit_id, item.due_on
    if item.kind == "receipt":
        found = Receipt.objects.filter(owning_unit=unit, signal__closed_at__date__lt=before)
        count = found.count()
        found.delete()
        return count
    if item.kind in DROPPED:
        with connection.cursor() as cursor:
            cursor.execute(f"select {DROPPED[item.kind]}(%s)", [item.pk])
            return int(cursor.fetchone()[0])
    if item.kind == "register_report":
        with connection.cursor() as cursor:
            cursor.execute("select dropped, gone from zicht_drop_reports(%s)", [item.pk])
            dropped, item.keys_left = cursor.fetchone()
        return int(dropped)
    rows = bodies(item.kind, unit, before=before, since=None)
    for row in rows:
        row.body = {}
        if isinstance(row, RegisterReport):
            row.receipt_text = ""
        row.save(update_fields=["body", "receipt_text"] if isinstance(row, RegisterReport) else ["body"])
    if item.kind == "message":
        # A message has a key of its own and nothing else under it: its body goes from older backups too.
        item.keys_left = [row.pk for row in rows]
    return len(rows)


def _unlock(actor: Actor, key: UUID, at: datetime) -> None:
    """Destroy the keys of what went, now that it is committed; then forget which they were."""
    with transaction_as(actor.context(at)):
        item = RetentionItem.objects.get(pk=key)
    if item.state != State.UNLOCKED:
        return
    # None left to destroy: a run before this one was killed just here. Of what it took, the record's own is certain.
    gone = keystore.destroy(item.keys_left) or 1
    with transaction_as(actor.context(at)):
        item = RetentionItem.objects.select_for_update(of=("self",)).get(pk=key)
        item.state, item.record, item.reference = State.DESTROYED, None, ""
        item.keys_left = [NOBODYS] * gone  # how many, no longer which; the certificate adds them up
        item.save()


@action("retention.certify", kind=Kind.RETENTION)
def certify(*, actor: Actor, found: RetentionList, at: datetime) -> Certificate:
    """Close the list with what was done, in numbers."""
    counts: Counter[str] = Counter()
    states: Counter[str] = Counter()
    keys = 0
    for kind, state, amount, left in found.items.values_list("kind", "state", "amount", "keys_left"):
        states[state] += 1
        keys += len(left)
        if state == State.DESTROYED:
            counts[kind] += amount
    approval = found.approval
    certificate = Certificate(
        owning_unit_id=found.owning_unit_id, list=found, at=at, approved_by_id=approval.approved_by_id,
        counts=dict(counts), kept=states[State.KEPT], blocked=states[State.BLOCKED], keys=keys,
    )  # fmt: skip
    certificate.save(force_insert=True)
    found.items.filter(state=State.DESTROYED).update(keys_left=[])
    found.save_if_current(expected=found.version, state=rules.step(found.state, "finish"), done_at=at)
    return certificate
