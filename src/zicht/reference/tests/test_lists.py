# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How a list answers: by day, for old records, and for codes it does not know."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zicht.reference.lists import CodeList, Entry, UnknownCode, code_list, names

DAY = date(2024, 6, 1)


def entry(code: str, start: date = date(2015, 1, 1), end: date | None = None, nl: str = "Oud") -> Entry:
    return Entry(code, nl, "Old", "", "", start, end, "zicht", "sourced")


def listed(*entries: Entry) -> CodeList:
    return CodeList("example", "1", "Voorbeeld", "Example", "", entries)


def test_an_ended_code_leaves_the_choices_and_keeps_its_label() -> None:
    before = listed(entry("a"), entry("b"))
    after = listed(replace(before.entries[0], valid_to=date(2023, 12, 31)), before.entries[1])
    assert [e.code for e in after.at(DAY)] == ["b"]
    assert after.choices(DAY) == [("b", "Oud")]
    assert after.label("a") == before.label("a") == "Oud"
    assert after.get("a", date(2023, 12, 31)).code == "a"
    with pytest.raises(UnknownCode, match="'a' on 2024-06-01"):
        after.get("a", DAY)


def test_a_code_with_new_words_gives_each_day_its_own() -> None:
    nla = code_list("reporter_groups")
    assert "SZW" in nla.get("nla", date(2021, 12, 31)).nl
    assert "Arbeidsinspectie" in nla.get("nla", date(2022, 1, 1)).nl
    assert nla.label("nla") == "Nederlandse Arbeidsinspectie"
    assert nla.codes().count("nla") == 1
    assert [e.code for e in nla.at(DAY)].count("nla") == 1


def test_the_split_police_unit_stays_legible() -> None:
    units = code_list("police_units")
    codes = [code for code, _ in units.choices(DAY)]
    assert "landelijke_eenheid" not in codes
    assert units.label("landelijke_eenheid") == "Landelijke Eenheid"
    assert {"landelijk_expertise", "landelijk_opsporing"} <= set(codes)
    assert len(units.at(date(2019, 1, 1))) == 11
    assert len(units.at(DAY)) == 12


def test_merged_municipalities_stay_legible_and_cannot_be_chosen() -> None:
    towns = code_list("municipalities")
    assert (len(towns.at(date(2022, 1, 1))), len(towns.at(date(2023, 1, 1)))) == (345, 342)
    assert towns.label("GM0457") == "Weesp"
    with pytest.raises(UnknownCode):
        towns.get("GM0457", date(2023, 1, 1))


@pytest.mark.parametrize("year", range(2015, 2020))
def test_every_register_year_has_all_forms(year: int) -> None:
    assert [e.code for e in code_list("forms").at(date(year, 1, 1))] == ["SU", "AU", "CU", "OR"]


def test_manners_of_criminal_exploitation_begin_in_2016() -> None:
    manners = code_list("criminal_manners")
    assert manners.at(date(2015, 12, 31)) == ()
    assert len(manners.at(date(2016, 1, 1))) == len(manners.entries)


def test_an_unknown_code_is_shown_as_such_and_never_raises_in_a_label() -> None:
    forms = code_list("forms")
    assert forms.label("ZZ") == "ZZ (onbekende code)"
    assert forms.label("ZZ", "en") == "ZZ (unknown code)"
    assert forms.label("SU", "en") == "Sexual exploitation"
    assert forms.label("SU", "pl") == forms.label("SU", "nl")


@pytest.mark.parametrize(("written", "meant"), [("drug", "drugs"), ("Bedelen", "begging"), ("THEFT", "theft")])
def test_the_error_names_what_was_probably_meant(written: str, meant: str) -> None:
    with pytest.raises(UnknownCode, match=f"criminal_manners.*'{written}' on 2024-06-01.*{meant}"):
        code_list("criminal_manners").get(written, DAY)


def test_an_unknown_list_is_named() -> None:
    with pytest.raises(UnknownCode, match="did you mean forms"):
        code_list("form")


def test_attributes_cannot_be_changed_by_a_reader() -> None:
    indicator = code_list("indicators").entries[0]
    with pytest.raises(TypeError):
        indicator.attributes["danger"] = True  # type: ignore[index]
    assert isinstance(indicator.attributes["forms"], tuple)
    assert hash(indicator) == hash(code_list("indicators").entries[0])


@settings(deadline=None)  # the first call of each list reads its file
@given(st.sampled_from(names()), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_on_no_day_has_a_list_a_code_twice(name: str, day: date) -> None:
    codes = [e.code for e in code_list(name).at(day)]
    assert len(codes) == len(set(codes))


@given(st.dates(date(2016, 1, 1), date(2040, 1, 1)))
def test_both_ends_of_a_validity_count(end: date) -> None:
    one = listed(entry("a", end=end))
    assert one.at(end)
    assert not one.at(end + timedelta(days=1))
