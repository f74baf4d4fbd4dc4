# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whoever reads the audit trail reads words, not codes."""

import importlib

import pytest

from zicht.access.audit import ACTIONS
from zicht.access.logbook import VERBS
from zicht.access.overdue import WORDS as ENDED
from zicht.access.roles import Purpose
from zicht.access.signing import TOLD
from zicht.web.templatetags.act_words import ACTS, purpose, who

# What the logbook leaves by itself: reading, and signing in and out.
LOGGED = {"read.page", "read.record", *(f"read.{verb}" for verb in VERBS if verb != "read")}
LOGGED |= {name for _, name in TOLD} | {f"session.{why}" for why in ENDED} | {"input.refused"}
# What the database leaves itself, when rows of the logs went by term.
LOGGED |= {"log.expired"}


def test_every_action_has_words_and_no_words_are_left_over() -> None:
    importlib.import_module("zicht.web.urls")  # the addresses bring every page's actions with them
    importlib.import_module("zicht.casework.sharing.expiry")  # and this one what a nightly job does
    ours = {name for name, function in ACTIONS.items() if function.__module__.startswith("zicht.")}
    assert ours | LOGGED == set(ACTS)


@pytest.mark.parametrize("code", list(Purpose))
def test_every_purpose_has_words(code: Purpose) -> None:
    assert purpose(code.value) not in ("", code.value)


def test_actors_without_an_account_have_words() -> None:
    assert who("Noor Verbeek") == "Noor Verbeek"
    assert who("public") == "openbaar formulier"
    assert who("job:3") == "Zicht, op de achtergrond"
    assert "12" not in who("person:12")
