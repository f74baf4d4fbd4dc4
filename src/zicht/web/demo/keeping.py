# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Terms in the invented region: what ended has its day; one list is looked at, one waits for approval, one is done.

The region began with terms not long ago: what was over its term then got a later day, spread over the coming year.
"""

from datetime import timedelta

from zicht.access.models import Unit
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.casework.cases.consent.models import Consent, ConsentQuestion
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.intake.models import Signal
from zicht.casework.retention.models import Certificate, RetentionApproval, RetentionItem, RetentionList, Tombstone
from zicht.reference import retention
from zicht.web.demo.book import Book

TOWN, SAFETY, YOUTH = "Gemeente Lindestede", "Veiligheid", "Jeugd"
DUE_NOW = {SAFETY: 7, YOUTH: 3}
VAGUE_NOW = 3


def tell_keeping(book: Book) -> None:
    """Give every end its day, and let the first lists go their way."""
    _terms(book)
    safety, youth = book.unit(TOWN, SAFETY), book.unit(TOWN, YOUTH)
    _waiting(book, youth, agreed=True)
    _waiting(book, safety, agreed=False)
    _done(book, safety)
    _question(book, safety)


def _terms(book: Book) -> None:
    due = {book.unit(TOWN, name).pk: number for name, number in DUE_NOW.items()}
    vague = VAGUE_NOW
    for kind, model in (("signal", Signal), ("case", Case)):
        for number, row in enumerate(book.rows.get(model, [])):
            assert isinstance(row, Signal | Case)
            if row.closed_at is None:
                continue
            first = row.received_at if isinstance(row, Signal) else row.opened_at
            kept = retention.keep_until(
                kind, regimes=("avg",), outcome=row.outcome,
                starts={"closed": local_day(row.closed_at), "received": local_day(first)},
            )  # fmt: skip
            if kept is None:
                continue
            row.keep_until, row.keep_basis = kept.until, kept.basis
            if isinstance(row, Signal) and kept.review_on is not None:
                row.review_on = max(kept.review_on, book.today + timedelta(days=1 + number % 90))
                row.keep_until = max(kept.until, row.review_on + timedelta(days=60))
                if vague and row.owning_unit_id == book.unit(TOWN, SAFETY).pk:
                    row.review_on, vague = book.today - timedelta(days=2 * vague), vague - 1
            elif kept.until < book.today:
                left = due.get(row.owning_unit_id, 0) if kind == "signal" else 0
                due[row.owning_unit_id] = left - 1
                days = -(1 + left) if left > 0 else 10 + number % 300
                row.keep_until = book.today + timedelta(days=days)


def _waiting(book: Book, unit: Unit, *, agreed: bool) -> None:
    signals = [
        row
        for row in book.rows[Signal]
        if isinstance(row, Signal)
        and row.owning_unit_id == unit.pk
        and row.keep_until is not None
        and row.keep_until < book.today
    ]
    if not signals:
        return
    who = book.person("iris" if agreed else "noor")
    found = RetentionList(id=book.key(), owning_unit_id=unit.pk, made_at=book.at - timedelta(hours=3))
    if agreed:
        found.state, found.agreed_at, found.agreed_by_id = "agreed", book.at - timedelta(hours=1), who.pk
    book.add(found)
    for number, signal in enumerate(signals):
        assert signal.keep_until is not None
        book.add(
            RetentionItem(
                id=book.key(), owning_unit_id=unit.pk, list_id=found.pk, kind="signal", record=signal.pk,
                reference=signal.reference, due_on=signal.keep_until, basis=signal.keep_basis,
                choice="agree" if agreed or number < 2 else "", chosen_by_id=who.pk if agreed or number < 2 else None,
            )
        )  # fmt: skip
    job, handling = f"job:{unit.pk}", Purpose.SIGNAL_HANDLING.value
    book.audit("retention.list", "retention", found.pk, at=found.made_at, unit=unit.pk, purpose="", who=job)
    if agreed and found.agreed_at is not None:
        book.audit(
            "retention.agree", "retention", found.pk, at=found.agreed_at, unit=unit.pk, purpose=handling, who=who
        )


def _done(book: Book, unit: Unit) -> None:
    """A list of two months ago, with its certificate and what is left of it."""
    made, lotte = book.ago(62), book.person("lotte")
    at = made + timedelta(days=3)
    found = RetentionList(
        id=book.key(), owning_unit_id=unit.pk, made_at=made, state="done", agreed_at=made + timedelta(days=1),
        agreed_by_id=book.person("noor").pk, done_at=at,
    )  # fmt: skip
    book.add(found)
    ends = ["no_trafficking"] * 9 + ["withdrawn"] * 2 + ["duplicate"]
    for outcome in ends:
        book.add(
            RetentionItem(
                id=book.key(), owning_unit_id=unit.pk, list_id=found.pk, kind="signal", state="destroyed",
                choice="agree", due_on=local_day(made) - timedelta(days=2), basis=f"signal-avg-{outcome}",
            )
        )  # fmt: skip
        book.add(
            Tombstone(
                id=book.key(), owning_unit_id=unit.pk, kind="signal", outcome=outcome,
                year=local_day(made).year - (outcome == "withdrawn"), municipality="DEMO-G1",
            )
        )  # fmt: skip
    approved = made + timedelta(days=2)
    book.add(
        RetentionApproval(owning_unit_id=unit.pk, list_id=found.pk, approved_by_id=lotte.pk, at=approved, note="")
    )
    proof = Certificate(
        id=book.key(), owning_unit_id=unit.pk, list_id=found.pk, at=at, approved_by_id=lotte.pk,
        counts={"signal": len(ends)}, keys=len(ends),
    )  # fmt: skip
    book.add(proof)
    oversight = Purpose.OVERSIGHT.value
    book.audit("retention.approve", "retention", found.pk, at=approved, unit=unit.pk, purpose=oversight, who=lotte)
    book.audit("retention.certify", "retention", proof.pk, at=at, unit=unit.pk, purpose="", who=f"job:{unit.pk}")


def _question(book: Book, unit: Unit) -> None:
    """Somebody wants to know which way is safe; somebody else agreed to be referred."""
    noor, at = book.person("noor"), book.ago(1)
    mine = [p for p in book.rows[CasePerson] if isinstance(p, CasePerson) and p.owning_unit_id == unit.pk]
    victims = [p for p in mine if {"possible_victim", "both"} & set(p.roles)]
    adult = next((p for p in victims if p.birth_year is not None and p.birth_year < 2000), None)
    case = next(c for c in book.rows[Case] if isinstance(c, Case) and c.owning_unit_id == unit.pk and not c.closed_at)
    child = CasePerson(
        id=book.key(), owning_unit_id=unit.pk, case_id=case.pk, roles=["possible_victim"], family_involved="unknown"
    )
    book.add(child)
    question = ConsentQuestion(
        id=book.key(), owning_unit_id=unit.pk, person_id=child.pk, kind="care_referral", reason="age",
        asked_by_id=noor.pk, asked_at=at,
    )  # fmt: skip
    book.add(question)
    handling = Purpose.SIGNAL_HANDLING.value
    book.audit("consent.ask_officer", "case", question.pk, at=at, unit=unit.pk, purpose=handling, who=noor)
    if adult is not None:
        book.add(
            Consent(
                owning_unit_id=unit.pk, person_id=adult.pk, kind="care_referral", answer="given", given_by="self",
                asked_by_id=noor.pk, language="en", text_version="2026-11", scope=["coordination", "shelter"],
                to_unit_id=book.unit("Stichting Oeverzorg", "Zorgcoördinatie").pk, at=at,
            )
        )  # fmt: skip
