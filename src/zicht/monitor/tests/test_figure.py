# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The figure counts what the source printed, says what it counts, and looks the same in every form."""

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from zicht.monitor.chart import PHONE, WIDE, chart, phone_chart
from zicht.monitor.disclosure import HIDDEN, UnprotectedTableError, protect
from zicht.monitor.export import cell_text, to_csv
from zicht.monitor.rules import victims_per_form_per_year, victims_per_group_per_year

GOLDEN = Path(__file__).parents[4] / "tests" / "fixtures" / "register" / "golden_2015_2019.csv"
PERIOD = {"first_year": 2015, "last_year": 2019, "scope": "region", "place": "Regio Voorbeeld"}


@dataclass
class Person:
    year: int
    forms: frozenset[str]
    nationality: str | None


@pytest.fixture(scope="module")
def people():
    """Counted from the file without the register's own rules, so that the two can disagree."""
    forms, country, counted = defaultdict(set), {}, set()
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["reporter_group"] in ("emm", "om"):
                continue
            who = (row["year"], row["victim_key"])
            counted.add(who)
            forms[who] |= {form for form in row["forms"].split("|") if form != "unknown"}
            if row["nationality"] != "unknown":
                country[who] = row["nationality"]
    return [Person(int(who[0]), frozenset(forms[who]), country.get(who)) for who in sorted(counted)]


def numbers(table):
    return {head.code: [cell.count for cell in row] for head, row in zip(table.rows, table.cells, strict=True)}


def test_groups_add_up_to_the_published_margins(people):
    found = numbers(protect(victims_per_group_per_year(people, **PERIOD)))
    assert {code: row[-1] for code, row in found.items()} == {
        "BL-SU": 1178, "GO-SU": 1893, "AU": 1018, "CU": 321, "ON": 650, "total": 5060,
    }  # fmt: skip
    assert found["total"] == [1150, 952, 956, 668, 1334, 5060]
    assert found["CU"][3:5] == [35, 195]


def test_forms_overlap_and_are_not_added(people):
    table = protect(victims_per_form_per_year(people, **PERIOD))
    found = numbers(table)
    assert (found["any-SU"][-1], found["any-AU"][-1], found["any-CU"][-1]) == (3148, 1088, 548)
    assert found["any-CU"][4] == 331
    assert found["total"][-1] == 5060
    assert not table.rows_add


def test_years_outside_the_period_do_not_count(people):
    table = victims_per_group_per_year(people, **(PERIOD | {"first_year": 2018}))
    assert numbers(table)["total"] == [668, 1334, 2002]


def test_every_figure_says_what_it_is(people):
    text = to_csv(protect(victims_per_group_per_year(people, **PERIOD)))
    for word in (
        "Regio Voorbeeld",
        "niet voor publicatie",
        "slachtoffers",
        "2015-2019",
        "EMM",
        "geen landelijk cijfer",
    ):
        assert word in text
    national = to_csv(
        protect(victims_per_group_per_year(people, **(PERIOD | {"scope": "national", "place": "Nederland"})))
    )
    assert "landelijk: Nederland" in national
    assert "geen landelijk cijfer" not in national


def test_nothing_unprotected_leaves(people):
    table = victims_per_group_per_year(people, **PERIOD)
    with pytest.raises(UnprotectedTableError):
        to_csv(table)
    with pytest.raises(UnprotectedTableError):
        chart(table, chart_id="a")


def test_page_and_file_use_the_same_word(people):
    table = protect(victims_per_group_per_year(people[::23], **PERIOD))
    hidden = [cell for row in table.cells for cell in row if cell.hidden]
    assert hidden
    assert {cell_text(cell) for cell in hidden} == {HIDDEN}
    rows = list(csv.reader(io.StringIO(to_csv(table)), delimiter=";"))[-len(table.rows) :]
    assert [row[2::2] for row in rows] == [[cell_text(cell) for cell in row] for row in table.cells]


def test_a_place_like_a_formula_is_made_harmless(people):
    table = protect(replace(victims_per_group_per_year(people, **PERIOD), title_nl="=1+1"))
    assert "# Titel;'=1+1" in to_csv(table)


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_the_picture_fits_is_named_and_shows_no_hidden_number(people, width):
    table = protect(victims_per_group_per_year(people[::23], **PERIOD))
    svg = chart(table, chart_id=f"c{width}", width=width)
    head = re.match(r'<svg[^>]*width="(\d+)"[^>]*role="img" aria-labelledby="(\S+) (\S+)">', svg)
    assert head
    assert int(head[1]) <= width
    assert f'<title id="{head[2]}">' in svg
    assert f'<desc id="{head[3]}">' in svg
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    inside = [cell for row in table.cells[:-1] for cell in row[:-1]]
    assert texts.count(HIDDEN) == sum(cell.hidden for cell in inside)
    assert sorted(t for t in texts if re.fullmatch(r"\d{1,3}", t)) == sorted(
        str(c.count) for c in inside if not c.hidden
    )
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)) >= 13
    assert "<script" not in svg
    assert "<style" not in svg


def test_numbers_are_written_the_dutch_way_and_a_picture_is_always_the_same(people):
    many = [Person(2019, frozenset({"AU"}), None)] * 1200
    table = protect(victims_per_group_per_year(many, **PERIOD))
    assert ">1.200<" in phone_chart(table, chart_id="a")
    assert phone_chart(table, chart_id="a") == phone_chart(table, chart_id="a")
