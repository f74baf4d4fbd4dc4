# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Capture data from tables, people and registers: what is taken in, and what is said of what cannot be."""

import time
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unseen.capture import (
    CaptureData,
    CaptureError,
    from_patterns,
    from_persons,
    from_register,
    read_csv,
    strata,
    with_matches,
    without_matches,
)
from unseen.capture.diagnostics import diagnose

MSE = Path(__file__).parent / "fixtures" / "mse"
REPORTS = {
    "person": [1, 1, 2, 2, 3, 3, 1],
    "group": ["P", "Z", "P", "EMM", "Z", "Z", "P"],
    "year": [2019, 2019, 2019, 2019, 2020, 2020, 2020],
    "sex": ["m", "m", "f", None, "m", "f", "m"],
}


def test_the_published_tables_are_read_as_they_were_printed():
    data = read_csv(MSE / "UKdat.csv")
    assert data.lists == ("LA", "NG", "PF", "GO", "GP", "NCA")
    assert (data.observed, data.patterns.size) == (2744, 25)
    assert data.margin(0b11) == 15 + 1 + 1 + 1
    assert read_csv(MSE / "Ned.csv").observed == 8234


def test_people_are_summed_into_patterns_with_their_covariates():
    data = from_persons({"A": [1, 1, 0, 1], "B": [0, 0, 1, 1], "sex": ["f", "f", "m", None], "id": [7, 8, 9, 10]},
                        person="id")  # fmt: skip
    assert data.patterns.tolist() == [1, 2, 3]
    assert data.counts.tolist() == [2, 1, 1]
    assert data.covariates == {"sex": ("f", "m", None)}


def test_a_register_becomes_a_list_per_group_and_a_person_counts_once_a_year():
    data = from_register(REPORTS, exclude=["EMM"], covariates=["sex"])
    assert data.lists == ("P", "Z")
    assert data.observed == 4
    assert data.covariates["year"] == ("2019", "2020", "2020", "2019")
    # Person 3 was reported once as m and once as f: not known.
    assert data.covariates["sex"] == ("f", "m", None, "m")
    assert from_register(REPORTS, year=None).lists == ("EMM", "P", "Z")
    assert from_register(REPORTS, year=None).observed == 3


def test_a_group_that_did_not_report_in_a_year_was_blind_then():
    rows = {**REPORTS, "group": ["P", "Z", "P", "EMM", "Z", "Z", "Z"]}
    data = from_register(rows, inactive={"P": [2020]})
    assert data.blind is not None
    assert {y for y, b in zip(data.covariates["year"], data.blind, strict=True) if b} == {"2020"}
    with pytest.raises(CaptureError, match="could not see them"):
        from_register(REPORTS, inactive={"P": [2020]})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"A": [1, 0], "B": [0, 1]}, 'no column "count"'),
        ({"A": [1, 0], "B": [0, 0], "count": [3, 4]}, "row 2: seen by no list"),
        ({"A": [1, 0], "B": [0, 1], "count": [3, -4]}, 'row 2: column "count" has "-4"; a count is 0 or more'),
        ({"A": [1, 0], "B": [0, 1], "count": [3.5, 4]}, 'row 1: column "count" has "3.5"; write a whole number'),
        ({"A": [1, 0], "B": [0, 1], "count": [3, None]}, 'row 2: column "count" is empty'),
        ({"A": [1, 0, 1], "B": [0, 1, 0], "count": [3, 4, 5]}, "row 3: the same pattern as row 1"),
        ({"A": [0, 1, 0, 1], "B": [0, 0, 1, 0], "count": [0, 4, 5, 4]}, "row 4: the same pattern as row 2"),
        ({"A": [1, 0], "B": [0, 1], "C": [0, 0], "count": [3, 4]}, 'list "C" saw nobody'),
        ({"A": [1, 0, 1], "B": [0, 1, 2], "count": [3, 4, 5]}, 'row 3: column "B": "2" is neither 0 nor 1'),
        ({"A": [1, 0, 1], "B": [0, 1, None], "count": [3, 4, 5]}, 'row 3: column "B" is empty'),
        ({"A": [1, 1], "count": [3, 4]}, "at least two"),
        (
            {**{f"L{i}": [int(i == j) for j in range(21)] for i in range(21)}, "count": [1] * 21},
            "21 lists: at most 20",
        ),
        ({"A": [], "B": [], "count": []}, "no rows"),
    ],
)
def test_a_table_that_cannot_be_says_where_and_what_would_be_right(table, words):
    with pytest.raises(CaptureError) as fault:
        from_patterns(table)
    assert words in str(fault.value)


