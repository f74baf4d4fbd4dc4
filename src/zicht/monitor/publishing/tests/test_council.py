# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The council's report: two pages, and nothing about a person when there is one registered victim in three years."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pikepdf
import pytest

from zicht.monitor.disclosure import UnprotectedTableError
from zicht.monitor.publishing import About, CouncilYear, Line, council_fragment, council_pdf
from zicht.monitor.publishing.council import register_numbers, report_data, summary, unseen
from zicht.monitor.publishing.publication import LANGS
from zicht.monitor.publishing.tests.sample import ABOUT
from zicht.monitor.result import Words

LINES = (
    Line("signals", Words("Signalen", "Signals"), (21, 34, 41), about_people=False),
    Line("answered", Words("Signalen met een antwoord", "Signals with an answer"), (12, 30, 37), about_people=False),
    Line(
        "talks",
        Words("Gesprekken met mogelijke slachtoffers", "Talks with presumed victims"),
        (None, 11, "suppressed"),
    ),
    Line("offers", Words("Aanbod van hulp of onderdak", "Offers of help or shelter"), ("suppressed", 10, 12)),
    Line("training", Words("Medewerkers getraind", "Staff trained"), (None, None, None), about_people=False),
)
ONE = Line("registered", Words("Geregistreerde slachtoffers", "Registered victims"), (0, "suppressed", 0))
DATA = CouncilYear("Voorbeeldgemeente", (2023, 2024, 2025), LINES, ONE, "tie")


def test_it_is_two_pages_in_each_language_and_says_its_title():
    for lang in LANGS:
        with pikepdf.open(io.BytesIO(council_pdf(DATA, lang, ABOUT))) as pdf:
            assert len(pdf.pages) == 2
            assert str(pdf.Root.Lang).lower().startswith(lang)
            with pdf.open_metadata() as told:
                assert "Voorbeeldgemeente, 2025" in told["dc:title"]
                assert told["pdfuaid:part"] == "1"


def test_one_victim_in_three_years_stays_out_and_the_report_is_still_about_something():
    data = replace(DATA, registered=replace(ONE, numbers=(0, 0, "suppressed")))
    text = " ".join(summary(data, "nl"))
    assert "te klein om te noemen" in text
    assert "Signalen: 41" in text
    assert "naar binding met een plaats" in text
    assert "niet dat er weinig gebeurt" in text
    assert "Niet bijgehouden in dit jaar: Medewerkers getraind." in unseen(data, "nl")


def test_the_zeros_around_a_hidden_year_do_not_tell_which_year_it_was():
    assert register_numbers(DATA) == ("suppressed",) * 3
    assert "te klein om te noemen" in " ".join(summary(DATA, "nl"))


def test_no_registration_is_told_as_what_it_is():
    zero = replace(DATA, registered=replace(ONE, numbers=(0, 0, 0)))
    assert "geen slachtoffers geregistreerd" in " ".join(summary(zero, "nl"))
    none = replace(DATA, registered=replace(ONE, numbers=(None, None, None)))
    assert "geen getal" in " ".join(summary(none, "nl"))


def test_a_small_number_of_people_is_refused():
    with pytest.raises(UnprotectedTableError):
        council_fragment(replace(DATA, registered=replace(ONE, numbers=(0, 1, 0))), "nl")


def test_a_line_has_a_number_for_every_year():
    with pytest.raises(ValueError, match="2 numbers for 3 years"):
        council_pdf(replace(DATA, registered=replace(ONE, numbers=(0, 12))), "nl", ABOUT)


def test_page_and_pdf_say_the_same_numbers():
    page = council_fragment(DATA, "nl")
    told = json.dumps(report_data(DATA, "nl", About()), ensure_ascii=False)
    for text in ("afgeschermd", "niet bekend", "41", "Signalen met een antwoord"):
        assert text in page
        assert text in told
