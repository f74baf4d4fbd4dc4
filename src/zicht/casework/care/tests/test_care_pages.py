# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Care in the browser's eyes: care without consent, consent before the register, receipts and withdrawal."""

from datetime import timedelta

import pytest

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.casework.care.actions import ReportEntry, record_consent, report_to_register, start_track
from zicht.casework.care.models import CareTrack, Consent, RegisterReport
from zicht.casework.cases.actions import add_person, open_case
from zicht.casework.cases.models import CaseEvent, CasePerson
from zicht.exchange.delivery import deliver_due

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def fatima(actor):
    return actor("fatima", Purpose.CARE_COORDINATION)


@pytest.fixture
def new_person(cast, fatima, at):
    def make(**changes):
        given = {"roles": ["possible_victim"], "forms": ["SU"], "nationality": "PL", "birth_year": 1999}
        with acting(fatima.context(at)):
            case = open_case(
                actor=fatima, unit=cast.unit_of("fatima"), title="Casus voor de test", about="person", forms=["SU"],
                age_class=changes.pop("age_class", "unknown"), acute=False, summary="",
                owner=cast.people["fatima"], at=at,
            )  # fmt: skip
            return add_person(actor=fatima, case=case, at=at, **given | changes)

    return make


@pytest.fixture
def browser(client_for):
    return client_for("fatima")


def page(person, name=""):
    return f"/zorg/personen/{person.pk}/{name}"


def stored(fatima, at, model, **wanted):
    with acting(fatima.context(at)):
        return list(model.objects.filter(**wanted))


def text_of(answer):
    return answer.content.decode()


CONSENT = {"answer": "given", "given_by": "self", "language": "pl", "answered_on": "16-11-2026", "note": ""}


@pytest.fixture(autouse=True)
def clock(monkeypatch, at):
    """Pages ask the clock at their edge; the tests live on one morning."""
    monkeypatch.setattr("zicht.access.middleware.now", lambda: at + timedelta(hours=1))


def test_care_runs_without_consent_and_without_a_declaration(browser, new_person, fatima, at):
    person = new_person()
    assert "Een aangifte is niet nodig" in text_of(browser.get(page(person)))
    answer = browser.post(
        page(person, "traject/"), {"started_on": "16-11-2026", "wishes": "Rust en een eigen kamer", "plan": "Opvang"}
    )
    assert answer.status_code == 302
    shown = text_of(browser.get(page(person)))
    assert "Rust en een eigen kamer" in shown
    assert "Nog niet gevraagd" in shown
    track = stored(fatima, at, CareTrack)[0]
    assert browser.post(page(person, "stap/"), {"verb": "wait", "version": track.version}).status_code == 302
    assert "wacht op capaciteit" in text_of(browser.get("/zorg/?staat=waiting_capacity"))
    browser.post(page(person, "stap/"), {"verb": "resume", "version": track.version + 1})
    assert browser.post(page(person, "einde/"), {"reason": "", "version": track.version + 2}).status_code == 422
    browser.post(page(person, "einde/"), {"reason": "Woont nu zelfstandig", "version": track.version + 2})
    assert stored(fatima, at, CareTrack)[0].state == "ended"
    assert "Woont nu zelfstandig" in text_of(browser.get(page(person)))
    kinds = [e.kind for e in stored(fatima, at, CaseEvent, kind__startswith="care_")]
    assert sorted(kinds) == ["care_ended", "care_resumed", "care_started", "care_waiting"]


def test_a_second_track_does_not_start_beside_the_first(browser, new_person, fatima, at):
    person = new_person()
    form = {"started_on": "16-11-2026", "wishes": "", "plan": ""}
    browser.post(page(person, "traject/"), form)
    browser.post(page(person, "traject/"), form)
    assert len(stored(fatima, at, CareTrack)) == 1


