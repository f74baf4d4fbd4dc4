# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a recommendation can become; what must hold between the steps of a chain."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht.policy.known import chains
from zicht.policy.rules import (
    STATES,
    TRANSITIONS,
    Chain,
    Counts,
    NotPossibleError,
    Step,
    check_step,
    faults,
    faults_of_chain,
    losses,
    next_states,
)

NLA = chains()["nla"]
TOLD = {"signals": 65, "persons": 83, "intakes": 66, "offered": 46, "accepted": 46, "reported": 46}


def counts(lost: dict[str, dict[str, int]] | None = None, **numbers: int) -> Counts:
    return Counts({**TOLD, **numbers}, lost or {}, {})


def test_the_table_of_transitions_names_states_that_exist_and_nothing_is_a_dead_end():
    assert TRANSITIONS.keys() == STATES.keys()
    assert {to for targets in TRANSITIONS.values() for to in targets} == set(STATES)
    assert all(TRANSITIONS.values())


def test_somebody_elses_recommendation_is_not_withdrawn():
    assert "withdrawn" in next_states("open", own=True)
    assert "withdrawn" not in next_states("open", own=False)
    with pytest.raises(NotPossibleError, match="kan dit niet"):
        check_step("open", "withdrawn", own=False, evidence=1)


@pytest.mark.parametrize("to", ["partly", "followed"])
def test_a_promise_is_no_result(to):
    with pytest.raises(NotPossibleError, match="Leg eerst bewijs vast"):
        check_step("running", to, own=True, evidence=0)
    check_step("running", to, own=True, evidence=1)


def test_a_signal_is_no_person_so_more_persons_than_signals_are_right():
    assert faults(NLA, counts()) == ()


def test_a_part_is_never_larger_than_its_whole():
    (fault,) = faults(NLA, counts(intakes=84, offered=46))
    assert fault.step == "intakes"
    assert "84" in fault.words
    assert "83" in fault.words
    assert "Kijk beide getallen na" in fault.words


def test_reasons_are_never_more_than_those_who_left():
    (fault,) = faults(NLA, counts({"intakes": {"unreachable": 10, "no_talk": 8}}))
    assert "samen 18" in fault.words
    assert "17" in fault.words


def test_a_reason_that_does_not_belong_is_refused():
    (fault,) = faults(NLA, counts({"intakes": {"declined": 1}}))
    assert (fault.step, fault.reason) == ("intakes", "declined")


def test_losses_are_computed_and_who_has_no_reason_is_counted():
    found = {loss.step: loss for loss in losses(NLA, counts({"intakes": {"no_talk": 5}}))}
    assert {step: loss.total for step, loss in found.items()} == {
        "intakes": 17, "offered": 20, "accepted": 0, "reported": 0,
    }  # fmt: skip
    assert found["intakes"].untold == 12
    assert found["offered"].untold == 20


def test_what_nobody_counted_is_left_out_and_not_taken_for_nought():
    found = losses(NLA, Counts({"persons": 83}, {}, {}))
    assert found == ()


def test_a_declaration_that_compares_units_is_refused():
    wrong = Step("persons", "persons", "personen", "persons", part_of="signals")
    steps = (NLA.steps[0], wrong)
    assert faults_of_chain(replace(NLA, steps=steps)) == (
        "nla: persons counts persons, signals counts something else",
    )
    late = Chain("x", "funnel", "x", "x", "", "", (replace(wrong, part_of="later"),))
    assert faults_of_chain(late) == ("x: persons is a part of later, which does not come before it",)


@given(st.lists(st.integers(0, 300), min_size=5, max_size=5), st.integers(0, 300))
def test_parts_and_losses_add_up_whatever_is_filled_in(numbers, signals):
    persons, intakes, offered, accepted, reported = sorted(numbers, reverse=True)
    given_ = Counts(
        {
            "signals": signals, "persons": persons, "intakes": intakes, "offered": offered, "accepted": accepted,
            "reported": reported,
        },
        {},
        {},
    )  # fmt: skip
    assert faults(NLA, given_) == ()
    assert sum(loss.total for loss in losses(NLA, given_)) == persons - reported
