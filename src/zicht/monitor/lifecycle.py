# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The life of an edition as a table that everybody can read. Pure.

An edition is written by one person and approved by another. What is published does not change any more: it can only
be withdrawn, with a reason, and then its page stays and says so.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

DRAFT, CHECKING, APPROVED, PUBLISHED, WITHDRAWN = "draft", "checking", "approved", "published", "withdrawn"

STATES: Final = MappingProxyType(
    {
        DRAFT: "concept",
        CHECKING: "wacht op controle",
        APPROVED: "goedgekeurd",
        PUBLISHED: "gepubliceerd",
        WITHDRAWN: "ingetrokken",
    }
)
# What may be done, from which state, and what it leads to.
STEPS: Final = MappingProxyType(
    {
        "change": ((DRAFT, APPROVED), DRAFT),
        "send": ((DRAFT,), CHECKING),
        "refuse": ((CHECKING,), DRAFT),
        "take_back": ((CHECKING,), DRAFT),
        "approve": ((CHECKING,), APPROVED),
        "publish": ((APPROVED,), PUBLISHED),
        "withdraw": ((PUBLISHED,), WITHDRAWN),
    }
)
# Making the tables is work on the background: asked for, done, or not possible. Made tables are checked again when
# another edition was approved or published since.
WANTED, BUILT, FAILED, CHECKING_AGAIN = "wanted", "built", "failed", "again"


class WrongStateError(ValueError):
    """A step that cannot be taken with an edition in this state."""


def next_state(step: str, state: str) -> str:
    """The state that a step leads to. Raises WrongStateError."""
    sources, goal = STEPS[step]
    if state not in sources:
        raise WrongStateError(step, state)
    return goal


def may(step: str, state: str) -> bool:
    """Whether a step can be taken from this state."""
    return state in STEPS[step][0]
