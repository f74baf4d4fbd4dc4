# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Five languages with the same keys; what nobody reviewed does not speak about danger or consent."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zicht.casework.intake import rules
from zicht.casework.intake.public.queries import SAME_WORDS
from zicht.casework.intake.public.words import CRITICAL, LANGUAGES, Words, points_for, reporting_points, words_in
from zicht.reference.lists import code_list

PACKAGE = Path(__file__).parents[1]
PAGES = Path(__file__).parents[4] / "web" / "templates" / "zicht" / "public"


def test_all_languages_have_the_same_keys():
    for language in LANGUAGES:
        words = words_in(language)
        assert words.language == language
        assert words.texts.keys() == words_in("nl").texts.keys()
        assert all(text.strip() for text in words.texts.values())


def test_dutch_writes_the_clock_as_signed_in_pages_do():
    at = datetime(2026, 11, 16, 3, 10, tzinfo=UTC)
    assert words_in("nl").moment(at) == "16 november 2026 om 04.10 uur"
    assert words_in("pl").moment(at) == "16.11.2026, 04:10"


def test_translations_keep_the_places_to_fill_in():
    for language in LANGUAGES:
        for key, text in words_in(language).texts.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", words_in("nl").texts[key])), key


def test_critical_keys_exist():
    assert words_in("nl").texts.keys() >= CRITICAL


@pytest.mark.parametrize("language", LANGUAGES)
def test_unreviewed_critical_texts_are_served_in_dutch_and_english(language):
    words = words_in(language)
    for key in CRITICAL:
        if words.reviewed:
            assert words[key] == words.texts[key]
            continue
        assert 'lang="nl"' in words[key]
        assert 'lang="en"' in words[key]
        assert ('lang="pl"' in words[key]) is False
        if language not in ("nl", "en"):
            assert words.texts[key] not in words[key]


def test_a_reviewed_translation_is_shown_as_it_is():
    reviewed = Words("pl", "Polski", True, words_in("pl").texts)
    assert reviewed["danger_title"] == words_in("pl").texts["danger_title"]


def test_only_dutch_counts_as_reviewed_until_somebody_reviewed_more():
    assert [code for code in LANGUAGES if words_in(code).reviewed] == ["nl"]


def test_every_step_that_a_reporter_hears_of_has_words():
    texts = words_in("nl").texts
    heard = {rules.EVENT_OF[row.verb] for row in rules.STEPS if row.hears}
    heard |= {"package_sent", "package_accepted", "package_refused", "case_closed"}
    for kind in heard:
        assert f"step_{SAME_WORDS.get(kind, kind)}" in texts
    for outcome in code_list("outcome_reasons").codes():
        assert f"outcome_{outcome}" in texts


def test_every_key_is_used():
    code = "".join(path.read_text() for path in [*PACKAGE.glob("*.py"), *PAGES.glob("*.html")])
    built = ("step_", "outcome_", "about_", "age_", "form_", "error_")
    suffixes = ("_label", "_help")
    for key in words_in("nl").texts:
        if not key.startswith(built) and not key.endswith(suffixes):
            assert re.search(rf"\b{key}\b", code), key


def test_reporting_points_say_where_they_come_from():
    codes = [point.code for point in reporting_points()]
    assert len(codes) == len(set(codes))
    for point in reporting_points():
        assert point.source
        assert point.status == "public"
        assert re.fullmatch(r"[0-9-]*", point.phone)


def test_emergency_number_stands_first_whatever_the_door_chose():
    assert points_for(["mma"])[0].code == "112"
    assert [p.code for p in points_for(["mma"])] == ["112", "mma"]
    assert points_for([]) == reporting_points()
