# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the report of the monitor misses: episodes, Dublin, technology, help, outcome; and corrections of all that."""

from datetime import date

import pytest

from zicht.access.roles import Purpose
from zicht.base.context import acting
from zicht.reference.lists import code_list
from zicht.register.actions import refuse_report
from zicht.register.extract import departure_counts, report_rows
from zicht.register.factforms import EpisodeForm, FactsForm
from zicht.register.models import RegisterEvent, Report, ReportEpisode

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("clock")]


@pytest.fixture
def now_stored(tom, at):
    def look(model, **which):
        with acting(tom.context(at)):
            return list(model.objects.filter(**which).order_by("pk"))

    return look


def text_of(answer):
    return answer.content.decode()


FACTS = {"reported_on": "16-11-2026", "forms": ["SU"], "nationality": "PL", "sex": "female", "age": "24",
         "name": "Verzonnen Naam"}  # fmt: skip


def corrected(browser, report, **changes):
    given = FACTS | {"version": report.version, "note": "gebeld met de melder"} | changes
    return browser.post(f"/register/meldingen/{report.pk}/verbeteren/", given, follow=True)


def test_facts_are_added_and_shown(browser, new_report, now_stored):
    report = new_report()
    answer = corrected(
        browser, report, dublin="yes", dublin_country="IT", channel="online", platform_type="gaming",
        cyber_role="enabled", help_kinds=["legal", "health"], outcome="dismissed",
    )  # fmt: skip
    shown = text_of(answer)
    assert "De melding is verbeterd" in shown
    for words in (
        "Ja, in een ander EU-land (Itali",
        "Spel",
        "Techniek maakte het groter",
        "Rechtshulp",
        "Geseponeerd",
    ):
        assert words in shown
    assert now_stored(Report)[0].state == "entered"  # a dismissal takes nobody out


def test_a_correction_keeps_what_stood_there(browser, new_report, now_stored):
    report = new_report()
    corrected(browser, report, age="23", name="Andere Naam")
    (event,) = now_stored(RegisterEvent, kind="corrected")
    assert event.changes == {"age": [24, 23], "name": ["Verzonnen Naam", "Andere Naam"]}
    assert now_stored(Report)[0].age == 23


def test_nothing_changed_is_said_and_leaves_no_trace(browser, new_report, now_stored):
    report = new_report()
    assert "niets te verbeteren" in text_of(corrected(browser, report))
    assert now_stored(RegisterEvent, kind="corrected") == []


def test_who_corrects_second_is_told(browser, new_report):
    report = new_report()
    corrected(browser, report, age="23")
    assert "Iemand anders heeft deze melding net gewijzigd" in text_of(corrected(browser, report, age="22"))


def test_an_episode_has_its_own_place_and_goes_with_the_facts(browser, new_report, now_stored, tom, at):
    report = new_report()
    address = f"/register/meldingen/{report.pk}/periodes/"
    browser.post(address, {"country": "IT", "from_year": 2024, "from_month": 3, "to_year": 2025, "forms": ["CU"]})
    browser.post(address, {"country": "NL", "municipality": "GM0363", "from_year": 2025, "forms": ["SU"]})
    shown = text_of(browser.get(f"/register/meldingen/{report.pk}/"))
    assert "03-2024 tot 2025" in shown
    assert "Amsterdam" in shown
    episode = now_stored(ReportEpisode, country="IT")[0]
    browser.post(address, {"drop": str(episode.pk)})
    assert [e.country for e in now_stored(ReportEpisode)] == ["NL"]
    assert now_stored(RegisterEvent, kind="episode_dropped")[0].changes["country"] == "IT"
    report = now_stored(Report)[0]
    with acting(tom.context(at)):
        refuse_report(actor=tom, report=report, reason="not_ours", note="", expected=report.version, at=at)
    assert now_stored(ReportEpisode) == []


TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"country": "IT", "municipality": "GM0363"}, "municipality"),
        ({"country": "IT", "from_month": 3}, "from_year"),
        ({"country": "IT", "from_year": 2025, "to_year": 2024}, "to_year"),
        ({}, "country"),
        ({"country": "IT", "from_year": 2027}, "from_year"),
    ],
)
def test_an_episode_that_cannot_be_is_refused(given, field):
    assert field in EpisodeForm(given, today=TODAY).errors


def test_no_country_is_chosen_before_somebody_chooses():
    assert EpisodeForm(today=TODAY)["country"].field.choices[0] == ("", "Kies een land")


def test_a_number_out_of_reach_says_what_is_within():
    errors = FactsForm(FACTS | {"age": "200", "birth_year": "12"}, today=TODAY).errors
    assert errors["age"] == ["Vul een leeftijd in van 0 tot en met 120, of laat dit leeg."]
    assert errors["birth_year"] == ["Vul een jaar in van 1900 tot en met 2099, of laat dit leeg."]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reported_on": "1-1-2030"}, "reported_on"),
        ({"reflection_offered_on": "2-2-2026", "reflection_accepted_on": "1-2-2026"}, "reflection_accepted_on"),
        ({"dublin": "not_asked", "dublin_country": "IT"}, "dublin"),
        ({"reported_on": "1-1-2015", "manners": ["begging"]}, "manners"),
        ({"birth_year": "2027"}, "birth_year"),
    ],
)
def test_facts_that_contradict_each_other_are_refused(given, field):
    assert field in FactsForm(FACTS | given, today=TODAY).errors


@pytest.mark.parametrize(
    "name", ["dublin_states", "contact_channels", "platform_types", "cyber_roles", "help_kinds", "report_outcomes"]
)
def test_not_known_and_not_asked_are_two_answers_in_every_list(name):
    assert {"unknown", "not_asked"} <= set(code_list(name).codes())


def test_departures_are_events_and_never_victims(browser, new_report, actor, at):
    new_report()
    for _ in range(3):
        browser.post("/register/vertrokken/", {"year": 2025})
    assert "ligt in de toekomst" in text_of(browser.post("/register/vertrokken/", {"year": 2030}))
    yara = actor("yara", Purpose.ANALYSIS)
    with acting(yara.context(at)):
        assert departure_counts(yara, first_year=2020, last_year=2026, at=at) == ((2025, 3),)
        assert len(report_rows(yara, first_year=2020, last_year=2026, at=at)) == 1
    noor = actor("noor", Purpose.SIGNAL_HANDLING)
    with acting(noor.context(at)):
        assert departure_counts(noor, first_year=2020, last_year=2026, at=at) == ()


@pytest.mark.parametrize("who", ["noor", "fatima", "yara", "lotte"])
def test_strangers_find_nothing(client_for, new_report, who):
    report = new_report()
    client = client_for(who)
    for address in (f"meldingen/{report.pk}/verbeteren/", f"meldingen/{report.pk}/periodes/", "vertrokken/"):
        assert client.get(f"/register/{address}").status_code == 404
        assert client.post(f"/register/{address}", {}).status_code == 404
