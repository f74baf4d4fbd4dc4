# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Covariates: closed forms, totals that add up, what order must not change, wrong options."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.capture import CaptureData, CaptureError
from unseen.covariates import table_of, totals_frame, with_covariates
from unseen.methods import estimate

PLAIN = {"interval": "none"}


def two(counts):
    """Two lists and a covariate: level -> (first only, second only, both)."""
    rows = [(p + 1, n, level) for level, three in counts.items() for p, n in enumerate(three)]
    patterns, numbers, levels = zip(*rows, strict=True)
    return CaptureData(("A", "B"), np.array(patterns), np.array(numbers), {"region": levels})


def pairs(data, digits):
    """The models of r_runs.csv, as "12 35": first with second list, third with fifth."""
    return [":".join(data.lists[int(digit) - 1] for digit in pair) for pair in digits.split()]


@pytest.mark.parametrize(
    ("table", "model", "published"),
    [
        ("UKdat_5.csv", "", 13444.1312),
        ("UKdat.csv", "", 12213.9951),
        ("Ned.csv", "", 52823.4639),
        ("Korea.csv", "", 141.9926),
        ("Korea.csv", "12", 268.7778),
        ("Korea.csv", "12 23", 157.1667),
        ("UKdat_5.csv", "12 13 24 25 35 45", 11312.9903),
        ("UKdat_5.csv", "12 13 14 15 23 24 25 34 35 45", 11232.5314),
        ("UKdat.csv", "12 13 24 25 35 36 45", 11417.9911),
        ("UKdat.csv", "12 13 14 15 16 23 24 25 26 34 35 36 45 46 56", 10568.7067),
        ("Ned_5.csv", "12 13 15 24 34 35", 121521.6137),
        ("Ned.csv", "12 16 23 25 34 36 45 46", 111139.3712),
        ("Ned.csv", "12 13 14 15 16 23 24 25 26 34 35 36 45 46 56", 47683.2243),
    ],
)
def test_without_covariates_it_is_the_log_linear_method(read, table, model, published):
    """Extended maximum likelihood as in MultipleSystemsEstimation 1.2.0 (fixtures/mse/r_runs.csv)."""
    data = read(table)
    found = with_covariates(data, terms=pairs(data, model), **PLAIN)
    assert found.estimate == pytest.approx(published, abs=6e-5)


def test_two_lists_in_closed_form():
    """Saturated in the covariate each region is Lincoln-Petersen; without its terms they share their chances."""
    data = two({"north": (170, 120, 30), "south": (50, 60, 20)})
    full = with_covariates(data, terms=["A:region", "B:region"], **PLAIN)
    parts = {row.level: row.estimate for row in table_of(full) if row.by == "region"}
    assert parts == {"north": pytest.approx(200 * 150 / 30), "south": pytest.approx(70 * 80 / 20)}
    apart = with_covariates(data, form="stratified", terms=[], **PLAIN)
    assert apart.estimate == pytest.approx(full.estimate)
    together = with_covariates(data, terms=[], **PLAIN)
    assert together.estimate == pytest.approx(270 * 230 / 50)


def test_a_list_that_was_not_there_in_a_year_says_nothing_of_that_year():
    """C began in 2011. With terms for each list by year, 2010 is Lincoln-Petersen of A and B."""
    first = {1: 170, 2: 120, 3: 30}
    second = {1: 90, 2: 80, 4: 70, 3: 12, 5: 11, 6: 9, 7: 2}
    rows = [(p, n, "2010", 4) for p, n in first.items()] + [(p, n, "2011", 0) for p, n in second.items()]
    patterns, counts, years, blind = zip(*rows, strict=True)
    columns = {"year": years}
    data = CaptureData(("A", "B", "C"), np.array(patterns), np.array(counts), columns, np.array(blind))
    found = with_covariates(data, terms=["A:year", "B:year"], **PLAIN)
    parts = {row.level: row.estimate for row in table_of(found) if row.by == "year"}
    assert parts["2010"] == pytest.approx(200 * 150 / 30, rel=1e-5)
    alone = CaptureData(("A", "B", "C"), np.array(list(second)), np.array(list(second.values())))
    assert parts["2011"] == pytest.approx(with_covariates(alone, terms=[], **PLAIN).estimate, rel=1e-5)
    stratified = with_covariates(data, form="stratified", terms=[], **PLAIN)
    assert stratified.estimate == pytest.approx(found.estimate, rel=1e-5)
    assert any("could not see" in words for words in found.assumptions)


