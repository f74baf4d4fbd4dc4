# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented requests of persons concerned: one waits for Noor, one for Fatima, one question lies with Lotte."""

from datetime import timedelta

from zicht.access.roles import Purpose
from zicht.casework.cases.models import CasePerson
from zicht.casework.overview import rules
from zicht.casework.overview.models import SubjectRequest
from zicht.web.demo.book import Book

# Who answers, for which purpose, who asked, how many days ago, and where it stands.
ASKED = (
    ("noor", Purpose.SIGNAL_HANDLING, "self", "known", 12, rules.OPEN),
    ("fatima", Purpose.CARE_COORDINATION, "representative", "mandate_seen", 5, rules.OPEN),
    ("noor", Purpose.SIGNAL_HANDLING, "guardian", "document_seen", 3, rules.OFFICER),
)


def tell_inspection(book: Book) -> None:
    """About the newest persons in cases of each of them."""
    taken = set()
    for who, purpose, asker, check, days, state in ASKED:
        unit = book.cast.unit_of(who).pk
        person = next(
            p
            for p in reversed(book.rows[CasePerson])
            if isinstance(p, CasePerson) and p.owning_unit_id == unit and p.pk not in taken
        )
        taken.add(person.pk)
        at = book.ago(days)
        asked_on = (at - timedelta(days=1)).date()
        row = book.add(
            SubjectRequest(
                id=book.key(), owning_unit_id=unit, record=person.case_id, person_id=person.pk, asked_by=asker,
                asked_on=asked_on, identity_check=check, due_on=rules.due_on(asked_on), state=state,
                made_by_id=book.person(who).pk,
            )
        )  # fmt: skip
        book.audit("overview.ask", "case", row.pk, at=at, unit=unit, purpose=purpose.value, who=book.person(who))
