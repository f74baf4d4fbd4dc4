# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The check finds each planted fault, names file, entry and remedy, and survives any file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zicht.reference import lists
from zicht.reference.checkcli import cli_check
from zicht.reference.lists import Finding, check

SOURCES = """
[[source]]
id = "s"
title = "Source"
where = "page 1"
licence = "facts only"
"""
GOOD = """name = "colours"
version = "1"
title_nl = "Kleuren"
title_en = "Colours"
[[entry]]
code = "red"
nl = "Rood"
en = "Red"
valid_from = 2015-01-01
source = "s"
status = "sourced"
"""
SECOND = GOOD[GOOD.index("[[entry]]") :]
Fault = Callable[[str], str]


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    return tmp_path


def findings(room: Path, text: str) -> list[Finding]:
    (room / "colours.toml").write_text(text, encoding="utf-8")
    return check(room)


def test_a_good_list_has_no_findings(room: Path) -> None:
    assert findings(room, GOOD) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda t: t.replace('source = "s"', 'source = "x"'), "unknown source 'x'"),
        (lambda t: t.replace('source = "s"\n', ""), "names no source"),
        (lambda t: t.replace('en = "Red"\n', ""), "no English label"),
        (lambda t: t.replace('nl = "Rood"', 'nl = " "'), "no Dutch label"),
        (lambda t: t.replace('nl = "Rood"', 'nl = "Rood"\nhelp_nl = "Zoals bloed"'), "one language only"),
        (lambda t: t.replace("2015-01-01", '"2015-02-30"'), "'2015-02-30' is no date"),
        (lambda t: t.replace("valid_from = 2015-01-01\n", ""), "no valid_from"),
        (lambda t: t.replace("2015-01-01", "2015-01-01\nvalid_to = 2014-01-01"), "before it begins"),
        (lambda t: t.replace('"sourced"', '"confirmed"'), "status 'confirmed'"),
        (lambda t: t.replace('"sourced"', '"maybe"'), "status 'maybe'"),
        (lambda t: t.replace('"sourced"', '"sourced"\nparent = "blue"'), "parent 'blue' is unknown"),
        (lambda t: t.replace('"sourced"', '"sourced"\nparent = "red"'), "parent 'red' is unknown"),
        (lambda t: t.replace('code = "red"', 'code = "r d"'), "missing or malformed"),
        (lambda t: t.replace('code = "red"', "code = 7"), "code is no text"),
        (lambda t: t.replace('name = "colours"', 'name = "colors"'), "is named 'colors'"),
        (lambda t: t.replace('version = "1"', "version = 1"), "lacks version"),
        (lambda t: "legal = true\n" + t, "is legal and has status 'sourced'"),
        (lambda t: t + 'attributes = { basis_status = "confirmed" }\n', "basis_status says 'confirmed'"),
        (lambda t: 'colour = "x"\n' + t, "unknown key 'colour'"),
        (lambda t: 'parent_list = "shades"\n' + t, "'shades' does not exist"),
        (lambda t: 'rows = "more.csv"\n' + t, "missing rows 'more.csv'"),
        (lambda t: t + SECOND, "duplicate code"),
        (lambda t: t + SECOND.replace("2015", "2019"), "overlapping validity"),
        (lambda t: t[: t.index("[[entry]]")], "no usable entry"),
        (lambda t: t.replace("[[entry]]", "[[entry"), "is not TOML"),
        (lambda t: t[: t.index("[[entry]]")] + "entry = 3\n", "no array of tables"),
    ],
)
def test_each_planted_fault_is_found_with_a_remedy(room: Path, change: Fault, problem: str) -> None:
    found = findings(room, change(GOOD))
    assert [f for f in found if problem in f.problem], found
    assert all(f.file == "colours.toml" and f.remedy for f in found)


def test_the_same_code_may_return_after_it_ended(room: Path) -> None:
    ended = GOOD.replace("2015-01-01", "2015-01-01\nvalid_to = 2018-12-31")
    assert findings(room, ended + SECOND.replace("2015", "2019")) == []


