# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The same people otherwise: per stratum, with matches lost, with matches added."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from unseen.capture.data import CaptureData, CaptureError


def strata(data: CaptureData, name: str) -> dict[str, CaptureData]:
    """Per value of a covariate the people who have it; "" for those whose value is not known.

    Lists that saw nobody there are left out of that stratum. Raises CaptureError where fewer than two lists are left:
    take that stratum together with another.
    """
    if name not in data.covariates:
        raise CaptureError(f'no covariate "{name}"; there are {", ".join(data.covariates) or "none"}')
    values = np.array([value or "" for value in data.covariates[name]], dtype=object)
    return {str(value): _part(data, name, str(value), values == value) for value in sorted(set(values.tolist()))}


def _part(data: CaptureData, name: str, value: str, here: NDArray[np.bool_]) -> CaptureData:
    here = here & (data.counts > 0)
    some = [i for i in range(len(data.lists)) if np.any(data.patterns[here] >> i & 1)]
    if len(some) < 2:
        raise CaptureError(
            f"{name} {value or 'not known'}: people on {len(some)} list; take it together with another"
        )
    rest = {k: tuple(v for v, h in zip(vs, here, strict=True) if h) for k, vs in data.covariates.items() if k != name}
    blind = None if data.blind is None else _fewer(data.blind[here], some)
    lists = tuple(data.lists[i] for i in some)
    return CaptureData(lists, _fewer(data.patterns[here], some), data.counts[here], rest, blind)


def _fewer(bits: NDArray[np.int64], places: list[int]) -> NDArray[np.int64]:
    found = np.zeros_like(bits)
    for new, old in enumerate(places):
        found |= (bits >> old & 1) << new
    return found


def without_matches(data: CaptureData, share: float, rng: np.random.Generator) -> CaptureData:
    """As if a share of the matches had been missed.

    Of that share (0 to 1) of the people on more lists, one record, chosen by chance, becomes a person of its own.
    Without covariates.
    """
    table, t = data.pooled.table.copy(), len(data.lists)
    for pattern in np.flatnonzero(table):
        places = [i for i in range(t) if pattern >> i & 1]
        if len(places) < 2:
            continue
        apart = int(rng.binomial(int(data.pooled.table[pattern]), _share(share)))
        split = rng.multinomial(apart, np.full(len(places), 1 / len(places)))
        for place, people in zip(places, split, strict=True):
            table[pattern] -= people
            table[pattern ^ 1 << place] += people
            table[1 << place] += people
    return _of(data.lists, table)


def with_matches(data: CaptureData, share: float, rng: np.random.Generator) -> CaptureData:
    """As if more people were on two lists.

    Of those on one list only, pairs of different lists, chosen by chance, are taken for one person; as many as that
    share (0 to 1) of the people on more lists. Without covariates.
    """
    table, t = data.pooled.table.copy(), len(data.lists)
    bits = 1 << np.arange(t)
    more = int(data.observed - table[bits].sum())
    for _ in range(int(rng.binomial(more, _share(share)))):
        alone = table[bits].astype(np.float64)
        if np.count_nonzero(alone) < 2:
            break
        first, second = rng.choice(t, size=2, replace=False, p=alone / alone.sum())
        table[bits[first]] -= 1
        table[bits[second]] -= 1
        table[bits[first] | bits[second]] += 1
    return _of(data.lists, table)


def _share(share: float) -> float:
    if not 0 <= share <= 1:
        raise CaptureError(f"share {share}: give a share of the matches between 0 and 1, as 0.05")
    return share


def _of(lists: tuple[str, ...], table: NDArray[np.int64]) -> CaptureData:
    seen = np.flatnonzero(table)
    return CaptureData(lists, seen, table[seen])