def test_a_polynomial_of_full_degree_is_a_category(people, captured):
    data = captured(*people(4000, np.random.default_rng(2)))
    terms = ["A:B", "A:year", "C:year"]
    category = with_covariates(data, terms=terms, **PLAIN)
    assert with_covariates(data, terms=terms, degrees={"year": 3}, **PLAIN).estimate == pytest.approx(
        category.estimate, rel=1e-7
    )
    line = with_covariates(data, terms=terms, degrees={"year": 1}, **PLAIN)
    assert line.estimate != pytest.approx(category.estimate, rel=1e-7)


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.3]), st.sampled_from([(), ((3, 1),)]))
def test_totals_add_up_over_strata_years_and_sexes(people, captured, seed, unknown, blind):
    rng = np.random.default_rng(seed)
    data = captured(*people(1500, rng), unknown=unknown, blind=blind, rng=rng)
    for options in ({"form": "joint"}, {"form": "stratified", "by": ["year"]}):
        found = with_covariates(data, interval="parametric", replicates=3, rng=rng, **options)
        if found.estimate is None:
            continue
        rows = table_of(found)
        for by in ("year", "sex", "year x sex"):
            part = [row for row in rows if row.by == by]
            assert math.fsum(row.estimate for row in part) == pytest.approx(found.estimate, rel=1e-12)
            assert math.fsum(row.observed for row in part) == pytest.approx(data.observed, rel=1e-9)
            assert all(row.estimate >= row.observed >= 0 for row in part)


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 10**6), st.permutations(range(4)))
def test_order_of_rows_and_lists_and_rows_with_nobody_change_nothing(people, captured, seed, order):
    rng = np.random.default_rng(seed)
    data = captured(*people(1500, rng), unknown=0.1, rng=rng)
    rows = rng.permutation(len(data.patterns))
    patterns = sum((data.patterns[rows] >> old & 1) << new for new, old in enumerate(order))
    covariates = {name: tuple(values[i] for i in rows) for name, values in data.covariates.items()}
    names = tuple(data.lists[old] for old in order)
    if any(p == 15 and s is None and y == "2013" for p, y, s in zip(patterns, *covariates.values(), strict=True)):
        return
    # And a row that nobody is in: all lists, 2013, sex unknown.
    covariates = {"year": (*covariates["year"], "2013"), "sex": (*covariates["sex"], None)}
    empty = CaptureData(names, np.append(patterns, 15), np.append(data.counts[rows], 0), covariates)
    assert with_covariates(empty, **PLAIN).estimate == pytest.approx(
        with_covariates(data, **PLAIN).estimate, rel=1e-6
    )


def test_the_table_of_totals(people, captured):
    rng = np.random.default_rng(4)
    found = estimate(captured(*people(3000, rng)), "covariates", rng=rng, replicates=19, level=0.8)
    frame = totals_frame(found)
    assert frame.columns == ["by", "level", "observed", "estimate", "hidden", "low", "high"]
    assert frame["by"].to_list() == ["total"] + ["year"] * 4 + ["sex"] * 2 + ["year x sex"] * 8
    assert (frame["low"] <= frame["high"]).all()
    assert frame.row(0)[3:] == (found.estimate, found.hidden, found.low, found.high)
    assert found.details["path"][0][1] == "main effects"
    assert found.details["path"][-1][-1] == pytest.approx(found.estimate)
    again = estimate(captured(*people(3000, np.random.default_rng(4))), "covariates", **PLAIN)
    assert again.estimate == found.estimate
    assert (again.low, again.high) == (None, None)


@pytest.mark.parametrize("interval", ["parametric", "nonparametric"])
def test_intervals_are_those_of_the_seed_and_hold_the_estimate(people, captured, interval):
    data = captured(*people(3000, np.random.default_rng(6)), unknown=0.1, rng=np.random.default_rng(1))
    first, second = (
        with_covariates(data, interval=interval, replicates=20, rng=np.random.default_rng(9)) for _ in range(2)
    )
    assert (first.low, first.high) == (second.low, second.high)
    assert data.observed < first.low < first.estimate < first.high


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"form": "both"}, "joint or stratified"),
        ({"criterion": "dic"}, "bic or aic"),
        ({"interval": "wald"}, "parametric, nonparametric or none"),
        ({"interval": "parametric"}, "pass rng"),
        ({"interval": "parametric", "replicates": 1}, "at least 2"),
        ({"covariates": ["age"]}, 'no covariate "age"; there are year, sex'),
        ({"by": ["sex"]}, "joint model has all"),
        ({"form": "stratified", "by": ["age"]}, 'no covariate "age" to stratify'),
        ({"form": "stratified", "covariates": []}, 'use form="joint"'),
        ({"terms": ["A:age"]}, "no list and no covariate"),
        ({"degrees": {"sex": 1}}, "needs numbers"),
        ({"degrees": {"year": 4}}, "give 1 to 3"),
        ({"degrees": {"age": 1}}, 'degree for "age"'),
    ],
)
def test_wrong_options_say_what_is_right(people, captured, options, words):
    data = captured(*people(500, np.random.default_rng(1)))
    with pytest.raises(CaptureError, match=words):
        with_covariates(data, **({} if "interval" in options else PLAIN) | options)


def test_faulty_covariates_say_what_is_right():
    patterns, counts = np.array([1, 2, 3]), np.array([5, 6, 3])
    nothing = CaptureData(("A", "B"), patterns, counts, {"sex": (None, None, None)})
    with pytest.raises(CaptureError, match="unknown for everybody"):
        with_covariates(nothing, **PLAIN)
    partly = CaptureData(("A", "B"), patterns, counts, {"sex": ("F", "M", None)})
    with pytest.raises(CaptureError, match="is unknown for some people"):
        with_covariates(partly, form="stratified", **PLAIN)
    nowhere = CaptureData(("A", "B"), patterns, counts, {}, np.array([2, 0, 0]))
    with pytest.raises(CaptureError, match="follow from one covariate, such as the year"):
        with_covariates(nowhere, **PLAIN)
    names = {f"c{i}": tuple(str(j) for j in range(3)) for i in range(13)}
    with pytest.raises(CaptureError, match="take fewer covariates"):
        with_covariates(CaptureData(("A", "B"), patterns, counts, names), **PLAIN)
