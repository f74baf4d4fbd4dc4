# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What all bodies of messages have in common."""

from dataclasses import asdict
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID


def _plain(value: Any) -> Any:
    if isinstance(value, date | UUID):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


class Shape:
    """A body of one kind."""

    kind: ClassVar[str]

    def body(self) -> dict[str, Any]:
        """JSON for the message; dates and keys as text."""
        plain: dict[str, Any] = _plain(asdict(self))  # type: ignore[call-overload]
        return plain

    @classmethod
    def read(cls, body: Any) -> Self:
        """The shape of a body. Raises BadBody."""
        raise NotImplementedError
