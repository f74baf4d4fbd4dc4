# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pairs that may be one person: proposed with reasons, judged by a person, taken back; persons over the years."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zicht.base.context import acting
from zicht.register.actions import refuse_report
from zicht.register.importing import import_reports
from zicht.register.models import DuplicateProposal, RegisterEvent, Report, Victim

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("clock")]
HEAD = "victim_key,forms,nationality,year,reporter_group,age,sex\n"


@pytest.fixture
def load(cast, tom, at):
    def make(rows):
        with acting(tom.context(at)):
            return import_reports(actor=tom, unit=cast.unit_of("tom"), content=(HEAD + rows).encode(), at=at)

    return make


@pytest.fixture
def now_stored(tom, at):
    def look(model, **which):
        with acting(tom.context(at)):
            return list(model.objects.filter(**which).order_by("pk"))

    return look


def text_of(answer):
    return answer.content.decode()


def judged(browser, pair, verdict, version=1):
    address = f"/register/zelfde/{pair.pk}/"
    return browser.post(address, {"verdict": verdict, "note": "naam en leeftijd", "version": version}, follow=True)


def test_a_report_that_comes_in_is_laid_beside_the_others(new_report, now_stored):
    one, two = new_report(), new_report(birth_year=2002, age=None)
    new_report(name="Heel Anders", sex="male")
    (pair,) = now_stored(DuplicateProposal)
    assert {pair.one_id, pair.other_id} == {one.pk, two.pk}
    assert pair.reasons == ["name"]
    assert one.victim_id != two.victim_id  # proposed is not joined


def test_the_list_says_why_and_a_person_decides(browser, new_report, now_stored):
    new_report(), new_report()
    (pair,) = now_stored(DuplicateProposal)
    shown = text_of(browser.get("/register/zelfde/"))
    assert "De naam is hetzelfde geschreven." in shown
    assert "Verzonnen Naam" not in shown
    assert "Kies een antwoord" in text_of(browser.post(f"/register/zelfde/{pair.pk}/", {"version": 1}))
    assert "tellen nu als één persoon" in text_of(judged(browser, pair, "same"))
    assert len({report.victim_id for report in now_stored(Report)}) == 1
    assert "Geen paren op deze lijst" in text_of(browser.get("/register/zelfde/"))
    assert str(pair.pk)[:8] in text_of(browser.get("/register/zelfde/?lijst=same"))


def test_taking_back_splits_again_and_keeps_the_history(browser, new_report, now_stored):
    one, two = new_report(), new_report()
    before = {report.pk: report.victim_id for report in (one, two)}
    (pair,) = now_stored(DuplicateProposal)
    judged(browser, pair, "same")
    answer = browser.post(f"/register/zelfde/{pair.pk}/", {"note": "toch niet", "version": 2}, follow=True)
    assert "Het oordeel is teruggenomen" in text_of(answer)
    assert {report.pk: report.victim_id for report in now_stored(Report)} == before
    assert all(victim.joined_id is None for victim in now_stored(Victim))
    kinds = {event.kind for event in now_stored(RegisterEvent)}
    assert {"linked", "unlinked", "judgement_undone"} <= kinds
    assert now_stored(DuplicateProposal)[0].state == "open"


def test_not_the_same_is_kept_and_can_be_taken_back(browser, new_report, now_stored):
    new_report(), new_report()
    (pair,) = now_stored(DuplicateProposal)
    judged(browser, pair, "different")
    browser.post("/register/zelfde/zoeken/")
    assert [p.state for p in now_stored(DuplicateProposal)] == ["different"]
    browser.post(f"/register/zelfde/{pair.pk}/", {"note": "toch wel", "version": 2})
    assert now_stored(DuplicateProposal)[0].state == "open"


def test_who_judges_second_is_told(browser, new_report, now_stored):
    new_report(), new_report()
    (pair,) = now_stored(DuplicateProposal)
    judged(browser, pair, "later")
    assert "Iemand anders heeft dit paar net beoordeeld" in text_of(judged(browser, pair, "same"))
    assert len({report.victim_id for report in now_stored(Report)}) == 2


