# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What happens to a report that came as a message, and what a registrar may do next. Pure.

The ground is checked first (rules.may_enter), then what only a person can decide. A doubtful report waits: it is
kept on its ground and is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zicht.register.rules import Basis, Entry, may_enter

# Below this age somebody else has to agree as well; to be confirmed by the privacy officer.
AGE_OF_OWN_CONSENT = 16

# (from, verb) -> to. Nothing else is possible.
TRANSITIONS: dict[tuple[str, str], str] = {
    ("waiting", "enter"): "entered",
    ("waiting", "refuse"): "refused",
    ("entered", "refuse"): "refused",
    ("waiting", "withdraw"): "refused",
    ("entered", "withdraw"): "refused",
}

# Why a registrar does not take a report in. The words go back to the reporter: never anything about a person.
REFUSALS: dict[str, str] = {
    "no_ground": "Er is geen geldige grondslag of toestemming.",
    "no_indication": "Uit de melding blijkt geen aanwijzing van mensenhandel.",
    "same_report": "Deze melding was al binnen.",
    "not_ours": "De melding hoort niet bij dit register.",
}
WITHDRAWN = "De toestemming is ingetrokken. De gegevens zijn gewist en de melding telt niet mee."


class NotPossible(ValueError):
    """The verb does not fit the state of the report."""


@dataclass(frozen=True)
class Ground:
    """What a message says about consent. Holds no name. `given_by` is self or guardian, `on` an ISO date."""

    answer: str = ""
    given_by: str = ""
    on: str = ""
    language: str = ""
    text_version: str = ""

    @property
    def given(self) -> bool:
        """Consent counts only when it was given, on a known day, to a known text."""
        return self.answer == "given" and bool(self.on) and bool(self.text_version)

    def kept(self) -> dict[str, Any]:
        """What the register keeps as the ground of the report."""
        return {name: value for name, value in vars(self).items() if value}


def judge(
    *,
    known: bool,
    group: str,
    basis: Basis | None,
    ground: Ground,
    age: int | None,
    complete: bool,
    rule: str = "",
) -> Entry:
    """Enter, wait or refuse, with the reason in Dutch for the receipt.

    known: the sending organisation is one of this register's. group: its reporter group, "" when not recorded.
    rule: why a rule per reporter keeps it waiting (rules.waits_for_rule).
    """
    if not known and ground.given:
        # Consent carries the report whoever sends it; a person looks who the sender is.
        return Entry("wait", "De melding wacht op de registrator: de afzender is hier nog niet bekend.")
    first = may_enter(basis=basis if known else None, consent_recorded=ground.given, complete=complete)
    if first.decision == "refuse":
        return first
    if basis == "consent" and age is not None and age < AGE_OF_OWN_CONSENT and ground.given_by != "guardian":
        return Entry("wait", "De melding wacht op de registrator: bij dit kind moet iemand anders toestemmen.")
    if not group:
        return Entry("wait", "De melding wacht op de registrator: de groep van de melder is niet vastgelegd.")
    if rule and first.decision == "enter":
        return Entry("wait", f"De melding wacht op de registrator en telt nog niet mee. {rule}")
    return first


def next_state(state: str, verb: str) -> str:
    """The state after `verb`. Raises NotPossible."""
    try:
        return TRANSITIONS[state, verb]
    except KeyError:
        raise NotPossible(f"{verb} is not possible from {state}") from None
