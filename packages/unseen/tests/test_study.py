# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The simulation study: known sizes are found where they can be, and the verdict catches what it claims to catch."""

import numpy as np
import pytest

from unseen.cli import main
from unseen.comparing import compare
from unseen.comparing.visibility import visibility
from unseen.methods import estimate
from unseen.study import SCENARIOS, Scenario, drawn, study

KNOWN = {each.name: each for each in SCENARIOS}


def populations(name, number=12):
    return [drawn(KNOWN[name], np.random.default_rng([11, each])) for each in range(number)]


@pytest.mark.parametrize("name", ["independent", "one dependence", "three dependences"])
def test_known_sizes_are_recovered_where_the_model_holds(name):
    ratios = [estimate(data, "stepwise", interval="none").estimate / 3000 for data in populations(name)]
    # The mean of twelve lies within three of its own standard errors, plus 2% for the choice of the model.
    assert abs(np.mean(ratios) - 1) < 3 * np.std(ratios) / np.sqrt(12) + 0.02


@pytest.mark.parametrize(("name", "least", "most"), [
    ("visibility varies", 0.8, 1.0), ("all depend", 0.8, 1.0), ("independent", 0.0, 0.3)])  # fmt: skip
def test_differences_in_visibility_are_seen_where_they_are(name, least, most):
    found = [visibility(data, estimate(data, "stepwise", interval="none")) for data in populations(name)]
    seen = np.mean([each is not None and each.chance < 0.05 and each.ratio > 1.1 for each in found])
    assert least <= seen <= most


def test_a_copied_list_is_refused_in_every_population():
    for data in populations("copied list", 4):
        assert estimate(data, "stepwise", interval="none").estimate is None


def test_allowing_for_visibility_gives_the_size_that_pairs_miss():
    data = drawn(
        Scenario("big", "all pairs", size=200_000, pairs=KNOWN["all depend"].pairs), np.random.default_rng(3)
    )
    base = estimate(data, "given", model="", interval="none")
    found = visibility(data, estimate(data, "stepwise", interval="none", enter=0))
    assert base.estimate < 0.75 * 200_000
    assert base.estimate * found.ratio == pytest.approx(200_000, rel=0.05)


def test_the_study_is_the_same_again_and_alone():
    asked = {"seed": 4, "size": 2, "methods": ["stepwise", "dga"], "replicates": 20, "scenarios": SCENARIOS[:2]}
    one, two = study(**asked, workers=1), study(**asked, workers=2)
    assert one.rows.equals(two.rows)
    verdicts = one.verdicts()
    assert verdicts["scenario"].to_list() == ["independent", "one dependence", "all"]
    assert (verdicts["usable"] + verdicts["reserved"] + verdicts["refused"]).to_list() == pytest.approx([1, 1, 1])


def test_the_command_writes_tables(capsys, tmp_path):
    options = ["--size", "1", "--methods", "stepwise,dga", "--scenarios", "independent", "--replicates", "20",
               "--workers", "1", "--out", str(tmp_path / "rows.csv")]  # fmt: skip
    assert main(["study", *options]) == 0
    assert "| independent | stepwise | 1 | 1.00 |" in capsys.readouterr().out
    assert (tmp_path / "rows.csv").read_text().count("\n") == 4
    assert main(["study", "--size", "0"]) == 2
    assert main(["study", "--scenarios", "none such"]) == 2


def test_nothing_is_simply_usable_while_nothing_is_known_of_the_matching():
    data = populations("independent", 1)[0]
    found = compare(data, rng=np.random.default_rng(1), methods=["stepwise", "dga"], workers=1,
                    options={"stepwise": {"replicates": 100}})  # fmt: skip
    assert "matching_unknown" in {reason.code for reason in found.verdict.reasons}
