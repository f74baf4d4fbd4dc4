# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a care coordinator does: care tracks, the answer about the register, the report to it.

Each verb is one transaction and one audit row, and news in the case. Care never waits for consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Person, Unit
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.care import rules
from zicht.casework.care.gate import latest_consent, register_reports, reported_in
from zicht.casework.care.models import CareTrack, Consent, RegisterReport
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.consent.actions import Answered, NotNow, append_answer
from zicht.casework.cases.consent.gate import consent_of
from zicht.casework.cases.consent.rules import REGISTER
from zicht.casework.cases.models import CasePerson
from zicht.exchange.actions import send
from zicht.exchange.formats import ConsentStatement, ReportWithdrawal, VictimReport
from zicht.reference.lists import code_list

__all__ = [
    "NotNow",
    "ReportEntry",
    "change_track",
    "correct_reported",
    "given_scope",
    "record_consent",
    "report_to_register",
    "start_track",
    "take_step",
]


# Of a message: what is about the message and its ground, not about the person.
NO_FACTS = frozenset({"corrects", "consent", "list_version", "organisation", "organisation_name", "basis"})


@dataclass(frozen=True)
class ReportEntry:
    """What a report to the register says about a person, as the care coordinator filled it in.

    Codes of the reference lists; nationality ISO 3166-1 or "". age in whole years on the day of report. name and
    birth_year only where the person agrees: with them the registrar sees double reports.
    """

    reported_on: date
    forms: tuple[str, ...] = ()
    nationality: str = ""
    sex: str = ""
    age: int | None = None
    sectors_sexual: tuple[str, ...] = ()
    sectors_labour: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    name: str = ""
    birth_year: int | None = None


@action("care.start", kind=Kind.CARE)
def start_track(
    *, actor: Actor, person: CasePerson, coordinator: Person, wishes: str, plan: str, started_on: date, at: datetime
) -> CareTrack:
    """Start care. Asks neither for consent to registration nor for a declaration. Raises NotNow."""
    track = CareTrack(
        owning_unit_id=person.owning_unit_id, case=person.case, person=person, coordinator=coordinator,
        started_on=started_on, wishes=wishes, plan=plan,
    )  # fmt: skip
    try:
        with transaction.atomic():
            track.save(force_insert=True)
    except IntegrityError as clash:
        if "care_one_open_track" not in str(clash):
            raise
        raise NotNow("Voor deze persoon loopt al een zorgtraject.") from None
    note_event(actor=actor, case=person.case, kind="care_started", at=at, to_state=track.state)
    return track


@action("care.change", kind=Kind.CARE)
def change_track(*, actor: Actor, track: CareTrack, wishes: str, plan: str, expected: int, at: datetime) -> CareTrack:
    """Write wishes and plan. Raises EditConflict when somebody saved first."""
    changed = [n for n, v in (("wishes", wishes), ("plan", plan)) if getattr(track, n) != v]
    track.save_if_current(expected=expected, wishes=wishes, plan=plan)
    note_event(actor=actor, case=track.case, kind="care_changed", at=at, changes={"fields": changed})
    return track


@action("care.step", kind=Kind.CARE)
def take_step(
    *, actor: Actor, track: CareTrack, verb: str, expected: int, at: datetime, reason: str = ""
) -> CareTrack:
    """Let a track wait for capacity, resume it, or end it with a reason. Raises WrongStep, EditConflict."""
    before = track.state
    found = rules.step(before, verb, reason=reason)
    if found.target == rules.ENDED:
        track.save_if_current(expected=expected, state=found.target, ended_on=local_day(at), end_reason=reason)
    else:
        track.save_if_current(expected=expected, state=found.target)
    note_event(actor=actor, case=track.case, kind=found.event, at=at, from_state=before, to_state=found.target)
    return track


@action("care.consent", kind=Kind.CARE)
def record_consent(
    *,
    actor: Actor,
    person: CasePerson,
    answer: str,
    given_by: str,
    language: str,
    answered_on: date,
    asked_by: Person,
    at: datetime,
    note: str = "",
    scope: Iterable[str] = ("count",),
) -> Consent:
    """Append the answer about the register. `at` of the row is the day of the answer. Raises NotNow.

    Whoever says no after a report was sent leaves the register: a withdrawal goes out to it. Who takes back only
    the name leaves too, and can be reported again without it.
    """
    before = latest_consent(actor, person, at=at)
    given = Answered(
        answer=answer, given_by=given_by, language=language, answered_on=answered_on, scope=tuple(scope), note=note
    )
    consent = append_answer(actor=actor, person=person, kind=REGISTER, answered=given, asked_by=asked_by, at=at)
    if answer != "given" or (before is not None and set(before.scope) - set(consent.scope)):
        _withdraw(actor, person, at)
    return consent


