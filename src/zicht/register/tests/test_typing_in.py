# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Typing a report in: the ground first, then the facts, then what is missing; refusals are only counted."""

import pytest

from zicht.base.context import acting
from zicht.register.models import Delivery, RefusalTally, Report

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("clock")]


@pytest.fixture
def now_stored(tom, at):
    def look(model, **which):
        with acting(tom.context(at)):
            return list(model.objects.filter(**which).order_by("pk"))

    return look


ADDRESS = "/register/intypen/"
CONSENT = {"answer": "given", "given_by": "self", "on": "10-11-2026", "language": "pl"}
FACTS = {"reported_on": "16-11-2026", "forms": ["SU"], "nationality": "PL", "sex": "female", "age": "24",
         "name": "Verzonnen Naam"}  # fmt: skip


def text_of(answer):
    return answer.content.decode()


def first(browser, sender, **given):
    return browser.post(ADDRESS, {"organisation": sender.pk, **given}, follow=True)


@pytest.fixture
def care(cast):
    return cast.unit_of("fatima").organisation


def test_nothing_about_a_person_is_asked_before_the_ground(browser, care):
    shown = text_of(browser.get(ADDRESS))
    assert 'name="nationality"' not in shown
    answer = first(browser, care, **CONSENT)
    assert 'name="nationality"' in text_of(answer)


def test_with_consent_a_complete_report_enters(browser, care, now_stored):
    token = first(browser, care, **CONSENT).context["token"]
    browser.post(ADDRESS, FACTS | {"ground": token})
    (report,) = now_stored(Report)
    assert (report.state, report.basis, report.name) == ("entered", "consent", "Verzonnen Naam")
    assert report.consent["given_by"] == "self"
    assert now_stored(Delivery)[0].source == "typed"


def test_what_is_missing_is_said_before_anything_is_stored(browser, care, now_stored):
    token = first(browser, care, **CONSENT).context["token"]
    given = FACTS | {"ground": token, "nationality": ""}
    assert "de nationaliteit nodig" in text_of(browser.post(ADDRESS, given))
    assert now_stored(Report) == []
    browser.post(ADDRESS, given | {"seen": "1"})
    assert [report.state for report in now_stored(Report)] == ["waiting"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "heeft toestemming nodig"),
        ({"answer": "given"}, "Vul in door wie toestemming"),
        (CONSENT | {"on": "1-1-2030"}, "ligt in de toekomst"),
        ({"answer": "refused"}, "Er is niets bewaard"),
        ({"answer": "not_asked"}, "Er is niets bewaard"),
    ],
)
def test_without_valid_consent_there_is_no_second_step(browser, care, now_stored, given, words):
    answer = first(browser, care, **given)
    assert words in text_of(answer)
    assert 'name="nationality"' not in text_of(answer)
    assert now_stored(Report) == now_stored(Delivery) == []


@pytest.mark.parametrize(("counting", "number"), [(True, [1]), (False, [])])
def test_a_refusal_is_a_number_and_only_where_that_is_on(browser, care, now_stored, settings, counting, number):
    settings.COUNT_REFUSALS = counting
    first(browser, care, answer="refused")
    first(browser, care, answer="not_asked")
    assert [row.number for row in now_stored(RefusalTally)] == number


def test_a_ground_cannot_be_made_up(browser, now_stored):
    answer = browser.post(ADDRESS, FACTS | {"ground": "verzonnen"}, follow=True)
    assert "Begin opnieuw" in text_of(answer)
    assert now_stored(Report) == []


def test_facts_that_cannot_be_are_refused_with_what_to_do(browser, care, now_stored):
    token = first(browser, care, **CONSENT).context["token"]
    answer = browser.post(ADDRESS, FACTS | {"ground": token, "reported_on": "1-1-2030"})
    assert "Deze dag ligt in de toekomst" in text_of(answer)
    assert now_stored(Report) == []


@pytest.mark.parametrize("who", ["noor", "fatima", "yara", "lotte"])
def test_strangers_find_nothing(client_for, who):
    assert client_for(who).get(ADDRESS).status_code == 404
    assert client_for(who).post(ADDRESS, {}).status_code == 404
