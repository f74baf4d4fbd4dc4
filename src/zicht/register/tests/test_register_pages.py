# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The pages of the register: a registrar decides, links, takes files in; others find nothing."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zicht.base.context import acting
from zicht.register.importing import import_reports
from zicht.register.models import Delivery, Report
from zicht.register.tests.sheets import Sheet, ods, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("clock")]

HEAD = "victim_key,forms,nationality,year,reporter_group,age,sex\n"


def url(report, rest=""):
    return f"/register/meldingen/{report.pk}/{rest}"


def text_of(answer):
    return answer.content.decode()


def again(tom, at, report):
    with acting(tom.context(at)):
        return Report.objects.get(pk=report.pk)


def file(content, name="levering.csv"):
    return SimpleUploadedFile(name, content.encode(), content_type="text/csv")


def test_every_page_says_what_this_register_holds(browser, new_report):
    report = new_report(nationality="")
    for address in (
        "/register/meldingen/",
        url(report),
        url(report, "besluit/"),
        "/register/leveringen/",
        "/register/inlezen/",
    ):
        shown = browser.get(address)
        assert shown.status_code == 200
        assert "Register van regio Waterlinde" in text_of(shown)


def test_a_waiting_report_is_entered_by_hand(browser, new_report, tom, at):
    report = new_report(nationality="")
    assert "1 melding wacht" in text_of(browser.get("/register/meldingen/"))
    assert browser.post(url(report, "besluit/"), {"verb": "enter", "in-version": 1, "in-note": ""}).status_code == 200
    assert again(tom, at, report).state == "waiting"
    browser.post(url(report, "besluit/"), {"verb": "enter", "in-version": 1, "in-note": "gebeld"})
    assert again(tom, at, report).state == "entered"
    assert "gebeld" in text_of(browser.get(url(report)))


def test_who_decides_second_is_told_and_nothing_is_overwritten(browser, new_report, tom, at):
    report = new_report(nationality="")
    browser.post(url(report, "besluit/"), {"verb": "enter", "in-version": 1, "in-note": "eerste"})
    answer = browser.post(
        url(report, "besluit/"), {"verb": "refuse", "uit-version": 1, "uit-reason": "no_ground"}, follow=True
    )
    assert "Iemand anders heeft deze melding net gewijzigd" in text_of(answer)
    assert again(tom, at, report).state == "entered"


def test_a_refused_report_shows_no_person(browser, new_report, tom, at):
    report = new_report()
    browser.post(url(report, "besluit/"), {"verb": "refuse", "uit-version": 1, "uit-reason": "same_report"})
    shown = text_of(browser.get(url(report)))
    assert "Verzonnen Naam" not in shown
    assert "Deze melding was al binnen." in shown


def test_two_reports_are_found_linked_and_taken_apart(browser, new_report, tom, at):
    one, other = new_report(), new_report(birth_year=2002, age=None)
    new_report(sex="male", name="", nationality="NL")
    shown = text_of(browser.get(url(one, "koppelen/")))
    assert "(1)" in shown
    assert url(one, f"koppelen/{other.pk}/") in shown
    assert "naam: gelijk" in text_of(browser.get(url(one, f"koppelen/{other.pk}/")))
    note = {"version": again(tom, at, one).version, "note": ""}
    assert "Schrijf in één zin waarom" in text_of(browser.post(url(one, f"koppelen/{other.pk}/"), note))
    browser.post(url(one, f"koppelen/{other.pk}/"), note | {"note": "naam en leeftijd"})
    assert again(tom, at, one).victim_id == other.victim_id
    assert "samen als één slachtoffer" in text_of(browser.get(url(other)))
    browser.post(url(one, "losmaken/"), {"version": again(tom, at, one).version, "note": "toch niet"})
    assert again(tom, at, one).victim_id != other.victim_id


def test_a_report_without_facts_looks_like_no_other(browser, new_report):
    bare = new_report(name="", nationality="", sex="", age=None, forms=())
    new_report()
    assert "Geen meldingen gevonden" in text_of(browser.get(url(bare, "koppelen/")))


