# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whom the records of this room are about, for the three logs."""

from zicht.access.roles import Kind
from zicht.access.subjects import describe
from zicht.register.models import Delivery, DuplicateProposal, DuplicateSearch, ReceptionDeparture, Report, Victim


def describe_records() -> None:
    """Called once, when the program starts."""
    describe(Report, kind=Kind.REPORT, subject_type="victim", keys=lambda report: (report.victim_id,))
    describe(Victim, kind=Kind.REPORT, subject_type="victim", keys=lambda victim: (victim.pk,))
    describe(Delivery, kind=Kind.REPORT)
    describe(DuplicateSearch, kind=Kind.REPORT)
    describe(ReceptionDeparture, kind=Kind.REPORT)
    describe(
        DuplicateProposal,
        kind=Kind.REPORT,
        subject_type="victim",
        keys=lambda pair: {pair.one.victim_id, pair.other.victim_id},
    )
