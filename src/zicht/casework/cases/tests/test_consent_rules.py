# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who may be asked for consent: every combination, as a caseworker would read it."""

from datetime import date
from itertools import product

import pytest

from zicht.casework.cases.consent import rules
from zicht.casework.cases.consent.texts import text_on, texts

ROLES = (["possible_victim"], ["both"], ["possible_offender"], ["facilitator"], ["witness"])


@pytest.mark.parametrize(
    ("birth_year", "age_class", "alone", "found"),
    [
        (2011, "adult", True, "child"), (2010, "unknown", True, "child"), (2009, "unknown", True, "adult"),
        (1990, "minor", True, "adult"), (None, "minor", True, "child"), (None, "minor", False, "child"),
        (None, "unknown", True, "unknown"), (None, "adult", True, "adult"), (None, "adult", False, "unknown"),
    ],
)  # fmt: skip
def test_the_youngest_possible_age_counts_and_an_unknown_age_is_no_adult(birth_year, age_class, alone, found):
    assert found == rules.standing(
        birth_year=birth_year, age_class=age_class, alone=alone, this_year=2026, own_age=16
    )


@pytest.mark.parametrize(
    ("standing", "family", "risk", "advice", "roles"),
    list(product(("adult", "child", "unknown"), ("yes", "no", "unknown"), (False, True), ("", *rules.ADVICE), ROLES)),
)
def test_no_guardian_is_ever_named_where_family_is_or_may_be_involved(standing, family, risk, advice, roles):
    found = rules.ways(standing=standing, family_involved=family, roles=roles, child_at_risk=risk, advice=advice)
    if family != "no":
        assert "guardian" not in found.givers
        assert "guardian" not in found.deciders
    if not {"possible_victim", "both"} & set(roles):
        assert not found.open
        assert found.reason == ""
    if standing != "adult" and family != "no" and advice == "":
        assert not found.open
    assert set(found.deciders) <= set(found.givers)
    assert found.open or found.warning


@pytest.mark.parametrize("family", ["yes", "unknown"])
def test_the_privacy_officer_shows_the_way(family):
    same = {"standing": "child", "family_involved": family}
    assert rules.ways(**same).reason == "family"
    assert rules.ways(**same, advice="self").deciders == ("self",)
    assert rules.ways(**same, advice="representative").deciders == ("representative",)
    assert not rules.ways(**same, advice="do_not_ask").open
    assert "nu niet vragen" in rules.ways(**same, advice="do_not_ask").warning


def check(ways, answer, giver):
    return rules.check_answer(kind="register", answer=answer, given_by=giver, scope=("count",), allowed=ways)


def test_for_a_child_a_guardian_answers_where_that_is_safe():
    ways = rules.ways(standing="child", family_involved="no")
    assert check(ways, "given", "guardian") == ""
    assert check(ways, "given", "self") == rules.TOO_YOUNG
    assert check(ways, "refused", "self") == ""


@pytest.mark.parametrize("family", ["yes", "no", "unknown"])
def test_an_adult_answers_alone(family):
    ways = rules.ways(standing="adult", family_involved=family)
    assert (ways.givers, ways.deciders, ways.warning) == (("self",), ("self",), "")
    assert check(ways, "given", "guardian")


def test_whoever_gave_consent_may_always_withdraw_it():
    assert check(rules.ways(standing="child", family_involved="yes"), "withdrawn", "self") == ""


def test_consent_of_who_turned_out_to_be_a_child_is_worth_nothing_yet():
    child = rules.ways(standing="child", family_involved="unknown")
    assert rules.counts(answer="given", given_by="self", allowed=child) == "unknown"
    assert rules.counts(answer="refused", given_by="self", allowed=child) == "refused"
    adult = rules.ways(standing="adult", family_involved="unknown")
    assert rules.counts(answer="given", given_by="self", allowed=adult) == "given"


def test_consent_names_what_it_is_for():
    adult = rules.ways(standing="adult", family_involved="no")
    for scope in ((), ("count",)):
        assert rules.check_answer(kind="care_referral", answer="given", given_by="self", scope=scope, allowed=adult)
    assert not rules.check_answer(
        kind="care_referral", answer="given", given_by="self", scope=("shelter",), allowed=adult
    )


@pytest.mark.parametrize("kind", list(rules.KINDS))
def test_each_text_stands_in_five_languages_and_nobody_confirmed_it_for_us(kind):
    assert texts(kind)
    for text in texts(kind):
        assert {len(words) for words in text.words.values()} == {len(text.nl)}
        assert set(text.words) == {"nl", "en", "pl", "ro", "bg"}
        assert text.status == "to_be_confirmed"
    with pytest.raises(LookupError):
        text_on(date(1999, 1, 1), kind)
