# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whom a handover is about, for the three logs."""

from collections.abc import Iterable
from uuid import UUID

from zicht.access.roles import Kind
from zicht.access.subjects import describe
from zicht.casework.cases.subjects import PERSON, persons_in
from zicht.casework.moving.models import Handover


def describe_records() -> None:
    """Called once, when the program starts."""
    # Of a signal that moves the log has its own rows: reading it comes before offering it.
    describe(
        Handover, kind=Kind.REQUEST, subject_type=PERSON, keys=_persons, receiver=lambda given: str(given.to_unit.key)
    )


def _persons(given: Handover) -> Iterable[UUID]:
    return persons_in(given.record) if given.kind == Kind.CASE.value else ()
