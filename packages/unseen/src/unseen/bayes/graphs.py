# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Decomposable (chordal) graphs over a few lists, all of them, made by elimination.

A graph is decomposable if its lists can be taken away one by one so that each list's remaining neighbours are all
joined to one another. Along such an order the distribution is a product of p(list and its neighbours) over
p(its neighbours): what is left after cancelling is the product over cliques divided by that over separators
(Lauritzen 1996, Graphical Models, section 4.4). So one pass gives the test and the factors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

# 2,097,152 graphs on seven lists would have to be tried, and 617,675 kept.
MOST_LISTS = 6


@dataclass(frozen=True, eq=False)
class Graphs:
    """All decomposable graphs over `lists` lists.

    edges: shape (graphs,), int64; bit e is set where the pair number e of `pairs` is joined.
    factors: shape (graphs, 2**lists), int8; how often the set of lists in that column (bits) is a clique (+1) or a
    separator (negative, with its multiplicity). The empty set is left out: it stands at 0.
    """

    lists: int
    pairs: tuple[tuple[int, int], ...]
    edges: NDArray[np.int64]
    factors: NDArray[np.int8]

    def cliques(self, graph: int) -> tuple[int, ...]:
        """The cliques of one graph as sets of lists (bits), the first lists first."""
        found = [int(each) for each in np.flatnonzero(self.factors[graph] > 0)]
        return tuple(sorted(found, key=lambda bits: f"{bits:b}"[::-1], reverse=True))


@lru_cache(maxsize=4)
def decomposable(lists: int) -> Graphs:
    """All decomposable graphs: 2, 8, 61, 822 and 18,154 of them for 2 to 6 lists, those with fewer edges first."""
    if not 2 <= lists <= MOST_LISTS:
        raise ValueError(f"{lists} lists: from 2 to {MOST_LISTS}")
    pairs = tuple(combinations(range(lists), 2))
    edges = np.arange(1 << len(pairs), dtype=np.int64)
    near = np.zeros((lists, len(edges)), dtype=np.int64)
    for number, (a, b) in enumerate(pairs):
        joined = edges >> number & 1
        near[a] |= joined << b
        near[b] |= joined << a
    left, factors = _eliminated(near, lists)
    kept = np.flatnonzero(left == 0)
    size = np.bitwise_count(edges[kept])
    kept = kept[np.lexsort((edges[kept], size))]
    factors[:, 0] = 0
    return Graphs(lists, pairs, edges[kept], np.ascontiguousarray(factors[kept]))


def _eliminated(near: NDArray[np.int64], lists: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Take lists away while one has neighbours that are all joined; which lists are left, and the factors."""
    graphs = np.arange(near.shape[1])
    left = np.full(near.shape[1], (1 << lists) - 1, dtype=np.int64)
    factors = np.zeros((near.shape[1], 1 << lists), dtype=np.int8)
    for _ in range(lists):
        free = np.ones(near.shape[1], dtype=bool)
        for v in range(lists):
            around = near[v] & left
            goes = free & (left >> v & 1 == 1)
            for u in range(lists):
                closed = (around & ~near[u] & ~(1 << u)) == 0
                goes &= closed | (around >> u & 1 == 0)
            np.add.at(factors, (graphs[goes], around[goes] | 1 << v), 1)
            np.add.at(factors, (graphs[goes], around[goes]), -1)
            left[goes] &= ~(1 << v)
            free &= ~goes
    return left, factors
