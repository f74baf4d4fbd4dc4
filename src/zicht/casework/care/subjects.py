# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whom the records of this room are about, for the three logs."""

from zicht.access.roles import Kind
from zicht.access.subjects import describe
from zicht.casework.care.models import CareTrack, Consent, RegisterReport
from zicht.casework.cases.subjects import PERSON


def describe_records() -> None:
    """Called once, when the program starts."""
    describe(CareTrack, kind=Kind.CARE, subject_type=PERSON, keys=lambda track: (track.person_id,))
    describe(Consent, kind=Kind.CARE, subject_type=PERSON, keys=lambda consent: (consent.person_id,))
    describe(
        RegisterReport,
        kind=Kind.CARE,
        subject_type=PERSON,
        keys=lambda report: (report.person_id,),
        receiver=lambda report: str(report.register_unit.key),
    )
