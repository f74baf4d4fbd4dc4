# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Averaging over decomposable graphs, against the R package dga 2.0.2 and published rows (fixtures/mse)."""

import csv
import itertools
from pathlib import Path

import numpy as np
import pytest

from unseen.bayes.dga import dga, posterior
from unseen.bayes.graphs import decomposable
from unseen.bayes.posterior import hills, quantiles
from unseen.capture import CaptureData, CaptureError
from unseen.methods import estimate
from unseen.result import Grade

FIXTURES = Path(__file__).parent.parent / "fixtures" / "mse"


def read(name):
    """A table of the fixtures as capture data."""
    head, *rows = csv.reader((FIXTURES / f"{name}.csv").read_text().splitlines())
    patterns = [sum(int(value) << i for i, value in enumerate(row[:-1])) for row in rows]
    return CaptureData(tuple(head[:-1]), np.array(patterns), np.array([int(row[-1]) for row in rows]))


def runs(method, dataset=None):
    """Rows of r_runs.csv of one package."""
    with (FIXTURES / "r_runs.csv").open() as file:
        return [r for r in csv.DictReader(file) if r["package"] == method and dataset in (None, r["dataset"])]


@pytest.mark.parametrize(("lists", "count"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)])
def test_as_many_graphs_as_are_known(lists, count):
    """Labelled chordal graphs, OEIS A058862."""
    assert len(decomposable(lists).edges) == count


def test_cliques_are_the_largest_joined_sets():
    graphs = decomposable(4)
    for number, edges in enumerate(graphs.edges):
        joined = {frozenset(pair) for e, pair in enumerate(graphs.pairs) if edges >> e & 1}
        sets = [
            frozenset(s)
            for size in range(1, 5)
            for s in itertools.combinations(range(4), size)
            if all(frozenset(pair) in joined for pair in itertools.combinations(s, 2))
        ]
        largest = {sum(1 << i for i in s) for s in sets if not any(s < other for other in sets)}
        assert set(graphs.cliques(number)) == largest
        # Each list is in one clique more than it is in separators.
        for i in range(4):
            holds = np.array([c >> i & 1 for c in range(16)])
            assert graphs.factors[number] @ holds == 1


@pytest.mark.parametrize("row", [r for r in runs("dga") if "MSETools" in r["settings"]], ids=lambda r: r["dataset"])
def test_default_answers_as_r_does(row):
    found = estimate(read(row["dataset"]), "dga")
    assert (found.estimate, found.low, found.high) == tuple(float(row[key]) for key in ("estimate", "low", "high"))
    assert f"mean {found.details['mean']:.3f}; mode {found.details['mode']:.0f};" in row["settings"]
    assert f"p={found.details['models'][0][1]:.4f};" in row["settings"]


@pytest.mark.parametrize("row", [r for r in runs("dga") if "Silverman" in r["settings"]], ids=lambda r: r["dataset"])
def test_the_settings_of_silverman_2020(row):
    data = read(row["dataset"])
    most = int(row["settings"].split("max N=")[1].split(";")[0])
    found = dga(data, hidden=np.linspace(0, most - data.observed, 1000), between=True)
    assert f"{found.estimate:.1f}" == row["estimate"]
    assert f"{found.high:.1f}" == row["high"]
    assert not row["low"] or f"{found.low:.1f}" == row["low"]
    assert f"{found.details['models'][0][1]:.3f}" in row["settings"]


def test_every_whole_number():
    row = next(r for r in runs("dga", "UKdat_5") if "every integer" in r["settings"])
    found = dga(read("UKdat_5"), hidden=range(1, 40_001), sensitivity=False)
    assert (found.estimate, found.low, found.high) == tuple(float(row[key]) for key in ("estimate", "low", "high"))


def test_two_peaks_are_told_and_the_end_of_the_grid():
    british, dutch = dga(read("UKdat_5")), dga(read("Ned_5"))
    assert "2 peaks" in british.warnings[0]
    assert sum(share for _, share in british.details["peaks"]) == pytest.approx(1)
    # The same posterior read with 11 times those observed as the end, with 31 times, and with about 61 times.
    medians = [round(median, -3) for _, _, median, _ in dutch.details["ends"]]
    assert medians == [48_000, 50_000, 51_000]
    assert dutch.verdict.grade is Grade.RESERVATIONS
    short = dga(read("Ned_5"), upper=90_574)
    assert "the largest N on the grid, 90,574, matters" in short.warnings[0]


