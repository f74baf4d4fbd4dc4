# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What comes in: a signal, a line in its conversation, a saved form. The focal point's verbs are in handling.py."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Function, OwnDefinition
from zicht.access.roles import Kind
from zicht.base import keystore
from zicht.base.clock import local_day
from zicht.base.context import current_or_none
from zicht.base.text import readable_code
from zicht.casework.intake import rules
from zicht.casework.intake.entry import RefusedEntry, SignalEntry, checked, key_for
from zicht.casework.intake.identifiers import enter, is_place_bound
from zicht.casework.intake.models import (
    ConversationMessage,
    Draft,
    ReporterIdentity,
    Signal,
    SignalEvent,
    SignalIndicator,
    SignalSubject,
    SignalThing,
)
from zicht.exchange.jobs import tell_saved
from zicht.reference.lists import code_list


def note_step(
    *,
    actor: Actor,
    signal: Signal,
    verb: str,
    before: str,
    at: datetime,
    note: str = "",
    changes: dict[str, Any] | None = None,
) -> SignalEvent:
    """Append the event of a step. The reporter hears of it when the table says so; the note stays inside then."""
    heard = bool(rules.step(before, verb).hears)
    event = SignalEvent(
        owning_unit_id=signal.owning_unit_id,
        signal=signal,
        actor=actor.label,
        kind=rules.EVENT_OF[verb],
        from_state=before,
        to_state=signal.state,
        note="" if heard else note,
        changes={} if heard else changes or {},
        for_reporter=heard,
        at=at,
        trace=_trace(actor),
    )
    event.save(force_insert=True)
    if heard and (note or changes):
        # A second row: what the reporter hears never carries what the focal point wrote for colleagues.
        append_event(actor=actor, signal=signal, kind=f"{event.kind}_note", at=at, note=note, changes=changes)
    return event


def append_event(
    *,
    actor: Actor,
    signal: Signal,
    kind: str,
    at: datetime,
    note: str = "",
    changes: dict[str, Any] | None = None,
) -> SignalEvent:
    """Append an event that is for colleagues only and changes no state."""
    event = SignalEvent(
        owning_unit_id=signal.owning_unit_id,
        signal=signal,
        actor=actor.label,
        kind=kind,
        note=note,
        changes=changes or {},
        at=at,
        trace=_trace(actor),
    )
    event.save(force_insert=True)
    return event


def _trace(actor: Actor) -> str:
    context = current_or_none()
    return context.trace if context else actor.trace


# Within this time the same text from the same person is the same signal.
SAME_TEXT = timedelta(hours=1)


@action("signal.receive", kind=Kind.SIGNAL)
def receive_signal(*, actor: Actor, function: Function, entry: SignalEntry, at: datetime) -> Signal:
    """Store a signal in the inbox of `function`. A second press of the same form gives the first signal.

    So does the same text from the same person within the hour: somebody went back in the browser and sent again.
    Unanswered indicators are stored as unknown. Raises entry.RefusedEntry.
    """
    entry = checked(entry, day=local_day(at))
    first = Signal.objects.filter(submission=entry.submission).first() or _sent_before(actor, function, entry, at)
    if first is not None:
        return first
    try:
        with transaction.atomic():
            return _store(actor=actor, function=function, entry=entry, at=at)
    except IntegrityError as clash:
        # Both presses were on their way at once; the other one has won.
        first = Signal.objects.filter(submission=entry.submission).first()
        if first is not None:
            return first
        if "casework_signal_" in str(clash) and "unique" in str(clash):
            # Somebody else's form: its key opens nothing.
            raise RefusedEntry((("submission", "taken"),)) from clash
        raise


def _sent_before(actor: Actor, function: Function, entry: SignalEntry, at: datetime) -> Signal | None:
    if actor.person is None:
        return None
    mine = Signal.objects.filter(reporter_id=actor.person, function=function, kind=entry.kind, about=entry.about)
    lately = mine.filter(received_at__gt=at - SAME_TEXT, received_at__lte=at)
    return next((signal for signal in lately if signal.fact == entry.fact), None)


def _store(*, actor: Actor, function: Function, entry: SignalEntry, at: datetime) -> Signal:
    definitions = _own_definitions(actor, entry, at)
    signal = Signal(
        id=entry.key,
        owning_unit=function.unit,
        function=function,
        reference=f"S-{readable_code(2)}",
        submission=entry.submission,
        kind=entry.kind,
        door=entry.door,
        language=entry.language,
        received_at=at,
        due_at=rules.due_after(at, days=entry.answer_days or function.answer_days, acute=entry.acute),
        about=entry.about,
        observed_when=entry.observed_when,
        fact=entry.fact.strip(),
        interpretation=entry.interpretation.strip(),
        forms=list(entry.forms),
        list_version=code_list("forms").version,
        own_definition=definitions[0] if definitions else None,
        own_definition_text="\n".join(f"{d.code}: {d.definition}" for d in definitions),
        age_class=entry.age_class,
        coercion=list(entry.coercion),
        acute=entry.acute,
        municipality=function.unit.organisation.municipality,
        reporter_id=entry.reporter,
        reporter_known=_says_who(entry),
    )
    signal.save(force_insert=True)
    if signal.reporter_known:
        ReporterIdentity(
            owning_unit_id=signal.owning_unit_id,
            signal=signal,
            name=entry.reporter_name.strip() or (actor.name if entry.reporter == actor.person else ""),
            contact=entry.reporter_contact.strip(),
            safe_contact=entry.reporter_safe_contact.strip(),
        ).save(force_insert=True)
    _store_parts(signal, entry, at)
    enter(signal, day=local_day(at))
    if is_place_bound(signal):
        tell_saved(unit=signal.owning_unit_id, kind=Kind.SIGNAL.value, record=signal.pk)
    note_step(actor=actor, signal=signal, verb="receive", before="", at=at)
    return signal


