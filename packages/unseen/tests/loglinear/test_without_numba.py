# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Compiling is an extra: what happens without numba, and where nothing can be written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from unseen import fast

SOURCES = Path(fast.__file__).parents[1]
ASK = """
import sys
import numpy as np
from unseen.fast import COMPILED
from unseen.loglinear import bic_estimates, downhill_estimates, stepwise_estimates
table = np.array([0, 40, 30, 15, 20, 9, 6, 3])
ways = stepwise_estimates, bic_estimates, downhill_estimates
print(COMPILED, "numba" in sys.modules, *(way(table)[0] for way in ways))
"""


def test_without_numba_the_same():
    environment = os.environ | {"UNSEEN_NUMPY_ONLY": "1", "PYTHONPATH": str(SOURCES)}
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    compiled, loaded, *numbers = done.stdout.split()
    assert (compiled, loaded) == ("False", "False")
    # No pair enters here; by hand, N of independence: 1 - n/N = product of (1 - n_i/N) with 123 people, lists of
    # 67, 54 and 38.
    for size in map(float, numbers):
        assert 1 - 123 / size == pytest.approx((1 - 67 / size) * (1 - 54 / size) * (1 - 38 / size), rel=1e-9)


def test_where_no_place_can_be_written_it_is_compiled_all_the_same(monkeypatch):
    numba = pytest.importorskip("numba")
    if not fast.COMPILED:
        pytest.skip("UNSEEN_NUMPY_ONLY is set")
    real, asked = numba.njit, []

    def njit(*loops, **options):
        if "cache" in options:
            asked.append(options["cache"])
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(*loops, **options)

    monkeypatch.setattr(numba, "njit", njit)

    def twice(number):
        return number * 2

    assert fast.jit(twice)(21) == 42
    assert asked[-2:] == [True, False]
