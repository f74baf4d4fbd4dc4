# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What every method answers: an estimate with its interval, its assumptions, its warnings and its verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from unseen import showing

if TYPE_CHECKING:
    import polars as pl
    from rich.console import RenderableType


class Grade(StrEnum):
    """How far an estimate can be used."""

    USABLE = "usable"
    RESERVATIONS = "usable with these reservations"
    NONE = "no estimate"


@dataclass(frozen=True)
class Reason:
    """Why a verdict is what it is: a code, words, and the numbers behind it."""

    code: str
    text: str
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """A grade with its reasons. Grade NONE has at least one reason, and so has RESERVATIONS."""

    grade: Grade
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """One method's answer. An estimate is never a count.

    method: name. estimate, low, high: people in all, those observed included; None where there is no answer.
    level: of the interval, as 0.95. observed: people on a list. model: what was fitted, in the lists' names.
    assumptions, warnings: sentences. seconds: wall time. version: of this library. input_digest: of the data.
    details: what only this method has (replicates, chains, convergence, path), plain values and tuples.
    """

    method: str
    estimate: float | None
    low: float | None
    high: float | None
    level: float
    observed: int
    model: str
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    verdict: Verdict
    seconds: float
    version: str
    input_digest: str
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def hidden(self) -> float | None:
        """The estimated people on no list."""
        return None if self.estimate is None else self.estimate - self.observed

    def to_frame(self) -> pl.DataFrame:
        """One row: the numbers with their verdict."""
        return showing.as_frame(self)

    def to_json(self) -> str:
        """JSON, as the command writes it."""
        return showing.as_json(self)

    def __str__(self) -> str:
        return showing.as_text(self)

    def __rich__(self) -> RenderableType:
        return showing.renderable(self)

    def _repr_html_(self) -> str:
        return showing.as_html(self)
