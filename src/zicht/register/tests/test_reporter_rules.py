# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The rules per reporter, each with its day: a lawyer can read what holds when.

Source: Slachtoffermonitor mensenhandel 2015-2019, the text on reporters (EMM, OM, Inspectorate, FairWork, KMar).
"""

from datetime import date

import pytest

from zicht.reference.lists import code_list
from zicht.register.judging import Ground, judge
from zicht.register.rules import NOT_COUNTED, RuleFacts, rulings, waits_for_rule

OFFERED, ACCEPTED = date(2019, 3, 4), date(2019, 3, 11)
ALL_THREE = frozenset({"unpaid", "bad_conditions", "coercion"})


def codes(**facts):
    given = {"group": "police", "year": facts["on"].year} if "on" in facts else {"group": "police", "year": 2019}
    return [ruling.code for ruling in rulings(RuleFacts(**given | facts))]


def waits(**facts):
    given = {"group": "police", "year": facts["on"].year} if "on" in facts else {"group": "police", "year": 2019}
    return bool(waits_for_rule(RuleFacts(**given | facts)))


def test_emm_only_enriches_and_a_letter_of_the_prosecutor_is_no_report():
    effects = {group: rulings(RuleFacts(group=group, year=2019))[0].effect for group in ("emm", "om")}
    assert effects == {"emm": "enriches", "om": "letter"}
    listed = {
        r.attributes["group"] for r in code_list("register_rules").entries if r.attributes["effect"] != "report"
    }
    assert listed == NOT_COUNTED  # the count leaves out the same groups


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2018, 12, 31), ["nla_signal"]), (date(2019, 1, 1), ["nla_reflection"])],
)
def test_the_inspectorate_reports_by_another_rule_from_2019(on, expected):
    assert codes(group="nla", on=on) == expected


def test_before_2019_the_inspectorate_reports_without_a_reflection_period():
    assert not waits(group="nla", on=date(2018, 12, 31))


@pytest.mark.parametrize(
    ("offered", "accepted", "waiting"),
    [
        (None, None, True),
        (OFFERED, None, True),  # offered and declined, or no answer yet: no report
        (None, ACCEPTED, True),
        (ACCEPTED, OFFERED, True),  # accepted before it was offered cannot be
        (OFFERED, ACCEPTED, False),
        (OFFERED, OFFERED, False),
    ],
)
def test_since_2019_the_reflection_period_is_offered_and_accepted_first(offered, accepted, waiting):
    given = {"reflection_offered_on": offered, "reflection_accepted_on": accepted}
    assert waits(group="nla", on=date(2019, 4, 1), **given) is waiting


@pytest.mark.parametrize("missing", sorted(ALL_THREE))
def test_fairwork_needs_all_three_categories(missing):
    on = date(2019, 4, 1)
    assert not waits(group="fairwork", on=on, signs=ALL_THREE)
    assert waits(group="fairwork", on=on, signs=ALL_THREE - {missing})


@pytest.mark.parametrize(
    ("on", "signs", "waiting"),
    [
        (date(2016, 5, 16), frozenset(), False),
        (date(2016, 5, 17), frozenset(), True),  # the day of the judgment of the Supreme Court
        (date(2016, 5, 17), frozenset({"exploitation"}), False),
    ],
)
def test_across_the_border_is_not_enough_for_kmar_since_the_supreme_court(on, signs, waiting):
    assert waits(group="kmar", on=on, forms=frozenset({"SU"}), signs=signs) is waiting


def test_the_rule_for_kmar_is_about_sexual_exploitation_only():
    assert codes(group="kmar", on=date(2018, 1, 1), forms=frozenset({"AU"})) == []


def test_without_a_day_a_rule_that_began_in_that_year_is_not_laid_on_the_report():
    forms = frozenset({"SU"})
    assert codes(group="kmar", year=2016, forms=forms) == ["kmar_border"]
    assert codes(group="kmar", year=2017, forms=forms) == ["kmar_exploitation"]
    assert codes(group="nla", year=2019) == ["nla_reflection"]  # from the first day of the year


@pytest.mark.parametrize("group", ["police", "care_coordinator", "other"])
def test_other_reporters_have_no_conditions_beside_their_ground(group):
    assert codes(group=group, on=date(2019, 4, 1)) == []


def test_a_rule_that_is_not_met_makes_a_report_wait_and_says_why():
    rule = waits_for_rule(RuleFacts(group="nla", year=2019, on=date(2019, 4, 1)))
    entry = judge(known=True, group="nla", basis="duty", ground=Ground(), age=30, complete=True, rule=rule)
    assert entry.decision == "wait"
    assert "bedenktijd" in entry.reason


def test_breaks_in_the_series_are_data():
    breaks = {r.attributes["group"]: r.attributes["break_year"] for r in code_list("register_rules").entries
              if "break_year" in r.attributes}  # fmt: skip
    assert breaks == {"nla": 2019, "kmar": 2016}
