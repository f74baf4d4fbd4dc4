# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The Bayesian threshold method, against runs of MultipleSystemsEstimation 1.2.0 and its published row."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import gamma

from unseen.bayes.chains import agreement
from unseen.bayes.poisson import Regression, drawn
from unseen.bayes.threshold import threshold
from unseen.capture import CaptureData, CaptureError
from unseen.methods import estimate
from unseen.result import Grade

FIXTURES = Path(__file__).parent.parent / "fixtures" / "mse"


def read(name):
    """A table of the fixtures as capture data."""
    head, *rows = csv.reader((FIXTURES / f"{name}.csv").read_text().splitlines())
    patterns = [sum(int(value) << i for i, value in enumerate(row[:-1])) for row in rows]
    return CaptureData(tuple(head[:-1]), np.array(patterns), np.array([int(row[-1]) for row in rows]))


def in_r(dataset, prior):
    """(low, median, high) and retained pairs of the runs in R."""
    with (FIXTURES / "r_runs.csv").open() as file:
        rows = [r for r in csv.DictReader(file) if r["method"] == "Bayesian threshold" and r["dataset"] == dataset]
    rows = [r for r in rows if f"prior={prior};" in r["settings"] and "maxorder=2" in r["settings"]]
    retained = re.search(r"retained ([^;]*);", rows[0]["settings"])[1].split()
    return np.array([float(rows[0][key]) for key in ("low", "estimate", "high")]), retained


def as_in_r(data, effects, *, prior, runs, rng):
    """The quantiles of N in several runs of R's way of drawing: its Monte Carlo error is how far they lie apart.

    MCMCpack::MCMCpoisson: random-walk Metropolis, steps normal with 1.1**2 times the inverse curvature, 1,000 and
    then 10,000 steps.
    """
    masks = {data.name(1 << i | 1 << j): 1 << i | 1 << j for i in range(len(data.lists)) for j in range(i)}
    pairs = [masks[effect] for effect in effects]
    gone = [m for m in masks.values() if not data.margin(m)] if prior == "improper" else []
    cells = [c for c in range(1, 1 << len(data.lists)) if not any(c & m == m for m in gone)]
    terms = [0, *(1 << i for i in range(len(data.lists))), *pairs]
    precision = np.repeat([0.0, 0.0 if prior == "improper" else 1.0], [1 + len(data.lists), len(pairs)])
    model = Regression(np.array([[float(c & t == t) for t in terms] for c in cells]), data.table[cells], precision)
    beta, curve = model.peak(np.append(np.log(5.0 * data.observed), np.full(len(terms) - 1, -2.0)))
    steps = 1.1 * np.linalg.inv(np.linalg.cholesky(curve)).T
    place, found = np.tile(beta, (runs, 1)), []
    value = model.log_density(place)
    for turn in range(11_000):
        there = place + rng.standard_normal(place.shape) @ steps.T
        new = model.log_density(there)
        taken = np.log(rng.random(runs)) < new - value
        place, value = np.where(taken[:, None], there, place), np.where(taken, new, value)
        if turn >= 1000:
            found.append(place[:, 0])
    return np.quantile(data.observed + np.exp(found), (0.025, 0.5, 0.975), axis=0)


@pytest.mark.parametrize(("dataset", "prior"), [("Korea", "proper"), ("UKdat_5", "proper"), ("Ned_5", "improper")])
def test_answers_as_r_does_within_monte_carlo_error(dataset, prior):
    data, rng = read(dataset), np.random.default_rng(1)
    found = estimate(data, "threshold", rng=rng, prior=prior)
    expected, retained = in_r(dataset, prior)
    assert {frozenset(e.split(":")) for e in found.details["retained"]} == {frozenset(e.split(":")) for e in retained}
    theirs = as_in_r(data, found.details["retained"], prior=prior, runs=20, rng=rng).std(axis=1, ddof=1)
    bound = 4 * np.hypot(found.details["errors"], theirs)
    assert (np.abs([found.low, found.estimate, found.high] - expected) < bound).all()
    assert found.details["rhat"] < 1.01
    assert found.verdict.grade is Grade.RESERVATIONS


