# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room does with messages that arrive for it: a package, and the answer to one. Both idempotent."""

from datetime import datetime
from uuid import UUID

from zicht.access.actors import Actor, regime_in
from zicht.access.audit import action
from zicht.access.exclusions import exclude
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.casework.cases.actions import note_event
from zicht.casework.sharing.actions import empty
from zicht.casework.sharing.models import InfoRequest, Package, ReceivedPackage
from zicht.exchange import formats, handlers
from zicht.exchange.models import Message


class UnknownSender(LookupError):
    """The sending unit is not known in this instance: an administrator adds it, then the message is handled."""


class UnknownPackage(LookupError):
    """An answer to a package that this unit never sent."""


def register_handlers() -> None:
    """Tell exchange which message kinds this room handles."""
    handlers.register(formats.Package.kind, receive_package)
    handlers.register(formats.PackageAnswer.kind, take_answer)
    handlers.register(formats.PackageWithdrawal.kind, take_withdrawal)
    handlers.register(formats.PackageFeedback.kind, take_feedback)


@action("package.receive", kind=Kind.PACKAGE)
def receive_package(*, actor: Actor, message: Message, at: datetime) -> ReceivedPackage:
    """Put the package in the inbox of the unit, once."""
    known = ReceivedPackage.objects.filter(message=message.message).first()
    if known is not None:
        return known
    body = formats.Package.read(message.body)
    sender = Unit.objects.filter(key=message.from_unit).first()
    if sender is None:
        raise UnknownSender
    received = ReceivedPackage(
        owning_unit_id=message.owning_unit_id, from_unit=sender, message=message.message, received_at=at,
        purpose=body.purpose, legal_basis=body.legal_basis, necessity=body.necessity,
        body={name: value for name, value in message.body.items() if name != "keep_out"}, ends_on=body.ends_on,
        basis_version=body.basis_version, proportionality=body.proportionality, informed=body.informed,
        onward=body.onward, answer_by=body.answer_by, feedback_on=body.feedback_on, request=body.request,
        regime=regime_in(message.owning_unit, body.purpose).value,
    )  # fmt: skip
    received.save(force_insert=True)
    # In the same transaction: nobody can have looked.
    for person in Person.objects.filter(key__in=body.keep_out):
        exclude(
            actor=actor, kind=Kind.PACKAGE, record=received.pk, owning_unit=received.owning_unit_id, person=person,
            reason="conflict_of_interest", at=at,
        )  # fmt: skip
    # The content lies in one place, behind one wall.
    Message.objects.filter(pk=message.pk).update(body={})
    answer_request(actor=actor, package=received, at=at)
    return received


def answer_request(*, actor: Actor, package: ReceivedPackage, at: datetime) -> None:
    """What we asked for came: the question is answered."""
    if package.request is None:
        return
    asked = InfoRequest.objects.filter(
        message=package.request, direction=InfoRequest.Direction.OUT, other_unit=package.from_unit,
        state=InfoRequest.State.OPEN,
    )  # fmt: skip
    asked.update(state=InfoRequest.State.ANSWERED, answered_at=at, disclosure=package.message)


@action("package.take_withdrawal", kind=Kind.PACKAGE)
def take_withdrawal(*, actor: Actor, message: Message, at: datetime) -> ReceivedPackage:
    """The sender takes it back: emptied, when nobody answered yet. An answer that was given stands."""
    body = formats.PackageWithdrawal.read(message.body)
    held = _received(message)
    if held.state == ReceivedPackage.State.WAITING:
        held.state, held.answered_at, held.answer_reason = ReceivedPackage.State.WITHDRAWN, at, body.reason
        held.save(update_fields=["state", "answered_at", "answer_reason"])
        empty(held, at=at)
    return held


def _subject(message: Message) -> UUID:
    if message.in_reply_to is None:
        raise UnknownPackage
    return message.in_reply_to


def _received(message: Message) -> ReceivedPackage:
    """The package that a message of its sender is about. Raises UnknownPackage: it may still be on its way."""
    held = (
        ReceivedPackage.objects.select_for_update(of=("self",))
        .filter(message=_subject(message), from_unit__key=message.from_unit)
        .first()
    )
    if held is None:
        raise UnknownPackage
    return held


@action("package.take_feedback", kind=Kind.PACKAGE)
def take_feedback(*, actor: Actor, message: Message, at: datetime) -> Package:
    """Write beside what was sent what became of it."""
    body = formats.PackageFeedback.read(message.body)
    package = (
        Package.objects.select_for_update(of=("self",))
        .select_related("case")
        .filter(message=_subject(message), to_unit__key=message.from_unit)
        .first()
    )
    if package is None:
        raise UnknownPackage
    if package.feedback_at is None:
        note_event(actor=actor, case=package.case, kind="package_feedback", at=at, note=f"Van {message.from_name}.")
    package.feedback, package.feedback_at = body.text, at
    package.save(update_fields=["feedback", "feedback_at"])
    return package


@action("package.take_answer", kind=Kind.PACKAGE)
def take_answer(*, actor: Actor, message: Message, at: datetime) -> Package:
    """Write the receiver's answer beside what was sent, once. Only the unit that got the package can answer."""
    body = formats.PackageAnswer.read(message.body)
    if message.in_reply_to is None:
        raise UnknownPackage
    package = (
        Package.objects.select_for_update(of=("self",))
        .select_related("case", "to_unit")
        .filter(message=message.in_reply_to, to_unit__key=message.from_unit)
        .first()
    )
    if package is None:
        raise UnknownPackage
    if package.state != Package.State.SENT:
        return package
    package.state = Package.State.ACCEPTED if body.accepted else Package.State.REFUSED
    package.answered_at, package.answer_reason = at, body.reason
    package.save(update_fields=["state", "answered_at", "answer_reason"])
    note_event(
        actor=actor, case=package.case, kind=f"package_{package.state}", at=at, note=f"Door {message.from_name}."
    )
    return package
