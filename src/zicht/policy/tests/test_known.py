# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Facts of publications against what was read in the source, with its lines (tests/fixtures/policy)."""

import csv
from pathlib import Path

from zicht.monitor.declaring import definitions
from zicht.policy.forms import figures
from zicht.policy.known import by_key, chains, published, recommendations
from zicht.policy.rules import NEEDS_EVIDENCE, losses
from zicht.reference.checking import check
from zicht.reference.lists import code_list, sources

FIXTURES = Path(__file__).parents[4] / "tests" / "fixtures" / "policy"


def golden(name: str) -> list[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def test_the_five_of_the_earlier_edition_and_the_three_of_this_one():
    found = [(one.edition, one.number, one.line, one.state) for one in recommendations().values()]
    wanted = golden("recommendations.csv")
    assert found == [(r["edition"], int(r["number"]), int(r["line"]), r["state"]) for r in wanted]
    assert [r["edition"] for r in wanted].count("2014-2018") == 5
    assert [r["edition"] for r in wanted].count("2015-2019") == 3


def test_each_points_to_a_declared_figure_and_says_what_it_does_not_show():
    figures = definitions().figures
    assert [one.id for one in recommendations().values() if one.figure not in figures] == []
    assert [one.id for one in recommendations().values() if not one.figure_says] == []


def test_what_is_repeated_names_its_repetition():
    wanted = {row["id"]: row["repeats"] for row in golden("recommendations.csv")}
    assert {one.id: one.repeats for one in recommendations().values()} == wanted


def test_every_link_of_the_chain_has_its_line():
    for one in recommendations().values():
        assert one.line > 0
        assert one.finding_line > 0
        assert all(part.line > 0 for part in one.parts), one.id


def test_a_published_state_that_needs_evidence_has_it():
    needing = [one for one in recommendations().values() if one.state in NEEDS_EVIDENCE]
    assert needing
    assert [one.id for one in needing if not any(part.kind == "evidence" for part in one.parts)] == []


def test_the_five_close_the_circle_with_a_figure_of_the_next_edition():
    earlier = [one for one in recommendations().values() if one.edition == "2014-2018"]
    assert [one.id for one in earlier if [p.kind for p in one.parts].count("next") != 1] == []


def test_no_fact_is_a_sentence_of_the_source():
    """Own words: none of the recommendations reads like the source, whose sentences all begin in the third person."""
    assert [one.id for one in recommendations().values() if "beveelt" in one.text or len(one.text) > 300] == []


def test_keys_say_nothing_and_differ():
    assert len(by_key()) == len(recommendations())
    assert all(str(key) not in one.id for key, one in by_key().items())


def test_the_box_of_the_labour_inspectorate():
    (fact,) = [one for one in published() if one.chain == "nla"]
    rows = golden("counts.csv")
    for row in rows:
        if row["chain"] == "nla":
            assert fact.line == int(row["line"])
            told = fact.counts.numbers[row["step"]] if not row["lost"] else None
            gone = {loss.step: loss.total for loss in losses(chains()["nla"], fact.counts)}
            assert (told if told is not None else gone[row["step"]]) == int(row["count"]), row


def test_who_is_known_only_to_the_investigation_is_unexplained():
    (fact,) = [one for one in published() if one.chain == "emm"]
    (row,) = [row for row in golden("counts.csv") if row["chain"] == "emm"]
    (loss,) = losses(chains()["emm"], fact.counts)
    assert (loss.total, loss.untold, fact.line) == (int(row["count"]), int(row["count"]), int(row["line"]))
    assert fact.counts.numbers == {}  # how many stand in the system is not told


def test_declared_chains_use_reasons_and_sources_that_exist():
    reasons, known = set(code_list("funnel_reasons").codes()), sources()
    for chain in chains().values():
        assert chain.source in known
        assert {reason for step in chain.steps for reason in step.reasons} <= reasons, chain.id


def test_the_list_of_reasons_passes_the_check_of_the_lists():
    assert [finding for finding in check() if finding.file == "funnel_reasons.toml"] == []


def test_a_figure_that_is_off_is_not_offered():
    off = {name for name, figure in definitions().figures.items() if figure.off}
    offered = {name for name, _ in figures()}
    assert off
    assert offered == set(definitions().figures) - off
