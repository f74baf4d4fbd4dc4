# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

import itertools

import pytest

from zicht.casework.cases import rules
from zicht.casework.cases.models import Case
from zicht.reference.lists import code_list


def test_every_state_can_be_reached_and_left():
    assert set(rules.STATES) == set(Case.State.values)
    assert {s.target for s in rules.STEPS} == {s.source for s in rules.STEPS} == set(rules.STATES)


def test_a_verb_means_one_thing_per_state():
    pairs = [(s.source, s.verb) for s in rules.STEPS]
    assert len(pairs) == len(set(pairs))
    assert {s.event for s in rules.STEPS} <= set(rules.EVENT_KINDS)


def test_only_the_table_allows_a_step():
    allowed = {(s.source, s.verb) for s in rules.STEPS}
    verbs = {s.verb for s in rules.STEPS}
    given = {"note": "x", "outcome": "harmed"}
    for state, verb in itertools.product(rules.STATES, verbs):
        if (state, verb) in allowed:
            assert rules.step(state, verb, **given).source == state
        else:
            with pytest.raises(rules.WrongStep):
                rules.step(state, verb, **given)


def test_no_step_needs_something_that_has_no_word():
    for step in rules.STEPS:
        if step.needs:
            with pytest.raises(rules.WrongStep, match="Vul eerst in"):
                rules.step(step.source, step.verb)


@pytest.mark.parametrize(
    ("roles", "still_open"),
    [
        (["possible_offender"], True),
        (["facilitator"], True),
        (["possible_offender", "possible_victim"], False),
        (["both"], False),
        (["possible_victim"], False),
        (["witness"], False),
        ([], False),
    ],
)
def test_the_victim_question(roles, still_open):
    assert rules.victim_question_open(roles) is still_open


def test_purely_criminal_means_something_and_nothing_else():
    assert rules.purely_criminal(["criminal", "criminal"])
    assert not rules.purely_criminal(["criminal", "care"])
    assert not rules.purely_criminal([])


def test_codes_in_the_rules_stand_in_the_lists():
    roles = set(code_list("person_roles").codes())
    assert roles >= rules.VICTIM_ROLES | rules.OFFENDER_ROLES
    assert set(rules.AGE_CLASSES) <= set(code_list("age_classes").codes())
