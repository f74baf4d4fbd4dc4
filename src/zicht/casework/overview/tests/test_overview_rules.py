# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who gets an overview, before which day, and what leaves: a table that a privacy officer can read."""

from datetime import date

import pytest

from zicht.casework.overview import rules
from zicht.casework.overview.rules import (
    NOT_ITS_OWN,
    SAFE_WAY_FIRST,
    Choice,
    Item,
    due_on,
    left_out,
    shown,
    undecided,
    why_blocked,
)  # fmt: skip

#  who asks          minor  family     how they showed who they are   what happens
WAYS = [
    ("self",           True,  "unknown", "known",          ""),
    ("self",           False, "yes",     "document_seen",  ""),
    ("guardian",       True,  "no",      "document_seen",  ""),
    ("guardian",       True,  "unknown", "document_seen",  SAFE_WAY_FIRST),
    ("guardian",       True,  "yes",     "document_seen",  SAFE_WAY_FIRST),
    ("guardian",       False, "no",      "document_seen",  SAFE_WAY_FIRST),
    ("representative", False, "no",      "mandate_seen",   ""),
    ("representative", False, "no",      "document_seen",  NOT_ITS_OWN),
    ("representative", True,  "unknown", "mandate_seen",   ""),
]  # fmt: skip


@pytest.mark.parametrize(("asked_by", "child", "family", "check", "expected"), WAYS)
def test_who_gets_an_overview(asked_by, child, family, check, expected):
    assert why_blocked(asked_by=asked_by, child=child, family_involved=family, identity_check=check) == expected


@pytest.mark.parametrize(("asked_by", "family"), [("guardian", "yes"), ("guardian", "unknown")])
def test_a_way_of_the_privacy_officer_opens_the_overview_and_closes_every_other_way(asked_by, family):
    given = {"asked_by": asked_by, "child": True, "family_involved": family, "identity_check": "known"}
    assert why_blocked(**given, decision=rules.TO_CONTACT) == ""
    assert why_blocked(**given, decision=rules.REFUSE) == SAFE_WAY_FIRST
    assert rules.ways_to_hand(rules.TO_CONTACT) == ("safe_contact",)
    assert rules.ways_to_hand(rules.TO_PERSON) == ("in_person",)
    assert set(rules.ways_to_hand("")) == set(rules.HANDED_HOW)


TODAY = date(2026, 11, 16)
#  state       decision        reason    look again           possible
DECISIONS = [
    ("officer",  "safe_contact", "Veilig.", None,               True),
    ("officer",  "person",       "Veilig.", None,               True),
    ("officer",  "refuse",       "Gevaar.", date(2027, 1, 16),  True),
    ("refused",  "safe_contact", "Nu wel.", None,               True),
    ("officer",  "refuse",       "Gevaar.", None,               False),
    ("officer",  "refuse",       "Gevaar.", TODAY,              False),
    ("officer",  "refuse",       "Gevaar.", date(2027, 11, 17), False),
    ("officer",  "person",       "  ",      None,               False),
    ("open",     "person",       "Veilig.", None,               False),
    ("handed",   "person",       "Veilig.", None,               False),
]  # fmt: skip


@pytest.mark.parametrize(("state", "decision", "reason", "review", "possible"), DECISIONS)
def test_a_decision_has_a_reason_and_a_no_has_a_day(state, decision, reason, review, possible):
    given = {"state": state, "decision": decision, "reason": reason, "review_on": review, "today": TODAY}
    if possible:
        rules.check_decision(**given)
    else:
        with pytest.raises(rules.WrongStep):
            rules.check_decision(**given)


@pytest.mark.parametrize(
    ("asked", "months", "due"),
    [
        (date(2026, 11, 16), 1, date(2026, 12, 16)),
        (date(2026, 12, 16), 1, date(2027, 1, 16)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_the_answer_comes_within_a_month_or_three(asked, months, due):
    assert due_on(asked, months) == due


PLAIN = Item("person.name", "held", ("Naam", "x"))
FREE = Item("person.note", "held", ("Aantekening", "y"), free=True)
TALK = Item("signal.1.conversation", "held", ("Gesprek", ""), ground="reporter")
PARTNER = Item("package.1", "given", ("Politie",))
ALL = [PLAIN, FREE, TALK, PARTNER]


def test_what_somebody_wrote_waits_for_a_person_to_look():
    assert undecided(ALL, {}) == ["person.note"]
    assert undecided(ALL, {"person.note": Choice()}) == []
    assert undecided(ALL, {"person.note": Choice("other_person")}) == []


def test_what_is_said_about_the_reporter_never_leaves_whatever_anybody_chose():
    assert TALK not in shown(ALL, {TALK.key: Choice()})


def test_some_grounds_are_told_and_some_are_not():
    choices = {"person.note": Choice("other_person"), "package.1": Choice("investigation")}
    assert shown(ALL, choices) == [PLAIN]
    told = left_out(ALL, choices, silent=frozenset({"investigation"}))
    assert told == [("held", "other_person", 1), ("held", "reporter", 1)]