def test_what_is_told_of_another_end_is_what_another_end_gives():
    data = read("Korea")
    end, _, median, high = dga(data, points=3691).details["ends"][-1]
    again = dga(data, upper=end, points=int(end) - data.observed)
    assert again.estimate == pytest.approx(median, abs=4)
    assert again.high == pytest.approx(high, rel=0.03)


def test_data_that_do_not_bound_n_get_no_estimate():
    data = CaptureData(("A", "B", "C"), np.array([1, 2, 4, 3]), np.array([50, 50, 50, 1]))
    found = dga(data)
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert found.verdict.reasons[0].code == "grid_decides"
    assert found.verdict.reasons[0].numbers["beyond"] > 0.1
    # An end that is given is the giver's prior: a warning, and other reasons may remain.
    given = dga(data, upper=1000)
    assert "grid_decides" not in [reason.code for reason in given.verdict.reasons]
    assert "matters" in given.warnings[0]


def test_order_of_rows_and_lists_changes_nothing():
    data = read("UKdat_4")
    first = dga(data)
    rng = np.random.default_rng(1)
    for _ in range(3):
        rows = rng.permutation(len(data.counts))
        lists = rng.permutation(4)
        moved = sum((data.patterns >> int(old) & 1) << new for new, old in enumerate(lists))
        names = tuple(data.lists[i] for i in lists)
        again = dga(CaptureData(names, moved[rows], data.counts[rows]))
        assert (again.estimate, again.low, again.high) == (first.estimate, first.low, first.high)
        assert again.details["models"][0][1] == pytest.approx(first.details["models"][0][1], rel=1e-9)


def test_an_empty_pattern_changes_nothing():
    data = read("Korea")
    assert 6 not in data.patterns
    more = CaptureData(data.lists, np.append(data.patterns, 6), np.append(data.counts, 0))
    assert dga(more).estimate == dga(data).estimate


def test_a_uniform_prior_is_the_other_one_times_n():
    data = read("Korea")
    graphs, hidden = decomposable(3), np.arange(1.0, 3000.0)
    one = posterior(data, graphs, hidden, delta=0.125, prior="log").of_n
    other = posterior(data, graphs, hidden, delta=0.125, prior="uniform").of_n
    assert np.allclose(other, one * (hidden + 123) / (one @ (hidden + 123)), rtol=1e-9)
    assert dga(data, prior="uniform").estimate > dga(data).estimate


def test_six_lists():
    found = dga(read("UKdat"), points=200, sensitivity=False)
    assert found.details["graphs"] == 18_154
    assert 10_000 < found.low < found.estimate < found.high < 40_000


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"prior": "flat"}, "log or uniform"),
        ({"delta": 0}, "above 0"),
        ({"upper": 100}, "above the 123 people"),
        ({"points": 1}, "two values"),
        ({"hidden": [5, 4]}, "ascending"),
        ({"hidden": [-1, 4]}, "from 0"),
    ],
)
def test_options_that_cannot_be(options, words):
    with pytest.raises(CaptureError, match=words):
        dga(read("Korea"), **options)


def test_too_few_and_too_many_lists():
    for lists in (2, 7):
        data = CaptureData(tuple("ABCDEFG"[:lists]), np.array([2**lists - 1]), np.array([9]))
        with pytest.raises(CaptureError, match="three to 6"):
            dga(data)


def test_quantiles_and_hills():
    values, chances = np.array([1.0, 2.0, 3.0]), np.array([0.25, 0.5, 0.25])
    assert quantiles(values, chances, (0.25, 0.5, 0.9)) == (2.0, 2.0, 3.0)
    assert quantiles(values, chances, (0.5,), between=True) == (1.5,)
    x = np.arange(0.0, 100.0)
    one = np.exp(-0.5 * (x - 20) ** 2 / 9)
    assert hills(x, one) == ()
    assert [round(peak) for peak, _ in hills(x, one + 0.3 * np.exp(-0.5 * (x - 70) ** 2 / 9))] == [20, 70]
    # Too little of it, or no valley: one hill.
    assert hills(x, one + 0.02 * np.exp(-0.5 * (x - 70) ** 2 / 9)) == ()
    assert hills(x, one + np.exp(-0.5 * (x - 27) ** 2 / 9)) == ()
