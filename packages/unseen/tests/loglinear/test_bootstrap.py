# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""BCa intervals against R's and published ones, within Monte Carlo error that is computed.

R drew its own tables. So its limits are compared with the limits that as many draws from a large pool of replicates
of ours give, a thousand times: they must lie among these.
"""

import re
from functools import partial

import numpy as np
import pytest

from unseen.loglinear import downhill_estimates, stepwise_estimates
from unseen.loglinear.by_bic import lowest, ranked
from unseen.loglinear.fitting import tables_of
from unseen.loglinear.intervals import SAME, acceleration, bca, one_less, quantile, replicated
from unseen.loglinear.terms import every
from unseen.methods import estimate
from unseen.result import Grade

AGAIN = 1000


class Pool:
    """Replicates of one method on one table."""

    def __init__(self, table, again, many):
        fewer, weights = one_less(table)
        self.estimate = float(again(table[None])[0])
        self.acceleration = acceleration(again(fewer), weights)
        self.values = again(replicated(table, np.random.default_rng(8), many))

    def must_give(self, low, high, *, level, drawn, rounding=0.0):
        rng = np.random.default_rng(9)
        limits = [bca(rng.choice(self.values, drawn), self.estimate, self.acceleration, level) for _ in range(AGAIN)]
        for value, found in ((low, [each.low for each in limits]), (high, [each.high for each in limits])):
            found = np.array(found, dtype=float)
            assert np.nanmin(found) - rounding <= value <= np.nanmax(found) + rounding, (value, level)


def top(data, order, many):
    """The choice among the best `many` models, as `bic` makes it in replicates."""
    lists = len(data.lists)
    found = ranked(tables_of(data.table), every(lists, order)).top(many, degree=1, lists=lists, order=order)
    return lambda tables: lowest(tables_of(tables), found.terms, found.beta)[0]


def test_stepwise_as_in_r(mse):
    row = mse.rows("r_runs.csv", method="stepwise BCa")[0]
    data = mse.table("UKdat_5")
    pool = Pool(data.table, stepwise_estimates, 15_000)
    assert pool.acceleration == pytest.approx(float(re.search(r"ahat=([-\d.]+)", row["settings"])[1]), abs=1e-6)
    pool.must_give(float(row["low"]), float(row["high"]), level=0.95, drawn=1000)
    pool.must_give(9623.9, 12531.1, level=0.8, drawn=1000)
    published = mse.rows("published.csv", dataset="UKdat_5", method="SparseMSE")[0]
    pool.must_give(float(published["low"]), float(published["high"]), level=0.95, drawn=2000)


def test_stepwise_on_the_dutch_table_as_published(mse):
    published = mse.rows("published.csv", dataset="Ned_5", method="SparseMSE")[0]
    pool = Pool(mse.table("Ned_5").table, stepwise_estimates, 15_000)
    assert pool.estimate == pytest.approx(float(published["estimate"]), abs=0.05)
    pool.must_give(float(published["low"]), float(published["high"]), level=0.95, drawn=2000)


def test_bic_as_in_r(mse):
    """Rows with the best 1, 5, 10 and 20 models on the British table, all on the Korean."""
    rows = mse.rows("r_runs.csv", method="BIC bootstrap BCa")
    assert len(rows) == 7
    for row in rows:
        data = mse.table(row["dataset"])
        wanted = re.search(r"ntop=(\w+)", row["settings"])[1]
        again = top(data, 2, 10**6 if wanted == "Inf" else int(wanted))
        pool = Pool(data.table, again, 6_000)
        assert pool.estimate == pytest.approx(float(row["estimate"]), rel=1e-6)
        pool.must_give(float(row["low"]), float(row["high"]), level=0.95, drawn=1000)
        low, high = re.search(r"80%: ([\d.]+)-([\d.]+)", row["settings"]).groups()
        pool.must_give(float(low), float(high), level=0.8, drawn=1000, rounding=0.05)


def test_published_intervals_of_bic_and_downhill(mse):
    """Tables 3 and 6 of Silverman, Chan and Vincent 2024, rounded there."""
    rows = [row for row in mse.rows("published.csv") if row["method"].startswith("BIC") and row["low"]]
    assert len(rows) == 14
    pools = {}
    for row in rows:
        data = mse.table(row["dataset"])
        order = 2 if "order 2" in row["method"] else len(data.lists) - 1
        if "downhill" in row["method"]:
            key = (row["dataset"], "downhill", order)
            again = partial(downhill_estimates, order=order)
        else:
            wanted = re.match(r"ntop=(\d)", row["settings"])
            # The paper's other rows: all on three lists, the best hundred on five.
            key = (row["dataset"], "bic", order, int(wanted[1]) if wanted else 100)
            again = top(data, order, key[-1])
        if key not in pools:
            pools[key] = Pool(data.table, again, 1_500 if len(data.lists) > 3 else 6_000)
        assert round(pools[key].estimate) == int(row["estimate"])
        pools[key].must_give(
            float(row["low"]), float(row["high"]), level=int(row["level"]) / 100, drawn=1000, rounding=0.5
        )


@pytest.mark.parametrize(("order", "many"), [(2, 300), (4, 30)])
def test_where_the_best_model_of_a_replicate_stood(mse, order, many):
    """Table 4 of the 2024 paper: of 1,000 replicates, how many have their best model among the first k."""
    rows = mse.rows("published.csv", dataset=f"UKdat_5 maxorder {order}", method="rank of bootstrap-optimal model")
    table = mse.table("UKdat_5").table
    found = ranked(tables_of(table), every(5, order))
    which = lowest(tables_of(replicated(table, np.random.default_rng(4), many)), found.terms, found.beta)[1]
    assert len(rows) == 5
    for row in rows:
        share = int(row["estimate"]) / 1000
        mine = np.mean(which < int(row["settings"].split()[-1]))
        assert abs(mine - share) < 4 * np.sqrt(share * (1 - share) * (1 / many + 1 / 1000))


def test_the_error_that_is_reported_is_the_one_that_is_found(mse):
    """The spread of the limits over a thousand draws, beside the standard error that each draw computes."""
    pool = Pool(mse.table("UKdat_5").table, stepwise_estimates, 10_000)
    rng = np.random.default_rng(3)
    limits = [bca(rng.choice(pool.values, 2000), pool.estimate, pool.acceleration, 0.8) for _ in range(300)]
    assert np.median([each.low_error for each in limits]) == pytest.approx(np.std([e.low for e in limits]), rel=0.25)
    assert np.median([each.high_error for each in limits]) == pytest.approx(
        np.std([e.high for e in limits]), rel=0.25
    )


def test_a_tie_with_the_estimate_does_not_move_the_limits():
    values = np.linspace(90, 110, 201)
    limits = [bca(values, 100 * (1 + shift), 0.0, 0.9) for shift in (-SAME / 3, 0.0, SAME / 3)]
    assert len({(each.low, each.high, each.below, each.equal) for each in limits}) == 1
    assert limits[0].equal == pytest.approx(1 / 201)


def test_quantiles_are_of_type_8():
    values = np.sort(np.random.default_rng(0).normal(size=37))
    for share in (0.01, 0.025, 0.1, 0.5, 0.77, 0.999):
        assert quantile(values, share) == pytest.approx(np.quantile(values, share, method="median_unbiased"))
    assert quantile(np.r_[values, np.inf], 1.0) == np.inf


def test_intervals_repeat_and_say_what_they_hang_on(mse):
    first, again = (
        estimate(mse.table("UKdat_5"), "stepwise", rng=np.random.default_rng(5), replicates=200) for _ in range(2)
    )
    assert (first.low, first.high, first.details["monte_carlo_error"]) == (
        again.low, again.high, again.details["monte_carlo_error"],
    )  # fmt: skip
    assert first.low < first.estimate < first.high
    assert min(first.details["monte_carlo_error"]) > 0
    assert first.details["refused_replicates"] == 0
    assert first.verdict.grade is Grade.RESERVATIONS
    assert [step[0] for step in first.details["path"]] == ["LA:NG", "NG:GP", "PFNCA:GP", "LA:PFNCA", "GO:GP", "NG:GO"]


def test_a_limit_at_the_outermost_replicate_is_told(mse):
    """The bias and the acceleration of this choice push the upper limit beyond a thousand replicates."""
    found = estimate(mse.table("UKdat_5"), "bic", rng=np.random.default_rng(1), n_top=20)
    assert any("outermost" in warning for warning in found.warnings)
    assert found.details["monte_carlo_error"][1] > 0


@pytest.mark.parametrize("options", [{"n_top": 1}, {"n_top": 5, "degree": 2}, {"order": 1}, {"order": 9}])
def test_options_of_bic(mse, options):
    """One model in the short list is no fault (R's package stops there)."""
    found = estimate(mse.table("Korea"), "bic", rng=np.random.default_rng(1), replicates=100, **options)
    assert found.low < found.estimate < found.high
    assert found.details["n_top"] == {1: 1, 5: 5}.get(options.get("n_top"), 1 if options.get("order") == 1 else 6)


def test_degree_ranks_by_the_neighbourhood(mse):
    """The best model's neighbours come before others; with a degree of 1 the order is that of BIC."""
    found = ranked(tables_of(mse.table("UKdat_5").table), every(5, 2))
    near = found.top(11, degree=2, lists=5, order=2)
    best = set(found.models[0])
    assert near.models[0] == found.models[0]
    assert all(len(best ^ set(model)) <= 1 for model in near.models)
    assert found.top(11, degree=1, lists=5, order=2).models == found.models[:11]
