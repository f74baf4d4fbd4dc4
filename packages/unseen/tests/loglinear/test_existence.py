# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The check for existence and identifiability against two others: exact corners of a polytope, and the program."""

from fractions import Fraction
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from scipy.optimize import linprog

from unseen.loglinear.fitting import fitted, tables_of
from unseen.loglinear.terms import closed, every, pairs_of, stacked


def ours(table, models):
    return fitted(tables_of(np.array(table)), np.zeros(len(models), dtype=int), stacked(models)).codes.tolist()


def kept(table, model):
    """Finite terms, kept cells."""
    total = {term: sum(n for cell, n in enumerate(table) if cell & term == term) for term in model}
    gone = [term for term in model if not total[term]]
    cells = [cell for cell in range(1, len(table)) if not any(cell & term == term for term in gone)]
    return [term for term in model if total[term]], cells


def reduced(rows):
    """Gauss in whole fractions: the independent rows in echelon form."""
    work, found, at = [list(map(Fraction, row)) for row in rows], [], 0
    for column in range(len(work[0])):
        lead = next((row for row in work if row[column]), None)
        if lead is None:
            continue
        work.remove(lead)
        lead = [value / lead[column] for value in lead]
        work = [[a - row[column] * b for a, b in zip(row, lead, strict=True)] for row in work]
        found = [[a - row[column] * b for a, b in zip(row, lead, strict=True)] for row in found]
        found.append(lead)
        at += 1
    return found


@cache
def exact_code(table, model):
    """An estimate exists where every kept cell is positive in some corner of {x >= 0, X'x = X'n} (it is bounded)."""
    terms, cells = kept(table, model)
    design = [[int(cell & term == term) for cell in cells] for term in terms]
    rank = len(reduced(design))
    counts = [table[cell] for cell in cells]
    sides = [[*row, sum(a * b for a, b in zip(row, counts, strict=True))] for row in design]
    rows = reduced(sides)
    alive = {cell for cell, count in zip(cells, counts, strict=True) if count}
    for chosen in combinations(range(len(cells)), rank):
        if alive == set(cells):
            break
        corner = reduced([[row[place] for place in chosen] + [row[-1]] for row in rows])
        values = [row[-1] for row in corner]
        if all(any(row[:-1]) for row in corner) and len(corner) == rank and min(values) >= 0:
            alive |= {cells[place] for place, value in zip(chosen, values, strict=True) if value > 0}
    return (0 if alive == set(cells) else 1) + (0 if rank == len(terms) else 2)


@pytest.mark.parametrize("lists", [2, 3])
def test_every_pattern_of_zeros_and_every_model(lists, way):
    """All 127 patterns of zeros on three lists, all 8 models: 1,016 codes, in whole fractions."""
    models = every(lists, lists - 1)
    seen = set()
    for pattern in product((0, 1), repeat=2**lists - 1):
        if any(pattern):
            table = (0, *pattern)
            found = ours(table, models)
            assert found == [exact_code(table, model) for model in models]
            seen.update(found)
    assert seen == ({0, 1, 2, 3} if lists == 3 else {0, 1, 2} & seen)


def program_code(table, model):
    """Fienberg and Rinaldo: maximise s with X'x = X'n and x >= s >= 0."""
    terms, cells = kept(table, model)
    design = np.array([[float(cell & term == term) for term in terms] for cell in cells])
    sides = np.hstack([design.T, design.T.sum(axis=1, keepdims=True)])
    cost = np.r_[np.zeros(len(cells)), -1.0]
    found = linprog(cost, A_eq=sides, b_eq=design.T @ np.array(table)[cells], method="highs")
    exists = found.status == 0 and -found.fun > 1e-7
    return (0 if exists else 1) + (0 if np.linalg.matrix_rank(design) == len(terms) else 2)


@pytest.mark.parametrize(("lists", "many"), [(4, 150), (5, 150), (6, 60), (8, 10)])
def test_sparse_tables_of_more_lists(lists, many, way):
    rng = np.random.default_rng(lists)
    models = every(lists, lists - 1) if lists < 6 else None
    codes = []
    for _ in range(many):
        table = np.r_[0, rng.poisson(rng.choice([0.1, 0.3, 0.6, 1.5]), 2**lists - 1)]
        table[1] += 1
        if models:
            model = models[rng.integers(len(models))]
        else:
            pairs = rng.choice(pairs_of(lists), rng.integers(0, 12), replace=False)
            model = closed(pairs.tolist(), lists)
        codes.append(program_code(table, model))
        assert ours(table, [model]) == [codes[-1]]
    assert {0, 1} <= set(codes) or lists == 8


def test_an_overlapping_pair_never_brings_an_estimate_back():
    """What lets R's check of all models branch: without an overlapping pair, what existed exists."""
    rng = np.random.default_rng(7)
    models = every(4, 2)
    for _ in range(60):
        table = np.r_[0, rng.poisson(0.7, 15)]
        table[[1, 2, 4, 8]] += 1
        codes = dict(zip(models, ours(table, models), strict=True))
        for model, code in codes.items():
            for pair in pairs_of(4):
                less = tuple(term for term in model if term != pair)
                if code == 0 and pair in model and any(table[c] for c in range(16) if c & pair == pair):
                    assert codes[less] == 0