def test_parents_in_another_list_must_exist_and_be_valid_then(room: Path) -> None:
    shades = GOOD.replace('"colours"', '"shades"').replace("2015", "2020")
    (room / "shades.toml").write_text(shades, encoding="utf-8")
    child = 'parent_list = "shades"\n' + GOOD
    assert [f.problem for f in findings(room, child)] == ["has no parent"]
    early = child.replace('"sourced"', '"sourced"\nparent = "red"')
    assert [f.problem for f in findings(room, early)] == ["its parent 'red' is not valid on 2015-01-01"]
    assert findings(room, early.replace("2015", "2021")) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda t: t.replace('title = "Source"', 'title = ""'), "lacks title"),
        (lambda t: t + t, "stands in the file twice"),
    ],
)
def test_a_source_is_whole_and_stands_once(room: Path, change: Fault, problem: str) -> None:
    (room / "sources.toml").write_text(change(SOURCES), encoding="utf-8")
    assert problem in [f.problem for f in findings(room, GOOD)]


def test_a_broken_list_is_not_served(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings(room, GOOD.replace('en = "Red"\n', ""))
    monkeypatch.setattr(lists, "DATA", room)
    for cached in (lists.names, lists.code_list):
        cached.cache_clear()
    try:
        with pytest.raises(lists.BrokenList, match="red: has no English label"):
            lists.code_list("colours")
    finally:
        for cached in (lists.names, lists.code_list):
            cached.cache_clear()


def test_ten_faults_give_ten_findings_in_one_go(room: Path) -> None:
    broken = "".join(SECOND.replace('"red"', f'"c{number}"').replace('source = "s"\n', "") for number in range(10))
    found = findings(room, GOOD + broken)
    assert [f.entry for f in found] == [f"c{number}" for number in range(10)]
    assert len({f.line for f in found}) == 10


def test_bad_toml_names_the_line(room: Path) -> None:
    [found, *_] = findings(room, GOOD.replace('nl = "Rood"', 'nl = "Rood'))
    assert found.line == 7
    assert str(found).startswith("colours.toml:7: -: is not TOML")


def test_rows_of_a_csv_are_checked_with_their_line(room: Path) -> None:
    header = GOOD[: GOOD.index("[[entry]]")] + 'rows = "colours.csv"\n'
    rows = "# a comment\ncode,nl,en,source,status,valid_from\nred,Rood,Red,s,public,2015-01-01\n"
    rows += "blue,Blauw,,s,public,20150\n"
    (room / "colours.csv").write_text(rows, encoding="utf-8")
    found = findings(room, header)
    assert {(f.file, f.line, f.entry) for f in found} == {("colours.csv", 4, "blue")}
    assert len(found) == 2


def test_a_comma_without_quotes_is_found(room: Path) -> None:
    header = GOOD[: GOOD.index("[[entry]]")] + 'rows = "colours.csv"\n'
    rows = "code,nl,en,source,status,valid_from\nred,Rood, fel,Red,s,public,2015-01-01\n"
    (room / "colours.csv").write_text(rows, encoding="utf-8")
    assert any("too many columns" in f.problem for f in findings(room, header))


def test_a_missing_sources_file_and_an_empty_directory_are_findings(tmp_path: Path) -> None:
    problems = [f.problem for f in check(tmp_path)]
    assert "is missing" in problems
    assert "holds no list" in problems


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 30), st.text(max_size=5)).map(
            lambda cut: (GOOD[: cut[0]] + cut[2] + GOOD[cut[0] + cut[1] :]).encode("utf-8", "replace")
        ),
    )
)
def test_no_file_makes_the_check_fall_over(room: Path, content: bytes) -> None:
    (room / "colours.toml").write_bytes(content)
    assert all(str(finding) for finding in check(room))


def test_the_command_prints_findings_and_tells_by_its_code(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli_check([]) == 0
    assert "no findings" in capsys.readouterr().out
    findings(room, GOOD.replace('source = "s"', 'source = "x"'))
    assert cli_check([str(room)]) == 1
    assert capsys.readouterr().out == (
        "colours.toml: red: names the unknown source 'x' -> add it to sources.toml or name another\n"
    )
    assert cli_check(["--help"]) == 2
    assert cli_check([str(room / "absent")]) == 2
