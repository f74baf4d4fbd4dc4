# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to consent: answers, what they are worth today, questions to the privacy officer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import one, open_to
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.casework.cases.consent import rules
from zicht.casework.cases.consent.models import Consent, ConsentQuestion
from zicht.casework.cases.consent.texts import text_on
from zicht.casework.cases.models import CasePerson

__all__ = [
    "Reach",
    "answers",
    "consent_of",
    "latest",
    "latest_question",
    "question_for",
    "questions",
    "reach_of",
    "waiting_questions",
    "ways_for",
]

# Whoever works on the case refers to care; the register is asked about by who coordinates care.
ON_PERSON = (("person__case", Kind.CASE),)
KIND_OF = {rules.REGISTER: Kind.CARE, rules.CARE_REFERRAL: Kind.CASE}


def answers(actor: Actor, person: CasePerson, kind: str, *, at: datetime) -> QuerySet[Consent]:
    """Answers of this person to one of the two questions, latest first."""
    records = Consent.objects.all()
    found = open_to(records, actor=actor, kind=KIND_OF[kind], at=at, regime="person__case__regime", under=ON_PERSON)
    found = found.filter(person=person, kind=kind).select_related("asked_by", "to_unit__organisation")
    return found.order_by("-at", "-id")


def latest(actor: Actor, person: CasePerson, kind: str, *, at: datetime) -> Consent | None:
    """The answer that counts now."""
    return answers(actor, person, kind, at=at).first()


def consent_of(actor: Actor, person: CasePerson, kind: str, *, at: datetime, to_unit: int | None = None) -> str:
    """given, refused, withdrawn, unknown (the giver could not decide after all) or not_asked.

    to_unit: consent that names another receiver is no consent for this one.
    """
    found = answers(actor, person, kind, at=at)
    if to_unit is not None:
        found = found.filter(to_unit=None) | found.filter(to_unit=to_unit)
    answer = found.order_by("-at", "-id").first()
    if answer is None:
        return "not_asked"
    return rules.counts(answer=answer.answer, given_by=answer.given_by, allowed=ways_for(actor, person, kind, at=at))


@dataclass(frozen=True)
class Reach:
    """How somebody may be reached: whether a guardian is barred from everything, and the safe contact.

    Nothing about this person goes to a guardian while `guardian_barred`: no request, notice, overview or letter.
    """

    standing: str
    guardian_barred: bool
    safe_contact: str


def reach_of(person: CasePerson, *, at: datetime) -> Reach:
    """For everybody who would send, show or tell something about a person."""
    found = _standing(person, at)
    barred = rules.guardian_barred(standing=found, family_involved=person.family_involved)
    return Reach(standing=found, guardian_barred=barred, safe_contact=person.safe_contact)


def ways_for(actor: Actor, person: CasePerson, kind: str, *, at: datetime) -> rules.Ways:
    """Who may be asked this question about this person."""
    asked = questions(actor, at=at).filter(person=person, kind=kind).exclude(answered_at=None)
    advice = asked.order_by("-answered_at").values_list("advice", flat=True).first()
    found = _standing(person, at)
    return rules.ways(
        standing=found,
        family_involved=person.family_involved,
        roles=person.roles,
        child_at_risk=bool(set(person.roles) & rules.OFFENDER_ROLES) and _child_at_risk(person, at),
        advice=advice or "",
    )


def _standing(person: CasePerson, at: datetime) -> str:
    day = local_day(at)
    alone = person.birth_year is not None or not _others(person).exists()
    return rules.standing(
        birth_year=person.birth_year,
        age_class=person.case.age_class,
        alone=alone,
        this_year=day.year,
        own_age=text_on(day).age_of_own_consent,
    )


def _others(person: CasePerson) -> QuerySet[CasePerson]:
    return CasePerson.objects.filter(case_id=person.case_id).exclude(pk=person.pk)


def _child_at_risk(person: CasePerson, at: datetime) -> bool:
    """Whether somebody else in the case may be a child whose family is or may be involved."""
    day = local_day(at)
    for birth_year, family in _others(person).values_list("birth_year", "family_involved"):
        found = rules.standing(
            birth_year=birth_year, age_class=person.case.age_class, alone=False, this_year=day.year,
            own_age=text_on(day).age_of_own_consent,
        )  # fmt: skip
        if rules.guardian_barred(standing=found, family_involved=family):
            return True
    return False


def questions(actor: Actor, *, at: datetime) -> QuerySet[ConsentQuestion]:
    """Questions of the own unit, or for who oversees: of the whole organisation."""
    kind = Kind.AUDIT if actor.purpose is Purpose.OVERSIGHT else Kind.CASE
    regime = None if kind is Kind.AUDIT else "person__case__regime"
    records = ConsentQuestion.objects.all()
    found = open_to(records, actor=actor, kind=kind, at=at, regime=regime, under=ON_PERSON)
    return found.select_related("owning_unit__organisation", "asked_by", "answered_by")


def latest_question(actor: Actor, person: CasePerson, kind: str, *, at: datetime) -> ConsentQuestion | None:
    """The last question about this person and kind, answered or not."""
    return questions(actor, at=at).filter(person=person, kind=kind).order_by("-asked_at").first()


def waiting_questions(actor: Actor, *, at: datetime) -> int:
    """How many questions have no answer yet; for the start page."""
    return questions(actor, at=at).filter(answered_at=None).count()


def question_for(actor: Actor, key: UUID, *, at: datetime) -> ConsentQuestion:
    """One question. Raises NotHere."""
    return one(questions(actor, at=at), key)
