# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The body of a message about a contact between two units. formats.py lists them all."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self
from uuid import UUID

from zicht.exchange.reading import Reader
from zicht.exchange.shape import Shape


@dataclass(frozen=True)
class ContactVerdict(Shape):
    """What a person concluded about a contact; empty when it is no longer shared. pair: names the contact."""

    kind: ClassVar[str] = "casework.contact-verdict"

    pair: UUID
    verdict: str
    reason: str

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(pair=reader.key("pair"), verdict=reader.text("verdict", 10), reason=reader.text("reason", 2_000))
        reader.close()
        return found
