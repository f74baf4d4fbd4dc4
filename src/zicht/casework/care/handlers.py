# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room does with messages that arrive for it: receipts of the register."""

from datetime import datetime

from zicht.access.actors import Actor
from zicht.casework.care.models import RegisterReport
from zicht.casework.cases.actions import note_event
from zicht.exchange import handlers
from zicht.exchange.formats import Receipt
from zicht.exchange.models import Message


def register_handlers() -> None:
    """Tell exchange which message kinds this room handles."""
    handlers.register(Receipt.kind, handle_receipt)


def handle_receipt(*, actor: Actor, message: Message, at: datetime) -> None:
    """Write down what the register did with a report. A receipt from anybody else changes nothing."""
    receipt = Receipt.read(message.body)
    if message.in_reply_to is None:
        return
    report = (
        RegisterReport.objects.select_for_update(of=("self",))
        .select_related("person__case")
        .filter(message=message.in_reply_to, owning_unit=message.owning_unit, register_unit__key=message.from_unit)
        .first()
    )
    if report is None or (report.receipt_at is not None and message.created_at < report.receipt_at):
        return
    if (report.state, report.receipt_text) == (receipt.state, receipt.text):
        return
    before = report.state
    report.save_if_current(
        expected=report.version, state=receipt.state, receipt_text=receipt.text, receipt_at=message.created_at
    )
    note_event(
        actor=actor, case=report.person.case, kind="register_receipt", at=at, note=receipt.text,
        from_state=before, to_state=receipt.state,
    )  # fmt: skip
