# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The check finds each planted fault, names file, entry and remedy, and survives any file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zicht.reference import checking, lists
from zicht.reference.checkcli import cli_check
from zicht.reference.lists import Finding, check
from zicht.reference.model import SHIPPED
from zicht.reference.reading import DATA

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
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(checking, "SHIPPED", ("colours",))
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
        (lambda t: t.replace('source = "s"', 'source = "x"'), "onbekende bron 'x'"),
        (lambda t: t.replace('source = "s"\n', ""), "noemt geen bron"),
        (lambda t: t.replace('en = "Red"\n', ""), "geen Engelse naam"),
        (lambda t: t.replace('nl = "Rood"', 'nl = " "'), "geen Nederlandse naam"),
        (lambda t: t.replace('nl = "Rood"', 'nl = "Rood"\nhelp_nl = "Zoals bloed"'), "maar een taal"),
        (lambda t: t.replace("2015-01-01", '"2015-02-30"'), "'2015-02-30' is geen datum"),
        (lambda t: t.replace("valid_from = 2015-01-01\n", ""), "geen valid_from"),
        (lambda t: t.replace("2015-01-01", "2015-01-01\nvalid_to = 2014-01-01"), "voor het begin"),
        (lambda t: t.replace('"sourced"', '"confirmed"'), "status 'confirmed'"),
        (lambda t: t.replace('"sourced"', '"maybe"'), "status 'maybe'"),
        (lambda t: t.replace('"sourced"', '"sourced"\nparent = "blue"'), "parent 'blue' is niet bekend"),
        (lambda t: t.replace('"sourced"', '"sourced"\nparent = "red"'), "parent 'red' is niet bekend"),
        (lambda t: t.replace('code = "red"', 'code = "r d"'), "ontbreekt of klopt niet"),
        (lambda t: t.replace('code = "red"', "code = 7"), "code is geen tekst"),
        (lambda t: t.replace('name = "colours"', 'name = "colors"'), "heet 'colors'"),
        (lambda t: t.replace('version = "1"', "version = 1"), "mist version"),
        (lambda t: "legal = true\n" + t, "is juridisch en heeft status 'sourced'"),
        (lambda t: t + 'attributes = { basis_status = "confirmed" }\n', "basis_status zegt 'confirmed'"),
        (lambda t: 'colour = "x"\n' + t, "onbekend woord 'colour'"),
        (lambda t: 'parent_list = "shades"\n' + t, "'shades' bestaat niet"),
        (lambda t: 'rows = "more.csv"\n' + t, "rijen die ontbreken: 'more.csv'"),
        (lambda t: t + SECOND, "staat er dubbel in"),
        (lambda t: t + SECOND.replace("2015", "2019"), "geldt twee keer tegelijk"),
        (lambda t: t[: t.index("[[entry]]")], "geen bruikbare regel"),
        (lambda t: t.replace("[[entry]]", "[[entry"), "is geen TOML"),
        (lambda t: t[: t.index("[[entry]]")] + "entry = 3\n", "geen rij van tabellen"),
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
    assert [f.problem for f in findings(room, child)] == ["heeft geen parent"]
    early = child.replace('"sourced"', '"sourced"\nparent = "red"')
    assert [f.problem for f in findings(room, early)] == ["zijn parent 'red' geldt niet op 2015-01-01"]
    assert findings(room, early.replace("2015", "2021")) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda t: t.replace('title = "Source"', 'title = ""'), "mist title"),
        (lambda t: t + t, "staat twee keer in het bestand"),
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
        with pytest.raises(lists.BrokenList, match="red: heeft geen Engelse naam"):
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
    assert str(found).startswith("colours.toml:7: -: is geen TOML (teken ")


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
    assert any("te veel kolommen" in f.problem for f in findings(room, header))


def test_a_missing_sources_file_and_an_empty_directory_are_findings(tmp_path: Path) -> None:
    problems = [f.problem for f in check(tmp_path)]
    assert "ontbreekt" in problems
    assert "bevat geen lijst" in problems


def test_an_absent_list_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "lists"
    shutil.copytree(DATA, copy)
    (copy / "urgency.toml").unlink()
    (found,) = check(copy)
    assert str(found) == "urgency.toml: -: ontbreekt -> zet de lijst terug: Zicht kan niet zonder"


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
    with pytest.MonkeyPatch.context() as whole:
        whole.setattr(checking, "SHIPPED", SHIPPED)
        assert cli_check([]) == 0
    assert "geen bevindingen" in capsys.readouterr().out
    findings(room, GOOD.replace('source = "s"', 'source = "x"'))
    assert cli_check([str(room)]) == 1
    assert capsys.readouterr().out == (
        "colours.toml: red: noemt de onbekende bron 'x' -> zet die in sources.toml of noem een andere\n"
    )
    assert cli_check(["--help"]) == 2
    assert cli_check([str(room / "absent")]) == 2