def _says_who(entry: SignalEntry) -> bool:
    """True when the entry says anything about who reports."""
    said = (entry.reporter_name, entry.reporter_contact, entry.reporter_safe_contact)
    return entry.reporter is not None or any(text.strip() for text in said)


def _store_parts(signal: Signal, entry: SignalEntry, at: datetime) -> None:
    unit = signal.owning_unit_id
    if entry.kind == "signal":
        indicators = code_list("indicators")
        answers = {code: entry.indicators.get(code) for code in indicators.codes(local_day(at))}
        SignalIndicator.objects.bulk_create(
            SignalIndicator(
                owning_unit_id=unit,
                signal=signal,
                code=code,
                list_version=indicators.version,
                seen=answer.seen if answer else SignalIndicator.Seen.UNKNOWN,
                source=answer.source if answer and answer.seen != "unknown" else "",
            )
            for code, answer in answers.items()
        )
    SignalSubject.objects.bulk_create(
        SignalSubject(
            owning_unit_id=unit,
            signal=signal,
            role=s.role,
            name=s.name.strip(),
            description=s.description.strip(),
            age_class=s.age_class,
        )
        for s in entry.subjects
    )
    SignalThing.objects.bulk_create(
        SignalThing(
            owning_unit_id=unit,
            signal=signal,
            kind=t.kind,
            value=t.value.strip(),
            ground=t.ground,
            ground_note=t.ground_note.strip(),
        )
        for t in entry.things
    )


def _own_definitions(actor: Actor, entry: SignalEntry, at: datetime) -> list[OwnDefinition]:
    """What the reporter's own organisation means by the chosen forms, on this day."""
    day = local_day(at)
    organisations = {seat.organisation for seat in actor.subject.seats if seat.holds(day)}
    if not organisations or not entry.forms:
        return []
    found = OwnDefinition.objects.filter(
        organisation__in=organisations, list_name="forms", code__in=entry.forms, valid_from__lte=day
    ).order_by("code", "-valid_from", "pk")
    current: dict[str, OwnDefinition] = {}
    for definition in found:
        if definition.valid_to is None or definition.valid_to >= day:
            current.setdefault(definition.code, definition)
    return list(current.values())


@action("signal.message", kind=Kind.SIGNAL)
def post_message(
    *, actor: Actor, signal: Signal, text: str, from_reporter: bool, at: datetime
) -> ConversationMessage:
    """Add a line to the conversation. Answering marks the other side's lines as read."""
    signal.conversation.filter(from_reporter=not from_reporter, read_at=None).update(read_at=at)
    message = ConversationMessage(
        owning_unit_id=signal.owning_unit_id,
        signal=signal,
        at=at,
        from_reporter=from_reporter,
        author_id=actor.person,
        text=text.strip(),
    )
    message.save(force_insert=True)
    return message


@action("signal.read", kind=Kind.SIGNAL)
def mark_read(*, actor: Actor, signal: Signal, from_reporter: bool, at: datetime) -> Signal:
    """Mark the lines of one side as read by the other, without an answer."""
    signal.conversation.filter(from_reporter=from_reporter, read_at=None).update(read_at=at)
    return signal


@action("draft.save", kind=Kind.SIGNAL)
def save_draft(*, actor: Actor, body: dict[str, Any], draft: Draft | None, at: datetime) -> Draft:
    """Keep a form to finish it later. Only its writer can open it."""
    assert actor.person is not None
    if draft is None:
        draft = Draft(owning_unit_id=min(actor.units(at)), person_id=actor.person)
    draft.saved_at, draft.body = at, body
    draft.save()
    return draft


@action("draft.delete", kind=Kind.SIGNAL)
def delete_draft(*, actor: Actor, draft: Draft, at: datetime) -> Draft:
    """Throw a saved form away."""
    key = draft.pk
    draft.delete()
    transaction.on_commit(lambda: keystore.destroy([key]))
    draft.pk = key  # the audit row names what was thrown away
    return draft


def forget_drafts(gone: frozenset[UUID], using: str) -> int:
    """Take saved forms whose key was destroyed out of a database that was restored. Gives how many."""
    return Draft.objects.using(using).filter(pk__in=gone).delete()[0]


__all__ = [
    "append_event",
    "delete_draft",
    "forget_drafts",
    "key_for",
    "mark_read",
    "note_step",
    "post_message",
    "receive_signal",
    "save_draft",
]
