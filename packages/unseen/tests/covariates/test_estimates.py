# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Covariates: closed forms, recovery of what is known, totals that add up, refusals."""

import numpy as np
import pytest

from unseen.capture import CaptureData
from unseen.covariates import table_of, with_covariates

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
