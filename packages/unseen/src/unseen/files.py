# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tables in plain CSV files: one line per cell, a column per dimension and a column with the count."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from unseen.disclosure.system import Mask
from unseen.disclosure.table import TOTAL, Table, TableError, tabulated

COUNT = "count"
HIDDEN = "x"
# What stands for a hidden number in files of others.
HIDDEN_SIGNS = frozenset({"", "x", ".", "-", "*", "hidden", "suppressed"})


class FileError(ValueError):
    """A file that is no such table; the words name the line and what to do."""


@dataclass(frozen=True, eq=False)
class Published:
    """A table as somebody published it, with totals. ``counts`` of hidden cells are 0; ``missing`` have no line."""

    table: Table
    hidden: Mask
    missing: Mask


def read_table(path: Path, *, count: str = COUNT) -> Table:
    """The table of a file without totals. Raises FileError."""
    dimensions, lines = _read(path, count)
    found = []
    for number, categories, text in lines:
        if text.strip().lower() in HIDDEN_SIGNS:
            raise FileError(f"{path.name}, line {number}: no count; write 0 for none")
        found.append((categories, _whole(path, number, text)))
    try:
        return tabulated(dimensions, found)
    except TableError as fault:
        raise FileError(f"{path.name}: {fault}") from None


def read_published(path: Path, *, count: str = COUNT) -> Published:
    """A published table with its totals; combinations without a line count as hidden. Raises FileError."""
    dimensions, lines = _read(path, count)
    cells: dict[tuple[str, ...], int | None] = {}
    for number, categories, text in lines:
        if categories in cells:
            raise FileError(f"{path.name}, line {number}: {', '.join(categories)} stands there twice")
        hidden = text.strip().lower() in HIDDEN_SIGNS
        cells[categories] = None if hidden else _whole(path, number, text)
    inner = [key for key in cells if TOTAL not in key]
    if not inner:
        raise FileError(f'{path.name}: no line without "{TOTAL}"; is this a table of counts?')
    shape = tabulated(dimensions, [(key, 0) for key in inner])
    names = shape.names()
    strange = sorted(set(cells) - set(names))
    if strange:
        raise FileError(f"{path.name}: {', '.join(strange[0])} is a total of categories that have no line")
    counts = np.array([cells.get(name) or 0 for name in names], dtype=np.int64)
    hidden_cells = np.array([cells.get(name) is None for name in names])
    missing = np.array([name not in cells for name in names])
    table = Table(shape.dimensions, shape.categories, counts.reshape(shape.counts.shape))
    return Published(table, hidden_cells, missing)


def write_table(path: Path, table: Table, counts: NDArray[np.int64], hidden: Mask | None = None) -> None:
    """All cells with totals, HIDDEN for a hidden one. ``counts`` and ``hidden`` are in the order of ``names``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow([*table.dimensions, COUNT])
        for place, name in enumerate(table.names()):
            gone = hidden is not None and bool(hidden[place])
            lines.writerow([*name, HIDDEN if gone else int(counts.ravel()[place])])


def _read(path: Path, count: str) -> tuple[list[str], list[tuple[int, tuple[str, ...], str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(f"{path.name} is not UTF-8: save it as CSV UTF-8") from None
    except OSError as fault:
        raise FileError(f"{path} cannot be read: {fault.strerror}") from None
    lines = text.splitlines()
    if not lines:
        raise FileError(f"{path.name} is empty")
    separator = ";" if lines[0].count(";") > lines[0].count(",") else ","
    rows = csv.reader(lines, delimiter=separator)
    head = [name.strip() for name in next(rows)]
    if head.count(count) != 1 or len(set(head)) < len(head) or len(head) < 2:
        raise FileError(
            f'{path.name}: the first line must name at least one dimension and once "{count}", each name once; '
            f"it has {', '.join(head)}"
        )
    return [name for name in head if name != count], list(_lines(path, rows, head, count))


def _lines(
    path: Path, rows: Iterator[list[str]], head: list[str], count: str
) -> Iterator[tuple[int, tuple[str, ...], str]]:
    at = head.index(count)
    for number, row in enumerate(rows, start=2):
        if not any(row):
            continue
        if len(row) != len(head):
            raise FileError(f"{path.name}, line {number}: {len(row)} values where the first line has {len(head)}")
        categories = tuple(value.strip() for place, value in enumerate(row) if place != at)
        if "" in categories:
            raise FileError(f"{path.name}, line {number}: a category is empty; write what it is, as in unknown")
        yield number, categories, row[at]


def _whole(path: Path, number: int, text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit()) or len(text.strip()) > 12:
        raise FileError(f'{path.name}, line {number}: "{text.strip()}" is no count; write a whole number from 0')
    return int(text)
