# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""R-hat, effective sizes and Monte Carlo errors, on chains whose truth is known."""

import numpy as np
import pytest

from unseen.bayes.chains import agreement, effective, quantile_error, rhat, split


def series(rng, chains, draws, rho):
    """Autoregressive chains with variance 1."""
    noise = rng.standard_normal((chains, draws)) * np.sqrt(1 - rho**2)
    found = np.empty((chains, draws))
    found[:, 0] = rng.standard_normal(chains)
    for i in range(1, draws):
        found[:, i] = rho * found[:, i - 1] + noise[:, i]
    return found


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9, -0.3])
def test_effective_size_of_an_autoregression(rho):
    """The truth is draws x (1 - rho) / (1 + rho)."""
    values = series(np.random.default_rng(1), 8, 20_000, rho)
    truth = values.size * (1 - rho) / (1 + rho)
    assert effective(values) == pytest.approx(truth, rel=0.06)


def test_chains_that_agree_and_chains_that_do_not():
    rng = np.random.default_rng(2)
    values = series(rng, 8, 1000, 0.3)
    good = agreement(values, (0.025, 0.5, 0.975))
    assert good.rhat < 1.01
    assert agreement(np.exp(3 * values), (0.5,)).rhat == pytest.approx(good.rhat)
    moved = values + np.array([0, 0, 0, 0, 0, 0, 0, 3])[:, None]
    assert agreement(moved, (0.5,)).rhat > 1.2
    assert agreement(moved, (0.5,)).bulk < 100
    # The same place but another spread: only the folded ranks see it.
    wide = values * np.array([1, 1, 1, 1, 4, 4, 4, 4])[:, None]
    assert rhat(split(wide)) < 1.01 < 1.1 < agreement(wide, (0.5,)).rhat
    # A chain that drifts differs between its halves.
    assert agreement(values[:1] + np.linspace(0, 5, 1000), (0.5,)).rhat > 1.5


def test_constant_chains():
    same = np.ones((4, 50))
    assert agreement(same, (0.5,)).rhat == 1
    assert agreement(same * np.arange(4)[:, None], (0.5,)).rhat == np.inf


@pytest.mark.parametrize("share", [0.025, 0.5])
def test_the_error_of_a_quantile_is_what_repetition_shows(share):
    rng = np.random.default_rng(3)
    found = [np.quantile(series(rng, 4, 1000, 0.6), share) for _ in range(60)]
    errors = [quantile_error(series(rng, 4, 1000, 0.6), share) for _ in range(60)]
    # The standard deviation of 60 repetitions is itself known to 1/sqrt(120).
    assert np.mean(errors) == pytest.approx(np.std(found), rel=4 / np.sqrt(120))
