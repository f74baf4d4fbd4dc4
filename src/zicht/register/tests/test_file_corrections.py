# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Rows that say so correct the report of an earlier file; without the word a row always adds one."""

import pytest

from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.context import acting
from zicht.register.anyfile import read_any
from zicht.register.importing import FileRefused, import_reports
from zicht.register.models import Delivery, RegisterEvent, Report, Victim
from zicht.register.queries import history
from zicht.register.summary import summary_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEAD = "victim_key,forms,nationality,year,reporter_group,age,delivery_reference"
FIRST = f"{HEAD}\nk1,SU,NL,2019,police,17,police-2019\nk2,AU,PL,2019,police,,police-2019\n"


@pytest.fixture(autouse=True)
def tom(actor, at):
    found = actor("tom", Purpose.REGISTER_KEEPING)
    with acting(found.context(at)):
        yield found


def take_in(tom, cast, at, content):
    return import_reports(actor=tom, unit=cast.unit_of("tom"), content=content.encode(), at=at)


def counts():
    return [model.objects.count() for model in (Delivery, Victim, Report, RegisterEvent)]


def test_a_row_that_corrects_replaces_what_is_filled_in_and_keeps_the_rest(tom, cast, at):
    first = take_in(tom, cast, at, FIRST)
    second = take_in(
        tom, cast, at, f"{HEAD},corrects\nk1,SU|CU,unknown,2019,police,,police-2019b,yes\nk3,SU,RO,2019,police,,,\n"
    )
    assert second.rows == 2
    assert Report.objects.count() == 3, "one corrected, one added"
    report = Report.objects.get(delivery=first, age=17)
    assert (report.forms, report.nationality) == (["CU", "SU"], "NL")
    latest = history(report)[0]
    assert latest["what"] == "Verbeterd of aangevuld"
    assert "police-2019b" in latest["text"]
    event = RegisterEvent.objects.get(report=report, kind="corrected")
    assert event.changes == {"forms": [["SU"], ["CU", "SU"]]}


def test_without_the_word_nothing_is_corrected(tom, cast, at):
    take_in(tom, cast, at, FIRST)
    take_in(tom, cast, at, f"{HEAD}\nk1,CU,NL,2019,police,18,police-2019\n")
    assert Report.objects.count() == 3
    assert not RegisterEvent.objects.filter(kind="corrected").exists()


@pytest.mark.parametrize(
    "row", ["k9,SU,NL,2019,police,,,yes", "k1,SU,NL,2018,police,,,yes", "k1,SU,NL,2019,kmar,,,ja"]
)
def test_nothing_to_correct_refuses_the_whole_file(tom, cast, at, row):
    take_in(tom, cast, at, FIRST)
    before = counts()
    with pytest.raises(FileRefused) as refused:
        take_in(tom, cast, at, f"{HEAD},corrects\nk2,AU,RO,2019,police,,,yes\nk4,SU,NL,2019,police,,,\n{row}\n")
    assert [(f.row, f.column) for f in refused.value.findings] == [(4, "corrects")]
    assert counts() == before


def test_two_reports_that_fit_are_left_to_a_person(tom, cast, at):
    take_in(tom, cast, at, FIRST)
    take_in(tom, cast, at, f"{HEAD}\nk1,CU,NL,2019,police,18,again\n")
    with pytest.raises(FileRefused, match="1 findings"):
        take_in(tom, cast, at, f"{HEAD},corrects\nk1,SU,NL,2019,police,,,yes\n")


def test_the_summary_counts_corrections_apart(at):
    result = read_any(
        f"{HEAD},corrects\nk1,unknown,unknown,2019,police,,,yes\nk3,SU,RO,2019,police,,,\n".encode(),
        today=local_day(at),
    )
    summary = summary_of(result.rows)
    assert (summary.reports, summary.corrections, summary.unknown) == (1, 1, 0)
