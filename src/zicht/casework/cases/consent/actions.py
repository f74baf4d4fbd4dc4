# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Recording what somebody answered, and asking the privacy officer which way is safe."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.base.context import current_or_none
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.consent import gate, rules
from zicht.casework.cases.consent.models import Consent, ConsentQuestion
from zicht.casework.cases.consent.texts import text_on
from zicht.casework.cases.models import CasePerson


class NotNow(ValueError):
    """It cannot be done now. The message is for the screen."""


@dataclass(frozen=True)
class Answered:
    """An answer as it was given: by whom, in which language, on which day, what for and to whom."""

    answer: str
    given_by: str
    language: str
    answered_on: date
    scope: tuple[str, ...] = ()
    to_unit: Unit | None = None
    to_name: str = ""
    note: str = ""


def append_answer(
    *, actor: Actor, person: CasePerson, kind: str, answered: Answered, asked_by: Person, at: datetime
) -> Consent:
    """Append an answer, inside an action. `at` of the row is the day of the answer. Raises NotNow.

    The same answer of the same day is not written twice.
    """
    before = gate.latest(actor, person, kind, at=at)
    wrong = rules.check_answer(
        kind=kind, answer=answered.answer, given_by=answered.given_by, scope=answered.scope,
        allowed=gate.ways_for(actor, person, kind, at=at),
    )  # fmt: skip
    if wrong:
        raise NotNow(wrong)
    if answered.answer == "withdrawn" and (before is None or before.answer != "given"):
        raise NotNow("Er is geen toestemming die kan worden ingetrokken.")
    moment = _moment(answered.answered_on, at)
    if before is not None and moment < before.at and local_day(before.at) > answered.answered_on:
        raise NotNow("Er is al een later antwoord vastgelegd.")
    if before is not None and _same(before, answered, moment):
        return before
    context = current_or_none()
    consent = Consent(
        owning_unit_id=person.owning_unit_id, person=person, kind=kind, answer=answered.answer,
        given_by=answered.given_by, asked_by=asked_by, language=answered.language, note=answered.note,
        text_version=text_on(answered.answered_on, kind).version, scope=sorted(answered.scope),
        to_unit=answered.to_unit, to_name=answered.to_name,
        at=max(moment, before.at) if before else moment, trace=context.trace if context else actor.trace,
    )  # fmt: skip
    consent.save(force_insert=True)
    event = "consent_recorded" if kind == rules.REGISTER else "referral_consent_recorded"
    note_event(actor=actor, case=person.case, kind=event, at=at, changes={"answer": answered.answer})
    return consent


def _moment(day: date, at: datetime) -> datetime:
    return at if day >= local_day(at) else timezone.make_aware(datetime.combine(day, time(12)))


def _same(before: Consent, answered: Answered, moment: datetime) -> bool:
    return (
        before.answer, before.given_by, before.language, set(before.scope), before.to_unit_id, before.to_name,
        local_day(before.at),
    ) == (
        answered.answer, answered.given_by, answered.language, set(answered.scope),
        answered.to_unit.pk if answered.to_unit else None, answered.to_name, local_day(moment),
    )  # fmt: skip


@action("consent.referral", kind=Kind.CASE)
def record_referral(
    *, actor: Actor, person: CasePerson, answered: Answered, asked_by: Person, at: datetime
) -> Consent:
    """Record the answer about referral to care: what for, to whom. Raises NotNow.

    Says nothing about the register, and the register says nothing about this.
    """
    if answered.answer == "given" and answered.to_unit is None and not answered.to_name.strip():
        raise NotNow("Schrijf naar wie u doorverwijst: toestemming geldt voor een ontvanger.")
    return append_answer(
        actor=actor, person=person, kind=rules.CARE_REFERRAL, answered=answered, asked_by=asked_by, at=at
    )


@action("consent.ask_officer", kind=Kind.CASE)
def ask_officer(*, actor: Actor, person: CasePerson, kind: str, at: datetime) -> ConsentQuestion:
    """Ask the privacy officer which way is safe. A second press finds the first question. Raises NotNow."""
    allowed = gate.ways_for(actor, person, kind, at=at)
    if not allowed.reason or actor.person is None:
        raise NotNow("Hierover hoeft u de functionaris gegevensbescherming nu niets te vragen.")
    waiting = gate.questions(actor, at=at).filter(person=person, kind=kind, answered_at=None)
    found = waiting.first()
    if found is not None:
        return found
    question = ConsentQuestion(
        owning_unit_id=person.owning_unit_id, person=person, kind=kind, reason=allowed.reason,
        asked_by_id=actor.person, asked_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError:
        return waiting.get()
    note_event(actor=actor, case=person.case, kind="officer_asked", at=at, changes={"kind": kind})
    return question


@action("consent.answer_question", kind=Kind.AUDIT)
def answer_question(
    *, actor: Actor, question: ConsentQuestion, advice: str, explanation: str, expected: int, at: datetime
) -> ConsentQuestion:
    """The privacy officer answers which way is safe, without seeing anything of the case. Raises EditConflict."""
    if advice not in rules.ADVICE or not explanation.strip():
        raise NotNow("Kies een antwoord en schrijf waarom.")
    if question.answered_at is not None:
        raise NotNow("Deze vraag is al beantwoord.")
    question.save_if_current(
        expected=expected, advice=advice, explanation=explanation.strip(), answered_by_id=actor.person, answered_at=at
    )
    return question


def officers(unit: int, *, at: datetime) -> Iterable[str]:
    """Names of the privacy officers who get questions of this unit."""
    day = local_day(at)
    found = Person.objects.filter(
        memberships__role="privacy_officer", memberships__valid_from__lte=day, is_active=True,
        memberships__unit__organisation__units=unit,
    )  # fmt: skip
    found = found.filter(memberships__valid_to=None) | found.filter(memberships__valid_to__gte=day)
    return list(found.distinct().order_by("name_sort").values_list("name", flat=True))
