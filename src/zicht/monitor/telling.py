# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The change of an edition as it may leave: the finest division that an audit of the whole edition lets pass.

The parts of a change stand in no table, so the edition's own audit does not know them. Here they are put into its
system of linked numbers, each at most the numbers that it lies in, and all parts inside a number together at most
that number. Then every hidden small number is computed again as closely as a reader can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from unseen.disclosure import Rule, proven, too_narrow, unsafe
from zicht.monitor.auditing import floors
from zicht.monitor.change import DIMENSIONS, Beside, Change, TooSmallToTell, decompose, folded
from zicht.monitor.declaring import Definitions
from zicht.monitor.disclosure import MINIMUM_CELL, MINIMUM_WIDTH
from zicht.monitor.editions import Edition
from zicht.monitor.linking import Name
from zicht.monitor.protecting import Protected
from zicht.monitor.publications import EDITION, Publication, combine
from zicht.monitor.result import Where

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
    edition: Edition,
    protected: Protected,
    known: Definitions,
    *,
    before: str,
    after: str,
    base: str = "reported",
    earlier: Sequence[Publication] = (),
) -> Change:
    """The change between two periods, divided as finely as may be told. One per edition: two could be subtracted.

    earlier: what readers have already of the same register; the audit takes it along.

    Raises TooSmallToTell when not even its totals may leave, ValueError when the extract is not at hand.
    """
    if edition.extract is None:
        raise ValueError("the extract of this edition is not at hand")
    years = {before, after}
    out = [each.change for each in earlier if each.change and years & set(each.change.periods)]
    best: Change | None = None
    for by in DIVISIONS:
        inside = decompose(edition.extract, known, before=before, after=after, base=base, by=by)
        found = folded(inside, protected.tables, known, loose=True)
        mine = Publication(edition.id, edition.tables, protected.tables, change=found)
        if found.parts and not passes([*earlier, mine], known):
            found = folded(inside, protected.tables, known)
            if earlier and found.parts and not passes([*earlier, replace(mine, change=found)], known):
                continue
        # Two divisions of one year could be subtracted: another one is told only when it is the same.
        if any((told.periods, _numbers(told)) != (found.periods, _numbers(found)) for told in out):
            continue
        if _told(found) >= ENOUGH * sum(abs(part.contribution) for part in inside.parts):
            return found
        if best is None or _told(found) > _told(best):
            best = found
    if best is None:
        raise TooSmallToTell("no division of this change may be told beside what was published before")
    return best


def passes(publications: Sequence[Publication], known: Definitions) -> bool:
    """Whether no hidden small number can be computed too closely by who has these tables and these changes.

    publications: everything that readers have, with the change that each tells.
    """
    combined = combine(publications, known)
    linked = combined.linked
    told: set[Name] = set()
    inside: dict[tuple[int, Name], dict[Name, int]] = {}
    for at, publication in enumerate(publications):
        change = publication.change
        if change is None:
            continue
        beside = Beside.of(change, publication.shown, known)
        # The edition's own numbers: another edition may have another one for the same facts.
        own = {plain: name for plain, name in combined.names[at].items() if name not in linked.slack | linked.untold}
        for part in change.parts:
            for period, count in zip(change.periods, (part.before, part.after), strict=True):
                mine = Name("victims", (("change", period), *part.facts))
                if linked.counts.get(mine, count) != count:
                    mine = mine.plus((EDITION, publication.title))
                for plain, name in own.items():
                    wider = _wider(plain, period)
                    if wider is not None and beside.within(part.facts, wider):
                        inside.setdefault((at, name), {name: 1})[mine] = -1
                linked.counts[mine] = count
                told.add(mine)
    for terms in inside.values():
        linked.not_negative(terms)
    cells = linked.cells()
    seen = linked.mask(combined.seen | told)
    known_zero = ~linked.mask(linked.untold | linked.slack) & (cells.counts == 0)
    hidden = ~seen & ~known_zero
    secret = np.flatnonzero(unsafe(cells, Rule(MINIMUM_CELL)) & hidden).tolist()
    found = proven(cells, hidden, width=MINIMUM_WIDTH, floor=floors(combined), of=secret)
    return not too_narrow(found, width=MINIMUM_WIDTH)


def _wider(name: Name, period: str) -> Where | None:
    """The facts of a number that parts of a period can lie in; None for one that counts something else."""
    facts = dict(name.facts)
    if name.unit != "victims" and "police_unit" not in facts:
        return None
    if facts.get("year", facts.get("period")) != period:
        return None
    return tuple(fact for fact in name.facts if fact[0] not in ("year", "period", "population"))


def _numbers(change: Change) -> set[tuple[Where, int, int]]:
    return {(part.facts, part.before, part.after) for part in change.parts}


def _told(change: Change) -> int:
    return sum(abs(part.contribution) for part in change.parts)
