# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Populations of known size come back, with errors that are computed from the runs themselves."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from unseen.covariates import table_of, with_covariates
from unseen.covariates.designs import design
from unseen.covariates.fitting import Fitter
from unseen.covariates.searching import search
from unseen.covariates.table import crossed
from unseen.covariates.terms import closed, scope_of

TRUE = ("A:B", "A:sex", "A:year", "B:sex", "C:year")
LATE = ((3, 1), (2, 3))  # D saw nobody in 2011, C nobody in 2013


@pytest.mark.parametrize(
    ("unknown", "blind", "options"),
    [
        (0.0, (), {}),
        (0.0, (), {"degrees": {"year": 1}}),
        (0.3, (), {}),
        (0.0, LATE, {}),
        (0.3, LATE, {}),
        (0.0, (), {"form": "stratified", "terms": ("A:B",)}),
    ],
    ids=["plain", "year as a line", "sex unknown", "lists not there", "both", "stratified"],
)
def test_the_size_and_each_year_come_back_without_bias(people, captured, unknown, blind, options):
    """60 worlds of 8,000 people: the mean error is within 4 of its own standard errors, in all and per year."""
    errors = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        world = people(8_000, rng)
        data = captured(*world, unknown=unknown, blind=blind, rng=rng)
        found = with_covariates(data, interval="none", **{"terms": TRUE} | options)
        years = {row.level: row.estimate for row in table_of(found) if row.by == "year"}
        whole = np.bincount(world[1], minlength=4)
        errors.append([found.estimate - 8_000, *(years[str(2010 + year)] - whole[year] for year in range(4))])
    errors = np.array(errors)
    mean, error = errors.mean(axis=0), errors.std(axis=0, ddof=1) / math.sqrt(len(errors))
    if "form" in options:
        # Each stratum has a term for A:B from some forty overlaps: its small upward bias adds up over eight.
        assert abs(mean[0]) < 0.05 * 8_000
    else:
        assert (np.abs(mean) < 4 * error).all(), (mean, error)
    assert error[0] < 0.01 * 8_000


@pytest.mark.parametrize("interval", ["parametric", "nonparametric"])
def test_intervals_hold_the_truth_as_often_as_they_say(people, captured, interval):
    """80 worlds, 80% intervals from 39 replicates: the share is within 4 standard errors of what it should be."""
    hits = 0
    for seed in range(80):
        rng = np.random.default_rng(seed)
        data = captured(*people(3_000, rng))
        found = with_covariates(data, level=0.8, interval=interval, replicates=39, terms=TRUE, rng=rng)
        hits += found.low <= 3_000 <= found.high
    assert abs(hits / 80 - 0.8) < 4 * math.sqrt(0.8 * 0.2 / 80)


def test_the_search_finds_the_terms_that_are_there(people, captured):
    found = with_covariates(captured(*people(200_000, np.random.default_rng(1))), interval="none")
    assert set(TRUE) <= set(found.model.split(" + "))
    # BIC takes a term too many with a chance that falls with the number of people; two are a fault.
    assert len(found.model.split(" + ")) <= 6 + len(TRUE) + 1
    assert found.estimate == pytest.approx(200_000, rel=0.02)


@pytest.mark.parametrize("criterion", ["bic", "aic"])
def test_leaving_out_hopeless_neighbours_changes_no_search(people, captured, criterion):
    for seed in range(6):
        rng = np.random.default_rng(seed)
        data = captured(*people(1_500, rng), unknown=0.2 * (seed % 2), blind=LATE if seed % 3 == 0 else (), rng=rng)
        scope = scope_of(crossed(data), {})
        fitter = Fitter(scope, scope.table)
        quick, slow = search(fitter, criterion), search(fitter, criterion, exact=True)
        assert [step.change for step in quick.path] == [step.change for step in slow.path]
        assert quick.visited < slow.visited / 2


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.sampled_from([0.1, 0.5, 0.9]), st.booleans(), st.integers(50, 600))
def test_the_likelihood_never_falls(people, captured, seed, unknown, late, number):
    rng = np.random.default_rng(seed)
    data = captured(*people(number, rng), unknown=unknown, blind=LATE if late else (), rng=rng)
    if any(values.count(None) == len(values) for values in data.covariates.values()):
        return
    scope = scope_of(crossed(data), {})
    fitter = Fitter(scope, scope.table)
    found = fitter.fit((*scope.mains(), scope.named("A:B"))[: len(scope.mains()) + scope.add((3, ()))])
    if found.code == 0:
        climbed = np.array(found.climbed)
        assert (np.diff(climbed) >= -1e-11 * np.abs(climbed[1:])).all()
        assert found.loglik == pytest.approx(fitter.loglik(fitter.seen(found.cells)))


def test_em_ends_where_another_climber_ends(people, captured):
    """The likelihood of what was observed, by scipy's BFGS from another start."""
    rng = np.random.default_rng(5)
    data = captured(*people(2_000, rng), unknown=0.4, blind=LATE, rng=rng)
    scope = scope_of(crossed(data), {})
    model = closed([*scope.mains(), *(scope.named(term) for term in ("A:B", "A:sex", "B:sex"))])
    assert all(scope.add(term) for term in model)
    fitter, matrix = Fitter(scope, scope.table), design(scope, model)
    found = fitter.fit(model)

    def fall(beta):
        cells = np.exp(matrix.predicted(beta))
        gap = np.where(scope.table.visible, fitter.expected(cells) - cells, 0.0)
        return -fitter.loglik(fitter.seen(cells)), -matrix.margins(gap)

    start = np.zeros(matrix.size)
    start[0] = 3.0
    other = minimize(fall, start, jac=True, method="BFGS", options={"gtol": 1e-6})
    assert found.loglik >= -other.fun - 1e-6
    assert found.loglik == pytest.approx(-other.fun, abs=1e-4)
    assert np.allclose(np.concatenate([found.beta[term] for term in model]), other.x, atol=1e-3)
    assert np.linalg.norm(fall(np.concatenate([found.beta[term] for term in model]))[1]) < 1e-2
