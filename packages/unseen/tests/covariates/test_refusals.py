# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Models and strata that must not get an estimate, and the check that finds them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from unseen.capture import CaptureData
from unseen.covariates import table_of, with_covariates
from unseen.covariates.designs import SMALL, Folded, Laid, design
from unseen.covariates.existence import space
from unseen.covariates.fitting import Fitter
from unseen.covariates.searching import search
from unseen.covariates.table import crossed
from unseen.covariates.terms import closed, scope_of
from unseen.loglinear import checked
from unseen.result import Grade

PLAIN = {"interval": "none"}
ARTIFICIAL = CaptureData(("A", "B", "C"), np.array([1, 2, 4, 3]), np.array([40, 30, 20, 6]))


def code(data, terms):
    """What the check says of a model."""
    scope = scope_of(crossed(data), {})
    model = closed([*scope.mains(), *(scope.named(term) for term in terms)])
    assert all(scope.add(term) for term in model)
    return space(scope, model, design(scope, model), scope.table.support).code


@pytest.mark.parametrize(
    ("terms", "published"),
    [
        ("", 0), ("A:B", 1), ("A:C", 0), ("B:C", 0), ("A:B A:C", 1), ("A:B B:C", 1), ("A:C B:C", 0),
        ("A:B A:C B:C", 2),
    ],
)  # fmt: skip
def test_the_published_codes_of_artificial_3(read, terms, published):
    """Chan, Silverman and Vincent 2021; the package's own test (statistics.md section 8)."""
    data = read("Artificial_3.csv")
    assert code(data, terms.split()) == published
    found = with_covariates(data, terms=terms.split(), **PLAIN)
    reason = {0: None, 1: "no_existence", 2: "not_identifiable"}[published]
    assert (found.estimate is None) == (reason is not None)
    if reason:
        assert found.verdict.grade is Grade.NONE
        assert found.verdict.reasons[0].code == reason


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([0, 0, 1, 5]), min_size=15, max_size=15), st.integers(0, 63))
def test_the_check_agrees_with_that_of_the_log_linear_methods(counts, chosen):
    """All models of pairs on four lists, on sparse tables."""
    counts = np.array(counts)
    patterns = np.arange(1, 16)
    if any(not counts[patterns >> i & 1 == 1].any() for i in range(4)):
        return
    data = CaptureData(("A", "B", "C", "D"), patterns, counts)
    pairs = [f"{a}:{b}" for i, a in enumerate("ABCD") for b in "ABCD"[i + 1 :]]
    terms = [pair for i, pair in enumerate(pairs) if chosen >> i & 1]
    assert code(data, terms) == checked(data, [*"ABCD", *terms])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([0, 0, 0, 1, 4]), min_size=14, max_size=14), st.integers(0, 63))
def test_the_check_agrees_with_a_linear_programme_over_all_cells(counts, chosen):
    """Three lists by sex. Largest s with X'x = X'n and all x >= s: an estimate exists if and only if s > 0."""
    patterns = np.tile(np.arange(1, 8), 2)
    counts = np.array(counts)
    if any(not counts[patterns >> i & 1 == 1].any() for i in range(3)):
        return
    data = CaptureData(("A", "B", "C"), patterns, counts, {"sex": ("F",) * 7 + ("M",) * 7})
    scope = scope_of(crossed(data), {})
    names = ["A:B", "A:C", "B:C", "A:sex", "B:sex", "C:sex"]
    model = closed([*scope.mains(), *(scope.named(n) for i, n in enumerate(names) if chosen >> i & 1)])
    assert all(scope.add(term) for term in model)
    found = space(scope, model, design(scope, model), scope.table.support)
    seen = (found.cells & scope.table.visible).ravel()
    matrix = design(scope, model).rows(np.flatnonzero(seen))[:, found.columns]
    people = scope.table.full.ravel()[seen]
    columns = np.hstack([matrix.T, matrix.sum(axis=0)[:, None]])
    most = linprog(np.append(np.zeros(len(people)), -1), A_eq=columns, b_eq=matrix.T @ people)
    assert most.status == 0
    assert (found.code & 1 == 0) == (most.x[-1] > 1e-7)
    assert (found.code & 2 == 0) == (np.linalg.matrix_rank(matrix) == len(found.columns))