def test_two_who_edit_both_see_both(browser, new_person, cast, fatima, at):
    person = new_person()
    with acting(fatima.context(at)):
        start_track(
            actor=fatima, person=person, coordinator=cast.people["fatima"], wishes="eerst", plan="", at=at,
            started_on=at.date(),
        )  # fmt: skip
    browser.post(page(person, "traject/"), {"version": 1, "wishes": "van de ander", "plan": ""})
    answer = browser.post(page(person, "traject/"), {"version": 1, "wishes": "van mij", "plan": ""})
    assert answer.status_code == 409
    assert "van de ander" in text_of(answer)
    assert "van mij" in text_of(answer)
    assert 'name="version" value="2"' in text_of(answer)


def test_no_report_without_consent(browser, new_person, fatima, at):
    person = new_person()
    report = {"forms": ["SU"], "nationality": "PL", "sex": "female", "age": "27"}
    for answer in (None, "refused"):
        if answer:
            browser.post(page(person, "toestemming/"), CONSENT | {"answer": answer})
        shown = browser.post(page(person, "register/"), report)
        assert "Zonder toestemming mag u niet melden" in text_of(shown)
        assert "De zorg gaat gewoon door" in text_of(shown)
    assert stored(fatima, at, RegisterReport) == []


def test_consent_then_report_then_receipt_then_withdrawal(browser, new_person, fatima, at):
    person = new_person(name="Verzonnen Naam")
    assert browser.post(page(person, "toestemming/"), CONSENT).status_code == 302
    report = {"forms": ["SU"], "nationality": "PL", "sex": "female", "age": "27"}
    assert browser.post(page(person, "register/"), report).status_code == 302
    browser.post(page(person, "register/"), report)
    sent = stored(fatima, at, RegisterReport)
    assert len(sent) == 1
    assert sent[0].body["name"] == ""  # nobody said that the name may go along
    assert sent[0].body["consent"]["text_version"] == "2026-11"
    deliver_due(at=at)
    shown = text_of(browser.get(page(person)))
    assert "opgenomen" in shown
    assert "De melding is compleet en de toestemming is vastgelegd." in shown
    browser.post(page(person, "toestemming/"), CONSENT | {"answer": "withdrawn"})
    deliver_due(at=at + timedelta(hours=2))
    shown = text_of(browser.get(page(person)))
    assert "De toestemming is ingetrokken" in shown
    assert "niet opgenomen" in shown
    kinds = [e.kind for e in stored(fatima, at, CaseEvent)]
    assert kinds.count("consent_recorded") == 2
    assert kinds.count("register_receipt") == 2


def test_a_correction_replaces_the_report_and_its_receipt_comes_back(browser, new_person, fatima, at):
    person = new_person(name="Verzonnen Naam")
    browser.post(page(person, "toestemming/"), CONSENT)
    report = {"forms": ["SU"], "nationality": "PL", "sex": "female", "age": "27"}
    browser.post(page(person, "register/"), report)
    deliver_due(at=at)
    assert "De laatste melding verbeteren" in text_of(browser.get(page(person)))
    [sent] = stored(fatima, at, RegisterReport)
    address = page(person, "register/?verbeter=1")
    assert 'value="27"' in text_of(browser.get(address))
    same = browser.post(address, report | {"version": sent.version})
    assert "Er is niets veranderd" in text_of(same)
    better = report | {"forms": ["SU", "CU"], "age": "26", "version": sent.version}
    assert browser.post(address, better).status_code == 302
    assert "Iemand anders" in text_of(browser.post(address, better | {"age": "25"}, follow=True))
    deliver_due(at=at + timedelta(hours=2))
    assert "De melding is verbeterd." in text_of(browser.get(page(person)))
    [after] = stored(fatima, at, RegisterReport)
    assert (after.message, after.body["age"], after.state) == (sent.message, 26, "entered")
    assert "register_corrected" in [e.kind for e in stored(fatima, at, CaseEvent)]


