# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented care: tracks, the question whether somebody may be counted, and reports to the register."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from zicht.access.models import Organisation, Person
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.casework.care.models import CareTrack, Consent, RegisterReport
from zicht.casework.cases.consent import rules as consent_rules
from zicht.casework.cases.consent.texts import text_on
from zicht.casework.cases.models import CasePerson
from zicht.exchange import formats
from zicht.reference.groups import group_of
from zicht.reference.lists import code_list
from zicht.register.judging import WITHDRAWN, Ground, judge
from zicht.register.models import Delivery, RegisterEvent, Report, Victim
from zicht.web.demo.book import Book
from zicht.web.demo.casework import CaseLife, deliver
from zicht.web.demo.facts import Facts

CARE = Purpose.CARE_COORDINATION.value
STATES = {"enter": "entered", "wait": "waiting", "refuse": "refused"}
# Languages in which the question can be explained without an interpreter.
CODES = {"Nederlands": "nl", "Engels": "en", "Pools": "pl", "Roemeens": "ro", "Bulgaars": "bg"}
WISHES = (
    "Wil eerst slapen en daarna rustig praten. Geen contact met de politie voorlopig.",
    "Wil het loon terug dat is ingehouden, en een eigen kamer.",
    "Wil naar school blijven gaan. Niemand uit de buurt mag het weten.",
    "Wil een dokter zien en bellen met een zus.",
)
PLANS = (
    "Week 1: veilige plek en huisarts. Week 2: papieren en advocaat. Daarna samen kijken naar werk.",
    "Vast contact op dinsdag. Schulden in kaart. Hulp bij aangifte alleen als de persoon dat zelf wil.",
    "Traumahulp aangevraagd. Nieuwe telefoon. Dagbesteding vanaf volgende maand.",
)
ENDED = (
    "Woont zelfstandig en heeft werk. Nazorg over drie maanden.",
    "Terug naar familie, met een contactpersoon daar.",
    "Zorg overgedragen aan het wijkteam.",
)


@dataclass
class Reporting:
    """Who reports to the register: the case it comes from when it comes from Zicht, and the organisation."""

    sender: CaseLife
    person: CasePerson
    facts: Facts


def start_track(life: CaseLife, person: CasePerson, at: datetime, **more: Any) -> CareTrack:
    """Begin with care for one person."""
    book = life.book
    track = book.add(
        CareTrack(
            id=book.key(), owning_unit_id=life.unit.pk, case_id=life.case.pk, person_id=person.pk,
            coordinator_id=life.owner.pk, started_on=local_day(at),
            wishes=more.pop("wishes", book.rng.choice(WISHES)), plan=more.pop("plan", book.rng.choice(PLANS)), **more,
        )
    )  # fmt: skip
    life.event("care_started", at, to_state="started")
    _act(life, "care.start", track.pk, at)
    return track


def end_track(life: CaseLife, track: CareTrack, at: datetime, reason: str = "") -> None:
    """Care came to an end."""
    before = track.state
    track.state, track.ended_on, track.version = "ended", local_day(at), track.version + 1
    track.end_reason = reason or life.book.rng.choice(ENDED)
    life.event("care_ended", at, from_state=before, to_state="ended")
    _act(life, "care.step", track.pk, at)


def wait_track(life: CaseLife, track: CareTrack, at: datetime) -> None:
    """No capacity now."""
    before = track.state
    track.state, track.version = "waiting_capacity", track.version + 1
    life.event("care_waiting", at, from_state=before, to_state="waiting_capacity")
    _act(life, "care.step", track.pk, at)


def may_ask(life: CaseLife, person: CasePerson, at: datetime) -> tuple[str, ...]:
    """Who may say yes for this person by the room's own rule; nobody where family may be the exploiter."""
    day = local_day(at)
    found = consent_rules.standing(
        birth_year=person.birth_year, age_class=life.case.age_class, alone=len(life.persons) == 1, this_year=day.year,
        own_age=text_on(day).age_of_own_consent,
    )  # fmt: skip
    return consent_rules.ways(standing=found, family_involved=person.family_involved, roles=person.roles).deciders


def ask(life: CaseLife, person: CasePerson, answer: str, at: datetime, *, given_by: str = "self") -> Consent:
    """Record what somebody answered to the question whether he or she may be counted."""
    consent = life.book.add(
        Consent(
            owning_unit_id=life.unit.pk, person_id=person.pk, answer=answer, given_by=given_by, at=at,
            asked_by_id=life.owner.pk, language=CODES.get(person.language, "other"),
            text_version=text_on(local_day(at)).version, scope=["count"] if answer == "given" else [],
        )
    )  # fmt: skip
    life.event("consent_recorded", at, changes={"answer": answer})
    _act(life, "care.consent", person.pk, at)
    return consent


def report(case: Reporting, consent: Consent, at: datetime) -> RegisterReport:
    """The care coordinator reports to the register; the register answers at once with a receipt."""
    life, person = case.sender, case.person
    statement = formats.ConsentStatement(
        answer=consent.answer, given_by=consent.given_by, on=local_day(consent.at), language=consent.language,
        text_version=consent.text_version,
    )  # fmt: skip
    message, body, entered = to_register(case, at, statement)
    found = life.book.add(
        RegisterReport(
            id=life.book.key(), owning_unit_id=life.unit.pk, person_id=person.pk, consent=consent,
            register_unit_id=entered.owning_unit_id, year=local_day(at).year, body=body, sent_at=at,
            sent_by_id=life.owner.pk, message=message, state=entered.state, receipt_at=at,
            receipt_text=entered.state_reason,
        )
    )  # fmt: skip
    life.event("register_reported", at, changes={"year": local_day(at).year})
    life.event(
        "register_receipt", at + timedelta(minutes=1), actor=f"job:{life.unit.pk}", note=entered.state_reason,
        from_state="sent", to_state=entered.state,
    )  # fmt: skip
    _act(life, "care.report", found.pk, at)
    return found


