# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The working figure as an analyst sees it: the published numbers, the same in page and file, small ones hidden."""

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.register.actions import Incoming, receive_report
from zicht.register.importing import import_reports
from zicht.register.judging import Ground

pytestmark = [pytest.mark.django_db, pytest.mark.database]

GOLDEN = Path(__file__).parents[1] / "fixtures" / "register" / "golden_2015_2019.csv"
HEAD = "victim_key,forms,nationality,year,reporter_group\n"
GROUPS = {
    "BL-SU": "Binnenlandse seksuele uitbuiting", "GO-SU": "Grensoverschrijdende seksuele uitbuiting",
    "AU": "Arbeidsuitbuiting", "CU": "Criminele uitbuiting", "ON": "Onbekend", "total": "Totaal",
}  # fmt: skip
ROW = re.compile(r'<tr class="mon-[a-z]+"><th scope="row">(.*?)</th>(.*?)</tr>', re.S)
CELL = re.compile(r'<td class="mon-number(?: mon-hidden)?">([^<]*?)(?: <span class="mon-share">[^<]*</span>)?</td>')


@pytest.fixture(autouse=True)
def clock(monkeypatch, at):
    monkeypatch.setattr("zicht.access.middleware.now", lambda: at + timedelta(hours=1))


@pytest.fixture
def load(cast, actor, at):
    def take_in(content):
        tom = actor("tom", Purpose.REGISTER_KEEPING)
        with acting(tom.context(at)):
            return import_reports(actor=tom, unit=cast.unit_of("tom"), content=content, at=at)

    return take_in


@pytest.fixture
def browser(client_for):
    return client_for("yara")


def rows(key, form, nationality, year, count):
    return "".join(f"{key}{n},{form},{nationality},{year},police\n" for n in range(count))


def page_cells(browser, query=""):
    text = browser.get("/cijfers/werkcijfer/" + query).content.decode()
    lines = dict(ROW.findall(text))
    return {code: [c.replace(".", "") for c in CELL.findall(lines[words])] for code, words in GROUPS.items()}


def file_cells(browser, query=""):
    text = browser.get("/cijfers/werkcijfer/bestand/" + query).content.decode("utf-8-sig")
    lines = [line for line in csv.reader(io.StringIO(text), delimiter=";") if line and not line[0].startswith("#")]
    return {line[0]: line[2::2] for line in lines[1:]}


def test_the_published_numbers_stand_on_the_page(browser, load):
    load(GOLDEN)
    cells = page_cells(browser)
    assert cells["total"] == ["1150", "952", "956", "668", "1334", "5060"]
    totals = {code: row[-1] for code, row in cells.items()}
    assert totals == {
        "BL-SU": "1178", "GO-SU": "1893", "AU": "1018", "CU": "321", "ON": "650", "total": "5060",
    }  # fmt: skip
    assert cells["CU"][3:5] == ["35", "195"]


def test_page_and_file_say_the_same_in_every_cell(browser, load):
    content = rows("a", "SU", "NL", 2018, 1200) + rows("b", "AU", "PL", 2019, 31) + rows("c", "CU", "NL", 2020, 4)
    load((HEAD + content + rows("d", "SU", "PL", 2020, 40) + rows("e", "CU", "PL", 2019, 3)).encode())
    for query in ("", "?van=2018&tot=2019", "?van=2019&tot=2019", "?van=2020&tot=2018", "?van=x&tot=9999"):
        cells = page_cells(browser, query)
        assert "afgeschermd" in str(cells)
        assert cells == file_cells(browser, query)


def test_small_numbers_are_hidden_in_page_and_file(browser, load):
    content = rows("a", "SU", "NL", 2020, 4) + rows("b", "AU", "PL", 2020, 31) + rows("c", "CU", "NL", 2020, 17)
    load((HEAD + content).encode())
    for cells in (page_cells(browser), file_cells(browser)):
        assert cells["BL-SU"][0] == "afgeschermd"
        assert cells["total"][0] in {"52", "afgeschermd"}
        hidden = [code for code in ("BL-SU", "AU", "CU", "total") if cells[code][0] == "afgeschermd"]
        assert len(hidden) >= 2  # one alone could be computed from the total
    assert "het kan naar een persoon wijzen" in browser.get("/cijfers/werkcijfer/").content.decode()


def test_no_two_periods_together_give_a_hidden_cell_away(browser, load):
    content = HEAD + "".join(
        rows(f"{year}{form}", form, "NL", year, count)
        for year, form, count in [
            (2018, "AU", 40), (2018, "CU", 30), (2019, "AU", 25), (2019, "CU", 14), (2020, "AU", 33), (2020, "CU", 3),
        ]
    )  # fmt: skip
    load(content.encode())
    whole = page_cells(browser, "?van=2018&tot=2020")
    assert whole["CU"][2] == "afgeschermd"
    for query, places in (
        ("?van=2018&tot=2019", [0, 1]),
        ("?van=2019&tot=2020", [1, 2]),
        ("?van=2020&tot=2020", [2]),
    ):
        part = page_cells(browser, query)
        for code, cells in part.items():
            assert cells[:-1] == [whole[code][p] for p in places]
            assert (cells[-1] == "afgeschermd") == ("afgeschermd" in cells[:-1])