def test_the_model_that_runs_to_thousands_of_millions_is_never_chosen():
    """A and B overlap, C shares nobody with them among women. By AIC an unguarded search ends at infinity."""
    women, men = {1: 40, 2: 30, 4: 20, 3: 6}, {1: 60, 2: 50, 4: 40, 3: 9, 5: 7, 6: 8, 7: 1}
    rows = [(p, n, "F") for p, n in women.items()] + [(p, n, "M") for p, n in men.items()]
    patterns, counts, sexes = zip(*rows, strict=True)
    data = CaptureData(("A", "B", "C"), np.array(patterns), np.array(counts), {"sex": sexes})
    apart = with_covariates(data, form="stratified", terms=["A:B"], **PLAIN)
    assert apart.estimate is None
    assert [(reason.code, reason.text[:3]) for reason in apart.verdict.reasons] == [("no_existence", "F: ")]
    levels = {row.level: row.estimate for row in table_of(apart)}
    assert levels["F"] is None
    assert levels["total"] is None
    assert levels["M"] > 174
    for criterion in ("bic", "aic"):
        found = with_covariates(data, criterion=criterion, **PLAIN)
        assert found.estimate < 20 * data.observed
    # The same model climbed without the check: the longer, the more people.
    scope = scope_of(crossed(ARTIFICIAL), {})
    model = closed([*scope.mains(), scope.named("A:B")])
    assert all(scope.add(term) for term in model)
    matrix, cells = design(scope, model), scope.table.full + 0.1
    seen = scope.table.visible
    for _ in range(25):
        cells = np.where(seen, cells, 0)
        working = np.where(
            seen, np.log(np.maximum(cells, 1e-12)) + (scope.table.full - cells) / np.maximum(cells, 1e-12), 0
        )
        beta = np.linalg.lstsq(matrix.products(cells), matrix.margins(cells * working), rcond=None)[0]
        cells = np.exp(np.clip(matrix.predicted(beta), -700, 700))
    assert cells[0, 0] > 1e8


def test_no_model_on_the_path_lacks_an_estimate(read):
    """The search on Korea meets b:d, for which none exists, and goes round it."""
    scope = scope_of(crossed(read("Korea.csv")), {})
    found = search(Fitter(scope, scope.table), "aic", exact=True)
    assert [refusal.change for refusal in found.refusals] == ["+b:d"]
    assert found.path[-1].estimate == pytest.approx(157.1667, abs=6e-5)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([(1, 30, "F"), (2, 20, "F")], "too_few_overlaps"),
        ([(1, 0, "F"), (2, 0, "F"), (3, 0, "F")], "nobody_seen"),
        ([(1, 30, "F")], "one_list"),
        ([(1, 3, "F"), (3, 90, "F")], "one_list_carries_all"),
        ([(1, 30, "F"), (3, 20, "F")], "copied_list"),
    ],
)
def test_a_stratum_without_an_estimate_is_named_with_its_reason(rows, code):
    rows = [*rows, (1, 60, "M"), (2, 50, "M"), (3, 20, "M")]
    patterns, counts, sexes = zip(*rows, strict=True)
    data = CaptureData(("A", "B"), np.array(patterns), np.array(counts), {"sex": sexes})
    found = with_covariates(data, form="stratified", rng=np.random.default_rng(1), replicates=19)
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert code in [reason.code for reason in found.verdict.reasons]
    assert all(reason.text.startswith("F: ") for reason in found.verdict.reasons)
    men = next(row for row in table_of(found) if row.level == "M")
    assert men.estimate == pytest.approx(80 * 70 / 20)
    assert men.low < men.estimate < men.high


def test_lists_that_allow_no_estimate_get_no_model_and_no_totals():
    data = CaptureData(("A", "B"), np.array([1, 2, 3]), np.array([30, 20, 2]), {"sex": ("F", "F", "M")})
    found = with_covariates(data, rng=np.random.default_rng(1))
    assert (found.estimate, found.model) == (None, "none")
    assert [reason.code for reason in found.verdict.reasons] == ["too_few_overlaps"]
    assert all(row.estimate is None for row in table_of(found))


def test_where_many_drawn_tables_have_no_estimate_there_is_no_interval():
    """C shares one person with A and one with B: of the tables drawn about exp(-2) have neither, and no estimate."""
    data = CaptureData(("A", "B", "C"), np.array([1, 2, 3, 4, 5, 6]), np.array([40, 30, 20, 20, 1, 1]))
    found = with_covariates(data, terms=["A:B"], rng=np.random.default_rng(1), replicates=200)
    assert found.estimate is not None
    assert (found.low, found.high) == (None, None)
    share = found.details["replicates_refused"] / 200
    assert abs(share - np.exp(-2)) < 4 * np.sqrt(np.exp(-2) * (1 - np.exp(-2)) / 200)
    assert any("no interval" in each for each in found.warnings)


def test_the_folded_matrix_is_the_laid_one(people, captured):
    data = captured(*people(800, np.random.default_rng(1)), blind=((3, 1),))
    scope = scope_of(crossed(data), {"year": 2})
    model = closed([*scope.mains(), *scope.pairs(), scope.named("A:B:sex")])
    assert all(scope.add(term) for term in model)
    blocks, shape = [(term[0], scope.columns[term]) for term in model], scope.table.full.shape
    laid, folded = Laid(blocks, shape), Folded(blocks, shape)
    assert laid.matrix.size < SMALL
    rng = np.random.default_rng(3)
    cells, beta = rng.random(shape), rng.normal(size=laid.size)
    assert np.allclose(laid.predicted(beta), folded.predicted(beta))
    assert np.allclose(laid.margins(cells), folded.margins(cells))
    assert np.allclose(laid.products(cells), folded.products(cells))
    assert np.allclose(laid.rows(np.arange(40)), folded.rows(np.arange(40)))