def test_a_file_with_faults_shows_them_and_stores_nothing(browser, tom, at):
    content = HEAD + "k1,XX,NL,2019,police,20,f\nk2,SU,NL,3019,police,20,f\n"
    answer = browser.post("/register/inlezen/", {"file": file(content), "declared": "on"})
    assert answer.status_code == 422
    shown = text_of(answer)
    assert "Er is niets ingelezen" in shown
    assert "2 bevindingen" in shown
    with acting(tom.context(at)):
        assert Delivery.objects.count() == 0
    token = answer.context["token"]
    listed = browser.post("/register/inlezen/bevindingen/", {"token": token})
    assert listed["Content-Disposition"] == 'attachment; filename="bevindingen.csv"'
    assert listed.content.decode("utf-8-sig").splitlines()[1].startswith("2;forms;")
    assert browser.post("/register/inlezen/bevindingen/", {"token": token + "x"}).status_code == 404


def test_a_file_needs_the_declaration_and_enters_whole(browser, tom, at):
    content = HEAD + "k1,SU,NL,2019,police,20,f\n"
    assert "mag het bestand niet worden ingelezen" in text_of(
        browser.post("/register/inlezen/", {"file": file(content)})
    )
    answer = browser.post("/register/inlezen/", {"file": file(content), "declared": "on"}, follow=True)
    assert "1 melding opgenomen" in text_of(answer)
    assert "al ingelezen" in text_of(browser.post("/register/inlezen/", {"file": file(content), "declared": "on"}))
    with acting(tom.context(at)):
        assert Delivery.objects.count() == 1


def test_a_file_is_checked_without_storing_and_its_gaps_are_seen_before_it_is_taken_in(browser, tom, at):
    content = HEAD + "k1,SU,unknown,2019,police,20,f\nk2,,NL,2019,police,20,f\nk3,AU,PL,2019,police,20,f\n"
    checked = browser.post("/register/inlezen/", {"file": file(content), "verb": "check"})
    assert checked.status_code == 200
    assert "2 personen tellen straks als onbekend" in text_of(checked)
    assert "Bij seksuele uitbuiting is de nationaliteit nodig" in text_of(checked)
    asked = browser.post("/register/inlezen/", {"file": file(content), "declared": "on", "verb": "enter"})
    assert "Kies hetzelfde bestand nog een keer" in text_of(asked)
    with acting(tom.context(at)):
        assert Delivery.objects.count() == 0
    given = {"declared": "on", "verb": "enter", "seen": checked.context["seen"]}
    other = browser.post("/register/inlezen/", given | {"file": file(content.replace("k2", "k4"))})
    assert other.status_code == 200
    done = browser.post("/register/inlezen/", given | {"file": file(content)}, follow=True)
    assert "3 meldingen opgenomen" in text_of(done)
    again = browser.post("/register/inlezen/", {"declared": "on", "verb": "enter", "file": file(content)})
    assert "al ingelezen" in text_of(again)
    with acting(tom.context(at)):
        assert Delivery.objects.count() == 1


def test_a_spreadsheet_enters_and_a_broken_one_stores_nothing(browser, tom, at):
    rows = [HEAD.strip().split(","), ["k1", "SU", "NL", 2019, "police", 20, "f"]]
    good, bad = (
        xlsx(Sheet("M", rows)),
        ods(Sheet("M", [*rows, ["k2", "SU", "NL", date(2019, 5, 4), "police", 20, "f"]])),
    )
    refused = browser.post("/register/inlezen/", {"file": SimpleUploadedFile("m.ods", bad), "declared": "on"})
    assert refused.status_code == 422
    assert "Dit is een datum, geen jaartal." in text_of(refused)
    with acting(tom.context(at)):
        assert Delivery.objects.count() == 0
    browser.post("/register/inlezen/", {"file": SimpleUploadedFile("m.csv", good), "declared": "on"})
    with acting(tom.context(at)):
        assert Delivery.objects.count() == 1


def test_an_htcds_file_shows_what_is_not_kept(browser):
    head = "prs_FirstName,prs_Citizenship,vic_TypeOfExploitation,cas_IncomingReferralDate,con_Consent\n"
    given = {"file": file(head + "Verzonnen,BG,ForcedLabour,2019-03-02,TRUE\n"), "verb": "check", "reporter": "other"}
    page = text_of(browser.post("/register/inlezen/", given))
    assert "Kolommen van HTCDS 2.0 die niet worden bewaard" in page
    assert "prs_FirstName" in page
    assert "Criminele uitbuiting: HTCDS kent alleen gedwongen bedelen" in page
    assert "Verzonnen" not in page


