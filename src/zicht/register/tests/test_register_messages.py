# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reports as messages: the ground decides, doubt waits, a person links, consent can be withdrawn."""

from datetime import date, timedelta

import pytest

from zicht.access.actors import for_job
from zicht.access.models import Unit
from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.base.records import EditConflict
from zicht.exchange.actions import send
from zicht.exchange.delivery import deliver_due
from zicht.exchange.formats import ConsentStatement, ReportWithdrawal, VictimReport
from zicht.exchange.models import Message
from zicht.register.actions import enter_report, link_reports, refuse_report, unlink_report
from zicht.register.extract import report_rows
from zicht.register.facts import correct_report
from zicht.register.judging import NotPossible
from zicht.register.models import RegisterEvent, Report
from zicht.register.receipts import answer
from zicht.register.rules import unique_victims

pytestmark = [pytest.mark.django_db, pytest.mark.database]

CONSENT = ConsentStatement(
    answer="given", given_by="self", on=date(2026, 11, 10), language="pl", text_version="2026-11"
)


@pytest.fixture
def tom(actor):
    return actor("tom", Purpose.REGISTER_KEEPING)


@pytest.fixture
def yara(actor):
    return actor("yara", Purpose.ANALYSIS)


def deliver(cast, at, *, who="fatima", day=None, **changes):
    """Send a report from somebody's unit to the register and let it be handled; the report, and its message."""
    unit = cast.unit_of(who)
    day = day or at.date()
    fields = {
        "organisation": unit.organisation.key, "organisation_name": unit.organisation.name,
        "reporter_group": unit.organisation.reporter_group or "other", "basis": unit.organisation.basis,
        "year": day.year, "reported_on": day, "consent": CONSENT, "forms": ("SU",), "nationality": "PL",
        "sex": "female", "age": 24, "name": "Verzonnen Naam",
    }  # fmt: skip
    body = VictimReport(**fields | changes).body()
    job = for_job(unit.pk)
    with acting(job.context(at)):
        message = send(
            actor=job, from_unit=unit, to_unit=cast.unit_of("tom"), kind="register.report", body=body, at=at
        )
    deliver_due(at=at)
    return report_of(message, at), message


def report_of(message, at):
    register = for_job(Unit.objects.get(key=message.to_unit).pk)
    with acting(register.context(at)):
        return Report.objects.filter(delivery__message=message.message).select_related("delivery", "victim").first()


def receipts(cast, at, who="fatima"):
    with acting(for_job(cast.unit_of(who).pk).context(at)):
        found = Message.objects.filter(kind="register.receipt", direction="in").order_by("created_at", "id")
        return [m.body["state"] for m in found]


def counted(yara, at):
    with acting(yara.context(at)):
        victims = unique_victims(report_rows(yara, first_year=2026, last_year=2026, at=at))
        return len(victims), len(report_rows(yara, first_year=2026, last_year=2026, at=at))


def test_a_complete_report_with_consent_enters_without_a_hand(cast, yara, at):
    report, _ = deliver(cast, at)
    assert (report.state, report.basis, report.reporter_group) == ("entered", "consent", "care_coordinator")
    assert report.consent == {
        "answer": "given", "given_by": "self", "on": "2026-11-10", "language": "pl", "text_version": "2026-11",
    }  # fmt: skip
    assert counted(yara, at) == (1, 1)
    assert receipts(cast, at) == ["entered"]


def test_without_consent_a_care_coordinator_is_refused_and_nothing_is_kept(cast, tom, yara, at):
    report, message = deliver(cast, at, consent=None)
    assert report.state == "refused"
    assert (report.name, report.forms, report.nationality, report.age, report.consent) == ("", [], "", None, {})
    assert (report.year, report.reporter_group) == (2026, "care_coordinator")
    with acting(tom.context(at)):
        assert Message.objects.get(message=message.message, direction="in").body == {}
    assert counted(yara, at) == (0, 0)
    assert receipts(cast, at) == ["refused"]


@pytest.mark.parametrize("answer_given", ["refused", "withdrawn"])
def test_only_consent_that_was_given_counts(cast, at, answer_given):
    consent = ConsentStatement(answer=answer_given, given_by="self", on=at.date(), language="nl", text_version="1")
    report, _ = deliver(cast, at, consent=consent)
    assert report.state == "refused"


def test_the_police_report_on_their_own_basis_whatever_the_message_says(cast, at):
    report, _ = deliver(cast, at, who="joris", consent=None, basis="consent")
    assert (report.state, report.basis, report.reporter_group) == ("entered", "duty", "police")


def test_a_sender_cannot_borrow_the_basis_of_another(cast, at):
    police = cast.unit_of("joris").organisation
    report, _ = deliver(cast, at, organisation=police.key, basis="duty", consent=None)
    assert report.state == "refused"


