# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Questions between units: for information, or for leave to pass on what somebody else wrote.

Information comes as a package, which is a disclosure of its own; this is only the asking, the refusing and the yes.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.models import Case
from zicht.casework.cases.origins import agree_onward
from zicht.casework.sharing.actions import AlreadyAnswered
from zicht.casework.sharing.models import InfoRequest
from zicht.exchange import formats, handlers
from zicht.exchange.actions import send
from zicht.exchange.models import Message


class UnknownRequest(LookupError):
    """An answer to, or a withdrawal of, a question that this unit does not have (yet)."""


@dataclass(frozen=True)
class Asked:
    """What is asked. disclosure and to: the package, and whom it would go to, when leave to pass on is asked."""

    other: Unit
    fields: tuple[str, ...]
    purpose: str
    reason: str
    answer_by: date
    about: str = ""
    disclosure: UUID | None = None
    to: Unit | None = None


@action("request.send", kind=Kind.PACKAGE)
def send_request(
    *, actor: Actor, case: Case, asked: Asked, submission: UUID, person: Person, at: datetime
) -> InfoRequest:
    """Ask another unit. A second call with the same submission returns the first question."""
    known = InfoRequest.objects.filter(pk=submission).first()
    if known is not None:
        return known
    sort = InfoRequest.Kind.ONWARD if asked.disclosure else InfoRequest.Kind.INFO
    body = formats.InfoRequest(
        sort=sort.value, about=asked.about, fields=asked.fields, purpose=asked.purpose, reason=asked.reason,
        answer_by=asked.answer_by, disclosure=asked.disclosure, to_unit=asked.to.key if asked.to else None,
        to_name=str(asked.to or ""),
    )  # fmt: skip
    message = send(
        actor=actor, from_unit=case.owning_unit, to_unit=asked.other, kind=body.kind, body=body.body(), at=at
    )
    made = InfoRequest(
        id=submission, owning_unit_id=case.owning_unit_id, other_unit=asked.other, message=message.message,
        direction=InfoRequest.Direction.OUT, case=case, made_by=person, **_facts(body), made_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    note_event(actor=actor, case=case, kind="request_sent", at=at, note=f"Aan {asked.other}.")
    return made


def _facts(body: formats.InfoRequest) -> dict[str, object]:
    return {
        "kind": body.sort, "about": body.about, "fields": list(body.fields), "purpose": body.purpose,
        "reason": body.reason, "answer_by": body.answer_by, "disclosure": body.disclosure, "to_unit": body.to_unit,
        "to_name": body.to_name,
    }  # fmt: skip


@action("request.withdraw", kind=Kind.PACKAGE)
def withdraw_request(*, actor: Actor, request: InfoRequest, at: datetime) -> InfoRequest:
    """Take a question back. Raises AlreadyAnswered."""
    held = _open(request)
    held.state, held.answered_at = InfoRequest.State.WITHDRAWN, at
    held.save(update_fields=["state", "answered_at"])
    body = formats.InfoRequestWithdrawal()
    send(
        actor=actor, from_unit=held.owning_unit, to_unit=held.other_unit, kind=body.kind, body=body.body(), at=at,
        in_reply_to=held.message,
    )  # fmt: skip
    return held


@action("request.answer", kind=Kind.PACKAGE)
def answer_request(*, actor: Actor, request: InfoRequest, agreed: bool, reason: str, at: datetime) -> InfoRequest:
    """Refuse with a reason, or agree that something is passed on. Raises AlreadyAnswered."""
    held = _open(request)
    if agreed and held.kind != InfoRequest.Kind.ONWARD:
        raise ValueError("information is given as a package")
    held.state = InfoRequest.State.ANSWERED if agreed else InfoRequest.State.REFUSED
    held.answered_at, held.answer_reason = at, reason
    held.save(update_fields=["state", "answered_at", "answer_reason"])
    body = formats.InfoRequestAnswer(agreed=agreed, reason=reason)
    send(
        actor=actor, from_unit=held.owning_unit, to_unit=held.other_unit, kind=body.kind, body=body.body(), at=at,
        in_reply_to=held.message,
    )  # fmt: skip
    return held


def _open(request: InfoRequest) -> InfoRequest:
    held = (
        InfoRequest.objects.select_for_update(of=("self",))
        .select_related("owning_unit", "other_unit")
        .get(pk=request.pk)
    )
    if held.state != InfoRequest.State.OPEN:
        raise AlreadyAnswered(held.get_state_display())
    return held


# What arrives


def register_handlers() -> None:
    """Tell exchange which message kinds are handled here."""
    handlers.register(formats.InfoRequest.kind, receive_request)
    handlers.register(formats.InfoRequestAnswer.kind, take_request_answer)
    handlers.register(formats.InfoRequestWithdrawal.kind, take_request_withdrawal)


@action("request.receive", kind=Kind.PACKAGE)
def receive_request(*, actor: Actor, message: Message, at: datetime) -> InfoRequest:
    """Put the question in the book of the unit, once."""
    known = InfoRequest.objects.filter(message=message.message, direction=InfoRequest.Direction.IN).first()
    if known is not None:
        return known
    body = formats.InfoRequest.read(message.body)
    sender = Unit.objects.filter(key=message.from_unit).first()
    if sender is None:
        raise UnknownRequest
    made = InfoRequest(
        id=uuid.uuid4(), owning_unit_id=message.owning_unit_id, other_unit=sender, message=message.message,
        direction=InfoRequest.Direction.IN, **_facts(body), made_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


@action("request.take_answer", kind=Kind.PACKAGE)
def take_request_answer(*, actor: Actor, message: Message, at: datetime) -> InfoRequest:
    """Write down what the other unit said; a yes opens these fields for that one receiver."""
    body = formats.InfoRequestAnswer.read(message.body)
    held = _meant(message, InfoRequest.Direction.OUT)
    if held.state != InfoRequest.State.OPEN:
        return held
    held.state = InfoRequest.State.ANSWERED if body.agreed else InfoRequest.State.REFUSED
    held.answered_at, held.answer_reason = at, body.reason
    held.save(update_fields=["state", "answered_at", "answer_reason"])
    if held.case is not None:
        note_event(actor=actor, case=held.case, kind="request_answered", at=at, note=f"Door {message.from_name}.")
        if body.agreed and held.disclosure and held.to_unit:
            agree_onward(
                actor=actor, case=held.case, disclosure=held.disclosure, fields=held.fields, to_unit=held.to_unit,
                at=at,
            )  # fmt: skip
    return held


@action("request.take_withdrawal", kind=Kind.PACKAGE)
def take_request_withdrawal(*, actor: Actor, message: Message, at: datetime) -> InfoRequest:
    """The question is taken back: nothing of it has to be kept."""
    held = _meant(message, InfoRequest.Direction.IN)
    if held.state == InfoRequest.State.OPEN:
        held.state, held.answered_at, held.about, held.reason = InfoRequest.State.WITHDRAWN, at, "", ""
        held.save(update_fields=["state", "answered_at", "about", "reason"])
    return held


def _meant(message: Message, direction: str) -> InfoRequest:
    if message.in_reply_to is None:
        raise UnknownRequest
    held = (
        InfoRequest.objects.select_for_update(of=("self",))
        .select_related("case")
        .filter(message=message.in_reply_to, direction=direction, other_unit__key=message.from_unit)
        .first()
    )
    if held is None:
        raise UnknownRequest
    return held
