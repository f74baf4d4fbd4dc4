# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Something to look at for the privacy officer: reading against a rule, refusals, a review of rights."""

from datetime import timedelta

from zicht.access.logbook import NOT_HERE, policy_version
from zicht.access.models import AuditRow, DecisionRow, Membership, SeatReview
from zicht.web.demo.book import Book

CLOSING = ("case.close", "signal.close")
PURPOSE = "signal_handling"


def tell_oversight(book: Book, *, using: str) -> None:
    """The rows as a request would have written them. Call it last: it looks back at what was told."""
    _late_reading(book)
    _refusals(book)
    _reviews(book, using)


def _late_reading(book: Book) -> None:
    """Two records of Noor's unit, opened long after they were closed."""
    noor = book.person("noor")
    unit = book.cast.unit_of("noor")
    acts = [row for row in book.rows.get(AuditRow, []) if isinstance(row, AuditRow)]
    reopened = {row.record for row in acts if row.action.endswith(".reopen")}
    old = [
        row
        for row in acts
        if row.action in CLOSING
        and row.owning_unit_id == unit.pk
        and row.at < book.at - timedelta(days=200)
        and row.record not in reopened
    ]
    for number, row in enumerate(old[:2]):
        at = book.ago(3 + 4 * number)
        book.audit("read.record", row.kind, row.record, at=at, unit=unit.pk, purpose=PURPOSE, who=noor)


def _refusals(book: Book) -> None:
    """An old link, and a page for another job."""
    unit = book.cast.unit_of("noor")
    told = (("noor", "read", "signal", NOT_HERE, 2), ("daan", "enter", "", "no_purpose", 5))
    for who, asked, kind, reason, days in told:
        book.add(
            DecisionRow(
                id=book.key(), at=book.ago(days), trace=book.key().hex, actor=f"person:{book.person(who).pk}",
                owning_unit=unit, purpose=PURPOSE, action=asked, kind=kind,
                record=str(book.key()) if kind else "", permit=False, reasons=[reason], policy=policy_version(),
            )
        )  # fmt: skip


def _reviews(book: Book, using: str) -> None:
    """Lotte has answered for the unit of Noor; the others wait."""
    unit = book.cast.unit_of("noor")
    for seat in Membership.objects.using(using).filter(unit=unit).order_by("pk"):
        book.add(
            SeatReview(
                id=book.key(), at=book.ago(20), seat=seat, answer=SeatReview.Answer.KEEP.value,
                reviewed_by=book.person("lotte"), owning_unit=unit,
            )
        )  # fmt: skip