def to_register(
    case: Reporting, at: datetime, statement: formats.ConsentStatement | None
) -> tuple[UUID, dict[str, Any], Report]:
    """Send a report and let the register judge it by its own rule. Gives message, body and the register's row."""
    book, life, facts = case.sender.book, case.sender, case.facts
    organisation: Organisation = life.unit.organisation
    register = book.unit("Slachtofferregister Waterlinde", "Register")
    body = formats.VictimReport(
        organisation=organisation.key, organisation_name=organisation.name, basis=organisation.basis,
        reporter_group=organisation.reporter_group, year=local_day(at).year, reported_on=local_day(at),
        consent=statement, forms=facts.forms, nationality=facts.nationality, sex=facts.sex, age=facts.age,
        sectors_sexual=facts.sectors_sexual, sectors_labour=facts.sectors_labour, manners=facts.manners,
        list_version=code_list("forms").version, name=case.person.name, birth_year=case.person.birth_year,
    ).body()  # fmt: skip
    message = deliver(book, life.unit, register, formats.VictimReport.kind, body, at, forget=True)
    entered = _take_in(book, register.pk, organisation, message, body, at)
    receipt = formats.Receipt(state=entered.state, text=entered.state_reason)
    deliver(book, register, life.unit, receipt.kind, receipt.body(), at, in_reply_to=message)
    if entered.state == "entered":
        group = group_of(forms=frozenset(facts.forms), nationality=facts.nationality or None)
        book.counted[local_day(at).year, group] += 1
    return message, body, entered


def withdraw(life: CaseLife, person: CasePerson, sent: RegisterReport, at: datetime) -> None:
    """Somebody withdraws consent: the report leaves the register and is no longer counted."""
    book = life.book
    ask(life, person, "withdrawn", at)
    register = book.unit("Slachtofferregister Waterlinde", "Register")
    leave = formats.ReportWithdrawal(report=sent.message, withdrawn_on=local_day(at))
    deliver(book, life.unit, register, leave.kind, leave.body(), at)
    receipt = formats.Receipt(state="refused", text=WITHDRAWN)
    deliver(book, register, life.unit, receipt.kind, receipt.body(), at, in_reply_to=sent.message)
    sent.state, sent.receipt_at, sent.receipt_text = "refused", at, WITHDRAWN
    life.event(
        "register_receipt", at, actor=f"job:{life.unit.pk}", note=WITHDRAWN, from_state="entered", to_state="refused"
    )
    report = book.entered[sent.message]
    group = group_of(forms=frozenset(report.forms), nationality=report.nationality or None)
    book.counted[report.year, group] -= 1
    report.state, report.state_reason, report.version = "refused", WITHDRAWN, report.version + 1
    report.forms, report.sectors_sexual, report.sectors_labour, report.manners = [], [], [], []
    report.nationality = report.sex = report.name = ""
    report.age = report.birth_year = report.reported_on = None
    report.consent = {}
    _register_event(book, report, "withdrawn", WITHDRAWN, at)


def _take_in(
    book: Book, unit: int, organisation: Organisation, message: UUID, body: dict[str, Any], at: datetime
) -> Report:
    digest = hashlib.sha256(json.dumps([str(message), formats.VictimReport.kind]).encode()).hexdigest()
    delivery = book.add(
        Delivery(
            id=book.key(), owning_unit_id=unit, source="message", received_at=at, digest=digest, rows=1,
            message=message, organisation_id=organisation.pk,
        )
    )  # fmt: skip
    victim = book.add(Victim(id=book.key(), owning_unit_id=unit))
    ground = Ground(**(body["consent"] or {}))
    forms = frozenset(body["forms"])
    complete = group_of(forms=forms, nationality=body["nationality"] or None) != "ON"
    entry = judge(
        known=True, group=organisation.reporter_group, basis=organisation.basis,  # type: ignore[arg-type]
        ground=ground, age=body["age"], complete=complete,
    )  # fmt: skip
    report = book.add(
        Report(
            id=book.key(), owning_unit_id=unit, delivery_id=delivery.pk, victim_id=victim.pk,
            state=STATES[entry.decision], state_reason=entry.reason, organisation_id=organisation.pk,
            reporter_group=organisation.reporter_group, basis=organisation.basis, consent=ground.kept(),
            year=body["year"], reported_on=local_day(at), forms=sorted(forms), nationality=body["nationality"],
            sex=body["sex"], age=body["age"], sectors_sexual=list(body["sectors_sexual"]),
            sectors_labour=list(body["sectors_labour"]), manners=list(body["manners"]),
            list_version=body["list_version"], name=body["name"], birth_year=body["birth_year"],
        )
    )  # fmt: skip
    book.entered[message] = report
    _register_event(book, report, report.state, entry.reason, at)
    return report


def _register_event(book: Book, report: Report, kind: str, note: str, at: datetime) -> None:
    who = f"job:{report.owning_unit_id}"
    book.add(
        RegisterEvent(
            owning_unit_id=report.owning_unit_id, report_id=report.pk, actor=who, kind=kind, note=note, at=at
        )
    )
    verb = "register.withdraw" if kind == "withdrawn" else "register.receive"
    book.audit(verb, "report", report.pk, at=at, unit=report.owning_unit_id, purpose="", who=who)


def _act(life: CaseLife, action: str, record: object, at: datetime, who: Person | None = None) -> None:
    life.book.audit(action, "care", record, at=at, unit=life.unit.pk, purpose=CARE, who=who or life.owner)
