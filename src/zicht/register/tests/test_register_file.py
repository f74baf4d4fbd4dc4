# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A register file through the real database: everything or nothing, once, and out again as figures."""

import io
from collections import Counter
from pathlib import Path

import pytest

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.reference.groups import group_of
from zicht.register.cli import FINDINGS, OK, WRONG_USE, ReadOptions, import_command
from zicht.register.extract import COLUMNS, report_rows
from zicht.register.importing import FileRefused, import_reports
from zicht.register.models import Delivery, RegisterEvent, Report, Victim
from zicht.register.rules import count_reports, unique_victims

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FILES = Path(__file__).parents[4] / "tests" / "fixtures" / "register"
GOLDEN = FILES / "golden_2015_2019.csv"
BROKEN = FILES / "broken_ten_faults.csv"
SMALL = b"victim_key,forms,nationality,year,reporter_group\nk1,SU,NL,2019,police\nk1,SU,NL,2019,care_coordinator\n"


@pytest.fixture
def tom(actor):
    return actor("tom", Purpose.REGISTER_KEEPING)


@pytest.fixture
def yara(actor):
    return actor("yara", Purpose.ANALYSIS)


def take_in(tom, cast, content, at):
    with acting(tom.context(at)):
        return import_reports(actor=tom, unit=cast.unit_of("tom"), content=content, at=at)


def stored():
    return [model.objects.count() for model in (Delivery, Victim, Report, RegisterEvent)]


def test_the_published_numbers_come_out_of_the_database(cast, tom, yara, at):
    delivery = take_in(tom, cast, GOLDEN, at)
    assert delivery.rows == 7323
    with acting(yara.context(at)):
        victims = unique_victims(report_rows(yara, first_year=2015, last_year=2019, at=at))
        rows = report_rows(yara, first_year=2015, last_year=2019, at=at)
    assert len(victims) == 5060
    groups = Counter(group_of(forms=v.forms, nationality=v.nationality) for v in victims)
    assert groups == {"BL-SU": 1178, "GO-SU": 1893, "AU": 1018, "CU": 321, "ON": 650}
    assert Counter(v.year for v in victims) == {2015: 1150, 2016: 952, 2017: 956, 2018: 668, 2019: 1334}
    assert count_reports(rows).total() == 5691


def test_ten_faults_give_ten_findings_and_change_nothing(cast, tom, at):
    with pytest.raises(FileRefused) as refused:
        take_in(tom, cast, BROKEN, at)
    assert len(refused.value.findings) == 10
    with acting(tom.context(at)):
        assert stored() == [0, 0, 0, 0]


def test_the_same_file_is_taken_in_once(cast, tom, at):
    take_in(tom, cast, SMALL, at)
    with pytest.raises(FileRefused) as refused:
        take_in(tom, cast, SMALL, at)
    assert "al ingelezen op 16-11-2026" in refused.value.findings[0].problem
    with acting(tom.context(at)):
        assert stored() == [1, 1, 2, 2]


def test_a_later_file_finds_the_person_by_its_key(cast, tom, yara, at):
    take_in(tom, cast, SMALL, at)
    take_in(tom, cast, SMALL.splitlines()[0] + b"\nk1,SU,NL,2019,fairwork\nk2,AU,PL,2019,fairwork\n", at)
    with acting(yara.context(at)):
        assert len(unique_victims(report_rows(yara, first_year=2019, last_year=2019, at=at))) == 2
    with acting(tom.context(at)):
        assert Victim.objects.count() == 2


def test_a_row_of_a_group_that_needs_consent_keeps_the_declaration_as_its_ground(cast, tom, at):
    take_in(tom, cast, SMALL, at)
    with acting(tom.context(at)):
        by_group = {r.reporter_group: r for r in Report.objects.all()}
    assert (by_group["police"].basis, by_group["police"].consent) == ("duty", {})
    care = by_group["care_coordinator"]
    assert (care.basis, care.consent) == ("consent", {"answer": "given", "declared_by": "delivery"})


