# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every format through one door: known by its content, and every usual fault told with what to do."""

import time
from datetime import date

import pytest

from zicht.register.anyfile import read_any, read_frame
from zicht.register.tests.sheets import Sheet, Wrong, ods, packed, xlsx

TODAY = date(2026, 11, 21)
HEAD = ["victim_key", "forms", "nationality", "year", "reporter_group", "age"]
GOOD = [["k1", "SU|CU", "NL", 2019, "police", 24], ["k2", "", "unknown", "2019", "other", None]]


def csv(rows):
    return "\r\n".join(";".join("" if c is None else str(c) for c in row) for row in rows).encode()


def book(make, *rows, name="Meldingen", **more):
    return make(Sheet(name, [HEAD, *rows], **more))


def told(content, **more):
    """Row, column, and problem with remedy of each fault; nothing may come out."""
    result = read_any(content, today=TODAY, **more)
    assert not result.ok
    assert result.rows == ()
    assert all(f.problem and f.remedy for f in result.findings)
    return [(f.row, f.column, f"{f.problem} {f.remedy}") for f in result.findings if f.is_error]


def one(content, **more):
    found = told(content, **more)
    assert len(found) == 1, found
    return found[0]


SHEETS = pytest.mark.parametrize("make", [xlsx, ods])


@pytest.mark.parametrize(("content", "kind"), [
    (csv([HEAD, *GOOD]), "CSV"), (book(xlsx, *GOOD), "XLSX"), (book(ods, *GOOD), "ODS"),
])  # fmt: skip
def test_one_file_in_three_formats_means_the_same(content, kind):
    result = read_any(content, today=TODAY)
    assert result.ok, result.findings
    assert result.kind == kind
    first, second = result.rows
    assert (first.victim_key, first.forms, first.year, first.age, first.row) == ("k1", {"SU", "CU"}, 2019, 24, 2)
    assert (second.forms, second.nationality, second.age) == (frozenset(), None, None)
    assert read_frame(content, today=TODAY).reports.height == 2


@SHEETS
def test_a_real_date_where_a_year_is_asked(make):
    row, column, words = one(book(make, ["k1", "SU", "NL", date(2019, 5, 4), "police", 24]))
    assert (row, column) == (2, "year")
    assert "Dit is een datum, geen jaartal. Schrijf alleen het jaar" in words


@SHEETS
@pytest.mark.parametrize("text", ["04-05-2019", "2019-05-04", "4 mei 2019", "5/4/19"])
def test_a_date_as_text_where_a_year_is_asked(make, text):
    assert "Dit is een datum" in one(book(make, ["k1", "SU", "NL", text, "police", 24]))[2]


@pytest.mark.parametrize("content", [
    book(xlsx, ["k1", "SU", "NL", 2019, "police", 23.5]), book(ods, ["k1", "SU", "NL", 2019, "police", "23,5"]),
    csv([HEAD, ["k1", "SU", "NL", 2019, "police", "23,5"]]),
])  # fmt: skip
def test_a_decimal_comma(content):
    row, column, words = one(content)
    assert (row, column) == (2, "age")
    assert "hele jaren" in words


def test_a_decimal_comma_between_commas():
    words = one(b"victim_key,forms,nationality,year,reporter_group,age\nk1,SU,NL,2019,police,23,5\n")[2]
    assert "te veel cellen" in words
    assert "zonder komma" in words


@SHEETS
def test_merged_cells(make):
    rows = [["k1", "SU", "NL", 2019, "police", 24], ["k2", "", "NL", 2019, "police", 24]]
    row, column, words = one(book(make, *rows, merged=["B2:B3"]))
    assert (row, column) == (2, "forms")
    assert "samengevoegd" in words
    assert "vul elke cel" in words


@SHEETS
def test_a_formula_that_gives_an_error(make):
    found = told(book(make, ["k1", "SU", "NL", 2019, "police", Wrong()]))
    assert found[0][:2] == (2, "age")
    assert "#REF!" in found[0][2]


@SHEETS
def test_two_rows_of_headers(make):
    words = one(make(Sheet("A", [["Meldingen van 2019"], HEAD, *GOOD])))[2]
    assert "staan in rij 2" in words
    assert "Haal rij 1 weg" in words
    row, _, words = one(make(Sheet("A", [HEAD, HEAD, *GOOD])))
    assert row == 2
    assert "nog een kopregel" in words


def test_two_rows_of_headers_in_a_text_file():
    assert one(csv([HEAD, HEAD, *GOOD]))[0] == 2
    assert "staan in rij 2" in one(csv([["Meldingen van 2019", *[""] * 5], HEAD, *GOOD]))[2]


@SHEETS
def test_sheets_beside_the_one_with_reports_are_named_and_not_read(make):
    notes = Sheet("Uitleg", [["Dit is uitleg"]])
    result = read_any(make(notes, Sheet("M", [HEAD, *GOOD]), Sheet("Oud", [["x"]], hidden=True)), today=TODAY)
    assert result.ok
    assert ["'Uitleg'" in result.notes[0].problem, "verborgen" in result.notes[1].problem] == [True, True]


@SHEETS
def test_two_sheets_with_reports_are_chosen_between(make):
    both = make(Sheet("2018", [HEAD, GOOD[0]]), Sheet("2019", [HEAD, *GOOD]))
    assert "'2018', '2019'" in one(both)[2]
    assert len(read_any(both, today=TODAY, sheet="2018").rows) == 1
    assert "Kies uit" in one(both, sheet="2017")[2]


@SHEETS
def test_a_hidden_sheet_with_reports_is_not_read_by_itself(make):
    assert "verborgen" in one(make(Sheet("M", [HEAD, *GOOD], hidden=True), Sheet("Uitleg", [["x"]])))[2]


@SHEETS
def test_empty_rows_and_cells_beside_the_table(make):
    assert len(read_any(book(make, [None] * 6, GOOD[0], [], GOOD[1], []), today=TODAY).rows) == 2
    assert "te veel cellen" in one(book(make, [*GOOD[0], None, "kijk hier"]))[2]
    assert "leeg" in one(make(Sheet("A", [])))[2]


TEXT = csv([HEAD, *GOOD]).decode()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud Excel-bestand"),
        (b"PK\x03\x04 half", "beschadigd"),
        (packed({"a.txt": "x"}), "ingepakt"),
        (packed({"xl/workbook.xml": "<x"}), "beschadigd"),
        (b"%PDF-1.7\n", "geen CSV"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.replace("k1", "k\xe9").encode("cp1252"), "Windows-1252"),
        (b"", "leeg"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content, word):
    assert word in one(content)[2]


@pytest.mark.parametrize("end", [30, 200, 700, -40])
def test_half_a_file_is_no_file(end):
    for make in (xlsx, ods):
        told(book(make, *GOOD)[:end])


@pytest.mark.parametrize("make", [csv, lambda rows: xlsx(Sheet("M", rows)), lambda rows: ods(Sheet("M", rows))])
def test_one_fault_in_two_hundred_thousand_rows_is_named(make):
    rows = [[f"k{number}", "SU", "NL", 2019, "police", 24] for number in range(200_000)]
    rows[150_000][3] = "2091"
    content = make([HEAD, *rows])
    start = time.perf_counter()
    row, column, words = one(content)
    assert (row, column) == (150_002, "year")
    assert "toekomst" in words
    assert time.perf_counter() - start < 30
