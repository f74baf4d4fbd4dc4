# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The rules of care: care stands alone, and a report has its ground."""

from itertools import product

import pytest

from zicht.casework.care import rules


def test_every_state_has_its_way_and_nothing_leaves_an_end():
    allowed = {(s.source, s.verb) for s in rules.STEPS}
    for state, verb in product((rules.STARTED, rules.WAITING, rules.ENDED), ("wait", "resume", "end")):
        if (state, verb) in allowed:
            assert rules.step(state, verb, reason="klaar").source == state
        else:
            with pytest.raises(rules.WrongStep):
                rules.step(state, verb, reason="klaar")
    assert rules.steps_from(rules.ENDED) == frozenset()


def test_an_end_has_a_reason():
    with pytest.raises(rules.WrongStep):
        rules.step(rules.STARTED, "end", reason="  ")


@pytest.mark.parametrize(
    ("forms", "nationality", "gaps"),
    [
        ((), "NL", ["forms"]), (("OR",), "NL", ["forms"]), (("SU",), "", ["nationality"]), (("SU",), "PL", []),
        (("AU",), "", []), (("OR", "CU"), "", []),
    ],
)  # fmt: skip
def test_gaps(forms, nationality, gaps):
    assert [g.field for g in rules.report_gaps(forms=forms, nationality=nationality)] == gaps


@pytest.mark.parametrize(
    ("basis", "answer", "possible"),
    [
        ("consent", "given", True), ("consent", "", False), ("consent", "refused", False),
        ("consent", "withdrawn", False), ("duty", "", True), ("permitted", "refused", True),
    ],
)  # fmt: skip
def test_the_ground_decides_whether_one_may_report(basis, answer, possible):
    why = rules.why_not_report(
        roles=["possible_victim"], basis=basis, answer=answer, reported_before=False, registers=1
    )
    assert (why == "") is possible


def test_only_possible_victims_are_reported_and_once_a_year():
    same = {"basis": "consent", "answer": "given", "registers": 1}
    assert rules.why_not_report(roles=["witness"], reported_before=False, **same)
    assert rules.why_not_report(roles=["both"], reported_before=False, **same) == ""
    assert rules.why_not_report(roles=["both"], reported_before=True, **same)
