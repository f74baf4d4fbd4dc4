# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""`zicht monitor build` and `compare` on plain files: no Django, no database."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from zicht.monitor import making
from zicht.monitor.editions import Edition
from zicht.monitor.protecting import Protected
from zicht.web.cli import main

GOLDEN = Path("tests/fixtures/register/golden_2015_2019.csv").resolve()
BROKEN = Path("tests/fixtures/register/broken_ten_faults.csv").resolve()


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    out = tmp_path_factory.mktemp("made") / "monitor-2019"
    assert main(["monitor", "build", "--input", str(GOLDEN), "--edition", "2015-2019", "--out", str(out)]) == 0
    return out


def test_tables_json_has_every_table_with_its_cells(edition):
    made = json.loads((edition / "tables.json").read_bytes())
    assert sorted(path.name for path in edition.iterdir()) == ["tables.json"]
    tables = {table["id"]: table for table in made["tables"]}
    assert {"2.1", "2.3", "2.7", "2.11", "2.12", "2.13", "T2.1"} <= set(tables)
    group = tables["2.7"]
    assert (group["unit"], group["base"]["name"]) == ("victims", "reported")
    columns = [head["code"] for head in group["columns"]]
    total = dict(zip(columns, group["cells"][-1], strict=True))
    assert [total[c]["count"] for c in ("2015", "2016", "2017", "2018", "2019", "total")] == [
        1150, 952, 956, 668, 1334, 5060,
    ]  # fmt: skip
    cell = total["2019"]
    assert {"count", "numerator", "denominator", "percentage", "suppressed"} <= set(cell)
    assert made["audit"]["narrowest"] >= made["audit"]["least_allowed"]


def test_what_leaves_is_protected_and_has_no_digest_over_hidden_numbers(edition):
    made = json.loads((edition / "tables.json").read_bytes())
    assert all(table["protected"] for table in made["tables"])
    counts = [cell["count"] for table in made["tables"] for line in table["cells"] for cell in line]
    assert [count for count in counts if count is not None and 0 < count < 10] == []
    assert "extract" not in made["pins"]


def without_django(directory, more="'--format', 'json'"):
    """Build 2019 in a process of its own that ends wrongly when anything set Django up."""
    code = (
        "import sys; from zicht.web.cli import main; "
        f"given = ['--input', {str(GOLDEN)!r}, '--edition', '2019', '--out', 'made', {more}]; "
        "done = main(['monitor', 'build', *given]); "
        "from django.conf import settings; assert not settings.configured; sys.exit(done)"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith(("ZICHT_", "DJANGO_"))}
    env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    return subprocess.run([sys.executable, "-c", code], cwd=directory, env=env, capture_output=True, text=True)


def test_finding_of_the_audit_stops_it_in_its_own_words(tmp_path, monkeypatch, capsys):
    def unprotected(edition, known):
        shown = tuple(replace(table, protected=True) for table in edition.tables)
        return Protected(shown, (), (0, 0, 0), exact=True)

    monkeypatch.setattr(Edition, "protected", unprotected)
    monkeypatch.setattr(making, "last_change", lambda *_: None)
    out = tmp_path / "made"
    assert main(["monitor", "build", "--input", str(GOLDEN), "--edition", "2019", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert "is een klein getal en staat open" in said
    assert "Er is niets gemaakt." in said
    assert not out.exists()


def test_runs_without_django_and_without_a_database(tmp_path):
    done = without_django(tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "made" / "tables.json").is_file()


def test_other_formats_stand_beside_tables_json_without_django(tmp_path):
    done = without_django(tmp_path, "'--format', 'csv,ods,pdf,html'")
    assert done.returncode == 0, done.stderr
    made = tmp_path / "made"
    names = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    assert {"tables.json", "report.nl.pdf", "report.en.pdf", "tables.nl.ods"} <= names
    assert [name for name in names if name.endswith(".csv")]
    assert [name for name in names if name.endswith(".html")]
    assert (made / "report.nl.pdf").read_bytes().startswith(b"%PDF")


def test_what_a_reader_must_know_stands_beside_the_tables(edition):
    made = json.loads((edition / "tables.json").read_bytes())
    assert "legal_break:gdpr-2018" in [notice["code"] for notice in made["notices"]]
    assert "gdpr-2018" in [event["code"] for event in made["events"]]
    change = made["change"]
    assert change["protected"]
    assert change["change"] == 666
    assert sum(part["contribution"] for part in change["parts"]) + change["rest"] == 666
    assert "niet hoeveel uitbuiting er is" in change["nl"]


def test_broken_file_names_row_column_and_remedy_and_writes_nothing(tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["monitor", "build", "--input", str(BROKEN), "--edition", "2019", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert "->" in said
    assert "10 bevindingen. Er is niets gemaakt." in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("vorig jaar", "Schrijf het eerste en laatste jaar"),
        ("2019-2015", "Bedoelt u 2015-2019?"),
        ("1900-2019", "meer dan 20 jaar"),
        ("2015-2020", "geen meldingen uit 2020"),
        ("2009", "Er staan meldingen in uit 2015 tot en met 2019"),
    ],
)
def test_edition_that_cannot_be_made_says_what_can(tmp_path, capsys, name, words):
    given = ["monitor", "build", "--input", str(GOLDEN), "--edition", name, "--out", str(tmp_path / "out")]
    assert main(given) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_unknown_format_and_missing_file_are_wrong_use(tmp_path, capsys):
    given = ["monitor", "build", "--edition", "2019", "--out", str(tmp_path / "out"), "--input"]
    assert main([*given, str(GOLDEN), "--format", "json,word"]) == 2
    assert "Kies uit: json, csv, ods, pdf, html, svg, dcat" in capsys.readouterr().err
    assert main([*given, str(tmp_path / "nowhere.csv")]) == 2
    assert "bestaat niet" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_reporter_that_does_not_exist_is_wrong_use(tmp_path, capsys):
    asked = ["--input", str(GOLDEN), "--edition", "2019", "--out", str(tmp_path / "made"), "--reporter", "politie"]
    assert main(["monitor", "build", *asked]) == 2
    assert "Melder 'politie' bestaat niet. Kies uit: police, " in capsys.readouterr().err
    assert not (tmp_path / "made").exists()


def test_directory_that_is_a_file_is_refused_and_left_alone(tmp_path, capsys):
    there = tmp_path / "out"
    there.write_text("mine")
    assert main(["monitor", "build", "--input", str(GOLDEN), "--edition", "2019", "--out", str(there)]) == 1
    assert "Kies een andere map" in capsys.readouterr().err
    assert there.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [there]


def test_files_are_written_all_or_none(tmp_path):
    out = tmp_path / "out"
    with pytest.raises(TypeError):
        making.write({"a.json": b"{}", "b.json": None}, out)  # type: ignore[dict-item]
    assert list(tmp_path.iterdir()) == []
    making.write({"a.json": b"old", "deep/b.csv": b"1"}, out)
    (out / "notes.txt").write_text("mine")
    making.write({"a.json": b"new"}, out)
    assert (out / "a.json").read_bytes() == b"new"
    assert (out / "notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_compare_of_the_same_edition_says_so(edition, capsys):
    assert main(["monitor", "compare", str(edition), str(edition / "tables.json")]) == 0
    assert capsys.readouterr().out == "De twee edities zijn gelijk.\n"


def test_compare_of_something_else_is_wrong_use(edition, tmp_path, capsys):
    assert main(["monitor", "compare", str(edition), str(tmp_path)]) == 2
    assert "is geen editie" in capsys.readouterr().err
