# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Hierarchical models as sets of lists: reading, writing, enumerating, neighbours.

A model is a tuple of masks in a fixed order, by number of lists and then by mask: 0 (the intercept), every single
list, and the effects. It is hierarchical: with a set of lists stand all sets inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from unseen.capture import CaptureData, CaptureError

Model = tuple[int, ...]
# More models are not enumerated: 32,768 models of pairs on six lists fit below it, two million on seven do not.
MOST_MODELS = 100_000


def ordered(terms: Iterable[int]) -> Model:
    """Each term once, by number of lists and then by mask."""
    return tuple(sorted(set(terms), key=lambda term: (term.bit_count(), term)))


def closed(terms: Iterable[int], lists: int) -> Model:
    """The smallest hierarchical model with these terms and every single list."""
    found = {0, *(1 << i for i in range(lists))}
    for term in terms:
        inside = term
        while inside:
            found.add(inside)
            inside = (inside - 1) & term
    return ordered(found)


def main_effects(lists: int) -> Model:
    """The model without dependence."""
    return closed((), lists)


def pairs_of(lists: int) -> list[int]:
    """All pairs of lists, first list first."""
    return [1 << i | 1 << j for i, j in combinations(range(lists), 2)]


def parsed(model: str | Iterable[str | Sequence[str]], lists: tuple[str, ...]) -> Model:
    """A model from words such as "A:B, C:D" (also with + between) or tuples of names. Raises CaptureError.

    Single lists need not be named. A set of all lists is refused: nothing would be left to estimate with.
    """
    if isinstance(model, str):
        parts = [part.strip() for part in re.split(r"[,+;]", model)]
        named = [_names(part, lists) for part in parts if part not in ("", "1")]
    else:
        named = [_names(each, lists) if isinstance(each, str) else tuple(each) for each in model]
    terms = []
    for names in named:
        for name in names:
            if name not in lists:
                raise CaptureError(f'model: no list "{name}"; there are {", ".join(lists)}; write A:B, C:D')
        term = sum({1 << lists.index(name) for name in names})
        if term.bit_count() == len(lists):
            raise CaptureError("model: an effect of all lists together cannot be estimated; leave one list out of it")
        terms.append(term)
    return closed(terms, len(lists))


def _names(part: str, lists: tuple[str, ...]) -> tuple[str, ...]:
    # A list may have a colon in its own name.
    return (part,) if part in lists else tuple(name.strip() for name in part.split(":"))


def effects(model: Model) -> Model:
    """The terms of two lists and more."""
    return tuple(term for term in model if term.bit_count() > 1)


def generators(model: Model) -> Model:
    """The terms that are inside no other."""
    return tuple(term for term in model if not any(term != other and term & other == term for other in model))


def written(model: Model, data: CaptureData) -> str:
    """The model in the lists' names; effects that are estimated at minus infinity are named behind."""
    finite = [data.name(term) for term in model if term and data.margin(term)]
    gone = [data.name(term) for term in effects(model) if not data.margin(term)]
    return " + ".join(finite) + (f" (minus infinity: {', '.join(gone)})" if gone else "")


def every(lists: int, order: int) -> list[Model]:
    """All hierarchical models with every single list and effects of up to `order` lists.

    Raises CaptureError where there are more than MOST_MODELS.
    """
    found: list[Model] = []
    base = main_effects(lists)
    for model in _grown(base, frozenset(base), lists, 2, order):
        found.append(model)
        if len(found) > MOST_MODELS:
            raise CaptureError(
                f"order {order} on {lists} lists has more than {MOST_MODELS:,} models; give a lower order, or use "
                "downhill or stepwise"
            )
    return found


def _grown(model: Model, inside: frozenset[int], lists: int, size: int, order: int) -> Iterator[Model]:
    """The model and all that grow from it by effects of `size` lists and then of more."""
    able = [] if size > order else _addable(inside, lists, size)
    for many in range(len(able) + 1):
        for chosen in combinations(able, many):
            if chosen and size < order:
                yield from _grown(model + chosen, inside | set(chosen), lists, size + 1, order)
            else:
                yield model + chosen


def _addable(inside: frozenset[int], lists: int, size: int) -> list[int]:
    """Sets of `size` lists that are not in the model while all sets inside them are; in order of mask."""
    if size == 2:
        return sorted(pair for pair in pairs_of(lists) if pair not in inside)
    found = set()
    for term in inside:
        if term.bit_count() == size - 1:
            for i in range(lists):
                wider = term | 1 << i
                if wider not in inside and wider.bit_count() == size and _complete(wider, inside):
                    found.add(wider)
    return sorted(found)


def _complete(term: int, inside: frozenset[int]) -> bool:
    rest = term
    while rest:
        bit = rest & -rest
        if term ^ bit not in inside:
            return False
        rest ^= bit
    return True


def neighbours(model: Model, lists: int, order: int) -> list[Model]:
    """The hierarchical models with one effect more (of at most `order` lists) or one less; single lists stay."""
    inside = frozenset(model)
    more = [term for size in range(2, order + 1) for term in _addable(inside, lists, size)]
    less = [term for term in generators(model) if term.bit_count() > 1]
    return [ordered((*model, term)) for term in more] + [tuple(t for t in model if t != term) for term in less]


def stacked(models: Sequence[Model]) -> NDArray[np.int64]:
    """Models as rows of masks, -1 behind the shorter ones."""
    wide = max(map(len, models))
    rows = np.full((len(models), wide), -1, dtype=np.int64)
    for row, model in enumerate(models):
        rows[row, : len(model)] = model
    return rows
