# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Estimates, models and BIC against every row of R's results that these methods cover (fixtures/mse/r_runs.csv)."""

import re

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import chi2

from unseen.loglinear.checking import checked, checked_all
from unseen.loglinear.terms import parsed
from unseen.methods import estimate

SILVERMAN = "MultipleSystemsEstimation"
OFFICIAL = "gov.uk: Modern slavery: an application of multiple systems estimation (published 29 Nov 2014)"


def test_stepwise_as_in_r(mse, way):
    """R prints four decimals; the model is given, or for SparseMSE its Wald limits are."""
    rows = [row for row in mse.rows("r_runs.csv") if row["method"] in ("stepwise", "stepwise Wald")]
    assert len(rows) == 12
    for row in rows:
        data = mse.table(row["dataset"])
        enter = 1 if "p=1;" in row["settings"] else 0.02
        found = estimate(data, "stepwise", enter=enter, interval="wald")
        assert found.estimate == pytest.approx(float(row["estimate"]), rel=1e-6)
        if row["package"] == SILVERMAN:
            model = mse.digits(re.search(r"model (\[.*?\])", row["settings"])[1], len(data.lists))
            assert parsed(names(found), data.lists) == model
        if "BIC" in row["settings"]:
            assert found.details["bic"] == pytest.approx(
                float(re.search(r"BIC ([\d.]+)", row["settings"])[1]), abs=1e-4
            )
            assert found.details["aic"] == pytest.approx(
                float(re.search(r"AIC ([\d.]+)", row["settings"])[1]), abs=1e-4
            )
        if row["low"]:
            assert (found.low, found.high) == pytest.approx((float(row["low"]), float(row["high"])), rel=1e-6)


def names(found):
    """All effects of a model in words, those at minus infinity too."""
    return found.model.replace(" (minus infinity: ", " + ").replace(")", "")


def test_main_effects_as_in_r(mse, way):
    rows = [row for row in mse.rows("r_runs.csv") if row["method"].startswith("main effects")]
    assert len(rows) == 7
    for row in rows:
        for method, options in (("given", {}), ("stepwise", {"enter": 0})):
            found = estimate(mse.table(row["dataset"]), method, interval="wald", **options)
            assert found.estimate == pytest.approx(float(row["estimate"]), rel=1e-6)
            if row["low"]:
                assert (found.low, found.high) == pytest.approx((float(row["low"]), float(row["high"])), rel=1e-6)


def test_bic_over_all_models_as_in_r(mse, way):
    rows = mse.rows("r_runs.csv", method="BIC no bootstrap")
    assert len(rows) == 5
    for row in rows:
        data = mse.table(row["dataset"])
        order, admissible, best, value = re.match(
            r"maxorder=(\d); (\d+) admissible models; best (\S+); BIC ([\d.]+)", row["settings"]
        ).groups()
        if way == "arrays" and order == "4":
            continue  # the same code as for order 2, with thousands of small simplexes: seconds
        found = estimate(data, "bic", order=int(order), interval="none")
        assert found.estimate == pytest.approx(float(row["estimate"]), rel=1e-6)
        assert found.details["admissible"] == int(admissible)
        assert found.details["bic"] == pytest.approx(float(value), abs=1e-4)
        assert parsed(names(found), data.lists) == mse.digits(best, len(data.lists))


# What the forward AIC of Rcapture's users ended at. This library has no AIC search: the models are given to it.
AIC_MODELS = {
    ("UKdat", "p<0.001"): "LA:NG, PF:NCA",
    ("UKdat", "p<0.05"): "LA:NG, LA:PF, NG:GO, NG:GP, PF:GP, GO:GP, PF:NCA",
    ("UKdat_5", "p<0.001"): "LA:NG",
    ("UKdat_5", "p<0.05"): "LA:NG, LA:PFNCA, NG:GO, NG:GP, PFNCA:GP, GO:GP",
    ("UKdat_4", "p<0.001"): "LA:NG, LA:PFNCA",
    ("UKdat_4", "p<0.05"): "LA:NG, LA:PFNCA, NG:GO",
    ("Korea", "p<0.001"): "b:c",
    ("Korea", "p<0.05"): "b:c, c:d",
    ("Ned", "p<0.001"): "K:P, O:Z, P:Z",
    ("Ned", "p<0.05"): "K:P, O:Z, P:Z",
    ("Ned_5", "p<0.001"): "IO:Z, P:Z, P:R, IO:P",
    ("Ned_5", "p<0.05"): "IO:Z, P:Z, P:R, IO:P",
}