def test_files_are_compared_on_request_between_years_and_never_inside_one(browser, load, now_stored):
    load("a1,AU,PL,2018,fairwork,30,m\na2,AU,PL,2018,fairwork,30,m\n")
    load("b1,AU,PL,2019,police,31,m\n")
    assert now_stored(DuplicateProposal) == []
    answer = browser.post("/register/zelfde/zoeken/", follow=True)
    assert "3 meldingen vergeleken: 2 nieuwe paren gevonden. Er is niets samengevoegd." in text_of(answer)
    assert "Geslacht, nationaliteit" in text_of(browser.get("/register/zelfde/"))
    assert len({report.victim_id for report in now_stored(Report)}) == 3


def test_a_later_file_follows_the_judgement_and_undoing_takes_its_reports_along(browser, load, now_stored):
    load("a1,AU,PL,2018,fairwork,30,m\n")
    load("b1,AU,PL,2019,police,31,m\n")
    browser.post("/register/zelfde/zoeken/")
    (pair,) = now_stored(DuplicateProposal)
    judged(browser, pair, "same")
    load("a1,AU,PL,2020,fairwork,32,m\nb1,AU,PL,2021,police,33,m\n")
    assert len({report.victim_id for report in now_stored(Report)}) == 1
    (pair,) = now_stored(DuplicateProposal)
    browser.post(f"/register/zelfde/{pair.pk}/", {"note": "toch niet", "version": pair.version})
    years = {}
    for report in now_stored(Report):
        years.setdefault(report.victim_id, set()).add(report.year)
    assert sorted(map(sorted, years.values())) == [[2018, 2020], [2019, 2021]]


def test_linked_by_hand_can_be_taken_back_the_same_way(browser, load, now_stored, tom, at):
    load("a1,AU,PL,2018,fairwork,30,m\n")
    load("b1,SU,RO,2019,police,20,f\n")
    one, two = now_stored(Report)
    browser.post(f"/register/meldingen/{one.pk}/koppelen/{two.pk}/", {"version": 1, "note": "bekend"})
    (pair,) = now_stored(DuplicateProposal)
    assert (pair.state, pair.reasons) == ("same", ["by_hand"])
    browser.post(f"/register/zelfde/{pair.pk}/", {"note": "toch niet", "version": pair.version})
    assert {r.pk: r.victim_id for r in now_stored(Report)} == {r.pk: r.victim_id for r in (one, two)}


def test_what_was_refused_is_proposed_no_more(new_report, now_stored, tom, at):
    one, _ = new_report(), new_report()
    with acting(tom.context(at)):
        refuse_report(actor=tom, report=one, reason="not_ours", note="", expected=one.version, at=at)
    assert now_stored(DuplicateProposal) == []


def test_persons_seen_again_stand_with_their_years(browser, load):
    load("a1,AU,PL,2018,fairwork,30,m\na1,AU,PL,2021,police,33,m\na2,AU,PL,2018,police,30,m\n")
    shown = text_of(browser.get("/register/personen/"))
    assert "2018, 2021" in shown
    assert "(1)" in shown


def test_both_lists_ask_as_often_for_many_rows_as_for_few(browser, load):
    def fill(tag, number):
        for half, year in (("x", 2018), ("y", 2019)):
            rows = "".join(
                f"{tag}{n}{half},AU,PL,{year},police,{20 + n},m\n{tag}{n}p,AU,DE,{year},police,{20 + n},f\n"
                for n in range(number)
            )
            load(rows)
        browser.post("/register/zelfde/zoeken/")

    def asked(address):
        browser.get(address)
        with CaptureQueriesContext(connection) as found:
            browser.get(address)
        return len(found)

    fill("a", 2)
    few = [asked("/register/zelfde/"), asked("/register/personen/")]
    fill("b", 20)
    assert [asked("/register/zelfde/"), asked("/register/personen/")] == few


@pytest.mark.parametrize("who", ["noor", "fatima", "yara", "lotte", "ruben"])
def test_strangers_find_nothing(client_for, new_report, now_stored, who):
    new_report(), new_report()
    (pair,) = now_stored(DuplicateProposal)
    client = client_for(who)
    for address in ("zelfde/", f"zelfde/{pair.pk}/", "personen/"):
        assert client.get(f"/register/{address}").status_code == 404
    assert client.post("/register/zelfde/zoeken/").status_code == 404