def test_many_findings_are_shown_page_by_page(browser):
    content = HEAD + "".join(f"k{n},XX,NL,2019,police,20,f\n" for n in range(120))
    page = browser.post("/register/inlezen/", {"file": file(content), "declared": "on"})
    assert "120 bevindingen" in text_of(page)
    assert text_of(page).count("De code &#x27;XX&#x27;") == 50
    third = browser.post("/register/inlezen/bevindingen/lezen/", {"token": page.context["token"], "page": "3"})
    assert "Bladzijde 3 van 3" in text_of(third)
    assert text_of(third).count("De code &#x27;XX&#x27;") == 20
    assert browser.post("/register/inlezen/bevindingen/lezen/", {"token": "x"}).status_code == 404


def test_a_file_above_the_limit_is_not_read(browser):
    answer = browser.post("/register/inlezen/", {"file": file("x" * 2_000_001), "declared": "on"})
    assert "groter dan 2 MB" in text_of(answer)


def test_filters_and_pages_of_the_list(browser, cast, tom, at, new_report):
    rows = "".join(f"k{n},AU,PL,{2018 + n % 2},police,30,m\n" for n in range(60))
    with acting(tom.context(at)):
        import_reports(actor=tom, unit=cast.unit_of("tom"), content=(HEAD + rows).encode(), at=at)
    new_report(nationality="")
    assert "(61)" in text_of(browser.get("/register/meldingen/"))
    assert "(30)" in text_of(browser.get("/register/meldingen/?jaar=2019&groep=police"))
    assert "(1)" in text_of(browser.get("/register/meldingen/?staat=waiting"))
    assert "Geen meldingen met deze filters" in text_of(browser.get("/register/meldingen/?staat=refused"))
    assert browser.get("/register/meldingen/?staat=zz&jaar=x&page=99").status_code == 200
    names = [text_of(browser.get(f"/register/meldingen/?page={n}")) for n in (1, 2, 3)]
    found = {
        line
        for page in names
        for line in page.split('"')
        if line.startswith("/register/meldingen/") and len(line) > 40
    }
    assert len(found) == 61


def test_the_list_asks_as_often_for_many_reports_as_for_few(browser, cast, tom, at):
    def load(tag, count):
        rows = "".join(f"{tag}{n},AU,PL,2018,police,30,m\n" for n in range(count))
        with acting(tom.context(at)):
            import_reports(actor=tom, unit=cast.unit_of("tom"), content=(HEAD + rows).encode(), at=at)

    load("a", 2)
    browser.get("/register/meldingen/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/register/meldingen/")
    load("b", 300)
    with CaptureQueriesContext(connection) as many:
        browser.get("/register/meldingen/")
    assert len(many) == len(few)


@pytest.mark.parametrize("who", ["noor", "eva", "fatima", "joris", "marijke", "yara", "bas", "lotte", "ruben"])
def test_strangers_find_nothing(client_for, new_report, who):
    one, other = new_report(), new_report()
    client = client_for(who)
    pages = ["besluit/", "koppelen/", f"koppelen/{other.pk}/", "losmaken/", ""]
    for address in [url(one, p) for p in pages] + [f"/register/{p}/" for p in ("meldingen", "leveringen", "inlezen")]:
        assert client.get(address).status_code == 404
    assert client.post("/register/inlezen/bevindingen/", {"token": "x"}).status_code == 404


def test_a_key_that_does_not_exist_is_not_there(browser):
    assert browser.get(f"/register/meldingen/{uuid4()}/").status_code == 404


def test_a_column_that_is_a_formula_does_not_run_in_the_list_of_findings(browser):
    head = HEAD.replace("sex", '"=HYPERLINK(""http://elders.example"")"')
    file = SimpleUploadedFile("register.csv", (head + "V1,AU,PL,2025,police,30,x\n").encode())
    page = browser.post("/register/inlezen/", {"file": file, "declared": "on"})
    assert page.status_code == 422
    answer = browser.post("/register/inlezen/bevindingen/", {"token": page.context["token"]})
    assert b"'=hyperlink" in answer.content
    assert b";=" not in answer.content
