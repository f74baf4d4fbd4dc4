# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Terms of a log-linear model of lists and covariates, and the columns that each brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from unseen.capture import CaptureError
from unseen.covariates.table import CrossTable, Real, Whole

# Lists as bits, and the places of covariates: (0b011, ()) is the first list with the second, (0b001, (2,)) the first
# list with the third covariate.
Term = tuple[int, tuple[int, ...]]
INTERCEPT: Term = (0, ())


@dataclass(frozen=True, eq=False)
class Scope:
    """All terms that a model may have, each with its columns over the strata.

    degrees: covariate -> degree of its orthogonal polynomial; other covariates are categories. columns: term -> shape
    (strata, columns): in the cell of stratum s and pattern w the columns of (S, T) stand where w has all lists of S.
    codes: term -> per stratum which combination of levels it is in; None where a polynomial is part of it.
    """

    table: CrossTable
    degrees: Mapping[int, int] = field(default_factory=dict)
    columns: dict[Term, Real] = field(default_factory=dict)
    codes: dict[Term, Whole | None] = field(default_factory=dict)

    def add(self, term: Term) -> bool:
        """Make the columns of a term. False where it has none: no stratum in which all its lists see."""
        if term in self.columns:
            return True
        seeing = (self.table.blind & term[0]) == 0
        if not seeing.any():
            return False
        made, code = np.ones((len(seeing), 1)), np.zeros(len(seeing), np.int64)
        plain = True
        for covariate in term[1]:
            places = _nearest(self.table.strata[:, covariate], seeing)
            coded = self._coded(covariate, places)
            made = (made[:, :, None] * coded[:, None, :]).reshape(len(made), -1)
            code = code * len(self.table.levels[covariate]) + places
            plain &= covariate not in self.degrees
        if not made.shape[1]:
            return False
        self.columns[term], self.codes[term] = made, code if plain else None
        return True

    def _coded(self, covariate: int, places: Whole) -> Real:
        """One column per level but the first, or the orthogonal polynomial. places: the level of each stratum."""
        if covariate not in self.degrees:
            present = np.unique(places)
            return np.asarray(places[:, None] == present[None, 1:], dtype=float)
        return np.asarray(polynomial(_numbers(self.table, covariate), self.degrees[covariate])[places])

    def mains(self) -> tuple[Term, ...]:
        """Intercept, lists and covariates."""
        lists = [(1 << i, ()) for i in range(len(self.table.lists))]
        covariates = [(0, (i,)) for i in range(len(self.table.names))]
        return tuple(term for term in (INTERCEPT, *lists, *covariates) if self.add(term))

    def pairs(self) -> tuple[Term, ...]:
        """All two-way terms that can be fitted: list and list, list and covariate, covariate and covariate."""
        lists, covariates = range(len(self.table.lists)), range(len(self.table.names))
        found: list[Term] = [(1 << i | 1 << j, ()) for i, j in combinations(lists, 2)]
        found += [(1 << i, (j,)) for i in lists for j in covariates]
        found += [(0, pair) for pair in combinations(covariates, 2)]
        return tuple(term for term in found if self.add(term))

    def size(self, model: Iterable[Term]) -> int:
        """Parameters of a model, those at minus infinity included."""
        return sum(self.columns[term].shape[1] for term in model)

    def name(self, term: Term) -> str:
        """A term in the names of its lists and covariates, joined by a colon."""
        lists = [name for i, name in enumerate(self.table.lists) if term[0] >> i & 1]
        return ":".join([*lists, *(self.table.names[i] for i in term[1])]) or "1"

    def named(self, text: str) -> Term:
        """The term that this text names. Raises CaptureError."""
        lists, covariates = 0, []
        for word in text.split(":"):
            if word in self.table.lists:
                lists |= 1 << self.table.lists.index(word)
            elif word in self.table.names:
                covariates.append(self.table.names.index(word))
            else:
                there = ", ".join((*self.table.lists, *self.table.names))
                raise CaptureError(f'"{word}" in term "{text}" is no list and no covariate; there are {there}')
        return lists, tuple(sorted(set(covariates)))


def scope_of(table: CrossTable, degrees: Mapping[str, int]) -> Scope:
    """An empty scope with the degrees checked. Raises CaptureError."""
    found = {}
    for name, degree in degrees.items():
        if name not in table.names:
            raise CaptureError(f'degree for "{name}", which is no covariate; there are {", ".join(table.names)}')
        place = table.names.index(name)
        _numbers(table, place)
        most = len(table.levels[place]) - 1
        if not 1 <= degree <= most:
            raise CaptureError(f'degree {degree} for "{name}" with {most + 1} levels: give 1 to {most}')
        found[place] = degree
    return Scope(table, found)


def closed(terms: Iterable[Term]) -> tuple[Term, ...]:
    """With each term all that are part of it (a hierarchical model), smallest first."""
    found: set[Term] = set()
    for lists, covariates in terms:
        bits = [1 << i for i in range(lists.bit_length()) if lists >> i & 1]
        for some in _subsets(bits):
            found |= {(sum(some), tuple(some_covariates)) for some_covariates in _subsets(covariates)}
    return tuple(sorted(found, key=lambda term: (term[0].bit_count() + len(term[1]), term)))


def polynomial(values: Sequence[float], degree: int) -> Real:
    """Orthogonal polynomials of degree 1 to `degree` at the values, shape (values, degree), each of length 1."""
    centred = np.asarray(values, dtype=float)
    centred = (centred - centred.mean()) / np.ptp(centred)
    orthogonal, upper = np.linalg.qr(np.vander(centred, degree + 1, increasing=True))
    return np.asarray((orthogonal * np.sign(np.diag(upper)))[:, 1:])


def _numbers(table: CrossTable, covariate: int) -> list[float]:
    try:
        return [float(level) for level in table.levels[covariate]]
    except ValueError:
        name = table.names[covariate]
        raise CaptureError(f'a polynomial of "{name}" needs numbers; its levels are words') from None


def _nearest(places: Whole, seeing: np.typing.NDArray[np.bool_]) -> Whole:
    """Levels, with those at which nobody can be seen as the nearest one at which somebody can (the lower of two)."""
    active = np.unique(places[seeing])
    if len(active) == len(np.unique(places)):
        return places
    return np.asarray(active[np.abs(places[:, None] - active[None, :]).argmin(axis=1)])


def _subsets(of: Sequence[int]) -> Iterable[tuple[int, ...]]:
    return (some for size in range(len(of) + 1) for some in combinations(of, size))
