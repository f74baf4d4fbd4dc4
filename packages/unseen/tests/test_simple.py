# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Closed forms: two lists, the lower bound, sample coverage."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from unseen.capture import CaptureData, CaptureError
from unseen.judging import impossible
from unseen.methods import estimate
from unseen.result import Grade
from unseen.simple import chao, coverage, lincoln_petersen

# Hepatitis A in northern Taiwan, 1995: 271 people on three lists (Chao and Tsay 1998; data set HAV of CARE1).
HAV = CaptureData(("P", "Q", "E"), np.array([1, 2, 4, 3, 5, 6, 7]), np.array([69, 55, 63, 21, 17, 18, 28]))


def two(first, second, both):
    return CaptureData(("A", "B"), np.array([1, 2, 3]), np.array([first, second, both]))


def expected(people, chances):
    """What independent lists are expected to see, as a table of counts (not rounded: chances are chosen so)."""
    lists = len(chances)
    patterns = np.arange(1, 1 << lists)
    share = np.prod([np.where(patterns >> i & 1, p, 1 - p) for i, p in enumerate(chances)], axis=0)
    return CaptureData(tuple("ABCDEF"[:lists]), patterns, np.rint(people * share).astype(int))


@pytest.mark.parametrize(("form", "published"), [("independent", 407), ("high", 971), ("low", 508), ("auto", 508)])
def test_hepatitis_has_the_published_estimates(form, published):
    """CARE1 1.1.0 and Chao and Tsay 1998 give 407, 971 and 508."""
    found = coverage(HAV, form=form, replicates=0)
    assert round(found.estimate) == published
    assert found.low is None
    assert found.details["coverage"] == pytest.approx(1 - (69 / 135 + 55 / 122 + 63 / 126) / 3)


def test_the_bootstrap_is_repeated_by_its_seed_and_agrees_between_seeds():
    found, again = (coverage(HAV, rng=np.random.default_rng(1)) for _ in range(2))
    assert (found.low, found.high) == (again.low, again.high)
    assert 271 < found.low < found.estimate < found.high
    many = [coverage(HAV, rng=np.random.default_rng(i), replicates=400).details["standard_error"] for i in range(10)]
    # The relative error of a standard deviation from 400 normal tables is 1/sqrt(800); tails are heavier here.
    assert np.std(many) / np.mean(many) < 3 / math.sqrt(800)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([0.1, 0.2, 0.25, 0.5, 0.6]), min_size=3, max_size=5))
def test_independent_lists_are_recovered_by_all_three_coverage_estimates(chances):
    data = expected(10**9, chances)
    for form in ("independent", "high", "low"):
        assert coverage(data, form=form, replicates=0).estimate == pytest.approx(10**9, rel=1e-5)
    # One chance per list: the bound for lists that differ is exact, the one for lists alike is at least as high.
    differ, alike = chao(data, form="mth").estimate, chao(data, form="mh").estimate
    assert differ == pytest.approx(10**9, rel=1e-5)
    assert alike > 10**9 * (1 - 1e-5)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0.05, 0.6), min_size=2, max_size=4), st.lists(st.floats(0.3, 3), min_size=2, max_size=2))
def test_the_bound_lies_below_the_truth_where_people_differ(chances, kinds):
    """Half of the people have their odds of being seen multiplied: two kinds, 1e8 people in all."""
    lists, patterns = len(chances), np.arange(1, 1 << len(chances))
    counts = np.zeros(len(patterns))
    for kind in kinds:
        odds = [kind * p / (1 - p) for p in chances]
        share = [np.where(patterns >> i & 1, o / (1 + o), 1 / (1 + o)) for i, o in enumerate(odds)]
        counts += 5e7 * np.prod(share, axis=0)
    data = CaptureData(tuple("ABCD"[:lists]), patterns, np.rint(counts).astype(int))
    assume(not impossible(data))  # such lists get no number at all, which other tests are about
    assert chao(data, form="mth").estimate < 1e8 * (1 + 1e-5)


