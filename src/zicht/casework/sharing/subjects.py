# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whom the records of this room are about, for the three logs."""

from zicht.access.roles import Kind
from zicht.access.subjects import describe
from zicht.casework.cases.subjects import PERSON, persons_in
from zicht.casework.sharing.models import Package, ReceivedPackage


def describe_records() -> None:
    """Called once, when the program starts."""
    describe(
        Package,
        kind=Kind.PACKAGE,
        subject_type=PERSON,
        keys=lambda package: persons_in(package.case_id),
        receiver=lambda package: str(package.to_unit.key),
    )
    # What was received has no persons of its own here: they are inside a sealed body.
    describe(ReceivedPackage, kind=Kind.PACKAGE, subject_type="received_package", keys=lambda package: (package.pk,))
