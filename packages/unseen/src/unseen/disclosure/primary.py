# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Which cells are unsafe by themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unseen.disclosure.cells import Cells
from unseen.disclosure.system import Mask


@dataclass(frozen=True)
class Rule:
    """When a cell is unsafe.

    minimum: a count from 1 to minimum - 1 is unsafe; 0 is safe unless ``zeros``. dominance: (n, share) makes a cell
    unsafe of which the n largest contributors bring more than this share (0 to 1); None for no such rule.
    """

    minimum: int
    zeros: bool = False
    dominance: tuple[int, float] | None = None


def unsafe(cells: Cells, rule: Rule) -> Mask:
    """The cells that the rule does not let out, one truth value per cell."""
    found = cells.counts < rule.minimum
    if not rule.zeros:
        found &= cells.counts > 0
    if rule.dominance is not None:
        largest, share = rule.dominance
        for index, contributions in cells.largest.items():
            total = float(cells.counts[index])
            top = sum(sorted(contributions, reverse=True)[:largest])
            found[index] |= total > 0 and top > share * total
    return np.asarray(found & ~cells.is_slack, dtype=np.bool_)
