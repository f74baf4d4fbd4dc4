# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""All methods on the same lists: who is asked, what is changed, and that workers and order of work change nothing."""

from operator import attrgetter
from pathlib import Path

import numpy as np
import pytest

import unseen
from unseen.capture import CaptureError, from_patterns, read_csv
from unseen.comparing import compare
from unseen.comparing.work import Task, do_all
from unseen.result import Estimate, Grade, Reason

MSE = Path(__file__).parent / "fixtures" / "mse"


@pytest.fixture(scope="module")
def korea():
    return read_csv(MSE / "Korea.csv")


def rng(seed=1):
    return np.random.default_rng(seed)


def test_the_answer_is_the_same_alone_and_with_two_workers(korea):
    one, two = (compare(korea, rng=rng(), methods=["dga", "chao"], workers=n) for n in (1, 2))
    assert [each.estimate for each in one.estimates] == [each.estimate for each in two.estimates]
    assert one.sensitivity == two.sensitivity
    assert one.verdict == two.verdict
    assert one.input_digest == korea.digest


def test_one_method_that_looks_for_dependence_is_nothing_to_compare(korea):
    found = compare(korea, rng=rng(), methods=["dga", "chao"], workers=1)
    assert found.verdict.grade is Grade.NONE
    assert (found.estimate, found.low, found.high, found.hidden) == (None, None, None, None)
    assert "few_methods" in {reason.code for reason in found.verdict.reasons}


def test_no_chance_without_an_rng(korea):
    with pytest.raises(CaptureError, match="pass rng"):
        compare(korea)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"methods": ["dowsing"]}, 'no method "dowsing"'),
        ({"level": 95}, "level 95: give a share"),
        ({"options": {"dga": {"depth": 3}}}, 'dga has no option "depth"'),
        ({"methods": ["dga"], "options": {"chao": {}}}, 'options for "chao", which is not run'),
    ],
)
def test_options_that_cannot_be_are_named(korea, options, words):
    with pytest.raises(CaptureError, match=words):
        compare(korea, rng=rng(), workers=1, **options)


def test_a_worker_that_dies_leaves_a_reason_and_the_others_go_on(korea, tmp_path, monkeypatch):
    (tmp_path / "deadly.py").write_text("import os\n\ndef fall(data, **rest):\n    os._exit(3)\n")
    (tmp_path / "sitecustomize.py").write_text(
        "import unseen.methods\nunseen.methods.METHODS['fall'] = ('deadly', 'fall')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    tasks = [
        Task((name, str(i)), name, korea, 0.95, i, {}) for i, name in enumerate(["fall", "chao", "fall", "chao"])
    ]
    ticked: list[Task] = []
    found = do_all(tasks, workers=2, tick=ticked.append)
    assert len(ticked) == 4
    assert isinstance(found["fall", "0"], Reason)
    assert found["fall", "2"] == Reason("broken", "fall 2: its process ended before it answered")
    assert isinstance(found["chao", "3"], Estimate)


def test_two_lists_give_a_simple_answer_and_no_verdict_of_use():
    data = from_patterns({"A": [1, 0, 1], "B": [0, 1, 1], "count": [300, 200, 100]})
    found = compare(data, rng=rng(), workers=1)
    assert [each.method for each in found.estimates] == ["lincoln_petersen"]
    assert found.verdict.grade is Grade.NONE
    assert found.verdict.reasons[0].code == "two_lists"
    assert found.absent["dga"] == "two lists cannot show dependence"


def test_the_slow_method_is_not_asked_where_the_lists_already_refuse():
    data = read_csv(MSE / "Artificial_3.csv")
    found = compare(data, rng=rng(), workers=1, sensitivity=False, options={"bic": {"replicates": 20}})
    assert found.verdict.grade is Grade.NONE
    assert "lcmcr" not in {each.method for each in found.estimates}
    assert "already decide" in found.absent["lcmcr"]


def test_more_lists_than_can_be_searched_end_in_words_and_not_in_hours():
    lists = [f"L{i}" for i in range(14)]
    pairs = [(i, j) for i in range(14) for j in range(i + 1)]
    table = {name: [int(k in pair) for pair in pairs] for k, name in enumerate(lists)}
    data = from_patterns({**table, "count": [9] * len(pairs)}, lists=lists)
    found = compare(data, rng=rng(), workers=1, sensitivity=False, methods=["stepwise", "downhill", "dga", "chao"])
    assert found.verdict.grade is Grade.NONE
    assert found.verdict.reasons[0].code == "few_methods"
    assert "merge lists" in found.absent["stepwise"]
    assert "merge lists" in found.absent["downhill"]
    with pytest.raises(CaptureError, match="downhill with 14 lists: it takes at most 12"):
        unseen.estimate(data, "downhill", rng=rng())


def test_the_public_face_is_small_and_loads_late():
    assert {"CaptureData", "Comparison", "Estimate", "Verdict", "compare", "estimate"} <= set(unseen.__all__)
    assert unseen.compare is compare
    with pytest.raises(AttributeError, match="no attribute 'count'"):
        attrgetter("count")(unseen)
