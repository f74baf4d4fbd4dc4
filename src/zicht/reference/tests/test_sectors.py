# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The two hierarchies: a fixed one and one that an edition computes and freezes."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zicht.reference.lists import UnknownCode, code_list
from zicht.reference.sectors import labour_order, labour_sector, sex_sector

SEXUAL = code_list("sectors_sexual").codes()
LABOUR = code_list("sectors_labour").codes()
RESIDUAL = {e.code for e in code_list("sectors_labour").entries if e.attributes.get("residual")}
count_maps = st.dictionaries(st.sampled_from(LABOUR), st.integers(0, 500))


@pytest.mark.parametrize(
    ("sectors", "counts"),
    [
        ({"window", "brothel"}, "brothel"),
        ({"street", "window"}, "window"),
        ({"home", "escort_hotel"}, "escort_hotel"),
        ({"street", "home"}, "home"),
        ({"other", "street"}, "street"),
        ({"other"}, "other"),
    ],
)
def test_the_sexual_hierarchy_of_footnote_20(sectors: set[str], counts: str) -> None:
    assert sex_sector(sectors) == counts


def test_no_known_sector_is_none_not_other() -> None:
    assert sex_sector(set()) is None
    assert labour_sector(set(), labour_order({})) is None


@given(st.frozensets(st.sampled_from(SEXUAL), min_size=1))
def test_the_sexual_sector_is_one_of_the_recorded(sectors: frozenset[str]) -> None:
    assert sex_sector(sectors) in sectors


@given(count_maps, st.integers())
def test_the_labour_order_does_not_depend_on_how_the_counts_arrive(counts: dict[str, int], seed: int) -> None:
    shuffled = list(counts.items())
    random.Random(seed).shuffle(shuffled)
    assert labour_order(dict(shuffled)) == labour_order(counts)


@given(count_maps)
def test_rarer_first_and_residual_last(counts: dict[str, int]) -> None:
    order = labour_order(counts)
    assert sorted(order) == sorted(LABOUR)
    real = order[: len(order) - len(RESIDUAL)]
    assert set(order[len(real) :]) == RESIDUAL
    numbers = [counts.get(code, 0) for code in real]
    assert numbers == sorted(numbers)


@given(count_maps, st.frozensets(st.sampled_from(LABOUR), min_size=1))
def test_the_labour_sector_is_recorded_and_none_recorded_stands_before_it(
    counts: dict[str, int], sectors: frozenset[str]
) -> None:
    order = labour_order(counts)
    chosen = labour_sector(sectors, order)
    assert chosen in sectors
    assert not sectors & set(order[: order.index(str(chosen))])


def test_a_frozen_order_keeps_an_edition_as_it_was() -> None:
    """When the counts turn round later, the edition still answers by the order it stored."""
    first = labour_order({"agriculture": 10, "construction": 200})
    later = labour_order({"agriculture": 200, "construction": 10})
    both = {"agriculture", "construction"}
    assert labour_sector(both, first) == "agriculture"
    assert labour_sector(both, later) == "construction"
    assert labour_sector(both, first) == "agriculture"


def test_a_residual_class_stands_last_even_when_it_is_the_rarest() -> None:
    order = labour_order({"agriculture": 300, "health_care": 1})
    assert labour_sector({"agriculture", "health_care"}, order) == "agriculture"


def test_wrong_codes_and_counts_are_refused() -> None:
    with pytest.raises(UnknownCode, match="agriculture"):
        labour_order({"agricultur": 3})
    with pytest.raises(ValueError, match="0 or more"):
        labour_order({"construction": -1})
    with pytest.raises(UnknownCode, match="order of this edition"):
        labour_sector({"mining"}, ("construction",))
    with pytest.raises(UnknownCode):
        sex_sector({"windw"})
