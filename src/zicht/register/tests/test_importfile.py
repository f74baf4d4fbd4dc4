# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A register file is read whole or not at all, and every fault says where it is and what to do."""

import csv
import io
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from zicht.register.importfile import MOST_FINDINGS, describe_columns, parse

FILES = Path(__file__).parents[4] / "tests" / "fixtures" / "register"
TODAY = date(2026, 11, 21)
HEAD = "victim_key,forms,nationality,year,reporter_group"


def read(text, encoding="utf-8"):
    return parse(text.encode(encoding), today=TODAY)


def faults(result):
    assert result.rows == ()
    assert not result.ok
    assert all(finding.problem and finding.remedy for finding in result.findings)
    return [(finding.row, finding.column) for finding in result.findings]


def test_ten_faults_give_ten_findings_and_no_rows():
    result = parse((FILES / "broken_ten_faults.csv").read_bytes(), today=TODAY)
    assert faults(result) == [
        (3, "forms"), (4, "nationality"), (5, "year"), (6, "reporter_group"), (7, "age"), (8, "manners"),
        (9, "police_unit"), (10, None), (11, "nationality"), (12, "delivery_reference"),
    ]  # fmt: skip
    assert "police" in result.findings[3].remedy
    assert "rij 2" in result.findings[8].problem


def test_no_finding_repeats_a_victim_key():
    result = parse((FILES / "broken_ten_faults.csv").read_bytes(), today=TODAY)
    assert "V9000" not in repr(result.findings)


def test_one_row_with_everything_in_any_dress():
    head = "\ufeff Victim_Key ;FORMS;nationality;year;reporter_group;sex;age;police_unit;manners\r\n"
    result = read(
        head
        + 'k-1; su | CU ;nl; 2019;Police;Vrouw;17;Rotterdam;drugs\r\n;;;;;;;;\r\n"k-2";;onbekend;2019;other;;;;\r\n'
    )
    assert result.ok, result.findings
    first, second = result.rows
    assert (first.victim_key, first.forms, first.nationality) == ("k-1", {"SU", "CU"}, "NL")
    assert (first.sex, first.age, first.police_unit, first.manners) == ("female", 17, "rotterdam", {"drugs"})
    assert (second.forms, second.nationality, second.age, second.row) == (frozenset(), None, None, 4)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", (None, None)),
        (HEAD + "\n", (None, None)),
        (HEAD + ",group\nk,SU,NL,2019,police,AU\n", (1, "group")),
        (HEAD + ",agee\nk,SU,NL,2019,police,4\n", (1, "agee")),
        (HEAD + ",year\nk,SU,NL,2019,police,2019\n", (1, "year")),
        ("victim_key,forms,nationality,year\nk,SU,NL,2019\n", (1, "reporter_group")),
        (HEAD + "\nk,SU,NL,2019,police,extra\n", (2, None)),
        (HEAD + "\n,SU,NL,2019,police\n", (2, "victim_key")),
        (HEAD + "\nJan Jansen,SU,NL,2019,police\n", (2, "victim_key")),
        (HEAD + "\n111222333,SU,NL,2019,police\n", (2, "victim_key")),
        (HEAD + "\nk,SU,,2019,police\n", (2, "nationality")),
        (HEAD + "\nk,SU,NL,1900,police\n", (2, "year")),
        (HEAD + "\nk,SU,NL,19,police\n", (2, "year")),
        (HEAD + "\nk,SU||AU,NL,2019,police\n", (2, "forms")),
        (HEAD + ",age\nk,SU,NL,2019,police,121\n", (2, "age")),
        (HEAD + "\n@k,SU,NL,2019,police\n", (2, "victim_key")),
        (HEAD + "\nk,SU,NL,2019,police\nk,AU,NL,2019,police\n", (3, "victim_key")),
        (HEAD + '\nk,SU,NL,2019,police\nk2,"SU,NL,2019,police\n', (3, None)),
        (HEAD + ",delivery_reference\nk,SU,NL,2019,police," + "x" * 201 + "\n", (2, "delivery_reference")),
    ],
)
def test_each_fault_has_its_place(text, place):
    assert faults(read(text)) == [place]


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16")])
def test_wrong_encoding_is_named_with_the_way_out(encoding, name):
    result = read(HEAD + ",delivery_reference\nk,SU,NL,2019,police,Zoë\n", encoding)
    faults(result)
    assert name in result.findings[0].problem
    assert "UTF-8" in result.findings[0].remedy


@pytest.mark.parametrize("content", [
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", b"PK\x03\x04\x14\x00\x06\x00\x08\x00xl/workbook.xml",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG\r\n\x1a\n\x00", b"\x1f\x8b\x08\x00", b"\x01\x02,\x03\n1,2\n",
])  # fmt: skip
def test_what_is_no_text_gives_one_finding_with_the_way_out(content):
    result = parse(content, today=TODAY)
    assert faults(result) == [(None, None)]
    assert result.findings[0].problem == "Dit is geen CSV-bestand."
    assert "CSV UTF-8" in result.findings[0].remedy


def test_an_unknown_code_names_its_list_in_words():
    result = read(f"{HEAD}\nk1,SU,Nederlandia,2019,police\n")
    assert "'Landen en nationaliteiten'" in result.findings[0].problem
    assert "countries" not in repr(result.findings)


def test_two_units_of_the_police_are_no_duplicate_and_unknown_is_no_conflict():
    text = HEAD + ",police_unit\nk,SU,unknown,2019,police,rotterdam\nk,SU,NL,2019,police,amsterdam\n"
    assert read(text).ok
    later = text + "k,SU,BG,2019,other,\n"
    assert faults(read(later)) == [(4, "nationality")]


def test_a_hopeless_file_stops_early():
    result = read(HEAD + "\n" + "k,SU,NL,1,police\n" * 5000)
    assert len(faults(result)) == MOST_FINDINGS + 1


def test_a_large_file_is_read_row_by_row():
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD.split(","))
    writer.writerows([f"V{number:06d}", "SU|CU", "NL", "2019", "police"] for number in range(20_000))
    data = text.getvalue().encode()
    tracemalloc.start()
    result = parse(io.BytesIO(data), today=TODAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(result.rows) == 20_000
    assert peak < 40_000_000  # about a kilobyte a row, kept rows included


def test_the_digest_is_of_the_bytes():
    import hashlib

    data = (HEAD + "\nk,SU,NL,2019,police\n").encode()
    assert parse(data, today=TODAY).digest == hashlib.sha256(data).hexdigest()


def test_every_column_is_described():
    described = {column["name"]: column for column in describe_columns()}
    assert described["reporter_group"]["required"] == "ja"
    assert "SU" in described["forms"]["codes"]
    assert all(column["help"] for column in described.values())
