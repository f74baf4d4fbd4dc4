# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whom the records of this room are about, for the three logs."""

from collections.abc import Iterable
from uuid import UUID

from zicht.access.roles import Kind
from zicht.access.subjects import describe
from zicht.casework.cases.consent.models import ConsentQuestion
from zicht.casework.cases.models import Case, CaseAction, CasePerson

PERSON = "person_in_case"


def persons_in(case: UUID) -> Iterable[UUID]:
    """Keys of the persons in a case."""
    return CasePerson.objects.filter(case_id=case).values_list("pk", flat=True)


def describe_records() -> None:
    """Called once, when the program starts."""
    describe(Case, kind=Kind.CASE, subject_type=PERSON, keys=lambda case: persons_in(case.pk))
    describe(CasePerson, kind=Kind.CASE, subject_type=PERSON, keys=lambda person: (person.pk,))
    describe(CaseAction, kind=Kind.CASE, subject_type=PERSON, keys=lambda action: persons_in(action.case_id))
    describe(ConsentQuestion, kind=Kind.CASE, subject_type=PERSON, keys=lambda question: (question.person_id,))
