# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Why it changed, as it is published: picture, table, sentence and CSV say the same numbers."""

import csv
import io
import json
import re

import pytest
from python_calamine import load_workbook

from zicht.monitor.disclosure import MINIMUM_BASE, UnprotectedTableError
from zicht.monitor.editions import tables_json
from zicht.monitor.publishing import files_of, publication_from
from zicht.monitor.publishing.explaining import explained_from, table_rows, waterfall
from zicht.monitor.publishing.report import report_data
from zicht.monitor.publishing.tests.sample import edition, protected

PARTS = [("police", "Politie", "Police", 300, 480), ("kmar", "<Marechaussee>", "<Marechaussee>", 200, 150)]
CHANGE = {
    "base": "reported", "periods": ["2018", "2019"], "before": 668, "after": 1334, "by": ["reporter"],
    "parts": [
        {"facts": {"reporter": code}, "nl": nl, "en": en, "before": before, "after": after}
        for code, nl, en, before, after in PARTS
    ],
    "rest": 536, "nl": "Een zin.", "en": "A sentence.", "protected": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def publication():
    made = edition()
    return publication_from(tables_json(made, protected(made.tables), change=CHANGE))


@pytest.mark.parametrize(("lang", "whole"), [("nl", "1.334"), ("en", "1,334")])
def test_picture_page_and_report_tell_each_step_at_both_widths(publication, lang, whole):
    told = publication.explained
    for width in (720, 360):
        svg = waterfall(told, lang, chart_id="c", width=width)
        assert float(re.search(r'width="([\d.]+)"', svg)[1]) <= width + 40
        assert "<desc" in svg
        for text in ("668", whole, "+180", "\N{MINUS SIGN}50", "+536"):
            assert f">{text}<" in svg
    assert table_rows(told, lang)[1][-1][1:] == ["668", whole, "+666"]
    page = files_of(publication, formats=["html"], lang=[lang])[f"{lang}/index.html"].decode()
    assert {"nl": "Een zin.", "en": "A sentence."}[lang] in page
    assert "<Marechaussee>" not in page
    sections = [each for each in report_data(publication, lang)["sections"] if "2018" in each["title"]]
    assert len(sections) == 1
    assert "+180" in sections[0]["picture"]["alt"]


@pytest.mark.parametrize(("lang", "name"), [("nl", "Verandering"), ("en", "Change")])
def test_workbook_has_a_sheet_with_the_same_numbers(publication, lang, name):
    book = load_workbook(io.BytesIO(files_of(publication, formats=["ods"], lang=[lang])[f"tables.{lang}.ods"]))
    assert book.sheet_names[-2:-1] == [name]
    rows = book.get_sheet_by_name(name).to_python()
    assert rows[-1][1:4] == [668, 1334, 666]
    assert any(name in row for row in book.get_sheet_by_name(book.sheet_names[0]).to_python())


def test_csv_has_a_line_per_part_and_they_add_up(publication):
    files = files_of(publication, formats=["csv"])
    lines = list(csv.DictReader(io.StringIO(files["data/change.csv"].decode())))
    assert [line["kind"] for line in lines] == ["part", "part", "rest", "total"]
    assert sum(int(line["contribution"]) for line in lines[:-1]) == int(lines[-1]["contribution"]) == 666
    columns = json.loads(files["data/change.csv-metadata.json"])["tableSchema"]["columns"]
    assert [each["name"] for each in columns] == list(lines[0])


def test_change_that_was_not_folded_is_refused_and_a_small_one_of_a_region_is_left_out():
    with pytest.raises(UnprotectedTableError):
        explained_from(CHANGE | {"protected": False}, scope="national")
    assert explained_from(CHANGE | {"before": MINIMUM_BASE - 1}, scope="region") is None
    assert explained_from(None, scope="national") is None
