# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Latent classes: the sampler against its own prior, and the answers against runs of the R package LCMCR 0.4.14."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kstest, spearmanr

from unseen.bayes.latent import _rounds, lcmcr
from unseen.bayes.mixture import Mixture, State, evaluate
from unseen.bayes.tempering import Chains, started
from unseen.capture import CaptureData, CaptureError
from unseen.methods import estimate
from unseen.result import Grade

FIXTURES = Path(__file__).parent.parent / "fixtures" / "mse"


def read(name):
    """A table of the fixtures as capture data."""
    head, *rows = csv.reader((FIXTURES / f"{name}.csv").read_text().splitlines())
    patterns = [sum(int(value) << i for i, value in enumerate(row[:-1])) for row in rows]
    return CaptureData(tuple(head[:-1]), np.array(patterns), np.array([int(row[-1]) for row in rows]))


def in_r(dataset, classes):
    """(low, median, high) of each R run with so many classes."""
    with (FIXTURES / "r_runs.csv").open() as file:
        rows = [r for r in csv.DictReader(file) if r["package"] == "LCMCR" and r["dataset"] == dataset]
    return np.array(
        [[float(r[k]) for k in ("low", "estimate", "high")] for r in rows if f"K={classes};" in r["settings"]]
    )


PATTERNS = (np.arange(8)[:, None] >> np.arange(3) & 1).astype(float)


def drawn_from_the_prior(rng, replicas, *, people=30, most=90, classes=3, shape=2.0, rate=2.0):
    """Parameters from the prior and a table from them per replica; thrown away where too many would be hidden."""
    kept = []
    while len(kept) < replicas:
        alpha = rng.gamma(shape, 1 / rate)
        chances = rng.random((3, classes))
        breaks = rng.beta(1, alpha, classes - 1)
        sizes = np.append(breaks, 1) * np.cumprod(np.append(1, 1 - breaks))
        each = [np.prod(np.where(row[:, None], chances, 1 - chances), axis=0) for row in PATTERNS]
        table = np.array(each) @ sizes
        if rng.negative_binomial(people, 1 - table[0]) > most or not 1e-9 < breaks.min() <= breaks.max() < 1 - 1e-9:
            continue
        kept.append((chances, breaks, alpha, rng.multinomial(people, table[1:] / table[1:].sum()), table[0]))
    chances, breaks, alpha, counts, nowhere = (np.stack(each, axis=-1) for each in zip(*kept, strict=True))
    state = State(np.log(chances / (1 - chances)), np.log(-np.log1p(-breaks)), alpha)
    return Mixture(PATTERNS, counts.astype(float), people, most, classes, shape, rate), state, nowhere


@pytest.mark.parametrize(("powers", "rounds"), [((1.0,), 15), ((1.0, 0.6), 60)])
def test_steps_from_the_prior_stay_in_the_prior(powers, rounds):
    """If parameters come from the prior and tables from them, a right sampler keeps the parameters' distribution.

    As in Geweke 2004 (JASA 99:799-804), but with many independent replicas, so that the comparison needs no
    autocorrelation. A companion at a flatter power starts at the same place, which is not its own distribution: it
    gets 60 rounds to forget.
    """
    rng = np.random.default_rng(1)
    model, state, nowhere = drawn_from_the_prior(rng, 1500)
    _, fresh, other = drawn_from_the_prior(rng, 1500)
    model = replace(model, counts=np.repeat(model.counts, len(powers), axis=1))
    state = state.moved(np.repeat(np.arange(1500), len(powers)))
    chains = Chains(model, np.array(powers), state, np.full(len(powers), np.log(0.2)), rng)
    for _ in range(rounds):
        here = chains.advance(learn=False)
    after = chains.state.moved(np.arange(0, 1500 * len(powers), len(powers)))
    compared = [
        (here.nowhere, other),
        (after.alpha, fresh.alpha),
        *((after.sticks[k], fresh.sticks[k]) for k in range(2)),
        *((after.logits[j, k], fresh.logits[j, k]) for j in range(3) for k in range(3)),
        (after.logits.max(axis=(0, 1)), fresh.logits.max(axis=(0, 1))),
    ]
    # One wrong alarm in 1,000 runs over all of them.
    assert min(kstest(one, two).pvalue for one, two in compared) > 0.001 / len(compared)
    # It has moved: nowhere is hardly where it began.
    assert spearmanr(here.nowhere, nowhere).statistic < 0.9


def test_a_wrong_sampler_would_be_seen():
    """The test above has teeth: with one person more in the likelihood than in the tables it fails."""
    rng = np.random.default_rng(1)
    model, state, _ = drawn_from_the_prior(rng, 1500)
    _, _, other = drawn_from_the_prior(rng, 1500)
    wrong = replace(model, counts=model.counts + np.array([3, 0, 0, 0, 0, 0, 0])[:, None], people=model.people + 3)
    chains = Chains(wrong, np.ones(1), state, np.full(1, np.log(0.2)), rng)
    for _ in range(30):
        here = chains.advance(learn=False)
    assert kstest(here.nowhere, other).pvalue < 1e-3


