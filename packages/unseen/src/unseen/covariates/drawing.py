# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tables drawn anew for the bootstrap: from the people observed, or from the fitted model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from unseen.covariates.fitting import Fitter
from unseen.covariates.table import CrossTable, Real, Whole


def from_people(table: CrossTable, rng: np.random.Generator) -> CrossTable:
    """As many people, drawn with replacement from those observed (nonparametric)."""
    counts = np.concatenate([table.full.ravel(), table.part.ravel()])
    drawn = rng.multinomial(counts.sum(), counts / counts.sum())
    cut = table.full.size
    return replace(
        table, full=drawn[:cut].reshape(table.full.shape), part=drawn[cut:].reshape(table.part.shape)
    )  # fmt: skip


def from_model(fitter: Fitter, cells: Real, rng: np.random.Generator) -> CrossTable:
    """The estimated number of people drawn over all fitted cells, hidden ones included; those are then lost.

    What is unknown of whom is drawn as the E-step shares it out, so that as much is unknown as in the data.
    """
    table = fitter.table
    whole = cells.sum()
    drawn = rng.multinomial(round(whole), (cells / whole).ravel()).reshape(cells.shape)
    seen = np.rint(table.collapsed(np.where(table.visible, drawn, 0).astype(float))).astype(np.int64)
    if not table.part.any():
        return replace(table, full=seen, part=np.zeros_like(table.part))
    return _partly_unknown(fitter, cells, seen, rng)


def _partly_unknown(fitter: Fitter, cells: Real, seen: Whole, rng: np.random.Generator) -> CrossTable:
    """Move drawn people to the groups with something unknown, each by the share that the group has of their cell."""
    table = fitter.table
    fitted = table.collapsed(np.where(table.visible, cells, 0.0))
    below = table.inside @ fitted
    ratio = np.divide(table.part, below, out=np.zeros_like(below), where=table.part > 0)
    rest = table.full + fitted * (table.inside.T @ ratio)
    full, part = seen.copy(), np.zeros_like(table.part)
    for group, within in enumerate(table.within):
        share = fitted[within] * ratio[group]
        chance = np.divide(share, rest[within], out=np.zeros_like(share), where=rest[within] > 0)
        moved = rng.binomial(full[within], np.minimum(chance, 1.0))
        full[within] -= moved
        part[group] = moved.sum(axis=0)
        rest[within] = np.maximum(rest[within] - share, 0.0)
    return replace(table, full=full, part=part)
