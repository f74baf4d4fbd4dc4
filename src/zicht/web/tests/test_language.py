# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page is in one language, also for a browser that prefers another."""

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("path", ["/start/", "/signalen/", "/signaal-melden/", "/hulp/"])
def test_a_page_that_exists_in_dutch_only_is_dutch_throughout(client_for: Any, path: str) -> None:
    answer = client_for("noor").get(path, headers={"accept-language": "en"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert '<html lang="nl">' in page
    assert answer.headers["Content-Language"] == "nl"
    assert "(optional)" not in page
    assert 'name="language"' not in page, "no button for a language that this page does not have"


def test_errors_and_dates_follow_the_page(client_for: Any) -> None:
    page = client_for("noor").post("/signaal-melden/", {"do": "send"}, headers={"accept-language": "en"})
    assert "Kijk dit na" in page.content.decode()


def test_signing_in_is_offered_in_english(client: Client) -> None:
    page = client.get("/account/login/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in page
    assert 'value="nl" lang="nl"' in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Het e-mailadres of het wachtwoord klopt niet."),
        ("en", "The email address or the password is not correct."),
    ],
)
def test_a_wrong_password_is_said_in_our_words(client: Client, language: str, words: str) -> None:
    typed = {"login": "niemand@zicht.example", "password": "een lang fout wachtwoord"}
    page = client.post("/account/login/", typed, headers={"accept-language": language}).content.decode()
    assert words in page
    assert "niemand@zicht.example" in page
