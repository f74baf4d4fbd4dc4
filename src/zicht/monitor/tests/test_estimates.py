# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""From reports to overlapping lists, and from an answer to Dutch sentences without few people in them."""

import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import unseen
from unseen.capture import CaptureError
from unseen.result import Reason
from zicht.monitor.estimates import words
from zicht.monitor.estimates.answering import answer_of
from zicht.monitor.estimates.capturing import Asked, captured, circumstances, groups
from zicht.monitor.estimates.picture import pictures
from zicht.monitor.estimates.telling import plain_answer, reasons_of

LIBRARY = Path(unseen.__file__).parent
CODE = re.compile(r'Reason\(\s*"([a-z_]+)"')
QUICK = ("stepwise", "dga", "chao")


def reports(*rows):
    return pl.DataFrame(rows, schema=["victim", "reporter_group", "year"], orient="row")


def people(size, chances, seed, dropped=()):
    """Reports on invented people whom each group sees by its own chance, independently."""
    rng = np.random.default_rng(seed)
    rows = [
        (f"v{n}", group, 2019)
        for group, chance in chances.items()
        if group not in dropped
        for n in np.flatnonzero(rng.random(size) < chance)
    ]
    return reports(*rows)


FOUR = {"police": 0.3, "kmar": 0.25, "care_coordinator": 0.2, "other": 0.3}


def test_a_person_is_on_the_lists_of_who_reported_them_once_a_year():
    data = captured(
        reports(
            ("v1", "police", 2018), ("v1", "police", 2018), ("v1", "other", 2018), ("v1", "police", 2019),
            ("v2", "emm", 2018), ("v3", "om", 2018), ("v3", "other", 2018),
        ),
        (),
    )  # fmt: skip
    assert data.lists == ("other", "police")
    assert (data.observed, data.margin(3)) == (3, 1)


def test_emm_and_letters_are_never_lists_and_a_group_can_be_left_out():
    assert not {"emm", "om"} & set(groups())
    with pytest.raises(CaptureError):
        captured(reports(("v1", "police", 2018), ("v1", "emm", 2018)), ())
    with pytest.raises(CaptureError):
        captured(reports(("v1", "police", 2018), ("v1", "kmar", 2018)), ("kmar",))


def test_changes_of_rules_within_the_years_are_told_to_the_library():
    told = circumstances(Asked(2015, 2019, told={"filled": 0.9}), ("nla", "kmar", "police"))
    assert dict(told.changed) == {"nla": "2019", "kmar": "2016"}
    assert dict(told.filled) == {"matching": 0.9}
    assert circumstances(Asked(2020, 2022), ("nla", "kmar")).changed == {}


def test_every_reason_of_the_library_has_a_dutch_sentence():
    codes = {code for path in LIBRARY.rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert len(codes) > 25, "the pattern that finds them is out of date"
    assert codes - set(words.REASONS) == set()
    for code in words.REASONS:
        numbers = {"share": 0.93, "least": 30, "factor": 2.4}
        text = words.reason_text({"code": code, "lists": ["police", "kmar"], "numbers": numbers})
        assert "onbekend" not in text
        assert text.endswith(".")
        assert "{" not in text


def test_every_method_and_change_of_the_library_has_a_dutch_name():
    from unseen.comparing.plan import SETTINGS
    from unseen.methods import METHODS

    assert set(METHODS) <= set(words.METHODS)
    assert {kind for kind, *_ in SETTINGS} | {"leave_out", "merge", "lose", "add"} == set(words.KINDS)


def test_numbers_of_few_people_are_not_kept():
    reason = Reason("too_few_overlaps", "3 people are on two lists", {"overlaps": 3, "least": 30})
    assert reasons_of([reason], ()) == [{"code": "too_few_overlaps", "lists": [], "numbers": {"least": 30.0}}]


def test_the_same_reason_is_told_once_with_its_largest_number():
    twice = [Reason("sensitive", "merging", {"factor": 2.0}), Reason("sensitive", "losing", {"factor": 3.5})]
    assert reasons_of(twice, ()) == [{"code": "sensitive", "lists": [], "numbers": {"factor": 3.5}}]


def test_a_register_that_is_too_small_gets_no_number_at_all():
    answer, digest = answer_of(people(25, FOUR, 1), Asked(2019, 2019, told={"filled": 1.0}), seed=1)
    assert answer["grade"] == "none"
    assert "too_few_overlaps" in {each["code"] for each in answer["reasons"]}
    assert len(digest) == 64
    assert answer["sensitivity"] == []
    assert not any(each[name] for each in answer["methods"] for name in ("estimate", "low", "high"))
    assert pictures(answer, "Schatting") == ("", "")
    json.dumps(answer, allow_nan=False)


def test_one_group_is_no_overlap():
    answer, digest = answer_of(reports(("v1", "police", 2019)), Asked(2019, 2019), seed=1)
    assert ([each["code"] for each in answer["reasons"]], digest) == (["no_lists"], "")


def test_an_answer_is_told_as_a_range_with_its_picture():
    data = captured(people(3000, FOUR, 2), ())
    found = unseen.compare(
        data, rng=np.random.default_rng(3), methods=QUICK, sensitivity=False, workers=1, progress=False,
        circumstances=circumstances(Asked(2020, 2020, told={"filled": 1.0}), data.lists),
    )  # fmt: skip
    answer = plain_answer(found)
    assert answer["grade"] in ("usable", "reservations")
    assert answer["low"] < 3000 < answer["high"]
    assert re.fullmatch(r"tussen ongeveer [\d.]+ en [\d.]+", words.range_text(answer))
    wide, phone = pictures(answer, "Schatting")
    assert "<title" in wide
    assert "Stap voor stap: " in wide
    assert wide != phone


@pytest.mark.parametrize(
    ("value", "down", "up"),
    [(22_991.3, "22.000", "23.000"), (157, "150", "160"), (34, "30", "40"), (1000, "1.000", "1.000")],
)
def test_numbers_are_rounded_away_from_the_middle(value, down, up):
    assert (words.about(value, up=False), words.about(value, up=True)) == (down, up)
