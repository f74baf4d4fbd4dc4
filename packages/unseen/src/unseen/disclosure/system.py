# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What remains open when some cells are hidden: the sums over hidden cells only, in parts that do not touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from unseen.disclosure.cells import Cells

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Part:
    """Open cells that are tied to each other: ``cells`` are their indices, ``sums`` the matrix over them.

    Row r says sums[r] @ values = right[r], where right comes from the cells that everybody can see.
    """

    cells: NDArray[np.intp]
    sums: csr_array
    right: NDArray[np.float64]


def sum_matrix(cells: Cells) -> csr_array:
    """The sums as a matrix of shape (sums, cells); each row times the counts is 0."""
    rows, columns, weights = [], [], []
    for row, each in enumerate(cells.sums):
        for index, weight in each.items():
            rows.append(row)
            columns.append(index)
            weights.append(float(weight))
    shape = (len(cells.sums), len(cells.names))
    return csr_array(coo_array((weights, (rows, columns)), shape=shape))


def parts(cells: Cells, is_open: Mask) -> Iterator[Part]:
    """The open cells in parts that share no sum. Cells in no sum at all are parts of one cell with no row."""
    matrix = sum_matrix(cells)
    open_cells = np.flatnonzero(is_open)
    if not len(open_cells):
        return
    inside = csr_array(matrix[:, open_cells])
    used = np.flatnonzero(np.diff(inside.indptr))
    inside = csr_array(inside[used])
    right = -(csr_array(matrix[used]) @ np.where(is_open, 0, cells.counts).astype(float))
    count, labels = hanging_together(inside)
    for label in range(count):
        mine = np.flatnonzero(labels[len(used) :] == label)
        rows = np.flatnonzero(labels[: len(used)] == label)
        if len(mine):
            yield Part(open_cells[mine], csr_array(inside[rows][:, mine]), right[rows])


def hanging_together(inside: csr_array) -> tuple[int, NDArray[np.int32]]:
    """How many groups hang together, and the group of each row (first) and each column (after them)."""
    rows, columns = inside.shape
    found = coo_array(inside)
    at, to = found.coords
    size = rows + columns
    graph = coo_array((np.ones(len(at)), (at, to + rows)), shape=(size, size))
    count, labels = connected_components(graph, directed=False)
    return int(count), labels
