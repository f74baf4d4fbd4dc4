# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who gets an overview, before which day, and what leaves: a table that a privacy officer can read."""

from datetime import date

import pytest

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
