# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tables, coarser classes, controlled rounding, cell keys and what each costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.disclosure import (
    Cells,
    TableError,
    UnroundableError,
    cell_key,
    changed_loss,
    hidden_loss,
    noise,
    record_keys,
    rounded,
    table_keys,
    tabulated,
)


def table(lines, dimensions=("region", "form")):
    return tabulated(dimensions, [((f"r{i}", f"f{j}"), n) for i, row in enumerate(lines) for j, n in enumerate(row)])


grids = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 60), min_size=columns, max_size=columns), min_size=1, max_size=6)
)


@settings(deadline=None, max_examples=80)
@given(grids, st.sampled_from([3, 5]))
def test_rounding_keeps_totals_additive_and_moves_less_than_the_base(lines, base):
    cells = table(lines).cells()
    after = rounded(cells, base)
    assert (after % base == 0).all()
    assert (np.abs(after - cells.counts) < base).all()
    assert (after[cells.counts % base == 0] == cells.counts[cells.counts % base == 0]).all()
    assert Cells(cells.names, after, cells.sums).names == cells.names


def test_rounding_is_the_nearest_that_adds_up():
    after = rounded(table([[1, 1, 1], [1, 1, 1]]).cells(), 3)
    # Two of six cells rise, one in each row: rows 3 and 3, total 6, one column of the three stays 0.
    assert after.tolist().count(6) == 1
    assert changed_loss(table([[1, 1, 1], [1, 1, 1]]).counts.ravel(), after).most == 2


def test_sums_that_no_rounding_within_base_keeps_are_refused():
    """Three equal counts of 2 and their sum 6: to base 4 the sum is 4 or 8, and three equal cells give 0 or 12."""
    sums = ({0: 1, 1: 1, 2: 1, 3: -1}, {0: 1, 1: -1}, {1: 1, 2: -1})
    with pytest.raises(UnroundableError, match="merge categories"):
        rounded(Cells(("a", "b", "c", "sum"), np.array([2, 2, 2, 6]), sums), 4)


def test_coarser_classes_add_up():
    fine = table([[1, 2, 3], [4, 5, 6]])
    coarse = fine.coarser("form", {"f0": "early", "f1": "early"})
    assert coarse.categories == (("r0", "r1"), ("early", "f2"))
    assert coarse.counts.tolist() == [[3, 3, 6], [9, 6, 15], [12, 9, 21]]
    with pytest.raises(TableError, match="no category f9"):
        fine.coarser("form", {"f9": "late"})


def test_a_table_of_three_dimensions_has_all_totals():
    lines = [((a, b, c), 1) for a in "xy" for b in "pq" for c in "mn"]
    found = tabulated(("a", "b", "c"), lines)
    assert found.counts[-1, -1, -1] == 8
    assert found.counts[0, -1, -1] == 4
    assert len(found.sums()) == 3 * 9
    found.cells()


@pytest.mark.parametrize(("most", "variance", "never"), [(5, 3.0, 0), (3, 1.0, 0), (5, 2.0, 2), (10, 8.0, 0)])
def test_noise_has_mean_0_the_variance_asked_for_and_the_largest_entropy(most, variance, never):
    found = noise(most=most, variance=variance, never=never)
    assert np.allclose(found.chances.sum(axis=1), 1)
    assert np.allclose(found.chances @ found.moves, 0, atol=1e-6)
    assert found.chances[0, most] == 1
    assert found.variance[-1] == pytest.approx(variance, abs=1e-5)
    for count, row in enumerate(found.chances):
        after = count + found.moves[row > 1e-9]
        assert after.min() >= 0
        assert count == 0 or not ((after >= 1) & (after <= never)).any()
    # Largest entropy: log-chances are a parabola in the move.
    logs = np.log(found.chances[-1])
    assert np.allclose(np.diff(logs, 3), 0, atol=1e-4)


def test_noise_over_many_keys_has_the_moments_of_its_table():
    found = noise(most=5, variance=3.0)
    keys = (np.arange(100_000) + 0.5) / 100_000
    moves = found.of(np.full(len(keys), 40), keys)
    assert abs(moves.mean()) < 1e-3
    assert moves.var() == pytest.approx(3.0, abs=1e-2)
    assert found.of(np.zeros(5, dtype=np.int64), keys[:5]).tolist() == [0] * 5


@settings(deadline=None)
@given(st.lists(st.text(min_size=1), unique=True, max_size=40), st.randoms(use_true_random=False))
def test_the_same_records_get_the_same_noise(names, random):
    mixed = list(names)
    random.shuffle(mixed)
    keys = cell_key(record_keys(names, "secret")), cell_key(record_keys(mixed, "secret"))
    assert keys[0] == keys[1]
    assert 0 <= keys[0] < 1
    chances = noise(most=5, variance=3.0)
    counts = np.array([len(names)])
    assert chances.of(counts, np.array([keys[0]])) == chances.of(counts, np.array([keys[1]]))


@settings(deadline=None, max_examples=30)
@given(grids)
def test_the_same_cell_in_two_tables_gets_the_same_noise(lines):
    """A table and the same with two regions swapped: names decide, places do not; a merged cell has all its keys."""
    first = table(lines)
    other = tabulated(
        ("region", "form"),
        [((f"r{i}", f"f{j}"), lines[i][j]) for i in reversed(range(len(lines))) for j in range(len(lines[0]))],
    )
    keys = dict(zip(first.names(), table_keys(first, "secret").ravel(), strict=True))
    again = dict(zip(other.names(), table_keys(other, "secret").ravel(), strict=True))
    assert keys == again
    assert keys != dict(zip(first.names(), table_keys(first, "other").ravel(), strict=True)) or not first.counts.any()


def test_loss():
    counts = np.array([0, 4, 30, 50])
    lost = hidden_loss(counts, np.array([False, True, False, False]), np.array([False, True, True, False]))
    assert (lost.unsafe, lost.others, lost.cells) == (1, 1, 3)
    assert 0 < lost.weight < 1
    same = changed_loss(counts, counts)
    assert (same.mean, same.most, same.relative, same.hellinger) == (0, 0, 0, 0)
    assert changed_loss(counts, counts + 1).hellinger > 0


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "no lines"),
        ([(("total",), 3)], "leave totals out"),
        ([(("a",), -1)], "below 0"),
        ([((str(n),), 1) for n in range(60_000)], "at most"),
    ],
)
def test_lines_that_are_no_table(lines, words):
    with pytest.raises(TableError, match=words):
        tabulated(("form",), lines)
