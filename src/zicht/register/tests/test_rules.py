# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who counts, once or twice, and what may enter the register."""

import pytest

from zicht.register.rows import ReportRow
from zicht.register.rules import completeness, count_reports, count_unit_reports, may_enter, unique_victims


def report(reporter_group="police", year=2019, key="k", forms="SU", **more):
    return ReportRow(victim_key=key, year=year, reporter_group=reporter_group, forms=frozenset(forms.split()), **more)


def test_police_and_care_coordinator_are_two_reports_and_one_victim():
    rows = [report(), report("care_coordinator", forms="CU", nationality="NL")]
    (victim,) = unique_victims(rows)
    assert victim.forms == {"SU", "CU"}
    assert victim.nationality == "NL"
    assert victim.reporter_groups == {"police", "care_coordinator"}
    assert count_reports(rows).total() == 2


def test_two_police_units_are_one_report_but_two_unit_reports():
    rows = [report(police_unit="rotterdam"), report(police_unit="amsterdam")]
    assert count_reports(rows) == {(2019, "police"): 1}
    assert count_unit_reports(rows).total() == 2


@pytest.mark.parametrize("source", ["emm", "om"])
def test_emm_and_letters_bring_nobody_in(source):
    assert unique_victims([report(source)]) == ()
    assert not count_reports([report(source)])


def test_emm_enriches_but_never_against_a_reporter():
    assert unique_victims([report(), report("emm", nationality="NL", age=20)])[0].nationality == "NL"
    (victim,) = unique_victims([report(nationality="BG"), report("emm", nationality="NL")])
    assert (victim.nationality, victim.warnings) == ("BG", ())


def test_a_letter_adds_no_fact():
    (victim,) = unique_victims([report(), report("om", forms="AU")])
    assert victim.forms == {"SU"}


def test_conflicting_nationality_is_unknown_and_says_so():
    (victim,) = unique_victims([report(nationality="BG"), report("other", nationality="NL")])
    assert victim.nationality is None
    assert len(victim.warnings) == 1


def test_two_years_count_twice_and_the_order_of_rows_does_not_matter():
    rows = [report(year=2019), report(year=2018), report(year=2019, key="a")]
    assert [(v.year, v.victim_key) for v in unique_victims(rows)] == [(2018, "k"), (2019, "a"), (2019, "k")]
    assert unique_victims(rows) == unique_victims(rows[::-1])


@pytest.mark.parametrize(
    ("forms", "nationality", "missing"),
    [
        ("", "NL", "forms"), ("OR", "NL", "forms"), ("SU", None, "nationality"), ("SU AU", None, "nationality"),
        ("SU", "NL", None), ("AU", None, None), ("OR CU", None, None),
    ],
)  # fmt: skip
def test_completeness_names_what_would_make_it_unknown(forms, nationality, missing):
    gaps = completeness(report(forms=forms, nationality=nationality))
    assert [gap.field for gap in gaps] == ([missing] if missing else [])


@pytest.mark.parametrize(
    ("basis", "consent", "complete", "decision"),
    [
        ("duty", False, True, "enter"), ("permitted", False, True, "enter"), ("consent", True, True, "enter"),
        ("duty", False, False, "wait"), ("consent", True, False, "wait"),
        ("consent", False, True, "refuse"), ("consent", False, False, "refuse"),
        (None, True, True, "refuse"),
    ],
)  # fmt: skip
def test_what_may_enter(basis, consent, complete, decision):
    entry = may_enter(basis=basis, consent_recorded=consent, complete=complete)
    assert entry.decision == decision
    assert entry.reason
