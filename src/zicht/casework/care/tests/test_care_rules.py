# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The rules of care: care stands alone, and nobody asks a guardian where family may be the exploiter."""

from datetime import date
from itertools import product

import pytest

from zicht.casework.care import rules
from zicht.casework.care.texts import text_on, texts


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
    ("birth_year", "age_class", "child"),
    [
        (2011, "adult", True), (2010, "unknown", True), (2009, "unknown", False), (1990, "minor", False),
        (None, "minor", True), (None, "unknown", False), (None, "adult", False),
    ],
)  # fmt: skip
def test_the_youngest_possible_age_counts(birth_year, age_class, child):
    found = rules.is_child(birth_year=birth_year, age_class=age_class, this_year=2026, age_of_own_consent=16)
    assert found is child


@pytest.mark.parametrize("family", ["yes", "unknown"])
def test_no_guardian_is_asked_where_family_may_be_the_exploiter(family):
    ways = rules.consent_ways(child=True, family_involved=family)
    assert ways.givers == ("self",)
    assert not ways.may_give
    assert "functionaris gegevensbescherming" in ways.warning
    for answer, giver in product(("given", "refused"), ("self", "guardian")):
        said = rules.check_consent(answer=answer, given_by=giver, child=True, ways=ways)
        assert bool(said) is ((answer, giver) != ("refused", "self"))


def test_for_a_child_a_guardian_answers_where_that_is_safe():
    ways = rules.consent_ways(child=True, family_involved="no")
    assert rules.check_consent(answer="given", given_by="guardian", child=True, ways=ways) == ""
    assert rules.check_consent(answer="given", given_by="self", child=True, ways=ways)
    assert rules.check_consent(answer="refused", given_by="self", child=True, ways=ways) == ""


@pytest.mark.parametrize("family", ["yes", "no", "unknown"])
def test_an_adult_answers_alone(family):
    ways = rules.consent_ways(child=False, family_involved=family)
    assert ways == rules.ConsentWays(givers=("self",), may_give=True)


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


def test_each_text_stands_in_both_languages_and_nobody_confirmed_it_for_us():
    assert texts()
    for text in texts():
        assert len(text.nl) == len(text.en)
        assert text.status == "to_be_confirmed"
    with pytest.raises(LookupError):
        text_on(date(1999, 1, 1))