def test_the_extract_holds_no_name_and_no_key_of_a_file(cast, tom, yara, at):
    assert not {"name", "birth_year", "file_key", "consent", "reported_on"} & set(COLUMNS)
    take_in(tom, cast, SMALL, at)
    with acting(tom.context(at)):
        for report in Report.objects.all():
            report.name = "Invented Person"
            report.save(update_fields=["name"])
    with acting(yara.context(at)):
        rows = report_rows(yara, first_year=2019, last_year=2019, at=at)
        assert len(rows) == 2
        assert "Invented" not in repr(rows)
        assert "k1" not in repr(rows)
        # The tables themselves stay shut for who makes figures.
        assert stored() == [0, 0, 0, 0]


@pytest.mark.parametrize(("who", "purpose"), [
    ("noor", Purpose.SIGNAL_HANDLING), ("fatima", Purpose.CARE_COORDINATION), ("tom", Purpose.REGISTER_KEEPING),
    ("bas", Purpose.POLICY_MAKING), ("yara", Purpose.REPORTING),
])  # fmt: skip
def test_nobody_but_the_analyst_gets_the_extract(cast, actor, tom, at, who, purpose):
    take_in(tom, cast, SMALL, at)
    stranger = actor(who, purpose)
    with acting(stranger.context(at)):
        assert report_rows(stranger, first_year=2019, last_year=2019, at=at) == ()


def test_the_database_itself_gives_a_stranger_nothing(cast, actor, tom, at):
    from django.db import connection

    take_in(tom, cast, SMALL, at)
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with acting(noor.context(at)), connection.cursor() as cursor:
        cursor.execute("select count(*) from zicht_register_extract(1900, 2100)")
        assert cursor.fetchone() == (0,)
        assert stored() == [0, 0, 0, 0]


def test_the_command_says_what_it_did_and_what_is_wrong(cast, tom, at, tmp_path):
    out = io.StringIO()
    answer = import_command(BROKEN, person_email="tom@zicht.example", purpose="register_keeping", at=at, out=out)
    assert answer == FINDINGS
    assert "10 bevindingen. Er is niets ingelezen." in out.getvalue()
    assert "reporter_group" in out.getvalue()
    one = tmp_path / "one.csv"
    one.write_bytes(b"%PDF-1.7\n")
    out = io.StringIO()
    assert (
        import_command(one, person_email="tom@zicht.example", purpose="register_keeping", at=at, out=out) == FINDINGS
    )
    assert "1 bevinding. Er is niets ingelezen." in out.getvalue()
    out = io.StringIO()
    answer = import_command(GOLDEN, person_email="tom@zicht.example", purpose="register_keeping", at=at, out=out)
    assert answer == OK
    assert "7323 rijen" in out.getvalue()


def test_the_command_checks_a_file_and_tells_what_will_count_as_unknown(cast, tom, at, tmp_path):
    place = tmp_path / "some.csv"
    place.write_bytes(SMALL + b"k9,,NL,2019,police\n")
    out = io.StringIO()
    who = {"person_email": "tom@zicht.example", "purpose": "register_keeping", "at": at, "out": out}
    assert import_command(place, **who, options=ReadOptions(check=True)) == OK
    assert "CSV: 3 meldingen over 2 personen." in out.getvalue()
    assert "Telt als onbekend: 1." in out.getvalue()
    assert "(eerste rijen: 4)" in out.getvalue()
    with acting(tom.context(at)):
        assert stored() == [0, 0, 0, 0]
    assert import_command(place, **who, options=ReadOptions(reporter="nobody")) == WRONG_USE


@pytest.mark.parametrize(("email", "purpose"), [
    ("tom@zicht.example", "analysis"), ("noor@zicht.example", "register_keeping"),
    ("nobody@zicht.example", "register_keeping"), ("tom@zicht.example", "curiosity"),
])  # fmt: skip
def test_the_command_needs_a_registrar_with_the_purpose(cast, at, email, purpose):
    out = io.StringIO()
    assert import_command(GOLDEN, person_email=email, purpose=purpose, at=at, out=out) == WRONG_USE
    assert out.getvalue()