def test_an_incomplete_report_waits_and_is_not_counted_until_a_person_decides(cast, tom, yara, at):
    report, _ = deliver(cast, at, nationality="")
    assert report.state == "waiting"
    assert counted(yara, at) == (0, 0)
    with acting(tom.context(at)):
        enter_report(actor=tom, report=report, note="nagevraagd", expected=report.version, at=at)
        answer(actor=tom, report=report, at=at)
    deliver_due(at=at)
    assert counted(yara, at) == (1, 1)
    assert sorted(receipts(cast, at)) == ["entered", "waiting"]


def test_an_unknown_sender_with_consent_waits(cast, at, tom):
    eva = cast.unit_of("eva")
    report, _ = deliver(cast, at, who="eva")
    assert (report.state, report.organisation_id) == ("waiting", eva.organisation_id)  # known, without a group
    report, _ = deliver(cast, at, organisation=cast.unit_of("noor").organisation.key)
    assert (report.state, report.organisation_id) == ("waiting", None)


def test_a_child_of_whom_nobody_else_agreed_waits(cast, at):
    report, _ = deliver(cast, at, age=14)
    assert report.state == "waiting"


def test_codes_that_the_register_cannot_count_are_named_and_nothing_is_kept(cast, tom, at):
    report, message = deliver(cast, at, forms=("ZZ",), nationality="Q9")
    assert report is None
    with acting(tom.context(at)):
        assert Message.objects.get(message=message.message, direction="in").body == {}
    with acting(for_job(cast.unit_of("fatima").pk).context(at)):
        text = Message.objects.get(kind="register.receipt", direction="in").body["text"]
    assert "forms, nationality" in text
    assert "ZZ" not in text


def test_the_registrar_refuses_and_the_facts_are_gone(cast, tom, yara, at):
    report, _ = deliver(cast, at)
    with acting(tom.context(at)):
        refuse_report(actor=tom, report=report, reason="no_indication", note="", expected=report.version, at=at)
        stored = Report.objects.get(pk=report.pk)
        assert (stored.state, stored.name, stored.forms, stored.consent) == ("refused", "", [], {})
        with pytest.raises(NotPossible):
            enter_report(actor=tom, report=stored, note="toch", expected=stored.version, at=at)
    assert counted(yara, at) == (0, 0)


def test_two_reports_of_one_person_are_one_victim_once_a_registrar_links_them(cast, tom, yara, at):
    care, _ = deliver(cast, at)
    police, _ = deliver(cast, at, who="joris")
    assert counted(yara, at) == (2, 2)
    with acting(tom.context(at)):
        link_reports(actor=tom, report=care, other=police, note="zelfde naam", expected=care.version, at=at)
    assert counted(yara, at) == (1, 2)
    with acting(tom.context(at)):
        with pytest.raises(NotPossible):
            link_reports(actor=tom, report=care, other=police, note="nog eens", expected=care.version, at=at)
        with pytest.raises(EditConflict):
            unlink_report(actor=tom, report=care, note="oud", expected=care.version - 1, at=at)
        unlink_report(actor=tom, report=care, note="toch niet", expected=care.version, at=at)
        kinds = list(RegisterEvent.objects.filter(report=police).order_by("id").values_list("kind", flat=True))
        assert kinds == ["entered", "linked", "unlinked"]
    assert counted(yara, at) == (2, 2)


def test_a_report_for_a_unit_that_keeps_no_register_is_not_taken_in(cast, at):
    """Another instance could address it to the police; there it would lie where nobody looks."""
    job, unit = for_job(cast.unit_of("eva").pk), cast.unit_of("eva")
    organisation = unit.organisation
    body = VictimReport(
        organisation=organisation.key, organisation_name=organisation.name, reporter_group="other", basis="duty",
        year=at.year, reported_on=at.date(),
    ).body()  # fmt: skip
    police = cast.unit_of("joris")
    with acting(job.context(at)):
        send(actor=job, from_unit=unit, to_unit=police, kind="register.report", body=body, at=at)
    deliver_due(at=at)
    with acting(for_job(police.pk).context(at)):
        assert not Report.objects.exists()
        (arrived,) = Message.objects.filter(direction="in")
    assert (arrived.state, arrived.problem) == ("received", "NotARegister")


def test_two_registrars_link_the_same_two_from_both_sides(cast, tom, yara, at):
    """Each has the page as it was before the other one pressed; without a fresh look they would swap victims."""
    care, _ = deliver(cast, at)
    police, _ = deliver(cast, at, who="joris")
    with acting(tom.context(at)):
        first, second = Report.objects.get(pk=care.pk), Report.objects.get(pk=police.pk)
        link_reports(actor=tom, report=care, other=police, note="zelfde naam", expected=care.version, at=at)
        with pytest.raises(NotPossible):
            link_reports(actor=tom, report=second, other=first, note="idem", expected=second.version, at=at)
    assert counted(yara, at) == (1, 2)


