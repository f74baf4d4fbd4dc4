# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whom the records of this room are about, for the three logs."""

from collections.abc import Iterable
from uuid import UUID

from zicht.access.roles import Kind
from zicht.access.subjects import describe
from zicht.casework.intake.models import ConversationMessage, Draft, Receipt, Signal, SignalSubject

PERSON = "person_in_signal"


def persons_in(signal: UUID) -> Iterable[UUID]:
    """Keys of the persons whom a signal is about."""
    return SignalSubject.objects.filter(signal_id=signal).values_list("pk", flat=True)


def describe_records() -> None:
    """Called once, when the program starts."""
    describe(Signal, kind=Kind.SIGNAL, subject_type=PERSON, keys=lambda signal: persons_in(signal.pk))
    describe(Receipt, kind=Kind.SIGNAL)
    describe(ConversationMessage, kind=Kind.SIGNAL, subject_type=PERSON, keys=lambda m: persons_in(m.signal_id))
    describe(Draft, kind=Kind.SIGNAL)
