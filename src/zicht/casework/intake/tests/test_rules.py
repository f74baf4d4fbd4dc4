# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The table of steps is whole, and the clock is what it says."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht.casework.intake import rules
from zicht.casework.intake.models import Signal
from zicht.reference.lists import code_list

STATES = {state.value for state in Signal.State}
VERBS = sorted({row.verb for row in rules.STEPS})


def test_each_state_is_reached_and_has_a_way_on():
    reached, todo = set(), [""]
    while todo:
        for row in rules.STEPS:
            if row.before == todo[0] and row.after not in reached:
                reached.add(row.after)
                todo.append(row.after)
        todo.pop(0)
    assert reached == STATES
    assert {row.before for row in rules.STEPS} == STATES | {""}


def test_one_row_per_state_and_verb():
    pairs = [(row.before, row.verb) for row in rules.STEPS]
    assert len(pairs) == len(set(pairs))


@given(st.lists(st.sampled_from(VERBS), max_size=30))
def test_no_walk_leaves_the_table(verbs):
    state = "received"
    for verb in verbs:
        possible = rules.steps_from(state)
        if verb in possible:
            state = rules.step(state, verb).after
        else:
            with pytest.raises(rules.NotAStep):
                rules.step(state, verb)
    assert state in STATES


def test_every_open_state_can_be_closed_and_every_end_opened_again():
    for state in rules.OPEN_STATES:
        assert rules.steps_from(state)["close"].after == "closed"
    assert rules.steps_from("closed")["reopen"].after in rules.OPEN_STATES


def test_ending_without_weighing_concludes_nothing():
    for state in set(rules.OPEN_STATES) - {"weighed"}:
        assert not set(rules.steps_from(state)["close"].outcomes) & {"no_trafficking", "harmed", "passed_on"}


def test_every_outcome_stands_in_the_list_and_tells_the_reporter_something():
    known = code_list("outcome_reasons")
    assert set(rules.ANY_OUTCOME) == set(known.codes())
    assert all(known.get(code).attributes["feedback_nl"] for code in rules.ANY_OUTCOME)


def test_the_reporter_hears_of_each_change_that_matters():
    silent = {row.verb for row in rules.STEPS if not row.hears}
    assert silent == {"take"}, "only a change of owner stays inside"


AT = datetime(2026, 11, 16, 9, tzinfo=UTC)


@given(days=st.integers(0, 60), acute=st.booleans())
def test_the_term_is_the_functions_and_acute_danger_never_waits_longer_than_a_day(days, acute):
    due = rules.due_after(AT, days=days, acute=acute)
    assert AT <= due <= AT + timedelta(days=days)
    assert not acute or due <= AT + timedelta(days=1)


def test_waiting_for_capacity_does_not_stop_the_clock():
    missed = AT - timedelta(seconds=1)
    late = {state for state in STATES if rules.is_late(state=state, due_at=missed, at=AT)}
    assert late == set(rules.OPEN_STATES)
    assert not rules.is_late(state="received", due_at=AT, at=AT)
