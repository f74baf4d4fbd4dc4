# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room does with messages that arrive for it: a package, and the answer to one. Both idempotent."""

from datetime import datetime

from zicht.access.actors import Actor, regime_in
from zicht.access.audit import action
from zicht.access.models import Unit
from zicht.access.roles import Kind
from zicht.casework.cases.actions import note_event
from zicht.casework.sharing.models import Package, ReceivedPackage
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
        purpose=body.purpose, legal_basis=body.legal_basis, necessity=body.necessity, body=message.body,
        ends_on=body.ends_on, regime=regime_in(message.owning_unit, body.purpose).value,
    )  # fmt: skip
    received.save(force_insert=True)
    return received


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