def _withdraw(actor: Actor, person: CasePerson, at: datetime) -> None:
    """Tell each register that counts this person on consent that the ground is gone."""
    rested = register_reports(actor, person, at=at).exclude(state="refused").exclude(consent=None)
    for report in rested:
        send(
            actor=actor,
            from_unit=report.owning_unit,
            to_unit=report.register_unit,
            kind=ReportWithdrawal.kind,
            body=ReportWithdrawal(report=report.message, withdrawn_on=local_day(at)).body(),
            at=at,
        )


@action("care.report", kind=Kind.CARE)
def report_to_register(
    *, actor: Actor, person: CasePerson, register_unit: Unit, entry: ReportEntry, sent_by: Person, at: datetime
) -> RegisterReport:
    """Report to the register; consent travels along. Raises NotNow when there is no ground, or twice in a year."""
    unit = Unit.objects.select_related("organisation").get(pk=person.owning_unit_id)
    # Two clicks at the same moment: the second waits here and then finds the first.
    CasePerson.objects.select_for_update(of=("self",)).get(pk=person.pk)
    consent = latest_consent(actor, person, at=at)
    why = rules.why_not_report(
        roles=person.roles,
        basis=unit.organisation.basis,
        answer=consent_of(actor, person, REGISTER, at=at),
        reported_before=reported_in(actor, person, entry.reported_on.year, at=at),
        registers=1,
    )
    if why:
        raise NotNow(why)
    given = consent if consent and consent.answer == "given" else None
    if unit.organisation.basis == "consent" and (entry.name or entry.birth_year) and "name" not in given_scope(given):
        raise NotNow("De persoon vond niet goed dat naam en geboortejaar meegaan.")
    body = _body(unit, given, entry)
    message = send(
        actor=actor, from_unit=unit, to_unit=register_unit, kind=VictimReport.kind, body=body.body(), at=at
    )
    report = RegisterReport(
        owning_unit=unit, person=person, consent=given, register_unit=register_unit, year=body.year,
        body=body.body(), sent_at=at, sent_by=sent_by, message=message.message,
    )  # fmt: skip
    report.save(force_insert=True)
    note_event(actor=actor, case=person.case, kind="register_reported", at=at, changes={"year": body.year})
    return report


@action("care.correct_report", kind=Kind.CARE)
def correct_reported(
    *, actor: Actor, report: RegisterReport, entry: ReportEntry, expected: int, at: datetime
) -> RegisterReport:
    """Send better facts of a report that was sent: the register replaces them, nothing is counted twice.

    The day of the report stays that of the first message. The answer comes as a new receipt of the same report.
    Raises NotNow when it left the register or the ground is gone, EditConflict when somebody corrected first.
    """
    person = report.person
    unit = Unit.objects.select_related("organisation").get(pk=report.owning_unit_id)
    consent = latest_consent(actor, person, at=at)
    why = rules.why_not_report(
        roles=person.roles,
        basis=unit.organisation.basis,
        answer=consent_of(actor, person, REGISTER, at=at),
        reported_before=False,
        registers=1,
    )
    if why or report.state == RegisterReport.State.REFUSED:
        raise NotNow(why or "Deze melding staat niet meer in het register. Meld opnieuw als dat nodig is.")
    given = consent if consent and consent.answer == "given" else None
    if unit.organisation.basis == "consent" and (entry.name or entry.birth_year) and "name" not in given_scope(given):
        raise NotNow("De persoon vond niet goed dat naam en geboortejaar meegaan.")
    body = replace(_body(unit, given, entry), corrects=report.message).body()
    changed = sorted(name for name in body if name not in NO_FACTS and body[name] != report.body.get(name))
    if not changed:
        raise NotNow("Er is niets veranderd. Pas eerst iets aan.")
    report.save_if_current(expected=expected, body=body | {"corrects": None})
    send(
        actor=actor, from_unit=unit, to_unit=report.register_unit, kind=VictimReport.kind, body=body, at=at
    )  # fmt: skip
    note_event(actor=actor, case=person.case, kind="register_corrected", at=at, changes={"fields": changed})
    return report


def given_scope(consent: Consent | None) -> frozenset[str]:
    """What the person agreed to."""
    return frozenset(consent.scope) if consent is not None and consent.answer == "given" else frozenset()


def _body(unit: Unit, consent: Consent | None, entry: ReportEntry) -> VictimReport:
    statement = None
    if consent is not None:
        statement = ConsentStatement(
            answer=consent.answer,
            given_by=consent.given_by,
            on=local_day(consent.at),
            language=consent.language,
            text_version=consent.text_version,
        )
    organisation = unit.organisation
    return VictimReport(
        organisation=organisation.key, organisation_name=organisation.name,
        reporter_group=organisation.reporter_group or "other", basis=organisation.basis,
        year=entry.reported_on.year, reported_on=entry.reported_on, consent=statement, forms=entry.forms,
        nationality=entry.nationality, sex=entry.sex, age=entry.age, sectors_sexual=entry.sectors_sexual,
        sectors_labour=entry.sectors_labour, manners=entry.manners, list_version=code_list("forms").version,
        name=entry.name, birth_year=entry.birth_year,
    )  # fmt: skip
