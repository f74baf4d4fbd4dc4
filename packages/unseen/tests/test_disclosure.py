# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Suppression and its audit: nothing that is hidden can be computed closely, and no more is hidden than needed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.disclosure import Cells, Rule, UnprotectableError, intervals, proven, suppress, too_narrow, unsafe

# Region x gender of the example `microdata1` of sdcTable (R, GPL): its optimum hides three more cells.
MICRODATA1 = {"A": (18, 2), "B": (14, 19), "C": (12, 10), "D": (11, 14)}


def grid(lines, floor=0):
    """A table of two dimensions with its totals; names are (row, column), T is a total."""
    values = np.array(lines)
    rows, columns = values.shape
    names, counts = [], []
    for i in [*range(rows), "T"]:
        for j in [*range(columns), "T"]:
            names.append((i, j))
            cut = values[slice(None) if i == "T" else [i]][:, slice(None) if j == "T" else [j]]
            counts.append(int(cut.sum()))
    place = {name: at for at, name in enumerate(names)}
    sums = [{place[i, "T"]: -1} | {place[i, j]: 1 for j in range(columns)} for i in [*range(rows), "T"]]
    sums += [{place["T", j]: -1} | {place[i, j]: 1 for i in range(rows)} for j in [*range(columns), "T"]]
    return Cells(tuple(names), np.array(counts), tuple(sums))


def test_the_optimum_of_sdctable_is_found():
    cells = grid(list(MICRODATA1.values()))
    assert int(cells.counts[-1]) == 100
    small = unsafe(cells, Rule(minimum=3))
    assert small.sum() == 1
    done = suppress(cells, small, width=2, weights=cells.counts.astype(float))
    assert done.exact
    assert {cells.names[i] for i in np.flatnonzero(done.hidden)} == {(0, 0), (0, 1), (2, 0), (2, 1)}


tables = st.integers(2, 4).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 30), min_size=columns, max_size=columns), min_size=2, max_size=5)
)


@settings(deadline=None, max_examples=60)
@given(tables, st.sampled_from(["exact", "heuristic"]), st.sampled_from([3, 10]))
def test_suppression_never_audits_too_narrow(lines, method, minimum):
    cells = grid(lines)
    small = unsafe(cells, Rule(minimum))
    try:
        done = suppress(cells, small, width=minimum, floor=1, method=method)
    except UnprotectableError:
        # So few people that hiding everything would not do: refused, not published.
        assert cells.counts.max() < 10 * minimum
        return
    found = intervals(cells, done.hidden, floor=1, of=np.flatnonzero(small).tolist())
    assert not too_narrow(found, width=minimum)
    assert all(each.low <= each.count <= each.high for each in found)
    assert (done.hidden & small == small).all()


@settings(deadline=None, max_examples=60)
@given(tables, st.integers(0, 2**32), st.sampled_from([3, 10]), st.booleans())
def test_what_is_proven_lies_inside_the_exact_interval_and_finds_the_same_leaks(lines, some, width, bounded):
    """The fast proof against the two programs per cell, for any choice of hidden cells."""
    cells = grid(lines)
    if bounded:
        # The first cell is at most so many: one inequality.
        at_most = int(cells.counts[0]) + some % 7
        names, counts = (*cells.names, "left"), np.append(cells.counts, at_most - cells.counts[0])
        last = len(cells.names)
        most = {0: 1, last: 1, len(names): -1}
        cells = Cells((*names, "bound"), np.append(counts, at_most), (*cells.sums, most), slack=frozenset({last}))
    hidden = np.random.default_rng(some).random(len(cells.names)) < 0.6
    hidden &= (cells.counts > 0) & np.array([name != "bound" for name in cells.names])
    exact, fast = intervals(cells, hidden, floor=1), proven(cells, hidden, width=width, floor=1)
    assert [each.name for each in exact] == [each.name for each in fast]
    for true, found in zip(exact, fast, strict=True):
        assert true.low - 1e-6 <= found.low <= found.count <= found.high <= true.high + 1e-6
        if found.width < width - 1e-6:
            assert (found.low, found.high) == pytest.approx((true.low, true.high))


def test_a_cell_that_was_published_before_is_a_leak_that_is_refused():
    cells = grid([[3, 20], [20, 30]])
    small = unsafe(cells, Rule(10))
    fixed = np.array([name == (0, 1) or name == (0, "T") for name in cells.names])
    with pytest.raises(UnprotectableError, match=r"\(0, 0\)"):
        suppress(cells, small, width=10, floor=1, fixed=fixed)


def overlapping(*, slack):
    """Rows drugs 38 and unknown 20, all others 0, of a hidden total 58 that is also the sum of 4 and 54."""
    names = ["total", "drugs", "unknown", "theft", "women", "men", "left-sum", "left-drugs"]
    counts = np.array([58, 38, 20, 0, 4, 54, 0, 0])
    sums = [{0: -1, 4: 1, 5: 1}]
    if slack:
        sums += [{1: 1, 2: 1, 3: 1, 0: -1, 6: -1}, {0: 1, 2: -1, 1: -1, 7: -1}]
    return Cells(tuple(names), counts, tuple(sums), slack=frozenset({6, 7}))


def test_bounds_find_a_total_that_overlapping_rows_give_away():
    hidden = np.array([True, False, False, False, True, False, False, False])
    loose = intervals(overlapping(slack=False), hidden, floor=1)
    tight = intervals(overlapping(slack=True), hidden, floor=1)
    assert [each.name for each in too_narrow(loose, width=10)] == []
    assert [(each.name, each.low, each.high) for each in tight] == [("total", 58, 58), ("women", 4, 4)]


def test_suppression_counts_with_bounds():
    cells = overlapping(slack=True)
    done = suppress(cells, unsafe(cells, Rule(10)), width=10, floor=1)
    hidden = {cells.names[i] for i in np.flatnonzero(done.hidden)}
    assert hidden == {"women", "men"}
    assert not done.hidden[[6, 7]].any()


def test_dominance():
    cells = Cells(("a", "b"), np.array([100, 100]), (), largest={0: (95, 3), 1: (50, 30)})
    assert unsafe(cells, Rule(10, dominance=(2, 0.9))).tolist() == [True, False]
