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
from zicht.access.models import Covenant, Person, Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.cases import origins
from zicht.casework.cases.actions import add_person, note_event, open_case
from zicht.casework.cases.keeping import from_package
from zicht.casework.cases.models import Case, CasePerson
from zicht.casework.sharing import deciding, rules, taking
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.exchange import formats
from zicht.exchange.actions import send
from zicht.exchange.models import Message
from zicht.reference.disclosure import Answer, Rule
from zicht.reference.lists import code_list


class AlreadyAnswered(ValueError):
    """Somebody accepted or refused the package before; the record carries the answer."""


class CannotBeTaken(ValueError):
    """The package can be refused only. The message is for the screen."""


@dataclass(frozen=True)
class Choice:
    """What somebody chose to share: fields (rules.ALL), persons by key, and the reasons for it.

    covenant: the basis, where there is one; legal_basis is then "covenant". informed: code of informed_reasons.
    advice: what the privacy officer said where the table has no source. keep_out: keys of people of the receiver.
    """

    to_unit: Unit
    receiver: rules.Receiver
    fields: tuple[str, ...]
    persons: frozenset[UUID]
    purpose: str
    legal_basis: str
    necessity: str
    ends_on: date
    covenant: Covenant | None = None
    proportionality: str = ""
    informed: str = ""
    advice: str = ""
    onward: bool = False
    answer_by: date | None = None
    feedback_on: date | None = None
    keep_out: tuple[UUID, ...] = ()
    request: UUID | None = None


class NotOnward(ValueError):
    """Somebody else wrote this and did not agree that it is passed on. Names the fields."""


def contents(case: Case, choice: Choice) -> formats.Package:
    """Exactly what the receiver will see: the preview and the message are made here, and only here."""
    fields = rules.chosen(choice.fields, choice.receiver)
    own = [name for name in fields if not name.startswith("person.")]
    theirs = [name.removeprefix("person.") for name in fields if name.startswith("person.")]
    persons = [p for p in case.persons.all() if p.pk in choice.persons] if theirs else []
    police = case.owning_unit.organisation.sector == "police"
    return formats.Package(
        reference=case.reference,
        purpose=choice.purpose,
        legal_basis=choice.legal_basis,
        necessity=choice.necessity,
        ends_on=choice.ends_on,
        case=_taken(case, own),
        persons=tuple(_taken(person, theirs) for person in persons),
        basis_version=code_list("legal_bases").version,
        covenant=choice.covenant.title if choice.covenant else "",
        proportionality=choice.proportionality,
        informed=choice.informed,
        onward=choice.onward,
        answer_by=choice.answer_by,
        feedback_on=choice.feedback_on,
        regime="wpg" if police else "avg",
        regimes=_regimes(case, fields),
        keep_out=choice.keep_out,
        request=choice.request,
        keep_until=case.keep_until,
    )


def _regimes(case: Case, fields: Collection[str]) -> dict[str, dict[str, str]]:
    """What we received ourselves keeps who wrote it first and its law."""
    found = {}
    for origin in origins.origins_of(case):
        name = f"person.{origin.field}" if origin.person_id else origin.field
        if name in fields:
            found[name] = {"regime": origin.regime, "unit": origin.first_unit}
    return found


def said_about(case: Case, choice: Choice, *, at: datetime) -> list[deciding.Said]:
    """What the decision table says about this share, the strictest first."""
    classes = deciding.classes_of(case, choice.fields, persons=bool(choice.persons))
    return deciding.ask_table(
        case.owning_unit, choice.to_unit, purpose=choice.purpose, classes=classes, informed=choice.informed,
        danger=case.acute, covenant=choice.covenant,
    )  # fmt: skip


def _check(case: Case, choice: Choice, *, at: datetime) -> Rule:
    """The row that allows this share. Raises NotAllowed, NotOnward."""
    rule = said_about(case, choice, at=at)[0].rule
    missing = rule.answer is Answer.ASK and not choice.advice.strip()
    if missing or rule.answer in (Answer.NO, Answer.CONSENT) or not choice.necessity.strip():
        raise deciding.NotAllowed(rule)
    held = origins.not_onward(case, to_unit=choice.to_unit.key, sender=choice.to_unit.pk)
    if held.keys() & set(choice.fields):
        raise NotOnward(", ".join(sorted(held.keys() & set(choice.fields))))
    return rule


