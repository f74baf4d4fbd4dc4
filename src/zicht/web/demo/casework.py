# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented cases: people in roles, actions, history; packages to other units with their answers."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from zicht.access.actors import regime_in
from zicht.access.models import Person, Unit
from zicht.access.roles import POLICE_SECTORS, Purpose, Regime
from zicht.casework.cases.models import Case, CaseAction, CaseEvent, CasePerson
from zicht.casework.sharing import rules as sharing
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.exchange import formats
from zicht.exchange.models import Message
from zicht.reference.lists import code_list
from zicht.web.demo.book import Book

PURPOSES = {
    "municipality": Purpose.SIGNAL_HANDLING,
    "care": Purpose.CARE_COORDINATION,
}
BASES = {sharing.Receiver.CARE: "avg_6_1_e", sharing.Receiver.PARTNER: "politiewet_wpg"}


@dataclass
class CaseLife:
    """One case with its history. `clock` is the moment of the last thing that happened."""

    book: Book
    case: Case
    unit: Unit
    owner: Person
    clock: datetime
    persons: list[CasePerson] = field(default_factory=list)
    hat: str = ""

    @property
    def purpose(self) -> str:
        """For which purpose this unit works on cases; under a hat, the purpose of the hat."""
        return self.hat or PURPOSES.get(self.unit.organisation.sector, Purpose.PARTNER_HANDLING).value

    def event(self, kind: str, at: datetime, *, note: str = "", act: str = "", **more: Any) -> None:
        """Append to the history; `act` names the audited action."""
        actor = more.pop("actor", f"person:{self.owner.pk}")
        self.book.add(
            CaseEvent(
                owning_unit_id=self.unit.pk, case_id=self.case.pk, actor=actor, kind=kind, note=note, at=at, **more
            )
        )
        self.clock = max(self.clock, at)
        if act:
            self.book.audit(act, "case", self.case.pk, at=at, unit=self.unit.pk, purpose=self.purpose, who=actor)

    def later(self, days: float) -> datetime:
        """A working moment some days after the last thing, at most a few minutes before the anchor."""
        return min(self.book.after(self.clock, days), self.book.at - timedelta(minutes=3))

    def add_person(self, roles: list[str], at: datetime, **facts: Any) -> CasePerson:
        """Put somebody in the case."""
        person = CasePerson(
            id=self.book.key(), owning_unit_id=self.unit.pk, case_id=self.case.pk, roles=roles, **facts
        )
        self.persons.append(self.book.add(person))
        self.event("person_added", at, act="case.add_person", changes={"roles": roles})
        return person

    def plan(
        self, track: str, text: str, at: datetime, *, days: int, result: str = "", done: datetime | None = None
    ) -> None:
        """Agree on something; with `done` it was done then, and `result` says what came of it."""
        due = (at + timedelta(days=days)).date()
        self.book.add(
            CaseAction(
                id=self.book.key(), owning_unit_id=self.unit.pk, case_id=self.case.pk, track=track, text=text,
                owner_id=self.owner.pk, due_on=due, done_at=done, result=result, version=2 if done else 1,
            )
        )  # fmt: skip
        self.event("action_planned", at, act="case.plan_action", changes={"track": track})
        if done is not None:
            self.event("action_done", done, act="case.finish_action", changes={"track": track})

    def close(self, at: datetime, outcome: str, note: str) -> None:
        """End the case with a reason."""
        before, self.case.state = self.case.state, "closed"
        self.case.closed_at, self.case.outcome, self.case.outcome_note = at, outcome, note
        self.case.version += 1
        self.event(
            "case_closed", at, note=note, act="case.close", from_state=before, to_state="closed",
            changes={"outcome": outcome},
        )  # fmt: skip

    def wait(self, at: datetime, note: str) -> None:
        """Say that there is no capacity now."""
        before, self.case.state = self.case.state, "waiting_capacity"
        self.case.version += 1
        self.event("waiting", at, note=note, act="case.wait", from_state=before, to_state="waiting_capacity")


def open_case(
    book: Book, unit: Unit, owner: Person, at: datetime, *, title: str, forms: list[str], key: UUID | None = None,
    due_on: date | None = None, purpose: str = "", **more: Any,
) -> CaseLife:  # fmt: skip
    """A new case. more: about, age_class, acute, summary, origin, origin_unit."""
    more.setdefault("about", "person")
    more.setdefault("regime", Regime.WPG if unit.organisation.sector in POLICE_SECTORS else Regime.AVG)
    case = book.add(
        Case(
            id=key or book.key(), owning_unit_id=unit.pk, reference=book.reference(f"C{at:%y}"), title=title,
            forms=forms, opened_at=at, owner_id=owner.pk, due_on=due_on, list_version=code_list("forms").version,
            **more,
        )
    )  # fmt: skip
    life = CaseLife(book, case, unit, owner, at, hat=purpose)
    life.event("opened", at, act="case.open", to_state="open")
    return life


def deliver(
    book: Book, sender: Unit, receiver: Unit, kind: str, body: dict[str, Any], at: datetime, *,
    in_reply_to: UUID | None = None, forget: bool = False,
) -> UUID:  # fmt: skip
    """A message that was sent, arrived and was handled: a row on both sides. forget: the receiver emptied it."""
    key = book.key()
    arrived = min(at + timedelta(seconds=book.rng.randrange(5, 50)), book.at)
    common = {
        "message": key, "from_unit": sender.key, "to_unit": receiver.key, "from_name": str(sender), "kind": kind,
        "in_reply_to": in_reply_to, "attempts": 1,
    }  # fmt: skip
    book.add(
        Message(
            id=book.key(), direction="out", owning_unit_id=sender.pk, created_at=at, handled_at=arrived, state="sent",
            body=body, **common,
        )
    )  # fmt: skip
    book.add(
        Message(
            id=book.key(), direction="in", owning_unit_id=receiver.pk, created_at=arrived, handled_at=arrived,
            state="handled", body={} if forget else body, **common,
        )
    )  # fmt: skip
    return key