def test_a_report_with_gaps_says_so_and_goes_only_when_that_is_meant(browser, new_person, fatima, at):
    person = new_person(nationality="")
    browser.post(page(person, "toestemming/"), CONSENT)
    assert "heeft het register de nationaliteit nodig" in text_of(browser.get(page(person, "register/")))
    report = {"forms": ["SU"], "nationality": "", "sex": "female", "age": "27"}
    assert browser.post(page(person, "register/"), report).status_code == 422
    assert stored(fatima, at, RegisterReport) == []
    assert browser.post(page(person, "register/"), report | {"sure": "on"}).status_code == 302
    deliver_due(at=at)
    assert "wacht op de registrator" in text_of(browser.get(page(person)))


@pytest.mark.parametrize("family", ["yes", "unknown"])
def test_no_guardian_is_offered_where_family_may_be_involved(browser, new_person, fatima, at, family):
    person = new_person(birth_year=2012, family_involved=family)
    shown = text_of(browser.get(page(person, "toestemming/")))
    assert "Ouder of voogd</label>" not in shown
    assert "veilige weg" in shown
    assert "functionaris gegevensbescherming" in shown
    answer = browser.post(page(person, "toestemming/"), CONSENT | {"given_by": "guardian"})
    assert answer.status_code == 422
    assert stored(fatima, at, Consent) == []


def test_a_guardian_can_answer_where_family_is_not_involved(browser, new_person, fatima, at):
    person = new_person(birth_year=2012, family_involved="no")
    assert browser.post(page(person, "toestemming/"), CONSENT).status_code == 422
    assert browser.post(page(person, "toestemming/"), CONSENT | {"given_by": "guardian"}).status_code == 302
    assert [c.given_by for c in stored(fatima, at, Consent)] == ["guardian"]


def test_the_same_answer_sent_twice_is_one_answer(browser, new_person, fatima, at):
    person = new_person()
    browser.post(page(person, "toestemming/"), CONSENT)
    browser.post(page(person, "toestemming/"), CONSENT)
    assert len(stored(fatima, at, Consent)) == 1


def test_an_answer_cannot_be_given_tomorrow(browser, new_person):
    answer = browser.post(page(new_person(), "toestemming/"), CONSENT | {"answered_on": "17-11-2026"})
    assert answer.status_code == 422
    assert "ligt in de toekomst" in text_of(answer)


@pytest.mark.parametrize("who", ["noor", "eva", "iris", "joris", "marijke", "tom", "yara", "bas", "lotte", "ruben"])
def test_strangers_find_nothing(client_for, new_person, who):
    person = new_person()
    client = client_for(who)
    for name in ("", "traject/", "einde/", "toestemming/", "register/"):
        assert client.get(page(person, name)).status_code == 404
    assert client.get("/zorg/").status_code == 404


def test_the_list_asks_as_often_for_thirty_tracks_as_for_one(
    browser, new_person, cast, fatima, at, django_assert_num_queries
):
    def start():
        person = new_person()
        with acting(fatima.context(at)):
            start_track(
                actor=fatima, person=person, coordinator=cast.people["fatima"], wishes="", plan="",
                started_on=at.date(), at=at,
            )  # fmt: skip

    start()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.get("/zorg/")
    with CaptureQueriesContext(connection) as once:
        browser.get("/zorg/")
    for _ in range(29):
        start()
    with django_assert_num_queries(len(once)):
        shown = text_of(browser.get("/zorg/"))
    assert shown.count("/zorg/personen/") == 25


def test_a_case_person_of_another_unit_is_not_reported(cast, actor, new_person, fatima, at):
    person = new_person()
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with acting(noor.context(at)):
        assert CasePerson.objects.filter(pk=person.pk).count() == 0
    with acting(fatima.context(at)):
        record_consent(
            actor=fatima, person=person, answer="given", given_by="self", language="nl", answered_on=at.date(),
            asked_by=cast.people["fatima"], at=at,
        )  # fmt: skip
        report = report_to_register(
            actor=fatima, person=person, register_unit=cast.unit_of("tom"), sent_by=cast.people["fatima"], at=at,
            entry=ReportEntry(reported_on=at.date(), forms=("AU",)),
        )  # fmt: skip
    with acting(noor.context(at)):
        assert RegisterReport.objects.filter(pk=report.pk).count() == 0
        assert Consent.objects.count() == 0
