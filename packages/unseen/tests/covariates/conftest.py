# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented populations of known size, with sex and year, on lists that depend on both."""

import csv
from pathlib import Path

import numpy as np
import pytest

from unseen.capture import CaptureData

FIXTURES = Path(__file__).parents[1] / "fixtures" / "mse"
LISTS = ("A", "B", "C", "D")
YEARS = 4


def chance(logit):
    return 1 / (1 + np.exp(-logit))


def _people(number, rng):
    """A population: pattern, year (0 to 3) and sex (0, 1) of each person, those whom nobody saw included.

    A log-linear model with A:B, A:sex, A:year, B:sex and C:year holds exactly.
    """
    year, sex = rng.integers(0, YEARS, number), (rng.random(number) < 0.7).astype(int)
    first = rng.random(number) < chance(-2 + 0.8 * sex + 0.15 * year)
    second = rng.random(number) < chance(-2.2 + 1.0 * first - 0.5 * sex)
    third = rng.random(number) < chance(-1.8 + 0.3 * year)
    fourth = rng.random(number) < chance(-2.2)
    return first + 2 * second + 4 * third + 8 * fourth, year, sex


def _captured(pattern, year, sex, *, unknown=0.0, blind=(), rng=None):
    """What the lists saw. unknown: share whose sex is not known. blind: (list, year) pairs in which it saw nobody."""
    pattern, out = pattern.copy(), np.zeros(len(pattern), dtype=int)
    for place, when in blind:
        out[year == when] |= 1 << place
    pattern &= ~out
    sex = np.where(rng.random(len(sex)) < unknown, -1, sex) if unknown else sex
    rows, counts = np.unique(np.stack([pattern, year, sex, out], axis=1)[pattern > 0], axis=0, return_counts=True)
    covariates = {
        "year": tuple(str(2010 + value) for value in rows[:, 1]),
        "sex": tuple({-1: None, 0: "M", 1: "F"}[value] for value in rows[:, 2]),
    }
    return CaptureData(LISTS, rows[:, 0], counts, covariates, rows[:, 3] if blind else None)


def _read(name):
    """A published table."""
    with (FIXTURES / name).open(newline="") as file:
        head, *rows = csv.reader(file)
    patterns = [sum(int(value) << i for i, value in enumerate(row[:-1])) for row in rows]
    return CaptureData(tuple(head[:-1]), np.array(patterns), np.array([int(row[-1]) for row in rows]))


@pytest.fixture(scope="session")
def people():
    return _people


@pytest.fixture(scope="session")
def captured():
    return _captured


@pytest.fixture(scope="session")
def read():
    return _read
