# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Counts that rooms above hand in for the overview of whoever oversees. This room knows nothing of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from zicht.access.actors import Actor


@dataclass(frozen=True)
class Line:
    """One number with its words, and where to look (name of an address, or empty)."""

    label: str
    count: int
    address: str = ""

    @property
    def url(self) -> str:
        """Where to look; empty where there is no page."""
        return reverse(self.address) if self.address else ""


Counter = Callable[[Actor, datetime], list[Line]]

EMERGENCIES, AGREEMENTS, TERMS = "emergencies", "agreements", "terms"
_COUNTERS: dict[str, dict[str, Counter]] = {EMERGENCIES: {}, AGREEMENTS: {}, TERMS: {}}


def register(part: str, name: str, counter: Counter) -> None:
    """Hand in a counter for a part of the overview. The same name again replaces it."""
    _COUNTERS[part][name] = counter


def lines(part: str, actor: Actor, *, at: datetime) -> list[Line]:
    """What the rooms counted, in the order in which they came."""
    return [line for counter in _COUNTERS[part].values() for line in counter(actor, at)]
