# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a file says beside the figure: days, signs, periods; and the conditions of some reporters."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zicht.base.clock import local_day
from zicht.base.context import acting
from zicht.register.anyfile import read_any
from zicht.register.importing import import_reports, kept_out
from zicht.register.models import Report, ReportEpisode
from zicht.register.summary import summary_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = "victim_key,forms,nationality,year,reporter_group"
DAYS = f"{HEAD},reflection_offered_on,reflection_accepted_on"


@pytest.fixture
def take_in(tom, cast, at):
    """Takes a file in, as the registrar; what the test looks at afterwards it sees as the registrar too."""
    with acting(tom.context(at)):
        yield lambda content: import_reports(actor=tom, unit=cast.unit_of("tom"), content=content.encode(), at=at)


def read_text(content, at):
    return read_any(content.encode(), today=local_day(at))


def only():
    return Report.objects.get()


def test_an_inspectorate_report_with_both_days_is_counted_and_keeps_them(take_in):
    take_in(f"{DAYS}\nk1,AU,PL,2019,nla,2019-03-01,2019-03-04\n")
    assert only().state == "entered"
    assert (only().reflection_offered_on, only().reflection_accepted_on) == (date(2019, 3, 1), date(2019, 3, 4))


def test_one_that_was_not_accepted_waits_and_says_why(take_in, at):
    content = f"{DAYS}\nk1,AU,PL,2019,nla,2019-03-01,\nk2,AU,PL,2018,nla,,\nk3,AU,PL,2019,police,,\n"
    result = read_text(content, at)
    summary = summary_of(result.rows, result.columns)
    assert (summary.waiting, summary.waiting_rows, len(result.rows)) == (1, (2,), 3)
    # Who is known only through what waits counts nowhere yet.
    assert summary.years == ((2018, 1, 1), (2019, 2, 1))
    take_in(content)
    waiting = Report.objects.get(state="waiting")
    assert "bedenktijd is aanvaard" in waiting.state_reason
    assert waiting.events.get().kind == "waiting"
    assert Report.objects.filter(state="entered").count() == 2


def test_a_file_without_the_days_enters_on_the_declaration_and_says_so(take_in, at):
    content = f"{HEAD}\nk1,AU,PL,2019,nla\nk2,AU,PL,2019,nla\nk3,AU,PL,2019,police\n"
    result = read_text(content, at)
    (note,) = summary_of(result.rows, result.columns).undeclared
    assert not note.is_error
    assert note.problem.startswith("Meldingen van Nederlandse Arbeidsinspectie: 2.")
    assert "reflection_accepted_on, reflection_offered_on" in note.remedy
    take_in(content)
    assert set(Report.objects.values_list("state", flat=True)) == {"entered"}


def test_signs_decide_for_fairwork(take_in):
    take_in(f"{HEAD},signs\nk1,AU,PL,2019,fairwork,unpaid|bad_conditions|coercion\nk2,AU,PL,2019,fairwork,unpaid\n")
    assert sorted(Report.objects.values_list("state", flat=True)) == ["entered", "waiting"]


def test_periods_and_what_else_a_report_tells_are_kept(take_in):
    take_in(
        f"{HEAD},episodes,dublin,dublin_country,help_kinds,reported_on\n"
        "k1,AU,PL,2019,police,NL:GM0344:2018-03:2019|be,yes,DE,,2019-03-14\n"
    )
    found = ReportEpisode.objects.order_by("-country").values_list(
        "country", "municipality", "from_year", "from_month", "to_year", "to_month"
    )
    assert list(found) == [("NL", "GM0344", 2018, 3, 2019, None), ("BE", "", None, None, None, None)]
    assert (only().dublin, only().dublin_country, only().reported_on) == ("yes", "DE", date(2019, 3, 14))


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("reported_on", "2018-03-14", "ligt niet in 2019"),
        ("reported_on", "14-3-2019", "geen dag"),
        ("reflection_accepted_on", "2027-01-01", "toekomst"),
        ("dublin_country", "DE", "dublin is niet yes"),
        ("episodes", "BE:GM0344", "gemeente"),
        ("episodes", "NL::2019:2018", "eindigt voor zij begint"),
        ("episodes", "Nederland", "landcode"),
    ],
)
def test_what_cannot_be_is_named_with_row_and_column(at, column, cell, words):
    result = read_text(f"{HEAD},{column}\nk1,AU,PL,2019,police,{cell}\n", at)
    (finding,) = result.findings
    assert (finding.row, finding.column) == (2, column)
    assert words in finding.problem
    assert finding.remedy


def test_checking_says_that_there_is_nothing_to_correct(take_in, cast, at):
    result = read_text(f"{HEAD},corrects\nk1,AU,PL,2019,police,yes\n", at)
    (finding,) = kept_out(cast.unit_of("tom"), result)
    assert (finding.row, finding.column) == (2, "corrects")
    take_in(f"{HEAD}\nk1,SU,PL,2019,police\n")
    assert kept_out(cast.unit_of("tom"), result) == ()
    assert only().forms == ["SU"], "checking changes nothing"


@pytest.mark.usefixtures("clock")
def test_the_page_says_so_too_when_a_file_is_only_checked(browser):
    file = SimpleUploadedFile("x.csv", f"{HEAD},corrects\nk1,AU,PL,2019,police,yes\n".encode())
    answer = browser.post(reverse("register:import"), {"file": file, "verb": "check", "declared": "on"})
    assert answer.status_code == 422
    assert "geen melding om te verbeteren" in answer.content.decode()


def test_a_file_that_corrects_fills_in_days(take_in):
    take_in(f"{HEAD}\nk1,AU,PL,2019,nla\n")
    take_in(f"{DAYS},corrects\nk1,AU,PL,2019,nla,2019-03-01,2019-03-04,yes\n")
    assert only().reflection_accepted_on == date(2019, 3, 4)