def test_the_published_british_estimate():
    """12,163 (10,609 to 13,694), MultipleSystemsEstimation 1.2.0, test-bayesthresh.R: flat prior, order 3."""
    data, rng = read("UKdat_5"), np.random.default_rng(2)
    found = threshold(data, rng=rng, prior="improper", order=3)
    assert set(found.details["retained"]) == {"LA:NG", "LA:PFNCA", "NG:GP", "PFNCA:GP", "GO:GP"}
    assert found.details["minus_infinity"] == ("LA:GP",)
    assert found.model.endswith("(minus infinity: LA:GP)")
    theirs = as_in_r(data, found.details["retained"], prior="improper", runs=20, rng=rng).std(axis=1, ddof=1)
    differs = np.abs(np.array([found.low, found.estimate, found.high]) - [10609.25, 12163.46, 13694.40])
    # The published run kept every tenth of 10,000 draws: no more error than that of all of them by much.
    assert (differs < 4 * np.hypot(found.details["errors"], 1.5 * theirs)).all()
    # LA:PFNCA has a ratio of 1.988 (half a million draws): no run of ten thousand can tell it from 2.
    assert found.details["undecided"] == ("LA:PFNCA",)
    assert found.details["otherwise"][1] == pytest.approx(11_485, abs=60)
    assert "on the threshold, and kept" in found.warnings[0]


def test_flat_priors_without_an_estimate_are_refused_in_words():
    found = threshold(read("Korea"), rng=np.random.default_rng(1), prior="improper")
    assert found.estimate is None
    assert [reason.code for reason in found.verdict.reasons] == ["no_existence", "improper_posterior"]
    assert "prior proper" in found.verdict.reasons[1].text


def test_lists_that_never_meet_have_no_posterior_even_with_a_proper_prior_on_pairs():
    data = CaptureData(("A", "B", "C"), np.array([1, 2, 4]), np.array([40, 30, 20]))
    found = threshold(data, rng=np.random.default_rng(1))
    assert found.estimate is None
    assert "improper_posterior" in [reason.code for reason in found.verdict.reasons]


def test_draws_of_a_regression_without_effects_are_those_of_gamma_distributions():
    """Separate cells with flat priors: exp(beta) is gamma with the count as shape, also for a count of one."""
    counts = np.array([1.0, 8.0, 300.0])
    draws = drawn(
        Regression(np.eye(3), counts, np.zeros(3)), np.log(counts), chains=8, rounds=4000,
        rng=np.random.default_rng(1),
    )  # fmt: skip
    for cell, count in enumerate(counts):
        rates = np.exp(draws[:, :, cell])
        agreed = agreement(rates, (0.025, 0.5, 0.975))
        truth = gamma.ppf((0.025, 0.5, 0.975), count)
        assert agreed.rhat < 1.01
        assert (np.abs(np.quantile(rates, (0.025, 0.5, 0.975)) - truth) < 4 * np.array(agreed.errors)).all()


def test_order_of_lists_matters_only_by_chance():
    data = read("UKdat_4")
    turned = sum((data.patterns >> i & 1) << (3 - i) for i in range(4))
    other = CaptureData(data.lists[::-1], turned[::-1], data.counts[::-1])
    one, two = (threshold(each, rng=np.random.default_rng(1)) for each in (data, other))
    assert {frozenset(e.split(":")) for e in one.details["retained"]} == {
        frozenset(e.split(":")) for e in two.details["retained"]
    }
    error = np.hypot(one.details["errors"], two.details["errors"])
    differs = np.abs(np.array(one.details["quantiles"]) - two.details["quantiles"])
    assert (differs < 4 * error).all()


def test_the_same_seed_gives_the_same_answer():
    first, again = (threshold(read("Korea"), rng=np.random.default_rng(3), rounds=200) for _ in range(2))
    assert first.details == again.details


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"rng": None}, "pass rng"),
        ({"prior": "flat"}, "proper or improper"),
        ({"variance": 0}, "above 0"),
        ({"threshold": -1}, "0 or more"),
        ({"order": 4}, "2 or 3"),
        ({"chains": 1}, "at least 4"),
    ],
)
def test_options_that_cannot_be(options, words):
    with pytest.raises(CaptureError, match=words):
        threshold(read("Korea"), **{"rng": np.random.default_rng(1), **options})


def test_two_lists_are_too_few():
    with pytest.raises(CaptureError, match="3 to 10"):
        threshold(CaptureData(("A", "B"), np.array([1, 2, 3]), np.array([9, 9, 9])), rng=np.random.default_rng(1))
