# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is done with the request of a person concerned. Each verb is one transaction and one audit row."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Person
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.cases.models import CasePerson
from zicht.casework.intake.models import SignalSubject
from zicht.casework.overview import rules
from zicht.casework.overview.models import ItemChoice, SubjectRequest
from zicht.reference.lists import code_list


@action("overview.ask", kind=Kind.CASE)
def ask(
    *, actor: Actor, about: CasePerson | SignalSubject, asked_by: str, asked_on: date, identity_check: str,
    blocked: bool, made_by: Person, at: datetime,
) -> SubjectRequest:  # fmt: skip
    """Write down that somebody asked. blocked: no overview; the question goes to the privacy officer."""
    if asked_by not in rules.ASKERS:
        raise ValueError("unknown asker")
    code_list("identity_checks").get(identity_check, local_day(at))
    person = about if isinstance(about, CasePerson) else None
    subject = about if isinstance(about, SignalSubject) else None
    request = SubjectRequest(
        owning_unit_id=about.owning_unit_id,
        record=about.case_id if isinstance(about, CasePerson) else about.signal_id,
        person=person, subject=subject, asked_by=asked_by, asked_on=asked_on, identity_check=identity_check,
        due_on=rules.due_on(asked_on), state=rules.OFFICER if blocked else rules.OPEN, made_by=made_by,
    )  # fmt: skip
    request.save(force_insert=True)
    return request


@action("overview.choose", kind=Kind.CASE)
def choose(
    *, actor: Actor, request: SubjectRequest, grounds: Mapping[str, str], reasons: Mapping[str, str], at: datetime
) -> SubjectRequest:
    """Keep what was decided per item: "" is given, otherwise a ground with a reason. Raises WrongStep."""
    _open(request)
    known = code_list("withholding_grounds")
    rows = []
    for item, ground in grounds.items():
        reason = reasons.get(item, "").strip()
        if ground:
            known.get(ground, local_day(at))
            if not reason:
                raise rules.WrongStep("Schrijf bij elk gegeven dat u niet geeft waarom niet.")
        rows.append(
            ItemChoice(
                owning_unit_id=request.owning_unit_id, request=request, record=request.record, item=item,
                ground=ground, reason=reason if ground else "",
            )
        )  # fmt: skip
    request.choices.all().delete()
    for row in rows:
        row.save(force_insert=True)
    return request


@action("overview.extend", kind=Kind.CASE)
def extend(*, actor: Actor, request: SubjectRequest, reason: str, expected: int, at: datetime) -> SubjectRequest:
    """Take two months more, with the reason that the person hears. Once. Raises WrongStep, EditConflict."""
    _open(request)
    if request.extended_on is not None:
        raise rules.WrongStep("De termijn is al een keer verlengd. Dat kan niet nog eens.")
    if local_day(at) > request.due_on:
        raise rules.WrongStep("De termijn is voorbij. Verlengen kan alleen voor het einde van de eerste maand.")
    due = rules.due_on(request.asked_on, rules.MONTHS + rules.MORE_MONTHS)
    return request.save_if_current(expected=expected, extended_on=local_day(at), extension_reason=reason, due_on=due)


@action("overview.hand", kind=Kind.CASE)
def hand_over(
    *, actor: Actor, request: SubjectRequest, items: Iterable[rules.Item], how: str, expected: int, at: datetime
) -> SubjectRequest:
    """Write down that the person got the overview. Raises WrongStep while something is undecided, EditConflict."""
    _open(request)
    if how not in rules.HANDED_HOW:
        raise ValueError("unknown way to hand over")
    choices = choices_of(request)
    held = list(items)
    if how not in rules.ways_to_hand(request.decision):
        raise rules.WrongStep("De functionaris gegevensbescherming koos een andere weg naar de persoon.")
    if rules.undecided(held, choices):
        raise rules.WrongStep("Kijk eerst naar elk gegeven dat iemand in eigen woorden schreef.")
    withheld = len(held) - len(rules.shown(held, choices))
    return request.save_if_current(
        expected=expected, state=rules.HANDED, ended_on=local_day(at), handed_how=how, withheld=withheld
    )


@action("overview.withdraw", kind=Kind.CASE)
def withdraw(*, actor: Actor, request: SubjectRequest, expected: int, at: datetime) -> SubjectRequest:
    """The person does not want it any more."""
    _open(request)
    return request.save_if_current(expected=expected, state=rules.WITHDRAWN, ended_on=local_day(at))


@action("overview.to_officer", kind=Kind.CASE)
def to_officer(*, actor: Actor, request: SubjectRequest, expected: int, at: datetime) -> SubjectRequest:
    """What is known by now stops the overview: the privacy officer decides how to go on."""
    _open(request)
    return request.save_if_current(expected=expected, state=rules.OFFICER)


@action("overview.decide", kind=Kind.AUDIT)
def decide(
    *, actor: Actor, request: SubjectRequest, decision: str, reason: str, review_on: date | None, expected: int,
    at: datetime,
) -> SubjectRequest:  # fmt: skip
    """The privacy officer decides about a blocked request, without its content. Raises WrongStep, EditConflict.

    With a way to the person the unit goes on and hands over that way only. A no ends it until the day of the review.
    """
    today = local_day(at)
    rules.check_decision(
        state=request.state, decision=decision, reason=reason, review_on=review_on, today=today
    )  # fmt: skip
    refused = decision == rules.REFUSE
    return request.save_if_current(
        expected=expected, decision=decision, decision_reason=reason.strip(), decided_by_id=actor.person,
        decided_on=today, review_on=review_on if refused else None, state=rules.REFUSED if refused else rules.OPEN,
        ended_on=today if refused else None,
    )  # fmt: skip


def choices_of(request: SubjectRequest) -> dict[str, rules.Choice]:
    """What was decided, by item."""
    return {choice.item: rules.Choice(choice.ground) for choice in request.choices.all()}


def _open(request: SubjectRequest) -> None:
    if request.state != rules.OPEN:
        raise rules.WrongStep("Dit verzoek is al beantwoord of ligt bij de functionaris gegevensbescherming.")
