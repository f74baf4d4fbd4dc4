# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The change of an edition as it may leave: the finest division that an audit of the whole edition lets pass.

The parts of a change stand in no table, so the edition's own audit does not know them. Here they are put into its
system of linked numbers, each at most the numbers that it lies in, and all parts inside a number together at most
that number. Then every hidden small number is computed again as closely as a reader can.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from unseen.disclosure import Rule, intervals, too_narrow, unsafe
from zicht.monitor.auditing import floors
from zicht.monitor.change import DIMENSIONS, Beside, Change, decompose, folded
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_CELL, MINIMUM_WIDTH
from zicht.monitor.editions import Edition
from zicht.monitor.linking import Name
from zicht.monitor.protecting import Protected
from zicht.monitor.publications import Publication, combine
from zicht.monitor.result import CountedTable, Where

# From fine to coarse. The first that tells half of all movement is taken; without one, what tells most.
DIVISIONS: tuple[tuple[str, ...], ...] = (
    DIMENSIONS,
    ("reporter", "group", "origin"),
    ("reporter", "group"),
    ("group", "origin"),
    ("reporter",),
    ("group",),
)
ENOUGH = 0.5


def change_to_tell(
    edition: Edition, protected: Protected, known: Definitions, *, before: str, after: str, base: str = "reported"
) -> Change:
    """The change between two periods, divided as finely as may be told. One per edition: two could be subtracted.

    Raises TooSmallToTell when not even its totals may leave, ValueError when the extract is not at hand.
    """
    if edition.extract is None:
        raise ValueError("the extract of this edition is not at hand")
    best: Change | None = None
    for by in DIVISIONS:
        inside = decompose(edition.extract, known, before=before, after=after, base=base, by=by)
        found = folded(inside, protected.tables, known, loose=True)
        if found.parts and not passes(found, edition.tables, protected.tables, known):
            found = folded(inside, protected.tables, known)
        if _told(found) >= ENOUGH * sum(abs(part.contribution) for part in inside.parts):
            return found
        if best is None or _told(found) > _told(best):
            best = found
    assert best is not None
    return best


def passes(change: Change, tables: Sequence[CountedTable], shown: Sequence[CountedTable], known: Definitions) -> bool:
    """Whether no hidden small number of the edition can be computed too closely when these parts are out as well.

    tables: unprotected; shown: the same ones as they leave.
    """
    combined = combine([Publication("edition", tuple(tables), tuple(shown))], known)
    linked, beside = combined.linked, Beside.of(change, shown, known)
    told: set[Name] = set()
    inside: dict[Name, dict[Name, int]] = {}
    numbers = [name for name in linked.counts if name not in linked.slack | linked.untold]
    for part in change.parts:
        for period, count in zip(change.periods, (part.before, part.after), strict=True):
            mine = Name("victims", (("change", period), *part.facts))
            for name in numbers:
                wider = _wider(name, period)
                if wider is not None and beside.within(part.facts, wider):
                    inside.setdefault(name, {name: 1})[mine] = -1
            linked.counts[mine] = count
            told.add(mine)
    for terms in inside.values():
        linked.not_negative(terms)
    cells = linked.cells()
    seen = linked.mask(combined.seen | told)
    known_zero = ~linked.mask(linked.untold | linked.slack) & (cells.counts == 0)
    hidden = ~seen & ~known_zero
    secret = np.flatnonzero(unsafe(cells, Rule(MINIMUM_CELL)) & hidden).tolist()
    return not too_narrow(intervals(cells, hidden, floor=floors(combined), of=secret), width=MINIMUM_WIDTH)


def _wider(name: Name, period: str) -> Where | None:
    """The facts of a number that parts of a period can lie in; None for one that counts something else."""
    facts = dict(name.facts)
    if name.unit != "victims" and "police_unit" not in facts:
        return None
    if facts.get("year", facts.get("period")) != period:
        return None
    return tuple(fact for fact in name.facts if fact[0] not in ("year", "period", "population"))


def _told(change: Change) -> int:
    return sum(abs(part.contribution) for part in change.parts)
