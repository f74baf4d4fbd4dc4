# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The register file rebuilt from the published margins gives the published numbers.

Source of every number: Slachtoffermonitor mensenhandel 2015-2019 (Figures 2.1, 2.3, 2.7, 2.10, 2.11, Table 2.1).
"""

import runpy
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from zicht.reference.groups import group_of
from zicht.register.importfile import parse
from zicht.register.rules import count_reports, count_unit_reports, unique_victims

FILES = Path(__file__).parents[4] / "tests" / "fixtures" / "register"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def golden():
    result = parse((FILES / "golden_2015_2019.csv").read_bytes(), today=TODAY)
    assert result.findings == ()
    return result.rows


@pytest.fixture(scope="module")
def victims(golden):
    return unique_victims(golden)


def test_the_file_is_what_its_builder_makes():
    build = runpy.run_path(str(FILES / "build_golden.py"))["build"]
    assert build().encode() == (FILES / "golden_2015_2019.csv").read_bytes()


def test_victims_per_year(victims):
    per_year = Counter(victim.year for victim in victims)
    assert per_year == {2015: 1150, 2016: 952, 2017: 956, 2018: 668, 2019: 1334}
    assert len(victims) == 5060


def test_victims_per_group(victims):
    groups = Counter(group_of(forms=v.forms, nationality=v.nationality) for v in victims)
    assert groups == {"BL-SU": 1178, "GO-SU": 1893, "AU": 1018, "CU": 321, "ON": 650}


def test_criminal_exploitation_alone_per_year(victims):
    alone = Counter(v.year for v in victims if group_of(forms=v.forms, nationality=v.nationality) == "CU")
    assert (alone[2018], alone[2019]) == (35, 195)


def test_any_form_overlaps(victims):
    any_form = Counter(form for victim in victims for form in victim.forms)
    assert (any_form["SU"], any_form["AU"], any_form["CU"]) == (3148, 1088, 548)
    per_year = Counter((form, victim.year) for victim in victims for form in victim.forms)
    assert per_year["SU", 2015] + per_year["SU", 2016] == 1233
    assert [per_year["AU", year] for year in (2017, 2018, 2019)] == [230, 114, 261]
    assert per_year["CU", 2019] == 331
    assert per_year["CU", 2015] == 548 - 519


def test_sexual_exploitation_in_neither_sexual_group(victims):
    assert sum("SU" in v.forms and group_of(forms=v.forms, nationality=v.nationality) == "ON" for v in victims) == 77


def test_dutch_victims_per_group_and_year(victims):
    dutch = [victim for victim in victims if victim.nationality == "NL"]
    groups = Counter(group_of(forms=v.forms, nationality=v.nationality) for v in dutch)
    assert groups == {"BL-SU": 1178, "AU": 38, "CU": 54, "ON": 205}
    assert Counter(v.year for v in dutch) == {2015: 433, 2016: 288, 2017: 339, 2018: 171, 2019: 244}


@pytest.mark.parametrize(
    ("country", "per_year"),
    [
        ("NG", (44, 46, 46, 149, 512)), ("PL", (90, 69, 80, 12, 83)), ("RO", (44, 66, 68, 34, 45)),
        ("UG", (24, 20, 34, 55, 91)), ("HU", (33, 33, 32, 4, 12)), ("SL", (11, 19, 13, 31, 28)),
        ("PH", (24, 8, 20, 16, 4)), ("GM", (1, 3, 3, 9, 49)), ("AF", (28, 9, 1, 1, 1)),
    ],
)  # fmt: skip
def test_nationalities_per_year(victims, country, per_year):
    found = Counter(victim.year for victim in victims if victim.nationality == country)
    assert tuple(found[year] for year in range(2015, 2020)) == per_year


def test_minors(victims):
    minors = Counter(victim.year for victim in victims if victim.age is not None and victim.age < 18)
    assert (minors[2015], minors[2018], minors[2019]) == (288, 62, 108)


def test_reports_are_not_victims(golden):
    reports = count_reports(golden)
    assert reports.total() == 5691
    assert sum(count for (_, group), count in reports.items() if group == "police") == 2984
    assert sum(count_unit_reports(golden).values()) == 3046


@pytest.mark.parametrize(
    ("group", "year", "count"),
    [
        ("police", 2015, 623), ("police", 2017, 432), ("police", 2018, 530), ("police", 2019, 952),
        ("nla", 2018, 75), ("nla", 2019, 46), ("fairwork", 2018, 5), ("fairwork", 2019, 134),
        ("care_coordinator", 2017, 320), ("care_coordinator", 2018, 91), ("care_coordinator", 2019, 252),
        ("other", 2018, 56), ("other", 2019, 99),
    ],
)  # fmt: skip
def test_reports_per_reporter_group(golden, group, year, count):
    assert count_reports(golden)[year, group] == count


def test_reporters_that_need_consent(golden):
    reports = count_reports(golden)
    consent = sum(n for (_, group), n in reports.items() if group in ("care_coordinator", "fairwork", "other"))
    assert round(100 * consent / reports.total()) == 38


def test_known_only_through_emm_are_in_the_file_and_left_out(golden, victims):
    by_key: dict[tuple[str, int], set[str]] = {}
    for row in golden:
        by_key.setdefault((row.victim_key, row.year), set()).add(row.reporter_group)
    only_emm = {key for key, groups in by_key.items() if groups == {"emm"}}
    assert sum(year == 2019 for _, year in only_emm) == 289
    assert not only_emm & {(victim.victim_key, victim.year) for victim in victims}


def test_somebody_reported_in_two_years_counts_in_both(victims):
    years = Counter(victim.victim_key for victim in victims)
    assert sum(count == 2 for count in years.values()) == 40
