# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reading a file at once gives what reading it row by row gives, for good files and for bad ones."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zicht.register import fileframe
from zicht.register.columns import COLUMNS
from zicht.register.fileframe import read
from zicht.register.importfile import parse
from zicht.register.reportframe import frame_of

FILES = Path(__file__).parents[4] / "tests" / "fixtures" / "register"
SRC = Path(__file__).parents[3]
TODAY = date(2026, 11, 21)
HEAD = "victim_key,forms,nationality,year,reporter_group"
CELLS = {
    "victim_key": ["k1", "k2", " k3 ", "year", "111222333", "123456789", "Jan Jansen", ""],
    "forms": ["SU", "su | CU", "", "unknown", "SU|SU", "XX", "SU||AU"],
    "nationality": ["NL", "bg", "unknown", "onbekend", "", "ZZ"],
    "year": ["2019", " 2015", "2016", "19", "2019-01-02", "2030"],
    "reporter_group": ["police", "Police", "emm", "other", "unknown"],
    "sex": ["f", "man", "", "Z"],
    "age": ["17", "", "0", "23,5", "200"],
    "sectors_sexual": ["", "window", "home|street"],
    "sectors_labour": ["", "agriculture"],
    "manners": ["", "drugs", "drugs|theft"],
    "police_unit": ["", "rotterdam", "Amsterdam", "unknown"],
    "reported_on": ["", "2019-03-14", "2016-01-02", "2026-12-01", "14-03-2019", "2019-02-30"],
    "reflection_offered_on": ["", "2019-03-01", "unknown", "2027-01-01", "eerst"],
    "reflection_accepted_on": ["", "2019-03-04", "2019-02-01", "2026-12-31", "2019"],
    "signs": ["", "unpaid", "coercion|unpaid", "XX"],
    "dublin": ["", "yes", "no", "lapsed", "unknown", "XX"],
    "dublin_country": ["", "DE", "unknown", "ZZ"],
    "channel": ["", "unknown", "XX"],
    "platform_type": ["", "unknown", "XX"],
    "cyber_role": ["", "unknown", "XX"],
    "help_kinds": ["", "unknown", "XX"],
    "outcome": ["", "unknown", "XX"],
    "episodes": [
        "",
        "NL:GM0344:2018-03:2019|BE",
        "unknown",
        "BE:GM0344",
        "NL::2019:2018",
        "NL::2019-13",
        "a:b:c:d:e",
    ],
    "corrects": ["", "yes", "Ja", "no", "unknown"],
    "delivery_reference": ["", "2019-03", "age", "=1+1", 'a"b', "\x1c", "x" * 201],
}


def same(content):
    """The frame and the row reader agree; gives the frame."""
    rows, frame = parse(content, today=TODAY), read(content, today=TODAY)
    assert (frame.ok, frame.findings) == (rows.ok, rows.findings)
    assert frame.reports.equals(frame_of(rows.rows))
    if rows.ok:
        assert frame.digest == rows.digest
    return frame


def at_once(content):
    """Whether the file is read without the row reader reading all of it."""
    try:
        fileframe.look(fileframe.texts_of(content), TODAY)
    except fileframe.NotPlainError:
        return False
    return True


def test_the_golden_file_is_read_at_once():
    content = (FILES / "golden_2015_2019.csv").read_bytes()
    assert at_once(content)
    assert len(same(content).reports) == content.count(b"\n") - 1


def test_a_file_with_faults_gives_the_findings_of_the_row_reader_and_no_rows():
    frame = read(FILES / "broken_ten_faults.csv", today=TODAY)
    assert (len(frame.findings), len(frame.reports)) == (10, 0)


@st.composite
def files(draw):
    """A file in some dress: mostly good cells, so that good files are among them."""
    names = draw(st.permutations([column.name for column in COLUMNS]))
    names = [n for n in names if n in HEAD or draw(st.booleans())]
    good = draw(st.booleans())
    cell = {n: st.sampled_from(CELLS[n][:3] if good else CELLS[n]) for n in names}
    rows = draw(st.lists(st.tuples(*[cell[n] for n in names]), max_size=6))
    separator, end = draw(st.sampled_from([",", ";", "\t"])), draw(st.sampled_from(["\n", "\r\n"]))
    quote = draw(st.sampled_from(["", '"']))
    lines = [separator.join(f"{quote}{cell}{quote}" for cell in row) for row in [names, *rows]]
    lines += draw(st.sampled_from([[], [""], [separator * (len(names) - 1)], ["k9"], ["\r"]]))
    return draw(st.sampled_from(["", "\ufeff"])).encode() + end.join(lines).encode()


@given(files())
@settings(max_examples=150, deadline=None)
def test_every_file_means_the_same_read_either_way(content):
    same(content)


@given(st.text(alphabet='k1,;"\n\r SUNL2019police', max_size=60))
@example('"a\nk,SU,NL,2019,police')
@example('k1,"SU",NL,2019,"police"\n"k2",SU,NL,2019,police')
@example("k1,SU,NL,2019,police\nk1,SU,NL,2019\nk1,SU,NL,2019,police,x")
@settings(max_examples=150, deadline=None)
def test_every_text_below_a_header_means_the_same_read_either_way(text):
    same(f"{HEAD}\n{text}".encode())


def test_quoted_cells_are_read_at_once():
    assert at_once(f'{HEAD}\r\n"k1","SU","NL","2019","police"\r\n'.encode())


@pytest.mark.parametrize("row", ["k1,SU,BG,2019,other", "k1,SU,NL,2019,police", "k2,SU,NL,2019,police,x", "k2,SU,NL"])
def test_what_the_rows_say_together_is_checked(row):
    assert not same(f"{HEAD}\nk1,SU,NL,2019,police\n{row}\n".encode()).ok


def test_many_rows_are_read_at_once_and_one_fault_among_them_is_named():
    lines = [f"V{number:06d},SU|CU,NL,2019,police" for number in range(50_000)]
    assert at_once("\n".join([HEAD, *lines]).encode())
    lines[40_000] = lines[40_000].replace("2019", "04-05-2019")
    assert at_once("\n".join([HEAD, *lines]).encode())
    found = read("\n".join([HEAD, *lines]).encode(), today=TODAY)
    assert [(f.row, f.column, f.problem) for f in found.findings] == [
        (40_002, "year", "Dit is een datum, geen jaartal.")
    ]


def test_a_figure_can_be_read_from_a_plain_file_without_django():
    code = (
        "from datetime import date; from pathlib import Path; from zicht.register.extract import read_file;"
        f"print(len(read_file(Path({str(FILES / 'golden_2015_2019.csv')!r}), today=date(2026, 11, 21)).reports));"
        "import sys; assert 'django' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(SRC)}, check=False
    )
    assert int(done.stdout or 0) > 6000, done.stderr
