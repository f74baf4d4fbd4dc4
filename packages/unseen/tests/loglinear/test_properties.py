# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What must hold whatever the table: order of rows and lists, empty patterns, likelihood equations, both ways."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.capture import CaptureData
from unseen.loglinear import bic_estimates, downhill_estimates, fitting, stepwise_estimates
from unseen.loglinear.fitting import fitted, tables_of
from unseen.loglinear.intervals import replicated
from unseen.loglinear.terms import every, main_effects, neighbours, stacked
from unseen.methods import estimate

NAMES = "PQRSTUVW"
seeds = st.integers(0, 10_000)


def drawn(seed, lists=4, mean=60.0):
    """A table with dependence, heterogeneity and zeros, in which every list saw somebody."""
    rng = np.random.default_rng(seed)
    share = rng.uniform(0.05, 0.4, lists)
    cells = np.arange(1 << lists)
    weight = np.prod(np.where(cells[:, None] >> np.arange(lists) & 1, share, 1 - share), axis=1)
    table = rng.poisson(mean * weight * rng.gamma(1.0, 1.0, 1 << lists) * (1 << lists))
    table[1 << np.arange(lists)] += 1
    table[0] = 0
    return table


def data(table, lists, order=None, rng=None):
    """Capture data of a table, its lists in another order, its rows shuffled."""
    order = list(range(lists)) if order is None else list(order)
    seen = np.flatnonzero(table)
    if rng is not None:
        rng.shuffle(seen)
    patterns = sum(((seen >> old & 1) << new for new, old in enumerate(order)), np.zeros_like(seen))
    return CaptureData(tuple(NAMES[i] for i in order), patterns, table[seen])


def asked(register, method, **options):
    return estimate(register, method, interval="none", **options).estimate


@settings(deadline=None, max_examples=25)
@given(seeds, st.permutations(range(4)))
def test_neither_the_order_of_lists_nor_that_of_rows_matters(seed, order):
    table = drawn(seed)
    first, other = data(table, 4), data(table, 4, order, np.random.default_rng(seed))
    for method in ("given", "stepwise", "bic", "downhill"):
        one, two = asked(first, method), asked(other, method)
        assert (one is None) == (two is None)
        assert one is None or one == pytest.approx(two, rel=1e-9)


@settings(deadline=None, max_examples=10)
@given(seeds)
def test_rows_in_another_order_and_empty_patterns_change_nothing(seed):
    """The whole answer, its interval too: draws depend on the people, not on rows."""
    table = drawn(seed)
    first, shuffled = data(table, 4), data(table, 4, rng=np.random.default_rng(seed))
    empty = np.flatnonzero(table[1:] == 0) + 1
    more = CaptureData(first.lists, np.r_[empty, first.patterns], np.r_[np.zeros_like(empty), first.counts])
    answers = [
        estimate(each, "stepwise", rng=np.random.default_rng(1), replicates=50) for each in (first, shuffled, more)
    ]
    assert len({(found.estimate, found.low, found.high, found.model) for found in answers}) == 1


@settings(deadline=None, max_examples=40)
@given(seeds, st.sampled_from([2, 3, 4, 5]), st.sampled_from([0.3, 2.0, 50.0]))
def test_expected_totals_are_the_observed_ones(seed, lists, mean):
    """The likelihood equations of a log-linear model, for all terms that are finite."""
    table = drawn(seed, lists, mean)
    models = every(lists, lists - 1)
    model = models[seed % len(models)]
    found = fitted(tables_of(table), np.zeros(1, dtype=int), stacked([model]), probes=np.array(model))
    if found.codes[0] == 0:
        total = tables_of(table).totals[0, list(model)]
        finite = total > 0
        assert found.margins[0, finite] == pytest.approx(total[finite], rel=1e-8)
        assert np.isneginf(found.beta[0][~finite]).all()
    else:
        assert np.isnan(found.loglik[0])


@pytest.mark.parametrize(("lists", "mean"), [(2, 5), (3, 0.4), (4, 0.3), (5, 0.2), (5, 30), (6, 0.1), (8, 0.02)])
def test_arrays_and_compiled_loops_agree(lists, mean, monkeypatch):
    tables = np.array([drawn(seed, lists, mean) for seed in range(60)])
    found = {}
    for compiled in (True, False):
        monkeypatch.setattr(fitting, "COMPILED", compiled and fitting.COMPILED)
        found[compiled] = [stepwise_estimates(tables), downhill_estimates(tables[:20], order=3)]
        if lists < 6:
            found[compiled].append(bic_estimates(tables[:3], order=2))
    for one, two in zip(found[True], found[False], strict=True):
        assert one == pytest.approx(two, rel=1e-8, nan_ok=True)
        assert np.isfinite(one).any()


def test_many_tables_are_each_as_alone():
    tables = np.array([drawn(seed, 4, 1.0) for seed in range(30)])
    together = stepwise_estimates(tables)
    alone = [stepwise_estimates(table)[0] for table in tables]
    assert together == pytest.approx(alone, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize(("lists", "order", "many"), [(2, 1, 1), (3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024)])
def test_as_many_hierarchical_models_as_are_known(lists, order, many):
    """With every single list in: 113 on four lists (Rcapture), 6,893 on five with orders up to four."""
    models = every(lists, order)
    assert len(set(models)) == len(models) == many
    assert main_effects(lists) in models


def test_neighbours_are_mutual():
    models = set(every(4, 3))
    for model in models:
        around = neighbours(model, 4, 3)
        assert set(around) <= models
        assert len(set(around)) == len(around)
        assert all(model in neighbours(other, 4, 3) for other in around)


def test_replicates_have_as_many_people_and_only_patterns_that_were_seen():
    table = drawn(3)
    made = replicated(table, np.random.default_rng(0), 40)
    assert (made.sum(axis=1) == table.sum()).all()
    assert not made[:, table == 0].any()


def test_twelve_lists():
    """Nothing is enumerated that grows with two to the pairs."""
    rng = np.random.default_rng(12)
    seen = rng.random((6_000, 12)) < rng.uniform(0.02, 0.1, 12)
    seen[:, 1] |= seen[:, 0] & (rng.random(6_000) < 0.5)
    table = np.bincount((seen << np.arange(12)).sum(axis=1), minlength=4096)
    table[0] = 0
    for found in (stepwise_estimates(table), downhill_estimates(table)):
        assert found[0] == pytest.approx(6_000, rel=0.2)
