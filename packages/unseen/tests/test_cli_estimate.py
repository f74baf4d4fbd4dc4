# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""``unseen estimate`` on plain files: answers, JSON, figures, and what it says of broken files and options."""

import json
from pathlib import Path

import pytest

from unseen.cli import main
from unseen.showing import KEYS

MSE = Path(__file__).parent / "fixtures" / "mse"
QUICK = ["--workers", "1", "--no-sensitivity", "--methods", "stepwise,dga,chao", "--replicates", "50"]


def run(capsys, *arguments):
    """The answer and what was said."""
    answer = main(["estimate", *map(str, arguments)])
    return answer, capsys.readouterr()


def test_json_has_the_keys_promised(capsys):
    answer, said = run(capsys, MSE / "UKdat_5.csv", "--method", "dga", "--json")
    found = json.loads(said.out)
    assert answer == 0
    assert set(found) == {*KEYS, "details"}
    assert (found["method"], found["observed"], found["estimate"]) == ("dga", 2744, 23016)
    assert found["hidden"] == found["estimate"] - found["observed"]
    assert found["verdict"]["grade"] == "usable with these reservations"
    assert len(found["input_digest"]) == 64


def test_no_estimate_answers_1_and_null(capsys):
    answer, said = run(capsys, MSE / "Artificial_3.csv", "--json", *QUICK)
    found = json.loads(said.out)
    assert answer == 1
    assert (found["estimate"], found["low"], found["high"], found["hidden"]) == (None, None, None, None)
    assert found["verdict"]["grade"] == "no estimate"
    assert "too_few_overlaps" in {reason["code"] for reason in found["verdict"]["reasons"]}


def test_the_same_seed_gives_the_same_answer(capsys):
    texts = []
    for seed in (3, 3):
        found = json.loads(run(capsys, MSE / "Korea.csv", "--json", "--seed", seed, *QUICK)[1].out)
        texts.append([(each["method"], each["estimate"], each["low"]) for each in found["details"]["methods"]])
    assert texts[0] == texts[1]


def test_words_start_with_the_verdict(capsys):
    _, said = run(capsys, MSE / "Korea.csv", "--method", "chao")
    assert said.out.startswith("chao: usable with these reservations")
    assert "nobody counted them" in said.out


COVARIATES = """A,B,C,sex,count
1,0,0,F,60
0,1,0,F,50
0,0,1,F,40
1,1,0,F,15
1,0,1,F,12
0,1,1,F,11
1,1,1,F,4
1,0,0,M,80
0,1,0,M,70
0,0,1,M,60
1,1,0,M,12
1,0,1,M,11
0,1,1,M,9
1,1,1,M,2
"""


def test_covariates_are_printed_with_totals_that_add_up(tmp_path, capsys):
    path = tmp_path / "sex.csv"
    path.write_text(COVARIATES)
    asked = [path, "--method", "covariates", "--form", "stratified", "--by", "sex", "--replicates", "20"]
    answer, said = run(capsys, *asked)
    assert answer == 0
    rows = [[each.strip() for each in line.split("│")[1:-1]] for line in said.out.splitlines() if "│" in line]
    people = {(by, level): int(estimate.replace(",", "")) for by, level, _, estimate, _, _ in rows}
    assert abs(people["total", "total"] - people["sex", "F"] - people["sex", "M"]) <= 1
    assert f"about {people['total', 'total']:,} people" in said.out.replace("\n", " ")
    rows = json.loads(run(capsys, *asked, "--json")[1].out)["details"]["totals"]
    assert [row[:2] for row in rows] == [["total", "total"], ["sex", "F"], ["sex", "M"]]


@pytest.mark.parametrize("ending", ["svg", "png", "json"])
def test_a_figure_is_written(tmp_path, capsys, ending):
    place = tmp_path / f"figure.{ending}"
    assert run(capsys, MSE / "Korea.csv", "--method", "dga", "--chart", place)[0] == 0
    assert place.stat().st_size > 1000
    if ending == "svg":
        assert "Verdict: usable with these reservations" in place.read_text()
        assert "nobody counted them" in place.read_text()


BROKEN = {
    "empty": (b"", "is empty"),
    "no counts": (b"A,B\n1,0\n", 'no column "count"'),
    "negative": (b"A,B,count\n1,0,5\n0,1,-2\n", 'line 3: column "count" has "-2"; a count is 0 or more'),
    "part of a person": (b"A,B,count\n1,0,5\n0,1,2.5\n", 'line 3: column "count" has "2.5"; write a whole number'),
    "a word": (b"A,B,count\n1,0,many\n0,1,2\n", 'line 2: column "count" has "many"'),
    "a 2": (b"A,B,count\n1,0,5\n0,1,2\n\n1,2,3\n", 'line 5: column "B": "2" is neither 0 nor 1'),
    "no list": (b"A,B,count\n1,0,5\n0,1,2\n0,0,3\n", "line 4: seen by no list"),
    "twice": (b"A,B,count\n1,0,5\n0,1,2\n1,0,3\n", "line 4: the same pattern as line 2; add their counts"),
    "idle list": (b"A,B,C,count\n1,0,0,5\n0,1,0,2\n0,0,1,0\n", 'list "C" saw nobody; leave it out'),
    "one list": (b"A,sex,count\n1,m,5\n1,f,5\n", "at least two"),
    "21 lists": (
        (",".join(f"L{i}" for i in range(21)) + ",count\n" + "".join(
            ",".join(str(int(i == j)) for i in range(21)) + ",4\n" for j in range(21))).encode(), "at most 20"),
    "ragged": (b"A,B,count\n1,0,5\n0,1\n", "line 3: 2 values where the first line names 3"),
    "two names": (b"A,A,count\n1,0,5\n", 'line 1: column "A" stands there twice'),
    "latin": ("A,Fryslân,count\n1,0,5\n".encode("latin-1"), "not UTF-8"),
    "empty value": (b"A,B,count\n1,0,5\n0,1,5\n1,,5\n", 'line 4: column "B" is empty'),
    "open quote": (b'A,B,count\n1,0,5\n0,"1,5\n', "check the quotes"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("method", ["compare", "dga"])
def test_a_broken_file_says_where_and_what_would_be_right(tmp_path, capsys, name, method):
    content, words = BROKEN[name]
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    answer, said = run(capsys, path, "--method", method)
    assert answer == 2
    assert said.out == ""
    assert said.err.startswith("unseen: broken.csv")
    assert words in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--method", "dowsing"], "--method dowsing: there are compare"),
        (["--method", "dga", "--order", "3"], "--order: dga has no such option"),
        (["--level", "95"], "give a share between 0 and 1"),
        (["--seed", "-1"], "--seed -1"),
        (["--prior", "log"], "--prior: for one method only"),
        (["--filled", "birth"], "--filled birth: write NAME=VALUE"),
        (["--filled", "birth=much"], "give a share between 0 and 1, as 0.8"),
        (["--chart", "figure.docx"], "ends in .svg"),
        (["--lists", "b,x"], 'no list "x"'),
        (["--methods", "dowsing"], 'no method "dowsing"'),
        (["--count", "people"], 'no column "people"'),
    ],
)
def test_options_that_cannot_be_answer_2(capsys, options, words):
    answer, said = run(capsys, MSE / "Korea.csv", *options)
    assert answer == 2
    assert words in said.err


def test_a_file_that_is_not_there(capsys, tmp_path):
    answer, said = run(capsys, tmp_path / "none.csv")
    assert answer == 2
    assert "cannot be read: No such file" in said.err
