# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Handing over: propose, withdraw, refuse, accept. A record goes whole or not at all, once accepted."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, models, transaction

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Function
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.base.context import current_or_none
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.models import Case
from zicht.casework.intake.actions import append_event
from zicht.casework.intake.models import Signal, SignalEvent
from zicht.casework.moving import rules, whole
from zicht.casework.moving.gate import me, record_of
from zicht.casework.moving.models import Handover
from zicht.casework.moving.rules import NotWhole

UNREADABLE = "Deze ontvanger kan niet alles lezen wat meegaat. Kies een andere, of deel met een pakket."
GONE = "Deze overdracht kan niet meer worden aangenomen. De afzender heeft haar ingetrokken of de termijn is voorbij."


@action("handover.propose", kind=Kind.REQUEST)
def propose(
    *, actor: Actor, record: Case | Signal, to: Function, why: str, deadline: date, key: UUID, at: datetime
) -> Handover:
    """Offer a record, with everything in it, to the unit of a function. A second press finds the first.

    Raises NotWhole where something stands in the way or the receiver could not read a part.
    """
    first = Handover.objects.filter(pk=key).first()
    if first is not None:
        return first
    parts = whole.parts_of(record)
    problem = whole.obstacle(record, parts)
    if problem or not whole.receivers(record, parts, at=at).filter(pk=to.pk).exists():
        raise NotWhole(problem or UNREADABLE)
    if not why.strip() or not local_day(at) <= deadline <= local_day(at) + timedelta(days=rules.MOST_DAYS):
        raise NotWhole("Een overdracht heeft een reden en een termijn van hoogstens vier weken.")
    _end_old(record, at)
    made = Handover(
        id=key, owning_unit_id=record.owning_unit_id, to_unit_id=to.unit_id, to_function=to,
        kind=whole.kind_of(record).value, record=record.pk, reference=record.reference, purpose=_purpose(actor),
        why=why.strip(),
        proposed_by_id=me(actor), proposed_at=at, deadline=deadline, parts=parts, forms=list(record.forms),
        municipality=record.owning_unit.organisation.municipality, acute=record.acute,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twice:
        raise NotWhole("Deze gegevens zijn al aan iemand aangeboden. Trek dat eerst in.") from twice
    _note(actor, record, "handover_proposed", at, f"Aan {to.name}.")
    return made


def _purpose(actor: Actor) -> str:
    return actor.purpose.value if actor.purpose else ""


def _end_old(record: Case | Signal, at: datetime) -> None:
    over = Handover.objects.filter(record=record.pk, state=Handover.State.PROPOSED, deadline__lt=local_day(at))
    over.update(state=Handover.State.WITHDRAWN)


@action("handover.withdraw", kind=Kind.REQUEST)
def withdraw(*, actor: Actor, handover: Handover, at: datetime) -> Handover:
    """Take a proposal back. Raises NotWhole when it was answered already."""
    _end(handover, Handover.State.WITHDRAWN, at)
    _note(actor, record_of(actor, handover, at=at), "handover_withdrawn", at)
    return handover


@action("handover.refuse", kind=Kind.REQUEST)
def refuse(*, actor: Actor, handover: Handover, reason: str, at: datetime) -> Handover:
    """Say no, with a reason: the record stays where it is."""
    if not reason.strip():
        raise NotWhole("Weigeren heeft een reden.")
    _end(handover, Handover.State.REFUSED, at, answered_by_id=actor.person, answered_at=at, answer=reason.strip())
    return handover


def _end(handover: Handover, state: str, at: datetime, **more: object) -> None:
    stored = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if stored.state != Handover.State.PROPOSED:
        raise NotWhole("Op deze overdracht is al geantwoord, of zij is ingetrokken.")
    handover.state = state
    for name, value in more.items():
        setattr(handover, name, value)
    handover.save(update_fields=["state", *more])


@action("handover.accept", kind=Kind.REQUEST)
def accept(*, actor: Actor, handover: Handover, at: datetime) -> Handover:
    """Take the record over, whole. The database moves it and refuses whoever is not the receiver. Raises NotWhole."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select zicht_take_handover(%s)", [handover.pk])
    except DatabaseError as refused:
        raise NotWhole(GONE) from refused
    handover.refresh_from_db()
    _arrive(actor=actor, handover=handover, at=at)
    return handover


@action("handover.arrive", kind=Kind.CASE)
def _arrive(*, actor: Actor, handover: Handover, at: datetime) -> models.Model:
    """The same decision in the receiver's own trail, and in the history of what moved."""
    record = record_of(actor, handover, at=at)
    _note(actor, record, "handed_over", at, f"Van {handover.owning_unit} naar {handover.to_unit}.")
    signals = [record] if isinstance(record, Signal) else list(Signal.objects.filter(case=record))
    context = current_or_none()
    for signal in signals:
        # The reporter hears that somebody else goes on with it.
        SignalEvent(
            owning_unit_id=signal.owning_unit_id, signal=signal, actor=actor.label, kind="moved", for_reporter=True,
            at=at, trace=context.trace if context else actor.trace,
        ).save(force_insert=True)  # fmt: skip
    return record


def _note(actor: Actor, record: Case | Signal, kind: str, at: datetime, note: str = "") -> None:
    if isinstance(record, Case):
        note_event(actor=actor, case=record, kind=kind, at=at, note=note)
    else:
        append_event(actor=actor, signal=record, kind=kind, at=at, note=note)
