# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Numbers outside a table that are tied by sums: hidden by the same rule as the cells of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from unseen.disclosure import Cells, Rule, UnprotectableError, suppress, unsafe
from zicht.monitor.disclosure import LEAST_HIDDEN, MINIMUM_CELL, MINIMUM_WIDTH, ONE_REASON
from zicht.monitor.result import Cell


def protect_sums(
    counts: Mapping[str, int], sums: Sequence[tuple[str, tuple[str, ...]]], *, out: frozenset[str] = frozenset()
) -> dict[str, Cell]:
    """Each number as a cell, small ones hidden, and what would give those away.

    sums: (whole, parts) by name; every name is in counts. out: shown whatever they are, because they count no person.
    Where it cannot be done, every number that is not 0 is hidden; where something is out, zeros as well. Raises
    CellsError when a sum does not hold.
    """
    names = tuple(counts)
    place = {name: number for number, name in enumerate(names)}
    ties = tuple({place[whole]: -1, **{place[part]: 1 for part in parts}} for whole, parts in sums)
    cells = Cells(names, np.array([counts[name] for name in names], dtype=np.int64), ties)
    fixed = np.array([name in out for name in names], dtype=bool)
    small = unsafe(cells, Rule(MINIMUM_CELL)) & ~fixed
    try:
        hidden = suppress(cells, small, width=MINIMUM_WIDTH, floor=LEAST_HIDDEN, fixed=fixed).hidden
    except UnprotectableError:
        hidden = ~fixed if out else cells.counts > 0
    return {
        name: Cell(None, suppressed=True, reason=ONE_REASON) if hidden[at] else Cell(counts[name])
        for at, name in enumerate(names)
    }
