# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The decision rule of the monitor, case by case and for every possible victim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht.reference.groups import GROUPS, explain_group, group_of
from zicht.reference.lists import UnknownCode, code_list

FORMS = code_list("forms").codes()
form_sets = st.frozensets(st.sampled_from(FORMS))
nationalities = st.one_of(st.none(), st.just("unknown"), st.sampled_from(code_list("countries").codes()))


@pytest.mark.parametrize(
    ("forms", "nationality", "group"),
    [
        ({"SU"}, "NL", "BL-SU"),
        ({"SU", "AU", "CU", "OR"}, "NL", "BL-SU"),
        ({"SU", "CU"}, "NG", "GO-SU"),  # the structure of the first history of the monitor
        ({"SU"}, None, "ON"),
        ({"SU", "AU"}, "unknown", "ON"),  # SU with an unknown nationality never falls through to AU
        ({"SU"}, "XX", "ON"),
        ({"AU"}, "BG", "AU"),
        ({"AU", "CU"}, "NL", "AU"),  # the structure of the third history: the hierarchy says AU
        ({"AU"}, None, "AU"),
        ({"CU"}, None, "CU"),
        ({"CU", "OR"}, "NL", "CU"),
        ({"OR"}, "NL", "ON"),
        (set(), "NL", "ON"),
        (set(), None, "ON"),
    ],
)
def test_the_rule_as_the_monitor_states_it(forms: set[str], nationality: str | None, group: str) -> None:
    assert group_of(forms=forms, nationality=nationality) == group


@given(form_sets, nationalities)
def test_everybody_falls_in_exactly_one_group_with_a_reason(forms: frozenset[str], nationality: str | None) -> None:
    group, reason = explain_group(forms=forms, nationality=nationality)
    assert group in GROUPS
    assert group == group_of(forms=forms, nationality=nationality)
    assert reason.endswith(".")


@given(form_sets, nationalities)
def test_organ_removal_beside_another_form_changes_nothing(forms: frozenset[str], nationality: str | None) -> None:
    assert group_of(forms=forms | {"OR"}, nationality=nationality) == group_of(
        forms=forms - {"OR"}, nationality=nationality
    )


@given(form_sets, nationalities, nationalities)
def test_nationality_matters_for_sexual_exploitation_only(
    forms: frozenset[str], one: str | None, other: str | None
) -> None:
    without = forms - {"SU"}
    assert group_of(forms=without, nationality=one) == group_of(forms=without, nationality=other)


def test_the_published_margins_leave_77_with_sexual_exploitation_in_unknown() -> None:
    """3,148 any-SU, of whom 1,178 and 1,893 in the two groups: the rest can only lack a nationality."""
    people = [({"SU"}, "NL")] * 1178 + [({"SU"}, "NG")] * 1893 + [({"SU"}, None)] * 77
    groups = [group_of(forms=forms, nationality=nationality) for forms, nationality in people]
    assert (groups.count("BL-SU"), groups.count("GO-SU"), groups.count("ON")) == (1178, 1893, 77)
    assert len(people) == 3148


@pytest.mark.parametrize("nationality", ["Nederlands", "nederlandse", "ZZ", "N", "NLD"])
def test_a_word_or_typing_error_never_becomes_a_group(nationality: str) -> None:
    with pytest.raises(UnknownCode, match="countries"):
        group_of(forms={"SU"}, nationality=nationality)
    with pytest.raises(UnknownCode):
        group_of(forms={"AU"}, nationality=nationality)  # also where the group would not need it


def test_an_unknown_form_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(UnknownCode, match="SU, AU, CU, OR"):
        group_of(forms={"XU"}, nationality="NL")


@pytest.mark.parametrize("written", ["nl", " NL ", "Nl"])
def test_capitals_and_blanks_do_not_matter(written: str) -> None:
    assert group_of(forms={"SU"}, nationality=written) == "BL-SU"


def test_statelessness_is_asked_not_guessed() -> None:
    group, reason = explain_group(forms={"SU"}, nationality="XX")
    assert group == "ON"
    assert "staatloos" in reason
    assert "Vraag" in reason