@pytest.mark.parametrize("most", [20, 2])
def test_slopes_are_those_of_the_density(most):
    data, rng = read("UKdat_4"), np.random.default_rng(1)
    seen = (np.append(0, data.patterns)[:, None] >> np.arange(4) & 1).astype(float)
    model = Mixture(seen, data.counts[:, None].astype(float), data.observed, most * data.observed, 4, 0.25, 0.25)
    state = started(model, 6, rng).state
    powers = np.tile([1.0, 0.5], 24)
    here, step = evaluate(model, state, powers), 1e-6
    for part, slopes in (("logits", here.slope_logits), ("sticks", here.slope_sticks)):
        for place in np.ndindex(slopes.shape[:-1]):
            ends = []
            for sign in (1, -1):
                moved = getattr(state, part).copy()
                moved[place] += sign * step
                ends.append(evaluate(model, replace(state, **{part: moved}), powers).density)
            ok = np.isfinite(ends[0]) & np.isfinite(ends[1])
            assert ok.mean() > 0.5
            found = (ends[0] - ends[1])[ok] / (2 * step)
            assert np.allclose(found, slopes[place][ok], rtol=1e-4, atol=1e-2)


@pytest.mark.parametrize("dataset", ["Korea", "UKdat_4", "UKdat_5"])
def test_answers_as_r_does_within_monte_carlo_error(dataset):
    """Errors: ours from effective sizes, R's from how far its seeds lie apart."""
    found = estimate(read(dataset), "lcmcr", rng=np.random.default_rng(1))
    runs = in_r(dataset, 5)
    theirs = runs.std(axis=0, ddof=1) / np.sqrt(len(runs))
    ours = np.array(found.details["errors"])
    # Draws are whole people: half a person of rounding besides.
    bound = 4 * np.sqrt(ours**2 + theirs**2 + 0.3)
    differs = np.abs([found.low, found.estimate, found.high] - runs.mean(axis=0))
    assert (differs < bound)[1:].all()
    # R's chains start in the main peak and hardly find the lower one beside it: its low limit is a little higher.
    assert 0.8 * runs[:, 0].mean() < found.low < runs[:, 0].mean() + bound[0]
    assert found.details["rhat"] < 1.05
    assert found.verdict.grade is Grade.RESERVATIONS


def test_the_dutch_chains_disagree_and_there_is_no_estimate():
    """R gives 48,477, 49,285 or 142,107 by seed; chains from scattered starts find both and say so."""
    found = estimate(read("Ned_5"), "lcmcr", rng=np.random.default_rng(1), classes=10, rounds=500)
    assert (found.estimate, found.low, found.high) == (None, None, None)
    reason = found.verdict.reasons[0]
    assert reason.code == "chains_disagree"
    assert reason.numbers["rhat"] > 1.05
    assert reason.numbers["lowest"] < 55_000 < 100_000 < reason.numbers["highest"]


def test_the_same_seed_gives_the_same_answer():
    def run(seed):
        return lcmcr(read("Korea"), rng=np.random.default_rng(seed), rounds=200)

    assert run(1).details == run(1).details
    assert run(1).details != run(2).details


def test_order_of_rows_and_lists_matters_only_by_chance():
    data = read("Korea")
    turned = sum((data.patterns >> i & 1) << (2 - i) for i in range(3))
    other = CaptureData(data.lists[::-1], turned[::-1], data.counts[::-1])
    one, two = (lcmcr(each, rng=np.random.default_rng(1)).details for each in (data, other))
    for share in range(3):
        error = np.hypot(one["errors"][share], two["errors"][share])
        quantile = [d["quantiles"][share] for d in (one, two)]
        assert abs(quantile[0] - quantile[1]) <= 4 * error + 1


def test_a_range_that_decides_is_told():
    """A third of the posterior would lie above 2 x those observed."""
    data = read("Korea")
    found = lcmcr(data, rng=np.random.default_rng(1), most=0.5, rounds=500)
    assert "last tenth" in found.warnings[-1]
    assert found.details["upper"] == 123 + 61


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"rng": None}, "pass rng"),
        ({"classes": 1}, "two or more"),
        ({"shape": 0}, "above 0"),
        ({"most": -1}, "as 20"),
        ({"chains": 2}, "can disagree"),
        ({"rounds": 3}, "100 or more"),
    ],
)
def test_options_that_cannot_be(options, words):
    with pytest.raises(CaptureError, match=words):
        lcmcr(read("Korea"), **{"rng": np.random.default_rng(1), **options})


def many_patterns(many):
    """Twelve lists, each of the first patterns with three people."""
    patterns = np.arange(1, many + 1)
    return CaptureData(tuple("ABCDEFGHIJKL"), np.append(patterns, 4095), np.full(many + 1, 3))


def test_a_table_too_large_to_draw_from_is_refused_at_once():
    found = lcmcr(many_patterns(1000), rng=np.random.default_rng(1))
    assert found.verdict.grade is Grade.NONE
    assert [reason.code for reason in found.verdict.reasons] == ["too_much_work"]
    assert "1,001 patterns" in found.verdict.reasons[0].text
    assert found.seconds < 5


def test_the_bound_on_work_takes_rounds_from_large_tables_only():
    assert _rounds(read("UKdat"), 10, 12) == (4000, ())
    assert _rounds(many_patterns(250), 5, 12) == (24_000_000 // (251 * 60), ())
