# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Variables: the categories that a table counts by, and how a row of the frame of victims gets its category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import polars as pl

from zicht.monitor.frames import LISTS, UNKNOWN, bits
from zicht.monitor.result import Head, Words
from zicht.reference.lists import code_list

Kind = Literal["value", "class", "parent", "each", "first", "combination", "flag"]
UNKNOWN_WORDS = Words("Onbekend", "Unknown")


@dataclass(frozen=True)
class Category:
    """A code with its words; ``low`` and ``high`` bound a class of numbers; ``is_`` is the value of an attribute."""

    code: str
    words: Words
    low: int | None = None
    high: int | None = None
    is_: bool | None = None
    mask: int = 0


@dataclass(frozen=True)
class Variable:
    """See definitions/variables.toml for what each kind means. ``together``: the bits that a combination looks at."""

    name: str
    words: Words
    column: str
    kind: Kind
    categories: tuple[Category, ...]
    list_name: str = ""
    attribute: str = ""
    rare_first: bool = False
    fold: str = ""
    together: int = 0

    @property
    def overlaps(self) -> bool:
        """Whether one person can stand in several categories."""
        return self.kind == "each"

    def heads(self, kind: str = "category") -> tuple[Head, ...]:
        """A head per category, unknown last where a row can be without one."""
        found = [Head(c.code, c.words, kind, ((self.name, c.code),)) for c in self.categories]
        if self.may_miss:
            found.append(Head(UNKNOWN, UNKNOWN_WORDS, kind, ((self.name, UNKNOWN),)))
        return tuple(found)

    @property
    def may_miss(self) -> bool:
        """Whether a row can be without a known category."""
        if self.kind == "flag" or self.name in ("year", "group") or self.fold:
            return False
        return UNKNOWN not in {c.code for c in self.categories}

    def coded(self, order: Sequence[str] = ()) -> pl.Expr:
        """The code of the category of a row, unknown where there is none. Not for kind each: see ``has``."""
        column = pl.col(self.column)
        if self.kind == "class":
            return _classes(column, self.categories)
        if self.kind == "parent":
            return self._parents(column)
        if self.kind == "flag":
            yes, no = (next(c.code for c in self.categories if c.is_ is value) for value in (True, False))
            return pl.when(column).then(pl.lit(yes)).otherwise(pl.lit(no))
        if self.kind == "first":
            return self._first(column, order)
        if self.kind == "combination":
            return _chain([(self._stands(column, c.mask), c.code) for c in self.categories])
        return column.cast(pl.String).fill_null(UNKNOWN)

    def has(self, category: Category) -> pl.Expr:
        """Whether a row holds the code, for kind each."""
        return (pl.col(self.column) & category.mask) > 0

    def _stands(self, column: pl.Expr, mask: int) -> pl.Expr:
        """Whether exactly these codes stand together; a code that counts only alone is no part of others."""
        looked_at = self.together if mask & self.together else self.together | mask
        return (column & looked_at) == mask

    def _parents(self, column: pl.Expr) -> pl.Expr:
        parents = {e.code: e.parent or UNKNOWN for e in code_list(self.list_name).entries}
        found = column.replace_strict(parents, default=UNKNOWN, return_dtype=pl.String).fill_null(UNKNOWN)
        if not self.fold:
            return found
        kept = [c.code for c in self.categories if c.code != self.fold]
        return pl.when(found.is_in(kept)).then(found).otherwise(pl.lit(self.fold))

    def _first(self, column: pl.Expr, order: Sequence[str]) -> pl.Expr:
        known = bits(self.column)
        result = {code: code for code in order}
        if self.attribute:
            by_value = {c.is_: c.code for c in self.categories}
            listed = code_list(self.list_name)
            result = {code: by_value[bool(listed.get(code).attributes.get(self.attribute))] for code in order}
        return _chain([((column & known[code]) > 0, result[code]) for code in order])


