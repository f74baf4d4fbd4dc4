# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Published tables, results of R packages on them, and both ways of fitting."""

import csv
from pathlib import Path

import numpy as np
import pytest

from unseen.capture import CaptureData
from unseen.fast import COMPILED
from unseen.loglinear import fitting
from unseen.loglinear.terms import closed

FIXTURES = Path(__file__).parent.parent / "fixtures" / "mse"


class Shelf:
    """Tables and rows of results by name."""

    def table(self, name):
        head, *rows = csv.reader((FIXTURES / f"{name}.csv").read_text().splitlines())
        patterns = [sum(int(value) << i for i, value in enumerate(row[:-1])) for row in rows]
        return CaptureData(tuple(head[:-1]), np.array(patterns), np.array([int(row[-1]) for row in rows]))

    def rows(self, file, **wanted):
        with (FIXTURES / file).open() as lines:
            found = [row for row in csv.DictReader(lines) if all(row[k] == v for k, v in wanted.items())]
        assert found
        return found

    def digits(self, text, lists):
        """A model from R's own words: "[12,3]" has the pair of the first and the second list."""
        inside = text.strip("[]")
        return closed([sum(1 << int(d) - 1 for d in part) for part in inside.split(",")], lists)


@pytest.fixture(scope="session")
def mse():
    return Shelf()


@pytest.fixture(params=["arrays", "compiled"])
def way(request, monkeypatch):
    """Fits with arrays, and compiled where numba is there."""
    if request.param == "compiled" and not COMPILED:
        pytest.skip("numba is missing, or UNSEEN_NUMPY_ONLY is set")
    monkeypatch.setattr(fitting, "COMPILED", request.param == "compiled")
    return request.param
