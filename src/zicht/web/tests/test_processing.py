# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The register of processing knows every field about somebody; a new field without an activity does not pass."""

import io
from collections import Counter

import pikepdf
import pytest
from django.db import models
from django.test.utils import isolate_apps

from zicht.access.thirdparty import IN_WORDS, TABLES
from zicht.base.fields import internal, personal
from zicht.reference.lists import code_list
from zicht.web.privacy import documents
from zicht.web.privacy.activities import CLASSES, NoActivity, activities, held_fields, libraries


def test_every_field_about_somebody_stands_in_exactly_the_activities_of_its_table():
    found = activities()
    for field in held_fields():
        mine = {one.code for one in found if field in one.fields}
        same_table = {one.code for one in found if any(f.table == field.table for f in one.fields)}
        assert mine, field
        assert mine == same_table
    assert max(Counter(f for one in found for f in one.fields).values()) <= 4


def test_every_activity_holds_something_and_names_what_the_law_asks():
    for one in activities():
        assert one.fields, one.code
        assert all((one.purposes, one.bases, one.subjects, one.receivers, one.terms)), one.code
        assert "onbekende code" not in str(one)
    assert {e.status for e in code_list("processing_activities").entries} == {"to_be_confirmed"}


def test_tables_of_libraries_are_told_in_words():
    about_somebody = {name for name, table in TABLES.items() if table.data_class in CLASSES}
    assert set(IN_WORDS) == about_somebody
    assert {what for what, _ in libraries()} == set(IN_WORDS.values())


def test_the_assessment_counts_every_class_once():
    (part,) = [p for p in documents.dpia().parts if p.title.startswith("A2")]
    assert [row[0] for row in part.rows] == list(CLASSES.values())
    assert sum(int(row[1]) for row in part.rows) == len(set(held_fields()))


@isolate_apps("zicht.casework")
def test_a_planted_field_without_an_activity_fails():
    class Planted(models.Model):
        key = internal(models.BigAutoField(primary_key=True))
        name = personal(models.TextField())

        class Meta:
            app_label = "casework"

    with pytest.raises(NoActivity, match=r"casework\.Planted\.name"):
        activities([Planted])


@pytest.mark.parametrize("make", [documents.register, documents.dpia])
def test_both_are_accessible_and_say_what_is_open(make, at):
    paper = make()
    assert documents.OPEN in documents.markdown(paper)
    assert "bevestigen" in documents.markdown(paper)
    with pikepdf.open(io.BytesIO(documents.pdf(paper, at=at))) as pdf, pdf.open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == paper.title


def test_the_commands_write_files(tmp_path, capsys):
    from zicht.web.cli import main

    assert main(["privacy", "register", str(tmp_path)]) == 0
    assert main(["privacy", "dpia", str(tmp_path)]) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"{n}.{k}" for n in ("verwerkingsregister", "dpia") for k in ("md", "ods", "csv", "pdf")}