def test_profile_likelihood_as_in_rcapture(mse):
    """R's own search for the top stops at seven digits; the limits are exact to more."""
    rows = mse.rows("r_runs.csv", package="Rcapture")
    assert len(rows) == 22
    for row in rows:
        kind, data = row["settings"].split(";")[0], mse.table(row["dataset"])
        if row["method"] == "closedpMS.t min BIC":
            best = estimate(data, "bic", interval="profile")
            assert (best.estimate, best.low, best.high) == pytest.approx(numbers(row), rel=1e-6)
            continue
        model = "" if kind == "main effects" else AIC_MODELS[row["dataset"], kind.removeprefix("AIC stepwise ")]
        found = estimate(data, "given", model=model, interval="profile")
        assert (found.details["profile_estimate"], found.low, found.high) == pytest.approx(numbers(row), rel=1e-6)


def numbers(row):
    return tuple(float(row[name]) for name in ("estimate", "low", "high"))


def test_downhill_as_published(mse):
    """Table 6 of the 2024 paper: point estimates of the search, rounded there."""
    for row in mse.rows("published.csv"):
        if row["method"].startswith("BIC downhill"):
            data = mse.table(row["dataset"])
            order = 2 if "maxorder 2" in row["method"] else len(data.lists) - 1
            found = estimate(data, "downhill", order=order, interval="none")
            assert round(found.estimate) == int(row["estimate"])


def test_the_published_codes_of_a_table_without_estimates(mse, way):
    """From the tests of the R package: 0 fine, 1 no estimate exists, 2 not identifiable."""
    data = mse.table("Artificial_3")
    models = ("", "A:B", "A:C", "B:C", "A:B, A:C", "A:B, B:C", "A:C, B:C", "A:B, A:C, B:C")
    assert [checked(data, model) for model in models] == [0, 1, 0, 0, 1, 1, 0, 2]
    assert sorted(checked_all(data).values()) == [0, 0, 0, 0, 1, 1, 1, 2]
    refused = estimate(data, "given", model=[("A", "B")])
    assert refused.estimate is None
    assert refused.verdict.reasons[0].code == "no_existence"


def test_published_independence_has_another_profile(mse):
    """MSETools profiles the Poisson intercept (R's confint, a spline); this library the number of people.

    Both are shown: the published limits from a profile of the intercept made here, and that ours are others.
    """
    rows = mse.rows("published.csv", method="Independence")
    assert len(rows) == 2
    for row in rows:
        data = mse.table(row["dataset"])
        assert intercept_profile(data) == pytest.approx(numbers(row)[1:], rel=5e-6)
        ours = estimate(data, "given", interval="profile")
        assert ours.estimate == pytest.approx(float(row["estimate"]), abs=0.05)
        assert (ours.low, ours.high) != pytest.approx(numbers(row)[1:], rel=5e-5)


def intercept_profile(data):
    """Limits of the hidden people, in all, where the Poisson likelihood of independence falls by 1.92."""
    cells = np.arange(1, data.table.size)
    design, counts = (cells[:, None] >> np.arange(len(data.lists)) & 1).astype(float), data.table[1:]

    def value(intercept):
        beta = np.full(len(data.lists), -3.0)
        for _ in range(60):
            means = np.exp(intercept + design @ beta)
            step = np.linalg.solve(design.T * means @ design, design.T @ (counts - means))
            beta += step * min(1.0, 1 / np.abs(step).max())
        return float(counts @ np.log(means) - means.sum())

    top = np.log(estimate(data, "given", interval="none").hidden)
    drop = value(top) - chi2.ppf(0.95, 1) / 2
    return tuple(
        data.observed + np.exp(brentq(lambda x: value(x) - drop, *sorted((top, top + side)))) for side in (-1, 1)
    )


def test_the_official_british_interval(mse):
    """Bales, Hesketh and Silverman 2015: 10,000 to 13,000, from the model that their search by AIC ended at."""
    row = mse.rows("published.csv", source=OFFICIAL)[0]
    found = estimate(mse.table("UKdat"), "given", model=AIC_MODELS["UKdat", "p<0.05"], interval="profile")
    assert (round(found.low, -3), round(found.high, -3)) == (float(row["low"]), float(row["high"]))
