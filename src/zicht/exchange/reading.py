# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads one level of a JSON body and remembers which fields were wrong. Never repeats what stood in them."""

from datetime import date
from typing import Any
from uuid import UUID


class BadBody(ValueError):
    """A body that does not have the shape of its kind. `fields` names what was wrong."""

    def __init__(self, wrong: list[str]) -> None:
        super().__init__("fields missing, unknown or of the wrong form: " + ", ".join(wrong))
        self.fields = tuple(wrong)


class Reader:
    """Reads fields out of `body`; `close()` raises BadBody when something was wrong."""

    def __init__(self, body: Any, known: set[str]) -> None:
        if not isinstance(body, dict):
            raise BadBody(["(body)"])
        self.body: dict[str, Any] = body
        # A name that we do not know may itself be content, so it is counted and not repeated.
        self._wrong = ["(unknown field)"] if set(body) - known else []

    def wrong(self, name: str) -> None:
        """Remember that this field is wrong."""
        if name not in self._wrong:
            self._wrong.append(name)

    def close(self) -> None:
        """Raises BadBody when something was wrong."""
        if self._wrong:
            raise BadBody(self._wrong)

    def text(self, name: str, longest: int, *, required: bool = False) -> str:
        """A text of at most `longest` characters; "" when absent."""
        value = self.body.get(name, "")
        # PostgreSQL keeps no NUL in text.
        if not isinstance(value, str) or len(value) > longest or "\x00" in value or (required and not value.strip()):
            self.wrong(name)
            return ""
        return value

    def flag(self, name: str) -> bool:
        """True or false; must be there."""
        value = self.body.get(name)
        if not isinstance(value, bool):
            self.wrong(name)
            return False
        return value

    def number(self, name: str, least: int, most: int) -> int | None:
        """A whole number between the bounds, or None when absent or null."""
        value = self.body.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.wrong(name)
            return None
        return value

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A day as 2026-11-30."""
        value = self.body.get(name)
        if value is None and not required:
            return None
        try:
            return date.fromisoformat(str(value))
        except (TypeError, ValueError):
            self.wrong(name)
            return None

    def key(self, name: str) -> UUID:
        """A key as text."""
        try:
            return UUID(self.body.get(name))
        except (TypeError, ValueError, AttributeError):
            self.wrong(name)
            return UUID(int=0)

    def some_keys(self, name: str) -> tuple[UUID, ...]:
        """A list of at most fifty keys; () when absent."""
        value = self.body.get(name, [])
        if not isinstance(value, list) or len(value) > 50:
            self.wrong(name)
            return ()
        try:
            return tuple(UUID(part) for part in value)
        except (TypeError, ValueError, AttributeError):
            self.wrong(name)
            return ()

    def codes(self, name: str) -> tuple[str, ...]:
        """A list of at most fifty codes; () when absent."""
        value = self.body.get(name, [])
        good = isinstance(value, list) and len(value) <= 50
        if not good or not all(isinstance(v, str) and 0 < len(v) <= 60 and "\x00" not in v for v in value):
            self.wrong(name)
            return ()
        return tuple(value)

    def part(self, name: str) -> Any:
        """A body inside this one."""
        return self.body.get(name, {})

    def parts(self, name: str, known: tuple[str, ...]) -> list["Reader"]:
        """Readers for a list of at most a hundred bodies."""
        value = self.body.get(name, [])
        if not isinstance(value, list) or len(value) > 100:
            self.wrong(name)
            return []
        return [Reader(part, set(known)) for part in value]


def yes_or_why(body: Any, word: str) -> tuple[bool, str]:
    """An answer: yes (under its own word), or no with a reason. Raises BadBody."""
    reader = Reader(body, {word, "reason"})
    yes, reason = reader.flag(word), reader.text("reason", 2_000)
    if not yes and not reason:
        reader.wrong("reason")
    reader.close()
    return yes, reason
