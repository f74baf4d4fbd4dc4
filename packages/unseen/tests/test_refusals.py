# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Registers that must not get an estimate, each with the reason why."""

from pathlib import Path

import numpy as np
import pytest

from unseen.capture import CaptureData, from_patterns, from_register, read_csv
from unseen.comparing import Circumstances, compare
from unseen.methods import estimate
from unseen.result import Grade

MSE = Path(__file__).parent / "fixtures" / "mse"


def lists(*rows, names="PZJ"):
    """Rows of text as "P Z: 12": the lists that saw these people, and how many."""
    patterns, counts = [], []
    for row in rows:
        who, many = row.split(":")
        patterns.append(sum(1 << names.index(name) for name in who.split()))
        counts.append(int(many))
    return CaptureData(tuple(names), np.array(patterns), np.array(counts))


def register(copies):
    """A police that reports 300 people, a shelter and a youth service that know some of them, and the EMM."""
    rng = np.random.default_rng(5)
    reports = []
    for person in range(600):
        groups = [g for g, chance in (("police", 0.3), ("shelter", 0.25), ("youth", 0.2)) if rng.random() < chance]
        if "police" in groups and rng.random() < copies:
            groups.append("EMM")
        reports += [(person, group, 2020) for group in groups]
    person, group, year = zip(*reports, strict=True)
    return {"person": list(person), "group": list(group), "year": list(year)}


# Each of these lists must be refused whoever answers: the quick methods are enough to see it.
QUICK = ("stepwise", "bic", "dga", "chao", "lincoln_petersen")


def quickly(data, **told):
    options = {name: {"replicates": 50} for name in QUICK[:2]} if len(data.lists) > 2 else {}
    return compare(data, rng=np.random.default_rng(1), methods=QUICK, options=options, sensitivity=False, workers=1,
                   circumstances=Circumstances(**told))  # fmt: skip


SOUND = lists("P: 300", "Z: 250", "J: 200", "P Z: 60", "P J: 50", "Z J: 40", "P Z J: 12")

REGISTERS = {
    "nobody on two lists": (lists("P: 80", "Z: 60", "J: 40"), {}, "too_few_overlaps"),
    "six on two lists": (lists("P: 80", "Z: 60", "J: 40", "P Z: 3", "Z J: 3"), {}, "too_few_overlaps"),
    "a town of five": (lists("P: 2", "Z: 1", "P J: 1", "Z J: 1"), {}, "too_few_overlaps"),
    "EMM copies the police": (from_register(register(0.97)), {}, "copied_list"),
    "one list knows everybody": (
        lists("P: 700", "Z: 5", "J: 4", "P Z: 40", "P J: 30", "Z J: 3", "P Z J: 8"), {}, "one_list_carries_all"),
    "all overlaps through one list": (
        lists("P: 300", "Z: 250", "J: 200", "P Z: 60", "P J: 50"), {}, "one_list_carries_all"),
    "two lists": (lists("P: 300", "Z: 250", "P Z: 60", names="PZ"), {}, "two_lists"),
    "a list that meets no other": (
        lists("P: 300", "Z: 250", "J: 200", "P Z: 60", "P J: 50", "Z J: 30", "H: 90", names="PZJH"), {},
        "list_without_overlap"),
    "birth dates in a third of the records": (SOUND, {"filled": {"date of birth": 0.35}}, "fill_rate"),
    "more lists missing than there": (
        SOUND, {"missing": dict.fromkeys(("municipality", "care", "inspectorate"), "no permission")}, "missing_list"),
    "the methods cannot agree": (read_csv(MSE / "Ned_5.csv"), {}, "methods_disagree"),
    "one found for fifty that are not": (
        lists("P: 6000", "Z: 6000", "J: 6000", "P Z: 25", "P J: 25", "Z J: 25"), {}, "mostly_model"),
}  # fmt: skip


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_without_an_answer_gets_none_and_hears_why(name):
    data, told, code = REGISTERS[name]
    found = quickly(data, **told)
    assert found.verdict.grade is Grade.NONE
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert code in {reason.code for reason in found.verdict.reasons}
    assert all(reason.numbers or "changed" in reason.code for reason in found.verdict.reasons if reason.code == code)


def test_emm_is_found_as_a_copy_and_the_register_without_it_has_none():
    with_copy = from_register(register(0.97))
    reasons = [r for r in estimate(with_copy, "chao").verdict.reasons if r.code == "copied_list"]
    assert reasons[0].text.startswith("police knows 100% of EMM: EMM looks like a copy")
    without = estimate(from_register(register(0.97), exclude=["EMM"]), "chao")
    assert "copied_list" not in {reason.code for reason in without.verdict.reasons}


@pytest.mark.parametrize("name", ["nobody on two lists", "EMM copies the police", "one list knows everybody"])
def test_one_method_alone_refuses_what_no_method_can_answer(name):
    data, _, code = REGISTERS[name]
    found = estimate(data, "chao")
    assert found.estimate is None
    assert code in {reason.code for reason in found.verdict.reasons}


def test_reservations_that_were_told_are_in_the_verdict():
    found = quickly(SOUND, filled={"date of birth": 0.8}, definitions=("the police takes in suspects' victims",),
                    missing={"care": "no legal basis"}, changed={"police": "new form in 2019"})  # fmt: skip
    assert {"fill_rate", "definitions_differ", "missing_list", "list_changed"} <= {
        reason.code for reason in found.verdict.reasons
    }


def test_a_list_whose_share_jumps_between_years_is_named():
    table = {"P": [1, 0, 0, 1, 0, 1], "Z": [0, 1, 0, 1, 1, 0], "J": [0, 0, 1, 0, 1, 1]}
    years = {"2019": (200, 100, 90, 40, 30, 30), "2020": (60, 190, 160, 12, 60, 10)}
    rows = [(i, year, n) for year, counts in years.items() for i, n in enumerate(counts)]
    data = from_patterns(
        {name: [values[i] for i, _, _ in rows] for name, values in table.items()}
        | {"year": [year for _, year, _ in rows], "count": [n for _, _, n in rows]}
    )
    found = compare(data, rng=np.random.default_rng(1), methods=["dga", "chao"], sensitivity=False, workers=1)
    changed = [reason for reason in found.verdict.reasons if reason.code == "list_changed"]
    assert any(reason.text.startswith("P knew 55% of those observed in 2019") for reason in changed)


def test_nothing_is_printed_without_its_verdict_nor_called_a_count():
    for data in (read_csv(MSE / "Korea.csv"), REGISTERS["six on two lists"][0]):
        for found in (quickly(data), estimate(data, "chao")):
            for text in (
                str(found),
                found.to_json(),
                found._repr_html_(),
                str(found.to_frame()["verdict"].to_list()),
            ):
                assert found.verdict.grade.value in text
                assert "count of" not in text
            assert str(found).startswith(f"{found.method}: {found.verdict.grade.value}")
