# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the shipped lists must hold, and what must never stand in them."""

import subprocess
import sys
from datetime import date

import pytest

from zicht.reference import disclosure
from zicht.reference.lists import check, code_list, names, sources
from zicht.reference.model import SHIPPED

DAY = date(2026, 11, 1)
EXPECTED = {
    "forms", "subforms", "sectors_sexual", "sectors_labour", "coercion_means", "criminal_manners",
    "recruitment_places", "risk_factors", "reporter_groups", "domains", "functions", "police_units",
    "municipalities", "municipalities_demo", "regions", "regions_demo", "countries", "regions_of_origin",
    "outcome_reasons", "legal_bases", "indicators", "purposes", "person_roles", "thing_kinds", "grounds",
    "age_classes", "consent_texts", "danger_kinds", "exclusion_reasons",
    "identity_checks", "informed_reasons", "processing_activities",
    "register_rules", "report_signs", "funnel_reasons",
    "contact_channels", "cyber_roles", "dublin_states", "help_kinds", "platform_types", "report_outcomes",
    "reading_rules", "act_reasons", "own_words", "retention_terms", "urgency", "withholding_grounds",
}  # fmt: skip


def test_the_shipped_lists_are_complete_and_without_findings() -> None:
    assert set(names()) == set(SHIPPED) == EXPECTED
    assert [str(finding) for finding in check()] == []


def test_the_room_runs_without_django_or_a_database() -> None:
    program = (
        "import sys, zicht.reference.checkcli as c\n"
        "import zicht.reference.groups as g, zicht.reference.sectors as s\n"
        "assert c.cli_check([]) == 0\n"
        "assert g.group_of(forms={'SU'}, nationality='NL') == 'BL-SU' and s.sex_sector({'home'}) == 'home'\n"
        "assert not [m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg')]\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_source_is_named_by_an_entry() -> None:
    used = {e.source for name in names() for e in code_list(name).entries}
    used |= {rule.source for rule in disclosure.rules() if rule.source}
    assert used == set(sources())


def test_nothing_legal_is_confirmed_and_its_text_says_so() -> None:
    laws = code_list("legal_bases")
    assert laws.legal
    for law in laws.entries:
        assert law.status == "to_be_confirmed"
        assert "bevestigen door de functionaris gegevensbescherming" in law.help_nl
    for group in code_list("reporter_groups").entries:
        assert group.attributes["basis"] in ("duty", "permitted", "consent")
        assert group.attributes["basis_status"] == "to_be_confirmed"


def test_six_groups_count_and_two_never() -> None:
    groups = code_list("reporter_groups").at(DAY)
    counting = [g.code for g in groups if g.attributes["counts"]]
    assert counting == ["police", "kmar", "nla", "care_coordinator", "fairwork", "other"]
    assert {g.code for g in groups if not g.attributes["counts"]} == {"emm", "om"}


def test_ckm_has_five_domains_and_28_functions() -> None:
    functions = code_list("functions")
    per_domain = [len(functions.children(d)) for d in code_list("domains").codes()]
    assert per_domain == [10, 6, 8, 2, 2]
    assert sum(per_domain) == len(functions.entries) == 28


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("NL", "netherlands"), ("BE", "other_europe"), ("RU", "other_europe"), ("TR", "asia"),
        ("NG", "africa"), ("CN", "asia"), ("SR", "other"), ("CW", "other"), ("AU", "other"),
        ("XK", "other_europe"), ("XX", "unknown"),
    ],
)  # fmt: skip
def test_countries_have_their_region(code: str, region: str) -> None:
    assert code_list("countries").get(code).parent == region


def test_countries_are_those_of_iso_and_two_more() -> None:
    codes = code_list("countries").codes()
    assert len(codes) == 249 + 2
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in codes)
    assert [e.code for e in code_list("countries").entries if e.parent == "netherlands"] == ["NL"]


def test_waiting_for_capacity_is_a_state_and_no_outcome() -> None:
    reasons = code_list("outcome_reasons")
    assert {
        "no_trafficking",
        "harmed",
        "passed_on",
        "insufficient_information",
        "duplicate",
        "advice_given",
    } <= set(reasons.codes())
    assert not any("capacity" in code or "waiting" in code for code in reasons.codes())
    assert [e.code for e in reasons.entries if "offer_nl" in e.attributes] == ["harmed"]
    assert all(e.attributes["feedback_nl"] and e.attributes["feedback_en"] for e in reasons.entries)


def test_only_phone_account_and_advert_need_a_ground() -> None:
    needing = {e.code for e in code_list("thing_kinds").entries if e.attributes["needs_ground"]}
    assert needing == {"phone", "account", "advert"}
    assert code_list("grounds").codes() == ("coercion", "minority")


def test_indicators_cover_every_form_and_carry_no_weight() -> None:
    indicators = code_list("indicators").entries
    for form in code_list("forms").codes():
        own = [i for i in indicators if form in i.attributes["forms"] and len(i.attributes["forms"]) < 4]
        assert len(own) >= 6
    for indicator in indicators:
        assert set(indicator.attributes) == {"forms", "danger"}, "no weight, score or rank"
        assert isinstance(indicator.attributes["danger"], bool)


@pytest.mark.parametrize("name", ["indicators", "risk_factors", "subforms", "thing_kinds", "coercion_means"])
def test_origin_and_residence_status_are_no_code(name: str) -> None:
    forbidden = ("national", "ethnic", "origin", "roma", "residence", "undocumented", "illegal", "religion")
    assert not [code for code in code_list(name).codes() if any(word in code for word in forbidden)]


def test_invented_places_are_marked_and_apart() -> None:
    real = {e.nl for e in code_list("municipalities").entries} | {e.nl for e in code_list("regions").entries}
    for name in ("municipalities_demo", "regions_demo"):
        for one in code_list(name).entries:
            assert one.attributes["invented"] is True
            assert one.nl not in real
    assert len(code_list("municipalities_demo").entries) == 5


def test_regions_and_units_fit() -> None:
    regions = code_list("regions")
    assert len(regions.entries) == 25
    assert {e.parent for e in code_list("municipalities").entries} == set(regions.codes())
    regional = {e.code for e in code_list("police_units").entries if e.attributes["regional"]}
    assert {e.parent for e in regions.entries} == regional