def test_lists_of_different_size_are_warned_about():
    assert any("differ in size" in each for each in chao(expected(10_000, [0.6, 0.02, 0.05])).warnings)
    assert not any("differ in size" in each for each in chao(expected(10_000, [0.2, 0.2, 0.2])).warnings)


def test_chao_by_hand():
    found = chao(HAV)
    assert found.estimate == pytest.approx(271 + (2 / 3) * 187**2 / (2 * 56))
    assert found.low < found.estimate < found.high
    # The geometric mean of the hidden limits is the hidden estimate.
    assert math.sqrt((found.low - 271) * (found.high - 271)) == pytest.approx(found.hidden)


def test_two_lists_by_hand():
    """Seber 1982: n1 = 200, n2 = 150, m = 30."""
    data = two(170, 120, 30)
    assert lincoln_petersen(data, form="petersen").estimate == pytest.approx(1000)
    found = lincoln_petersen(data)
    assert found.estimate == pytest.approx(201 * 151 / 31 - 1)
    hidden, variance = found.estimate - 320, 201 * 151 * 170 * 120 / (31**2 * 32)
    width = 1.959964 * math.sqrt(math.log(1 + variance / hidden**2))
    assert found.low == pytest.approx(320 + hidden / math.exp(width), rel=1e-6)
    assert found.high == pytest.approx(320 + hidden * math.exp(width), rel=1e-6)
    assert lincoln_petersen(data, level=0.8).low > found.low


def test_chapman_covers_as_often_as_it_says():
    """2,000 draws of 500 people on two lists: the share of intervals with the truth, within 4 standard errors."""
    rng, times, hits = np.random.default_rng(3), 2000, 0
    for counts in rng.multinomial(500, [0.3 * 0.6, 0.7 * 0.4, 0.3 * 0.4, 0.7 * 0.6], size=times):
        found = lincoln_petersen(two(*counts[:3]))
        hits += found.low <= 500 <= found.high
    assert abs(hits / times - 0.95) < 4 * math.sqrt(0.95 * 0.05 / times)


@pytest.mark.parametrize(
    ("method", "data", "code"),
    [
        ("lincoln_petersen", two(30, 40, 0), "no_overlap"),
        ("lincoln_petersen", two(0, 40, 12), "nested"),
        ("chao", two(30, 40, 0), "no_overlap"),
        ("coverage", CaptureData(("A", "B", "C"), np.array([1, 2, 4]), np.array([5, 6, 7])), "no_overlap"),
    ],
)
def test_what_has_no_answer_is_refused_with_its_reason(method, data, code):
    found = estimate(data, method, rng=np.random.default_rng(1))
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert found.verdict.grade is Grade.NONE
    assert found.verdict.reasons[0].code == code


def test_high_coverage_has_no_sense_where_lists_depend_too_much():
    """B is shared out between A and C, who share nobody: the estimate would lie below the 96 observed."""
    data = CaptureData(("A", "B", "C"), np.array([1, 3, 6]), np.array([43, 30, 23]))
    found = coverage(data, form="high", replicates=0)
    assert found.estimate is None
    assert found.verdict.reasons[0].code == "no_existence"
    assert found.details["high"] < 96


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lincoln_petersen(HAV), "takes two lists, not 3"),
        (lambda: lincoln_petersen(two(1, 2, 3), form="x"), "chapman or petersen"),
        (lambda: chao(HAV, form="x"), "mh .* or mth"),
        (lambda: coverage(two(1, 2, 3), replicates=0), "three lists or more"),
        (lambda: coverage(HAV), "pass rng"),
        (lambda: coverage(HAV, form="x", replicates=0), "auto, independent"),
    ],
)
def test_wrong_calls_say_what_is_right(call, words):
    with pytest.raises(CaptureError, match=words):
        call()
