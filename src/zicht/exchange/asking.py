# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Bodies of the messages that go with a package, and of questions between units. formats.py lists them all."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from zicht.exchange.reading import Reader, yes_or_why
from zicht.exchange.shape import Shape


@dataclass(frozen=True)
class PackageWithdrawal(Shape):
    """The sender takes a package back before it was answered."""

    kind: ClassVar[str] = "casework.package-withdrawal"

    reason: str

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(reason=reader.text("reason", 2_000, required=True))
        reader.close()
        return found


@dataclass(frozen=True)
class PackageFeedback(Shape):
    """What became of a package, in a few words. on: the day it was written."""

    kind: ClassVar[str] = "casework.package-feedback"

    text: str
    on: date

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(text=reader.text("text", 2_000, required=True), on=reader.day("on", required=True) or date.min)
        reader.close()
        return found


@dataclass(frozen=True)
class InfoRequest(Shape):
    """A question. about: which case or whom, in words.

    sort: "info" asks for fields; "onward" asks leave to pass on fields of `disclosure` (the package) to `to_unit`.
    """

    kind: ClassVar[str] = "casework.info-request"

    sort: str
    about: str
    fields: tuple[str, ...]
    purpose: str
    reason: str
    answer_by: date
    disclosure: UUID | None = None
    to_unit: UUID | None = None
    to_name: str = ""

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(
            sort=reader.text("sort", 10, required=True),
            about=reader.text("about", 2_000),
            fields=reader.codes("fields"),
            purpose=reader.text("purpose", 30, required=True),
            reason=reader.text("reason", 2_000, required=True),
            answer_by=reader.day("answer_by", required=True) or date.min,
            disclosure=reader.key("disclosure") if reader.body.get("disclosure") else None,
            to_unit=reader.key("to_unit") if reader.body.get("to_unit") else None,
            to_name=reader.text("to_name", 320),
        )
        whole = found.disclosure and found.to_unit if found.sort == "onward" else found.about
        if found.sort not in ("info", "onward") or not whole or not found.fields:
            reader.wrong("sort")
        reader.close()
        return found


@dataclass(frozen=True)
class InfoRequestAnswer(Shape):
    """Yes to passing on, or no with a reason. Information itself comes as a package."""

    kind: ClassVar[str] = "casework.info-request-answer"

    agreed: bool
    reason: str = ""

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        return cls(*yes_or_why(body, "agreed"))


@dataclass(frozen=True)
class InfoRequestWithdrawal(Shape):
    """The question is taken back."""

    kind: ClassVar[str] = "casework.info-request-withdrawal"

    reason: str = ""

    @classmethod
    def read(cls, body: Any) -> Self:
        """Raises BadBody."""
        reader = Reader(body, {f.name for f in fields(cls)})
        found = cls(reason=reader.text("reason", 2_000))
        reader.close()
        return found