def test_a_small_year_hides_nothing_in_other_years(browser, load):
    content = rows("a", "AU", "PL", 2018, 40) + rows("b", "CU", "NL", 2018, 11) + rows("c", "CU", "NL", 2019, 3)
    load((HEAD + content + rows("d", "AU", "PL", 2021, 12)).encode())
    cells = page_cells(browser, "?van=2018&tot=2021")
    assert [cells[code][0] for code in ("AU", "CU", "total")] == ["40", "11", "51"]
    assert {row[1] for row in cells.values()} == {"afgeschermd"}  # three victims in the whole year
    assert {row[2] for row in cells.values()} == {"0"}  # nobody was reported
    assert cells["AU"][3] == "12"
    assert {row[4] for row in cells.values()} == {"afgeschermd"}


def test_one_accepted_report_moves_a_cell_from_31_to_32_and_a_waiting_one_does_not(browser, load, cast, actor, at):
    load((HEAD + rows("a", "SU", "PL", 2026, 31) + rows("b", "AU", "PL", 2026, 40)).encode())
    assert page_cells(browser)["GO-SU"] == ["31", "31"]
    tom = actor("tom", Purpose.REGISTER_KEEPING)

    def report(nationality, message):
        ground = Ground(answer="given", given_by="self", on="2026-11-10", language="pl", text_version="1")
        with acting(tom.context(at)):
            receive_report(
                actor=tom, unit=cast.unit_of("tom"), message=message, digest="0" * 64, at=at,
                sender=cast.unit_of("fatima").organisation,
                incoming=Incoming(year=2026, forms=("SU",), nationality=nationality, ground=ground),
            )  # fmt: skip

    report("", "6f1c7f1e-0000-4000-8000-000000000001")
    assert page_cells(browser)["GO-SU"] == ["31", "31"]
    report("PL", "6f1c7f1e-0000-4000-8000-000000000002")
    assert page_cells(browser)["GO-SU"] == ["32", "32"]


def test_departures_from_reception_stand_apart_and_small_ones_are_hidden(browser, load, client_for):
    load((HEAD + rows("a", "AU", "PL", 2024, 20) + rows("b", "AU", "PL", 2025, 20)).encode())
    before = page_cells(browser)
    assert "Vertrokken uit de opvang" not in browser.get("/cijfers/werkcijfer/").content.decode()
    tom = client_for("tom")
    for year, number in ((2024, 3), (2025, 11)):
        for _ in range(number):
            tom.post("/register/vertrokken/", {"year": year})
    text = browser.get("/cijfers/werkcijfer/").content.decode()
    apart = re.findall(r"<dt>(\d{4})</dt><dd>(\w+)</dd>", text)
    assert apart == [("2024", "afgeschermd"), ("2025", "11")]
    assert page_cells(browser) == before


def test_what_is_known_only_through_emm_is_left_out(browser, load):
    load((HEAD + rows("a", "AU", "PL", 2020, 20) + "e1,AU,PL,2020,emm\n").encode())
    assert page_cells(browser)["AU"][0] == "20"


def test_the_figure_says_what_it_is(browser, load):
    load((HEAD + rows("a", "AU", "PL", 2015, 20) + rows("b", "AU", "PL", 2019, 20)).encode())
    text = browser.get("/cijfers/werkcijfer/").content.decode()
    for words in (
        "Niet voor publicatie", "werkcijfer - niet voor publicatie", "regio Waterlinde, 2015-2019", "slachtoffers",
        "alleen eigen meldingen", "zonder wie alleen via EMM bekend is",
        "slachtoffermonitor-2015-2019/1", "<svg", 'role="img"',
    ):  # fmt: skip
        assert words in text
    assert text.count("<svg") >= 2  # a picture for a wide screen and one for a telephone
    assert 'style="' not in text


def test_the_file_has_a_safe_name_and_its_declaration(browser, load):
    load((HEAD + rows("a", "AU", "PL", 2015, 20) + rows("b", "AU", "PL", 2019, 20)).encode())
    answer = browser.get("/cijfers/werkcijfer/bestand/?van=2015&tot=2019")
    assert answer["Content-Disposition"] == 'attachment; filename="werkcijfer-victims-group-year-2015-2019.csv"'
    text = answer.content.decode("utf-8-sig")
    assert "# Eenheid;slachtoffers" in text
    assert "werkcijfer - niet voor publicatie" in text


def test_an_empty_register_says_so(browser):
    answer = browser.get("/cijfers/werkcijfer/")
    assert "Nog geen cijfer" in answer.content.decode()
    assert browser.get("/cijfers/werkcijfer/bestand/").status_code == 404


@pytest.mark.parametrize("who", ["noor", "fatima", "joris", "tom", "bas", "lotte", "ruben", "marijke"])
def test_strangers_find_no_figure(client_for, load, who):
    load((HEAD + rows("a", "AU", "PL", 2020, 20)).encode())
    client = client_for(who)
    assert client.get("/cijfers/werkcijfer/").status_code == 404
    assert client.get("/cijfers/werkcijfer/bestand/").status_code == 404


def test_the_page_asks_as_often_for_many_reports_as_for_few(browser, load, django_assert_max_num_queries):
    load((HEAD + rows("a", "AU", "PL", 2020, 500)).encode())
    with django_assert_max_num_queries(25):
        browser.get("/cijfers/werkcijfer/")


def test_years_that_the_register_does_not_have_are_answered_with_a_notice(browser, load):
    load(GOLDEN)
    notice = "Deze jaren kloppen niet. U ziet 2015 tot en met 2019."
    for query in ("?van=x&tot=", "?van=0&tot=9999", "?tot=\u0662\u0660\u0661\u0669"):
        assert notice in browser.get("/cijfers/werkcijfer/" + query).content.decode()
    for query in ("", "?van=&tot=", "?van=2016&tot=2018", "?van=2018&tot=2016"):
        assert "kloppen niet" not in browser.get("/cijfers/werkcijfer/" + query).content.decode()