@dataclass
class Sent:
    """A package under way: both sides, and the moment it left."""

    package: Package
    received: ReceivedPackage
    sender: CaseLife
    to_unit: Unit
    at: datetime


def send_package(life: CaseLife, to_unit: Unit, at: datetime, necessity: str) -> Sent:
    """Send the least that this kind of receiver needs. It waits until `accept` or `refuse`."""
    book, case = life.book, life.case
    receiver = sharing.Receiver.CARE if to_unit.organisation.sector == "care" else sharing.Receiver.PARTNER
    purpose = (PURPOSES["care"] if receiver is sharing.Receiver.CARE else Purpose.PARTNER_HANDLING).value
    fields = sharing.chosen(sharing.MINIMUM[receiver], receiver)
    own = [name for name in fields if not name.startswith("person.")]
    theirs = [name.removeprefix("person.") for name in fields if name.startswith("person.")]
    victims = [p for p in life.persons if set(p.roles) & {"possible_victim", "both"}]
    ends_on = at.date() + timedelta(days=180)
    more: dict[str, Any] = {
        "answer_by": at.date() + timedelta(days=14), "informed": "informed" if victims else "nobody",
        "proportionality": "Gekozen is het minste dat nodig is.",
    }  # fmt: skip
    body = formats.Package(
        reference=case.reference, purpose=purpose, legal_basis=BASES[receiver], necessity=necessity, ends_on=ends_on,
        **more, case={name: getattr(case, name) for name in own},
        persons=tuple({name: getattr(p, name) for name in theirs} for p in victims),
    ).body()  # fmt: skip
    message = deliver(book, life.unit, to_unit, formats.Package.kind, body, at)
    same = {"purpose": purpose, "legal_basis": BASES[receiver], "necessity": necessity, "body": body, **more}
    package = book.add(
        Package(
            id=book.key(), owning_unit_id=life.unit.pk, case_id=case.pk, to_unit_id=to_unit.pk, fields=list(fields),
            ends_on=ends_on, sent_at=at, sent_by_id=life.owner.pk, message=message, **same,
        )
    )  # fmt: skip
    received = book.add(
        ReceivedPackage(
            id=book.key(), owning_unit_id=to_unit.pk, from_unit_id=life.unit.pk, message=message, received_at=at,
            ends_on=ends_on, regime=regime_in(to_unit, purpose), **same,
        )
    )  # fmt: skip
    life.event("package_sent", at, note=f"Aan {to_unit}.")
    book.audit("package.send", "package", package.pk, at=at, unit=life.unit.pk, purpose=life.purpose, who=life.owner)
    return Sent(package, received, life, to_unit, at)


def accept(sent: Sent, by: Person, days: float) -> CaseLife:
    """The receiver takes over: a case of its own with the persons in it."""
    book = sent.sender.book
    at = min(book.after(sent.at, days), book.at - timedelta(minutes=2))
    body = sent.package.body
    case = open_case(
        book, sent.to_unit, by, at, title=f"Pakket {body['reference']} van {sent.sender.unit.organisation.name}",
        forms=list(body["case"]["forms"]), about=body["case"]["about"], age_class=body["case"]["age_class"],
        acute=body["case"]["acute"], summary=body["case"]["summary"], origin="package",
        origin_unit_id=sent.sender.unit.pk,
    )  # fmt: skip
    for shared in body["persons"]:
        case.add_person(shared["roles"], at, **{k: v for k, v in shared.items() if k != "roles"})
    case.event("package_taken", at, note=f"Van {sent.sender.unit}.")
    sent.received.case_id = case.case.pk
    _answer(sent, "accepted", by, at, "")
    return case


def refuse(sent: Sent, by: Person, days: float, reason: str) -> None:
    """The receiver refuses with a reason; what was sent is emptied on that side."""
    at = min(sent.sender.book.after(sent.at, days), sent.sender.book.at - timedelta(minutes=2))
    sent.received.body = {}
    _answer(sent, "refused", by, at, reason)


def _answer(sent: Sent, state: str, by: Person, at: datetime, reason: str) -> None:
    sent.package.state = sent.received.state = state
    sent.package.answered_at = sent.received.answered_at = at
    sent.package.answer_reason = sent.received.answer_reason = reason
    sent.received.answered_by_id = by.pk
    book = sent.sender.book
    answer = formats.PackageAnswer(accepted=state == "accepted", reason=reason)
    deliver(book, sent.to_unit, sent.sender.unit, answer.kind, answer.body(), at, in_reply_to=sent.package.message)
    sent.sender.event(f"package_{state}", at, note=f"Door {sent.to_unit}.", actor=f"job:{sent.sender.unit.pk}")
    verb = "package.accept" if state == "accepted" else "package.refuse"
    book.audit(
        verb, "package", sent.received.pk, at=at, unit=sent.to_unit.pk,
        purpose=PURPOSES.get(sent.to_unit.organisation.sector, Purpose.PARTNER_HANDLING).value, who=by,
    )  # fmt: skip
