# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Answers in words, tables and figures: what is refused is named, the observed stand apart, names stay."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from unseen.capture import from_patterns, read_csv
from unseen.charts import beside, chart, sensitivity_chart
from unseen.comparing import compare
from unseen.methods import estimate

MSE = Path(__file__).parent / "fixtures" / "mse"


@pytest.fixture(scope="module")
def whole():
    options = {"stepwise": {"interval": "none"}}
    return compare(read_csv(MSE / "UKdat_5.csv"), rng=np.random.default_rng(1), methods=["stepwise", "dga", "chao"],
                   options=options, workers=1)  # fmt: skip


def test_names_of_lists_are_no_pictures(whole):
    for text in (str(whole), whole._repr_html_()):
        assert "LA:NG" in text
    console = Console(record=True, width=100, file=io.StringIO())
    console.print(whole)
    assert "LA:NG" in console.export_text()


def test_a_table_has_every_method_and_the_whole_with_their_verdicts(whole):
    table = whole.to_frame()
    assert table["method"].to_list() == ["stepwise", "dga", "chao", "compare"]
    assert table["verdict"].null_count() == 0
    assert table["reasons"].to_list()[-1] != ""


def test_json_is_json_whatever_the_numbers(whole):
    found = json.loads(whole.to_json())
    assert [each["method"] for each in found["details"]["methods"]] == ["stepwise", "dga", "chao"]
    assert found["details"]["methods"][0]["low"] is None
    assert {each["kind"] for each in found["details"]["sensitivity"]} >= {"leave_out", "merge", "lose", "add"}


def test_a_figure_starts_at_nought_says_its_verdict_and_marks_the_observed(whole):
    drawn = chart(whole).to_dict()
    text = json.dumps(drawn)
    assert drawn["title"]["text"] == f"Verdict: {whole.verdict.grade.value}"
    assert '"domain": [0,' in text
    assert "2,744 people on a list (observed, not estimated)" in text
    assert beside(whole)["method"].to_list() == ["stepwise", "dga", "chao", "all together"]
    assert "leaving one list out (stepwise)" in json.dumps(sensitivity_chart(whole).to_dict())


def test_a_figure_of_nothing_names_why():
    refused = estimate(from_patterns({"A": [1, 0, 1], "B": [0, 1, 1], "count": [50, 40, 2]}), "lincoln_petersen")
    text = json.dumps(chart(refused).to_dict())
    assert "Verdict: no estimate" in text
    assert "no estimate: 2 people are on two lists or more" in text
