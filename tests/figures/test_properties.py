# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What must hold of every register, not only of ours."""

import json
import os
import subprocess
import sys

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from zicht.monitor.counting import count, extract_of
from zicht.monitor.declaring import definitions
from zicht.monitor.frames import SEVERAL, bits, victims
from zicht.monitor.tests.golden import edition
from zicht.reference.groups import group_of
from zicht.register.extract import frame_of
from zicht.register.rows import ReportRow
from zicht.register.rules import count_reports, count_unit_reports, unique_victims

FORMS = some.frozensets(some.sampled_from(["SU", "AU", "CU", "OR"]), max_size=2)
REPORTERS = ["police", "kmar", "nla", "care_coordinator", "fairwork", "other", "emm", "om"]
REPORT = some.builds(
    ReportRow,
    victim_key=some.sampled_from(["a", "b", "c", "d", "e", "f"]),
    year=some.sampled_from([2017, 2018]),
    reporter_group=some.sampled_from(REPORTERS),
    forms=FORMS,
    nationality=some.sampled_from([None, "NL", "NG", "PL", "XX"]),
    sex=some.sampled_from([None, "female", "male"]),
    age=some.one_of(some.none(), some.integers(10, 60)),
    sectors_sexual=some.frozensets(some.sampled_from(["brothel", "window", "home", "street"]), max_size=2),
    sectors_labour=some.frozensets(some.sampled_from(["agriculture", "trade", "other"]), max_size=2),
    manners=some.frozensets(some.sampled_from(["drugs", "theft"]), max_size=1),
    police_unit=some.sampled_from([None, "limburg", "rotterdam"]),
)
REGISTER = some.lists(REPORT, min_size=1, max_size=25)


def mask_of(column, codes):
    return sum(bits(column)[code] for code in codes)


def counted(rows, figure):
    """The counts of a figure: (row, column) -> number."""
    known = definitions()
    table = count(known.figures[figure], extract_of(victims(frame_of(tuple(rows))), known), known)
    return {(row.code, column.code): cell.count for row, column, cell in table.walk()}


@given(REGISTER)
@settings(max_examples=150, deadline=None)
def test_frame_of_victims_follows_the_rules_of_the_register(rows):
    found = victims(frame_of(tuple(rows))).filter(~pl.col("emm_only")).to_dicts()
    expected = unique_victims(rows)
    assert [(v["year"], v["victim"]) for v in found] == [(v.year, v.victim_key) for v in expected]
    for mine, theirs in zip(found, expected, strict=True):
        assert (mine["nationality"], mine["sex"], mine["age"]) == (theirs.nationality, theirs.sex, theirs.age)
        for name in SEVERAL:
            assert mine[name] == mask_of(name, getattr(theirs, name))
        assert mine["reporters"] == mask_of("reporters", theirs.reporter_groups)
        assert mine["group"] == group_of(forms=theirs.forms, nationality=theirs.nationality)


@given(REGISTER)
@settings(max_examples=40, deadline=None)
def test_figures_follow_the_rules_of_the_register(rows):
    groups = counted(rows, "2.7")
    expected = unique_victims(rows)
    assert groups["total", "total"] == len(expected)
    assert sum(groups[code, "total"] for code in ("BL-SU", "GO-SU", "AU", "CU", "ON")) == len(expected)
    reports = counted(rows, "2.11")
    assert reports["total", "total"] == count_reports(rows).total() >= len(expected)
    assert counted(rows, "2.12")["total", "total"] == count_unit_reports(rows).total()


@given(REGISTER.filter(lambda rows: len(rows) > 1), some.data())
@settings(max_examples=60, deadline=None)
def test_a_report_less_raises_no_victims_reports_or_overlapping_form(rows, data):
    gone = data.draw(some.integers(0, len(rows) - 1))
    fewer = rows[:gone] + rows[gone + 1 :]
    for figure, names in (("2.7", ["total"]), ("2.11", ["total"]), ("2.3-any", ["SU", "AU", "CU", "OR"])):
        before, after = counted(rows, figure), counted(fewer, figure)
        for name in names:
            assert after[name, "total"] <= before[name, "total"]


def test_a_report_less_can_raise_a_group():
    """Labour by one report, sexual by another: sexual comes first. Without it, the group labour has one more."""
    labour = ReportRow("a", 2018, "fairwork", forms=frozenset({"AU"}), nationality="PL")
    sexual = ReportRow("a", 2018, "police", forms=frozenset({"SU"}), nationality="PL")
    both, one = counted([labour, sexual], "2.7"), counted([labour], "2.7")
    assert (both["AU", "total"], one["AU", "total"]) == (0, 1)
    assert both["total", "total"] == one["total", "total"] == 1


DIGEST = """
import json, locale, os, sys, time
time.time = lambda: 4_000_000_000.0  # the year 2096
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
import polars as pl
from zicht.monitor.tests.golden import edition, golden_reports
reports = golden_reports().sample(fraction=1.0, shuffle=True, seed=int(sys.argv[1]))
print(json.dumps([edition(reports).digest, pl.thread_pool_size()]))
"""


@pytest.mark.parametrize(("seed", "threads", "zone", "language"), [
    ("1", "1", "Pacific/Kiritimati", "C"), ("2", "3", "America/Los_Angeles", "nl_NL.UTF-8"),
])  # fmt: skip
def test_the_same_edition_has_the_same_digest_wherever_it_is_made(tmp_path, seed, threads, zone, language):
    """Another date, order of rows, working directory, time zone, language, hash seed and number of threads."""
    around = os.environ | {
        "POLARS_MAX_THREADS": threads, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed, "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", DIGEST, seed], cwd=tmp_path, env=around, capture_output=True, text=True, check=True
    )
    digest, used = json.loads(done.stdout)
    assert (digest, used) == (edition().digest, int(threads))