def _taken(record: Case | CasePerson, names: Collection[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


@action("package.send", kind=Kind.PACKAGE)
def send_package(
    *, actor: Actor, case: Case, choice: Choice, submission: UUID, sender: Person, at: datetime
) -> Package:
    """Send the chosen fields. A second call with the same `submission` returns the first package.

    Raises NotAllowed when the decision table does not allow it, NotOnward.
    """
    known = Package.objects.filter(pk=submission).first()
    if known is not None:
        return known
    rule = _check(case, choice, at=at)
    made = contents(case, choice)
    body = made.body()
    message = send(
        actor=actor, from_unit=case.owning_unit, to_unit=choice.to_unit, kind=formats.Package.kind, body=body, at=at
    )
    package = Package(
        id=submission, owning_unit_id=case.owning_unit_id, case=case, to_unit=choice.to_unit, purpose=choice.purpose,
        legal_basis=choice.legal_basis, necessity=choice.necessity,
        fields=list(rules.chosen(choice.fields, choice.receiver)), body=body, ends_on=choice.ends_on, sent_at=at,
        sent_by=sender, message=message.message, basis_version=made.basis_version,
        covenant=choice.covenant.pk if choice.covenant else None, proportionality=choice.proportionality,
        informed=choice.informed, onward=choice.onward, answer_by=choice.answer_by, feedback_on=choice.feedback_on,
        request=choice.request, assistant_answer=rule.answer.value, assistant_rule=rule.id, advice=choice.advice,
        kept_out=list(choice.keep_out),
    )  # fmt: skip
    package.save(force_insert=True)
    note_event(actor=actor, case=case, kind="package_sent", at=at, note=f"Aan {choice.to_unit}.")
    return package


@action("package.withdraw", kind=Kind.PACKAGE)
def withdraw_package(*, actor: Actor, package: Package, reason: str, at: datetime) -> Package:
    """Take it back before an answer: the receiver's copy is emptied, the trace stays. Raises AlreadyAnswered."""
    held = Package.objects.select_for_update(of=("self",)).select_related("to_unit", "owning_unit", "case").get(
        pk=package.pk
    )  # fmt: skip
    if held.state != Package.State.SENT:
        raise AlreadyAnswered(held.get_state_display())
    held.state, held.answered_at, held.answer_reason = Package.State.WITHDRAWN, at, reason
    held.save(update_fields=["state", "answered_at", "answer_reason"])
    taken_back = formats.PackageWithdrawal(reason=reason)
    send(
        actor=actor, from_unit=held.owning_unit, to_unit=held.to_unit, kind=taken_back.kind, body=taken_back.body(),
        at=at, in_reply_to=held.message,
    )  # fmt: skip
    note_event(actor=actor, case=held.case, kind="package_withdrawn", at=at, note=reason)
    return held


@action("package.accept", kind=Kind.PACKAGE)
def accept_package(*, actor: Actor, package: ReceivedPackage, person: Person, at: datetime) -> ReceivedPackage:
    """Take over: a case of our own with the persons in it. The sender's words stay as they came.

    Raises AlreadyAnswered, CannotBeTaken.
    """
    held = _waiting(package)
    body = formats.Package.read(held.body)
    problem = taking.late(held, local_day(at)) or taking.problem(body, local_day(at))
    if problem:
        raise CannotBeTaken(problem)
    title = f"Pakket {body.reference} van {held.from_unit.organisation.name}"
    case = open_case(
        actor=actor, unit=held.owning_unit, title=title[:160],
        about=body.case.get("about", "person"), forms=body.case.get("forms", []),
        age_class=body.case.get("age_class", "unknown"), acute=body.case.get("acute", False),
        summary=body.case.get("summary", ""), owner=person, origin="package", origin_unit=held.from_unit, at=at,
        inherits=from_package(
            ends_on=body.ends_on, received=local_day(held.received_at), sender=body.keep_until
        ),
    )  # fmt: skip
    known = {"roles": ["possible_victim"]}
    people = [add_person(actor=actor, case=case, at=at, **{**known, **shared}) for shared in body.persons]
    taking.keep_origins(held, body, case, people)
    taking.keep_out(actor, held, case, at=at)
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
    empty(held, at=at)
    return _answer(actor, held, "refused", person, reason, None, at=at)


@action("package.feedback", kind=Kind.PACKAGE)
def give_feedback(*, actor: Actor, package: ReceivedPackage, text: str, at: datetime) -> ReceivedPackage:
    """Tell the sender what became of it."""
    held = ReceivedPackage.objects.select_for_update(of=("self",)).select_related("from_unit", "owning_unit").get(
        pk=package.pk
    )  # fmt: skip
    if held.state != ReceivedPackage.State.ACCEPTED:
        raise AlreadyAnswered(held.get_state_display())
    held.feedback, held.feedback_at = text, at
    held.save(update_fields=["feedback", "feedback_at"])
    told = formats.PackageFeedback(text=text, on=local_day(at))
    send(
        actor=actor, from_unit=held.owning_unit, to_unit=held.from_unit, kind=told.kind, body=told.body(), at=at,
        in_reply_to=held.message,
    )  # fmt: skip
    return held


def empty(held: ReceivedPackage, *, at: datetime) -> None:
    """Take the content out, also out of the message that brought it. What stays says that something was sent."""
    held.body, held.necessity, held.proportionality, held.emptied_at = {}, "", "", at
    held.save(update_fields=["body", "necessity", "proportionality", "emptied_at"])
    Message.objects.filter(message=held.message, direction=Message.Direction.IN).update(body={})


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