def hierarchy(variable: Variable, victims: pl.DataFrame) -> tuple[str, ...]:
    """The order in which one of several codes is chosen: by rank in the list, or rare before common in ``victims``.

    Rare-first: how often each code occurs; residual classes come last; equal numbers keep the order of the list.
    """
    entries = {e.code: e for e in code_list(variable.list_name).entries}
    if not variable.rare_first:
        return tuple(sorted(entries, key=lambda code: int(entries[code].attributes.get("rank", len(entries)))))
    known = bits(variable.column)
    often = {code: int(((victims[variable.column] & known[code]) > 0).sum()) for code in entries}
    places = list(entries)
    return tuple(
        sorted(
            entries,
            key=lambda code: (
                code == "other",
                bool(entries[code].attributes.get("residual")),
                often[code],
                places.index(code),
            ),
        )
    )


def variable_from(name: str, data: Mapping[str, Any]) -> Variable:
    """A variable as declared. Raises KeyError or UnknownCode for a declaration that names what is not there."""
    list_name = str(data.get("list", ""))
    column, kind = str(data["column"]), data["kind"]
    if kind == "combination":
        categories = _combinations(column, list_name, data["codes"], data.get("alone", []))
    elif "values" in data:
        categories = tuple(
            Category(v["code"], Words(v["nl"], v["en"]), v.get("from"), v.get("to"), v.get("is"))
            for v in data["values"]
        )
    else:
        categories = _listed(column, list_name, data, parents=kind == "parent")
    return Variable(
        name=name,
        words=Words(data["words"]["nl"], data["words"]["en"]),
        column=column,
        kind=kind,
        categories=categories,
        list_name=list_name,
        attribute=str(data.get("attribute", "")),
        rare_first=data.get("order") == "rare-first",
        fold=str(data.get("fold", "")),
        together=_mask(bits(column)[code] for code in data["codes"]) if kind == "combination" else 0,
    )


def _listed(column: str, list_name: str, data: Mapping[str, Any], *, parents: bool) -> tuple[Category, ...]:
    """The entries of a code list in its order, each code once with its latest words; none without a list."""
    if not list_name:
        return ()
    listed = code_list(list_name)
    if parents:
        listed = code_list(listed.parent_list or list_name)
    codes = data.get("codes") or listed.codes()
    only = dict(data.get("only", {}))
    found = []
    for code in codes:
        entry = listed.get(code)
        says = entry.attributes
        if code == UNKNOWN or any(says.get(key) != value for key, value in only.items()):
            continue
        mask = bits(column).get(code, 0) if column in LISTS else 0
        found.append(Category(code, Words(entry.nl, entry.en), says.get("from"), says.get("to"), mask=mask))
    return tuple(found)


def _combinations(column: str, list_name: str, codes: Sequence[str], alone: Sequence[str]) -> tuple[Category, ...]:
    """Every set of the codes, single ones first; codes of ``alone`` count only where none of the others stands."""
    listed, known = code_list(list_name), bits(column)
    found = []
    for size in range(1, len(codes) + 1):
        for some in combinations(codes, size):
            words = Words(
                " en ".join(listed.get(code).nl.lower() for code in some).capitalize(),
                " and ".join(listed.get(code).en.lower() for code in some).capitalize(),
            )
            found.append(Category("+".join(some), words, mask=_mask(known[code] for code in some)))
    for code in alone:
        entry = listed.get(code)
        words = Words(f"Alleen {entry.nl.lower()}", f"{entry.en} only")
        found.append(Category(code, words, mask=known[code]))
    return tuple(found)


def _mask(masks: Any) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _classes(column: pl.Expr, categories: tuple[Category, ...]) -> pl.Expr:
    inside = [
        ((column >= (c.low or 0)) & (pl.lit(True) if c.high is None else column <= c.high), c.code)
        for c in categories
    ]
    return _chain(inside)


def _chain(choices: Sequence[tuple[pl.Expr, str]]) -> pl.Expr:
    """The code of the first condition that holds, unknown otherwise."""
    found: pl.Expr = pl.lit(UNKNOWN)
    for condition, code in reversed(choices):
        found = pl.when(condition).then(pl.lit(code)).otherwise(found)
    return found
