# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A disclosure is an act of its own: to whom, which fields, why, on which ground, until when; and the answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.cases.actions import add_person, note_event, open_case
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.sharing import rules, taking
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.exchange import formats
from zicht.exchange.actions import send
from zicht.exchange.models import Message


class AlreadyAnswered(ValueError):
    """Somebody accepted or refused the package before; the record carries the answer."""


class CannotBeTaken(ValueError):
    """The package can be refused only. The message is for the screen."""


@dataclass(frozen=True)
class Choice:
    """What somebody chose to share: fields (rules.ALL), persons by key, and the reasons for it."""

    to_unit: Unit
    receiver: rules.Receiver
    fields: tuple[str, ...]
    persons: frozenset[UUID]
    purpose: str
    legal_basis: str
    necessity: str
    ends_on: date


def contents(case: Case, choice: Choice) -> formats.Package:
    """Exactly what the receiver will see: the preview and the message are made here, and only here."""
    fields = rules.chosen(choice.fields, choice.receiver)
    own = [name for name in fields if not name.startswith("person.")]
    theirs = [name.removeprefix("person.") for name in fields if name.startswith("person.")]
    persons = [p for p in case.persons.all() if p.pk in choice.persons] if theirs else []
    return formats.Package(
        reference=case.reference,
        purpose=choice.purpose,
        legal_basis=choice.legal_basis,
        necessity=choice.necessity,
        ends_on=choice.ends_on,
        case=_taken(case, own),
        persons=tuple(_taken(person, theirs) for person in persons),
    )


def _taken(record: Case | CasePerson, names: Collection[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


@action("package.send", kind=Kind.PACKAGE)
def send_package(
    *, actor: Actor, case: Case, choice: Choice, submission: UUID, sender: Person, at: datetime
) -> Package:
    """Send the chosen fields. A second call with the same `submission` returns the first package."""
    known = Package.objects.filter(pk=submission).first()
    if known is not None:
        return known
    body = contents(case, choice).body()
    message = send(
        actor=actor, from_unit=case.owning_unit, to_unit=choice.to_unit, kind=formats.Package.kind, body=body, at=at
    )
    package = Package(
        id=submission, owning_unit_id=case.owning_unit_id, case=case, to_unit=choice.to_unit, purpose=choice.purpose,
        legal_basis=choice.legal_basis, necessity=choice.necessity,
        fields=list(rules.chosen(choice.fields, choice.receiver)), body=body, ends_on=choice.ends_on, sent_at=at,
        sent_by=sender, message=message.message,
    )  # fmt: skip
    package.save(force_insert=True)
    note_event(actor=actor, case=case, kind="package_sent", at=at, note=f"Aan {choice.to_unit}.")
    return package


@action("package.accept", kind=Kind.PACKAGE)
def accept_package(*, actor: Actor, package: ReceivedPackage, person: Person, at: datetime) -> ReceivedPackage:
    """Take over: a case of our own with the persons in it. The sender's words stay as they came.

    Raises AlreadyAnswered, CannotBeTaken.
    """
    held = _waiting(package)
    body = formats.Package.read(held.body)
    problem = taking.problem(body, local_day(at))
    if problem:
        raise CannotBeTaken(problem)
    title = f"Pakket {body.reference} van {held.from_unit.organisation.name}"
    case = open_case(
        actor=actor, unit=held.owning_unit, title=title[:160],
        about=body.case.get("about", "person"), forms=body.case.get("forms", []),
        age_class=body.case.get("age_class", "unknown"), acute=body.case.get("acute", False),
        summary=body.case.get("summary", ""), owner=person, origin="package", origin_unit=held.from_unit, at=at,
    )  # fmt: skip
    for shared in body.persons:
        add_person(actor=actor, case=case, at=at, **{"roles": ["possible_victim"], **shared})
    note_event(actor=actor, case=case, kind="package_taken", at=at, note=f"Van {held.from_unit}.")
    return _answer(actor, held, "accepted", person, "", case, at=at)


@action("package.refuse", kind=Kind.PACKAGE)
def refuse_package(
    *, actor: Actor, package: ReceivedPackage, person: Person, reason: str, at: datetime
) -> ReceivedPackage:
    """Refuse with a reason, which the sender reads. The content is emptied: we have no ground to keep it.

    Raises AlreadyAnswered.
    """
    held = _waiting(package)
    held.body = {}
    Message.objects.filter(message=held.message, direction=Message.Direction.IN).update(body={})
    return _answer(actor, held, "refused", person, reason, None, at=at)


def _waiting(package: ReceivedPackage) -> ReceivedPackage:
    held = (
        ReceivedPackage.objects.select_for_update(of=("self",))
        .select_related("owning_unit__organisation", "from_unit__organisation")
        .get(pk=package.pk)
    )
    if held.state != ReceivedPackage.State.WAITING:
        raise AlreadyAnswered(held.get_state_display())
    return held


def _answer(
    actor: Actor, held: ReceivedPackage, state: str, person: Person, reason: str, case: Case | None, *, at: datetime
) -> ReceivedPackage:
    held.state, held.answered_at, held.answered_by, held.answer_reason, held.case = state, at, person, reason, case
    held.save(update_fields=["state", "answered_at", "answered_by", "answer_reason", "case", "body"])
    answer = formats.PackageAnswer(accepted=state == "accepted", reason=reason)
    send(
        actor=actor, from_unit=held.owning_unit, to_unit=held.from_unit, kind=answer.kind, body=answer.body(), at=at,
        in_reply_to=held.message,
    )  # fmt: skip
    return held