def test_a_covariate_of_0_and_1_is_kept_apart_by_naming_the_lists():
    table = {"A": [1, 0, 1], "B": [0, 1, 1], "minor": [0, 1, 0], "count": [3, 4, 5]}
    assert from_patterns(table, lists=["A", "B"]).covariates == {"minor": ("0", "1", "0")}
    blind = from_patterns({**table, "B": [None, 1, 1]}, lists=["A", "B"], empty_is_blind=True).blind
    assert blind is not None
    assert blind.tolist() == [0b10, 0, 0]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=7, max_size=7), st.integers(0, 9), st.randoms(use_true_random=False))
def test_empty_patterns_and_the_order_of_rows_change_nothing(counts, extra, random):
    counts[2] += 1  # everybody's lists saw somebody: pattern 3 and 4
    counts[3] += 1
    rows = [(pattern, count) for pattern, count in enumerate(counts, start=1)]
    filled = [row for row in rows if row[1]]
    mixed = [*rows, (0, 0)]
    random.shuffle(mixed)
    first, second = (
        from_patterns(
            {n: [p >> i & 1 for p, _ in each] for i, n in enumerate("ABC")} | {"count": [c for _, c in each]}
        )
        for each in (filled, mixed)
    )
    assert first.digest == second.digest
    assert first.table.tolist() == second.table.tolist()


def test_100_000_rows_are_checked_in_a_breath():
    rng = np.random.default_rng(3)
    bits = rng.integers(1, 64, 100_000)
    table = pl.DataFrame({f"L{i}": bits >> i & 1 for i in range(6)}).with_columns(
        place=pl.Series(np.arange(100_000)), count=pl.lit(1)
    )
    began = time.process_time()
    data = from_patterns(table)
    assert (data.patterns.size, data.observed) == (100_000, 100_000)
    assert time.process_time() - began < 5
    with pytest.raises(CaptureError, match="row 100001: the same pattern as row 100000"):
        from_patterns(pl.concat([table, table.tail(1)]))


def test_strata_add_up_to_the_whole():
    data = from_register(REPORTS, exclude=["EMM"])
    thin = {"A": [1, 0, 1], "B": [0, 1, 0], "year": [2019, 2019, 2020], "count": [1, 1, 1]}
    with pytest.raises(CaptureError, match="year 2020"):
        strata(from_patterns(thin), "year")
    parts = strata(data, "year")
    assert sum(part.observed for part in parts.values()) == data.observed
    assert all(not part.covariates for part in parts.values())


@settings(deadline=None, max_examples=30)
@given(st.floats(0, 1), st.integers(0, 2**32 - 1))
def test_losing_and_adding_matches_moves_people_between_patterns_only(share, seed):
    data = read_csv(MSE / "UKdat_5.csv")
    records = int(sum(data.margin(1 << i) for i in range(5)))
    for change, sign in ((without_matches, 1), (with_matches, -1)):
        after = change(data, share, np.random.default_rng(seed))
        assert sum(after.margin(1 << i) for i in range(5)) == records
        assert (after.observed - data.observed) * sign >= 0
    assert without_matches(data, 0.0, np.random.default_rng(seed)).digest == data.digest


def test_diagnostics_find_copies_strangers_and_changed_rules():
    police = [1, 1, 1, 0, 0, 1]
    table = {"P": police, "EMM": [1, 1, 0, 0, 0, 0], "Z": [0, 1, 0, 1, 0, 1], "Y": [0, 0, 0, 0, 1, 0],
             "count": [40, 8, 30, 50, 9, 20]}  # fmt: skip
    found = diagnose(from_patterns(table))
    assert [each.inside for each in found.nested(0.95, 10)] == [("EMM", "P", 1.0)]
    assert found.lonely == ("Y",)
    assert {(each.first, each.second) for each in found.never} == {("P", "Y"), ("EMM", "Y"), ("Z", "Y")}
    assert found.more == 40 + 8 + 20
    assert found.largest == ("P", pytest.approx(98 / 157))
    lost, added = found.matches
    assert lost > 0 > added


def test_a_list_that_changes_between_years_stands_out():
    rows = {"A": [1, 0, 1, 1, 0, 1], "B": [0, 1, 1, 0, 1, 1], "year": ["2019"] * 3 + ["2020"] * 3,
            "count": [100, 100, 20, 20, 180, 20]}  # fmt: skip
    changes = {each.name: each for each in diagnose(from_patterns(rows)).changes}
    assert changes["A"].years == ("2019", "2020")
    assert (changes["A"].before, changes["A"].after) == (pytest.approx(120 / 220), pytest.approx(40 / 220))
    assert changes["A"].chance < 1e-9


def test_data_made_by_hand_name_the_row_at_fault():
    with pytest.raises(CaptureError) as fault:
        CaptureData(("A", "B"), np.array([1, 4]), np.array([1, 1]))
    assert fault.value.row == 2
