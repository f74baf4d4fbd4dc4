# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""``unseen protect`` and ``unseen audit`` on plain files: what they answer, and what they say of broken files."""

import csv

import pytest

from unseen.cli import main

LINES = {
    ("Noord", "SU"): 40, ("Noord", "AU"): 12, ("Noord", "CU"): 3,
    ("Oost", "SU"): 31, ("Oost", "AU"): 25, ("Oost", "CU"): 18,
    ("Zuid", "SU"): 0, ("Zuid", "AU"): 60, ("Zuid", "CU"): 22,
}  # fmt: skip


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("region,form,count\n" + "".join(f"{a},{b},{n}\n" for (a, b), n in LINES.items()))
    return path


def numbers(path):
    with path.open(newline="") as file:
        return {(row["region"], row["form"]): row["count"] for row in csv.DictReader(file)}


def test_what_is_protected_passes_the_audit(plain, tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert main(["protect", str(plain), "--out", str(out)]) == 0
    assert "1 small counts hidden and 3 more" in capsys.readouterr().out
    found = numbers(out)
    assert found["Noord", "CU"] == "x"
    assert found["total", "total"] == "211"
    assert found["Zuid", "SU"] == "0"
    assert main(["audit", str(out), "--original", str(plain)]) == 0
    assert main(["audit", str(out)]) == 0


def test_hiding_only_the_small_count_is_a_finding(plain, tmp_path, capsys):
    out = tmp_path / "out.csv"
    main(["protect", str(plain), "--out", str(out), "--minimum", "2"])
    out.write_text(out.read_text().replace("Noord,CU,3", "Noord,CU,"))
    assert main(["audit", str(out)]) == 1
    assert "Noord x CU: hidden, but from 3 to 3" in capsys.readouterr().out


def test_a_small_count_that_stands_open_is_a_finding(plain, tmp_path, capsys):
    out = tmp_path / "out.csv"
    main(["protect", str(plain), "--out", str(out), "--minimum", "2"])
    assert main(["audit", str(out)]) == 1
    assert "Noord x CU: 3 is small and stands open" in capsys.readouterr().out


def test_rounding_and_merging(plain, tmp_path):
    out = tmp_path / "out.csv"
    options = ["--method", "round", "--base", "5", "--merge", "form:AU,CU=other"]
    assert main(["protect", str(plain), "--out", str(out), *options]) == 0
    found = {key: int(value) for key, value in numbers(out).items()}
    assert {form for _, form in found} == {"SU", "other", "total"}
    assert all(value % 5 == 0 for value in found.values())
    assert found["total", "total"] == found["Noord", "total"] + found["Oost", "total"] + found["Zuid", "total"]


def test_cell_keys_give_the_same_noise_again(plain, tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    options = ["--method", "cellkey", "--secret", "not a real secret"]
    assert main(["protect", str(plain), "--out", str(first), *options]) == 0
    assert main(["protect", str(plain), "--out", str(second), *options]) == 0
    assert first.read_bytes() == second.read_bytes()
    assert numbers(first)["Zuid", "SU"] == "0"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"region,form\nNoord,SU\n", 'once "count"'),
        (b"region,count\nNoord\n", "line 2: 1 values where the first line has 2"),
        (b"region,count\nNoord,3.5\n", '"3.5" is no count'),
        (b"region,count\nNoord,-1\n", "write a whole number from 0"),
        (b"region,count\nNoord,\n", "write 0 for none"),
        (b"region,count\n,3\n", "a category is empty"),
        (b"region,count\ntotal,3\n", "leave totals out"),
        ("region,count\nFryslân,3\n".encode("latin-1"), "not UTF-8"),
        (b"region,count\n", "no lines"),
    ],
)
def test_a_broken_file_says_what_to_do(tmp_path, capsys, content, words):
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    assert main(["protect", str(path), "--out", str(tmp_path / "out.csv")]) == 2
    fault = capsys.readouterr().err
    assert fault.startswith("unseen: ")
    assert words in fault
    assert not (tmp_path / "out.csv").exists()


def test_numbers_that_contradict_each_other(tmp_path, capsys):
    path = tmp_path / "wrong.csv"
    path.write_text("region,count\nNoord,30\nOost,20\ntotal,60\n")
    assert main(["audit", str(path)]) == 2
    assert "contradict each other" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--merge", "form"], "DIMENSION:OLD,OLD=NEW"),
        (["--merge", "form:XX=other"], "no category XX"),
        (["--method", "cellkey"], "give a secret"),
        (["--method", "cellkey", "--secret", "long enough", "--variance", "0"], "variance above 0"),
    ],
)
def test_wrong_options(plain, tmp_path, capsys, options, words):
    assert main(["protect", str(plain), "--out", str(tmp_path / "out.csv"), *options]) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert main(["audit", str(tmp_path / "none.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_semicolons_and_a_mark_at_the_start_are_read(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_bytes(b"\xef\xbb\xbfregion;count\r\nNoord;30\r\nOost;20\r\n")
    assert main(["protect", str(path), "--out", str(tmp_path / "out.csv")]) == 0
    assert (tmp_path / "out.csv").read_text() == "region,count\nNoord,30\nOost,20\ntotal,50\n"
