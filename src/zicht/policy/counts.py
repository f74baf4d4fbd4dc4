# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A chain of counts as it may be shown: every number protected, with what it is a share of and who did not go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from zicht.access.actors import Actor
from zicht.base.sheets import Sheet
from zicht.monitor.adding import protect_sums
from zicht.monitor.disclosure import HIDDEN
from zicht.monitor.result import Cell
from zicht.policy import gate
from zicht.policy.known import Published, chains, published
from zicht.policy.models import YearCount
from zicht.policy.rules import Chain, Counts, Step, losses
from zicht.reference.lists import code_list, sources

UNITS = {"signals": "signalen", "persons": "personen"}
UNTOLD = "zonder reden"
NOBODY = Cell(None)


@dataclass(frozen=True)
class Line:
    """One step. whole: the step it is a part of. lost: those who did not get here, with the reasons."""

    step: Step
    number: Cell
    whole: Step | None
    share: float | None
    lost: Cell
    reasons: tuple[tuple[str, Cell], ...]

    @property
    def unit(self) -> str:
        """What is counted, in Dutch."""
        return UNITS[self.step.unit]


@dataclass(frozen=True)
class Shown:
    """The counts of one chain in one year. record: as this unit filled it in; None for a published fact."""

    key: UUID
    chain: Chain
    year: int
    lines: tuple[Line, ...]
    source: str
    note: str
    record: YearCount | None

    @property
    def hides(self) -> bool:
        """True when a number is hidden."""
        return any(cell.suppressed for line in self.lines for cell in cells_of(line))

    @property
    def title(self) -> str:
        """For head and file."""
        return f"{self.chain.nl}, {self.year}"


def cells_of(line: Line) -> Iterator[Cell]:
    """All numbers of a step."""
    yield line.number
    yield line.lost
    yield from (cell for _, cell in line.reasons)


def protected(chain: Chain, counts: Counts) -> tuple[Line, ...]:
    """Every number of the chain behind the rule for small numbers, all sums between them taken together."""
    numbers = {step.code: counts.numbers[step.code] for step in chain.steps if step.code in counts.numbers}
    sums: list[tuple[str, tuple[str, ...]]] = []
    gone = {loss.step: loss for loss in losses(chain, counts)}
    for code, loss in gone.items():
        parts = {f"{code}/{reason}": number for reason, number in loss.reasons} | {f"{code}/": loss.untold}
        numbers |= parts | {f"-{code}": loss.total}
        sums.append((f"-{code}", tuple(parts)))
        whole = chain.step(code).part_of
        if code in counts.numbers and whole in counts.numbers:
            sums.append((whole, (code, f"-{code}")))
    cells = protect_sums(numbers, sums)
    return tuple(_line(chain, step, cells) for step in chain.steps)


def _line(chain: Chain, step: Step, cells: dict[str, Cell]) -> Line:
    whole = chain.step(step.part_of) if step.part_of else None
    number = cells.get(step.code, NOBODY)
    of = cells.get(step.part_of, NOBODY).count
    share = 100 * number.count / of if number.count is not None and of else None
    words = code_list("funnel_reasons")
    reasons = [(words.label(reason), cells.get(f"{step.code}/{reason}", NOBODY)) for reason in step.reasons]
    reasons.append((UNTOLD, cells.get(f"{step.code}/", NOBODY)))
    told = tuple((name, cell) for name, cell in reasons if cell.suppressed or cell.count)
    return Line(step, number, whole, share, cells.get(f"-{step.code}", NOBODY), told)


@dataclass(frozen=True)
class Bar:
    """One bar of the picture: what, in which unit, how many."""

    words: str
    unit: str
    number: Cell


def bars(one: Shown) -> tuple[Bar, ...]:
    """A funnel: its steps. A reconciliation: also who is not in the register, and why. Only what is counted."""
    found = []
    for line in one.lines:
        found.append(Bar(line.step.nl, line.unit, line.number))
        if one.chain.kind == "reconciliation" and line.whole:
            found.append(Bar("niet in het register", line.unit, line.lost))
            found += [Bar(f"niet in het register: {words}", line.unit, cell) for words, cell in line.reasons]
    return tuple(bar for bar in found if bar.number.suppressed or bar.number.count is not None)


def shown(actor: Actor, kind: str, *, at: datetime) -> list[Shown]:
    """All counts of chains of a kind, the newest year first: published ones and those of this unit."""
    found = [_fact(fact) for fact in published() if chains()[fact.chain].kind == kind]
    rows = gate.year_counts(actor, at=at).filter(chain__in=[c.id for c in chains().values() if c.kind == kind])
    found += [of_record(row) for row in rows]
    return sorted(found, key=lambda one: (-one.year, one.chain.nl))


def one_shown(actor: Actor, key: UUID, *, at: datetime) -> Shown:
    """One of these. Raises NotHere."""
    for fact in published():
        if fact.key == key:
            return _fact(fact)
    return of_record(gate.year_count_for(actor, key, at=at))


def _fact(fact: Published) -> Shown:
    chain = chains()[fact.chain]
    source = f"{sources()[fact.source].title}, regel {fact.line} van de tekst"
    return Shown(fact.key, chain, fact.year, protected(chain, fact.counts), source, fact.note, None)


def of_record(row: YearCount) -> Shown:
    """What a unit filled in, protected."""
    chain = chains()[row.chain]
    lines = protected(chain, Counts(row.numbers, row.lost, {}))
    return Shown(row.pk, chain, row.year, lines, row.source, row.note, row)


def history(one: Shown) -> list[dict[str, Any]]:
    """When it was filled in, the last first. The numbers of before stand in the database, not on the page."""
    events = one.record.events.all() if one.record else ()
    return [{"at": event.at, "what": "ingevuld", "text": event.source} for event in events]


def text(cell: Cell) -> str:
    """The number, the word for hidden, or that it was not counted."""
    if cell.suppressed:
        return HIDDEN
    return "niet geteld" if cell.count is None else f"{cell.count:,}".replace(",", ".")


def sheet(one: Shown) -> Sheet:
    """Steps, losses and reasons below each other, each with its unit."""
    rows = []
    for line in one.lines:
        of = line.whole.nl if line.whole else ""
        share = "" if line.share is None else f"{line.share:.0f}"
        rows.append([line.step.nl, "", line.unit, text(line.number), of, share])
        if line.whole:
            rows.append([line.step.nl, "niet verder", line.unit, text(line.lost), of, ""])
            rows += [
                [line.step.nl, f"niet verder: {name}", line.unit, text(cell), of, ""] for name, cell in line.reasons
            ]
    rows += [["Bron", one.source], ["Regel", one.chain.rule], ["Noot", one.note or "geen"]]
    return Sheet(one.title, ["stap", "wat", "eenheid", "aantal", "deel van", "%"], rows)
