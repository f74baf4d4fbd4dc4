# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the log-linear methods refuse, and how they say it."""

import numpy as np
import pytest

from unseen.capture import CaptureData, CaptureError
from unseen.loglinear.terms import parsed
from unseen.methods import estimate
from unseen.result import Grade


def register(**patterns):
    """Lists A, B, C; patterns by the letters of their lists."""
    masks = [sum(1 << "ABC".index(letter) for letter in pattern) for pattern in patterns]
    return CaptureData(("A", "B", "C"), np.array(masks), np.array(list(patterns.values())))


@pytest.mark.parametrize("method", ["given", "stepwise", "bic", "downhill"])
def test_lists_without_any_overlap(method):
    found = estimate(register(A=40, B=30, C=20), method, rng=np.random.default_rng(0))
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert found.verdict.grade is Grade.NONE
    assert found.verdict.reasons[0].code == "no_overlap"
    assert "on two lists" in found.verdict.reasons[0].text


def test_people_whom_a_list_could_not_see():
    whole = register(A=40, B=30, C=20, AB=6, AC=4)
    blind = CaptureData(whole.lists, whole.patterns, whole.counts, blind=np.array([4, 0, 0, 4, 0]))
    found = estimate(blind, "stepwise", interval="none")
    assert found.verdict.reasons[0].code == "blind_lists"


def test_a_model_that_is_not_identifiable():
    found = estimate(register(A=40, B=30, C=20, AB=6), "given", model="A:B, A:C, B:C")
    assert [reason.code for reason in found.verdict.reasons] == ["not_identifiable"]
    assert found.model == "A + B + C + A:B (minus infinity: A:C, B:C)"


@pytest.mark.parametrize(
    ("method", "options", "words"),
    [
        ("given", {"model": "A:D"}, 'no list "D"'),
        ("given", {"model": "A:B:C"}, "all lists together"),
        ("given", {"interval": "bayes"}, "bca, wald, profile, none"),
        ("given", {"interval": "bca"}, "rng"),
        ("stepwise", {}, "rng"),
        ("stepwise", {"enter": 2, "interval": "none"}, "p-value"),
        ("stepwise", {"interval": "bca", "replicates": 3, "rng": np.random.default_rng()}, "20 or more"),
        ("bic", {"order": 0, "interval": "none"}, "from 1"),
        ("bic", {"n_top": 0, "interval": "none"}, "from 1"),
    ],
)
def test_options_that_cannot_be(method, options, words):
    with pytest.raises(CaptureError, match=words):
        estimate(register(A=40, B=30, C=20, AB=6, BC=5), method, **options)


def test_too_many_models_are_refused_and_not_tried():
    lists = tuple("ABCDEFG")
    data = CaptureData(lists, np.array([1, 2, 4, 8, 16, 32, 64, 3]), np.full(8, 9))
    with pytest.raises(CaptureError, match="downhill or stepwise"):
        estimate(data, "bic", interval="none")


def test_models_in_words_and_in_names():
    lists = ("A", "B", "C", "D:E")
    assert parsed("A:B, B:C", lists) == parsed([("A", "B"), ("B", "C")], lists) == (0, 1, 2, 4, 8, 3, 6)
    assert parsed("A:B:C", lists) == (0, 1, 2, 4, 8, 3, 5, 6, 7)
    assert parsed("1 + A + D:E", lists) == parsed("", lists) == (0, 1, 2, 4, 8)


def test_replicates_without_an_estimate_count_as_larger_than_any():
    """One person on two lists: in a third of the tables drawn nobody is."""
    found = estimate(register(A=40, B=30, C=20, AB=1), "stepwise", rng=np.random.default_rng(0), replicates=200)
    assert found.details["refused_replicates"] > 40
    assert (found.low, found.high) == (None, None)
    assert any("larger than any" in warning for warning in found.warnings)
    assert found.details["jackknife_left_out"] == 1


def test_two_lists_are_the_old_formula():
    """n1 n2 / n12, for every method."""
    data = CaptureData(("A", "B"), np.array([1, 2, 3]), np.array([40, 30, 20]))
    for method in ("given", "stepwise", "bic", "downhill"):
        assert estimate(data, method, interval="none").estimate == pytest.approx(60 * 50 / 20)
    wide = estimate(data, "given", interval="profile")
    assert wide.low < 150 < wide.high
