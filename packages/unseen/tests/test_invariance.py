# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""No method's answer depends on the order of rows or lists, nor on patterns that nobody has."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.capture import CaptureData
from unseen.methods import estimate

# What leaves nothing to chance; each on any table it can answer for.
METHODS = (
    ("stepwise", {"interval": "none"}), ("bic", {"interval": "none"}), ("downhill", {"interval": "none"}),
    ("given", {"model": "", "interval": "none"}), ("dga", {}), ("chao", {}),
    ("coverage", {"replicates": 0}),
)  # fmt: skip
tables = st.lists(st.integers(0, 60), min_size=7, max_size=7).filter(
    lambda counts: all(sum(counts[p - 1] for p in range(1, 8) if p >> i & 1) for i in range(3))
)


def same(first, second):
    assert (first.estimate is None) == (second.estimate is None)
    if first.estimate is not None and second.estimate is not None:
        assert first.estimate == pytest.approx(second.estimate, rel=1e-6)
    assert {r.code for r in first.verdict.reasons} == {r.code for r in second.verdict.reasons}


@pytest.mark.parametrize(("method", "options"), METHODS, ids=lambda each: each if isinstance(each, str) else "")
@settings(deadline=None, max_examples=15, derandomize=True)
@given(counts=tables, random=st.randoms(use_true_random=False))
def test_order_of_rows_and_lists_and_empty_patterns_change_nothing(method, options, counts, random):
    patterns = np.arange(1, 8)
    filled = np.array(counts) > 0
    plain = CaptureData(("A", "B", "C"), patterns[filled], np.array(counts)[filled])
    order = list(range(7))
    random.shuffle(order)
    lists = [0, 1, 2]
    random.shuffle(lists)
    turned = sum((patterns >> old & 1) << new for new, old in enumerate(lists))
    mixed = CaptureData(tuple("ABC"[old] for old in lists), turned[order], np.array(counts)[order])
    first, second = (estimate(data, method, **options) for data in (plain, mixed))
    same(first, second)
