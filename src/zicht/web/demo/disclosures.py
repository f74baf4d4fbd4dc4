# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What goes with the packages of the story: where received fields came from, deadlines, a question, counts."""

from datetime import timedelta

from zicht.casework.cases.models import CasePerson, FieldOrigin
from zicht.casework.sharing.models import AssistantCount, InfoRequest, Package, ReceivedPackage
from zicht.exchange import formats
from zicht.web.demo.book import Book
from zicht.web.demo.casework import deliver

# Sender, receiver, purpose, data, answer, row of the table, how often this year.
COUNTS = (
    ("municipality", "police", "partner_handling", "criminal", "ask", "unknown", 7),
    ("municipality", "own_organisation", "signal_handling", "special", "ask", "unknown", 4),
    ("care", "police", "partner_handling", "personal", "no", "refused", 3),
    ("municipality", "table", "case_table", "residence", "no", "residence-wall", 2),
)


def tell_disclosures(book: Book) -> None:
    """Write it, after everything else: nothing of the story changes by it."""
    people: dict[object, list[CasePerson]] = {}
    for person in book.rows.get(CasePerson, ()):
        assert isinstance(person, CasePerson)
        people.setdefault(person.case_id, []).append(person)
    for received in list(book.rows.get(ReceivedPackage, ())):
        assert isinstance(received, ReceivedPackage)
        if received.state == "accepted" and received.ends_on >= book.today:
            _origins(book, received, people.get(received.case_id, []))
    _feedback(book)
    _question(book)
    for sender, receiver, purpose, data, answer, rule, number in COUNTS:
        book.add(
            AssistantCount(
                year=book.at.year, sender=sender, receiver=receiver, purpose=purpose, data=data, answer=answer,
                rule=rule, number=number,
            )
        )  # fmt: skip


def _origins(book: Book, received: ReceivedPackage, persons: list[CasePerson]) -> None:
    """Every field that came keeps who wrote it."""
    assert received.case_id is not None
    names = {unit.pk: str(unit) for unit in book.cast.units.values()}
    body = received.body
    parts = [(None, body["case"]), *zip(persons, body["persons"], strict=False)]
    for person, values in parts:
        for name, value in values.items():
            book.add(
                FieldOrigin(
                    id=book.key(), owning_unit_id=received.owning_unit_id, case_id=received.case_id,
                    person_id=person.pk if person else None, field=name, origin_unit_id=received.from_unit_id,
                    first_unit=names[received.from_unit_id],
                    disclosure=received.message, regime="avg", ends_on=received.ends_on, value=value,
                )
            )  # fmt: skip


def _feedback(book: Book) -> None:
    """Older packages have their feedback; a few of the last months are late."""
    by_message = {p.message: p for p in book.rows.get(Package, ()) if isinstance(p, Package)}
    for received in book.rows.get(ReceivedPackage, ()):
        assert isinstance(received, ReceivedPackage)
        asked = received.received_at.date() + timedelta(days=60)
        sent = by_message.get(received.message)
        if received.state != "accepted" or sent is None or asked > book.today + timedelta(days=60):
            continue
        received.feedback_on = sent.feedback_on = asked
        if book.today - asked > timedelta(days=30):
            received.feedback_at = sent.feedback_at = received.received_at + timedelta(days=45)
            received.feedback = sent.feedback = "Opgepakt. Er is contact geweest; meer kunnen wij nu niet zeggen."


def _question(book: Book) -> None:
    """The police asks Lindestede something; it waits."""
    asking, asked = book.cast.unit_of("joris"), book.cast.unit_of("noor")
    at = book.ago(3)
    body = formats.InfoRequest(
        sort="info", about="De jongen van het pakket van vorige week.", fields=("person.birth_year", "summary"),
        purpose="partner_handling", reason="Zonder geboortejaar is niet te zeggen of het om een kind gaat.",
        answer_by=book.today + timedelta(days=9),
    )  # fmt: skip
    message = deliver(book, asking, asked, body.kind, body.body(), at)
    facts = {
        "message": message, "kind": body.sort, "about": body.about, "fields": list(body.fields),
        "purpose": body.purpose, "reason": body.reason, "answer_by": body.answer_by, "made_at": at,
    }  # fmt: skip
    joris = book.person("joris")
    for direction, ours, theirs, who in (("out", asking, asked, joris.pk), ("in", asked, asking, None)):
        book.add(
            InfoRequest(
                id=book.key(), direction=direction, owning_unit_id=ours.pk, other_unit_id=theirs.pk, made_by_id=who,
                **facts,
            )
        )  # fmt: skip
