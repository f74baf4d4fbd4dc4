# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What still lies in somebody's name in a unit: counts only, so that an administrator sees no content.

Rooms above register a counter in AppConfig.ready(). A seat is not ended as long as work would be left behind.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Holding:
    """So many of something, open and in this person's name."""

    label: str
    count: int


Counter = Callable[[int, int], list[Holding]]

_COUNTERS: dict[str, Counter] = {}


class StillHolds(Exception):
    """Somebody would leave while work lies in his or her name."""

    def __init__(self, found: list[Holding]) -> None:
        super().__init__(in_words(found))
        self.found = found


def register(room: str, counter: Counter) -> None:
    """Tell which work of this room can lie in somebody's name. `counter` gets person and unit by key."""
    _COUNTERS[room] = counter


def held(*, person: int, unit: int) -> list[Holding]:
    """Everything open in this person's name in this unit; nothing is left out, nothing is named."""
    found = [holding for counter in _COUNTERS.values() for holding in counter(person, unit)]
    return [holding for holding in found if holding.count]


def in_words(found: list[Holding]) -> str:
    """In words, such as: 2 signalen, 1 actie."""
    return ", ".join(f"{holding.count} {holding.label}" for holding in found)