def test_what_was_linked_before_comes_along(cast, tom, yara, at):
    care, _ = deliver(cast, at)
    police, _ = deliver(cast, at, who="joris")
    third, _ = deliver(cast, at)
    with acting(tom.context(at)):
        link_reports(actor=tom, report=care, other=police, note="zelfde naam", expected=care.version, at=at)
        link_reports(actor=tom, report=care, other=third, note="ook dezelfde", expected=care.version, at=at)
        assert RegisterEvent.objects.filter(report=police, kind="linked").count() == 2
    assert counted(yara, at) == (1, 3)


def test_a_message_that_comes_twice_is_one_report(cast, tom, yara, at):
    _, message = deliver(cast, at)
    with acting(tom.context(at)):
        Message.objects.filter(message=message.message, direction="in").update(state="received")
    deliver_due(at=at + timedelta(minutes=5))
    assert counted(yara, at) == (1, 1)
    assert receipts(cast, at) == ["entered"]


def withdraw(cast, at, message, who="fatima"):
    at += timedelta(minutes=1)
    unit = cast.unit_of(who)
    job = for_job(unit.pk)
    body = ReportWithdrawal(report=message.message, withdrawn_on=at.date()).body()
    with acting(job.context(at)):
        send(actor=job, from_unit=unit, to_unit=cast.unit_of("tom"), kind="register.withdrawal", body=body, at=at)
    deliver_due(at=at)


def test_withdrawn_consent_takes_the_report_out_of_the_register(cast, yara, at):
    report, message = deliver(cast, at)
    withdraw(cast, at, message)
    stored = report_of(message, at)
    assert (stored.state, stored.name, stored.forms) == ("refused", "", [])
    assert stored.victim_id != report.victim_id
    assert counted(yara, at) == (0, 0)
    assert receipts(cast, at) == ["entered", "refused"]


def test_a_withdrawal_that_overtakes_its_report_is_not_lost(cast, yara, at):
    register = for_job(cast.unit_of("tom").pk)
    _, message = deliver(cast, at)
    with acting(register.context(at)):
        # As if handling the report had failed: it is tried again in an hour.
        Message.objects.filter(message=message.message, direction="in").update(
            state="received", attempts=1, tried_at=at + timedelta(hours=1)
        )
    withdraw(cast, at, message)
    assert report_of(message, at).state == "entered"
    deliver_due(at=at + timedelta(hours=2))
    assert report_of(message, at).state == "refused"
    assert counted(yara, at) == (0, 0)


def test_nobody_withdraws_the_report_of_another(cast, yara, at):
    _, message = deliver(cast, at)
    withdraw(cast, at, message, who="eva")
    assert report_of(message, at).state == "entered"


def test_a_report_on_a_duty_does_not_leave_by_withdrawal(cast, at):
    _, message = deliver(cast, at, who="joris", consent=None)
    withdraw(cast, at, message, who="joris")
    assert report_of(message, at).state == "entered"


def test_a_message_that_corrects_an_earlier_one_replaces_its_facts(cast, at):
    first, message = deliver(cast, at)
    deliver(cast, at, age=23, name="Andere Naam", corrects=message.message)
    with acting(for_job(cast.unit_of("tom").pk).context(at)):
        (report,) = Report.objects.all()
        event = report.events.get(kind="corrected")
    assert (report.pk, report.age, report.name) == (first.pk, 23, "Andere Naam")
    assert event.changes["age"] == [24, 23]
    assert receipts(cast, at) == ["entered", "entered"]


def test_a_correction_that_says_nothing_of_conditions_keeps_what_the_registrar_wrote(cast, at):
    report, message = deliver(cast, at)
    offered, days = date(2026, 11, 2), {"reflection_offered_on": date(2026, 11, 2), "signs": ["coercion"]}
    actor = for_job(cast.unit_of("tom").pk)
    with acting(actor.context(at)):
        correct_report(actor=actor, report=report, facts=days, note="Gevraagd.", expected=report.version, at=at)
    deliver(cast, at, age=23, corrects=message.message)
    with acting(actor.context(at)):
        found = Report.objects.get()
    assert (found.age, found.reflection_offered_on, found.signs) == (23, offered, ["coercion"])


def test_nobody_corrects_the_report_of_somebody_else(cast, at):
    first, message = deliver(cast, at)
    deliver(cast, at, who="noor", age=23, corrects=message.message)
    assert report_of(message, at).age == first.age
    assert receipts(cast, at, who="noor") == ["refused"]
