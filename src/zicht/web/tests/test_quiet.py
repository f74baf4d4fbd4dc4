# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is typed stays out of logs and cache, and nothing too large is read."""

import logging
import sys

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from zicht.access.models import Person
from zicht.web.middleware import LARGEST_REQUEST
from zicht.web.quiet import QuietFormatter


def line_of(error: BaseException) -> str:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Internal Server Error: /pad", (), sys.exc_info())
    return QuietFormatter("{levelname} {message}", style="{").format(record)


@pytest.mark.django_db
@pytest.mark.database
def test_a_row_that_the_database_quotes_does_not_reach_the_log(cast):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Person.objects.create(email="noor@zicht.example", name="Dubbel")
    assert "noor@zicht.example" in str(caught.value), "the database quotes the address"
    try:
        raise caught.value
    except IntegrityError as error:
        line = line_of(error)
    assert "noor@" not in line
    assert "IntegrityError" in line
    assert "UniqueViolation" in line, "the cause has its place too"
    assert __file__ in line


def test_the_log_is_written_that_way():
    assert {h["formatter"] for h in settings.LOGGING["handlers"].values()} == {"line"}
    assert settings.LOGGING["formatters"]["line"]["()"] == "zicht.web.quiet.QuietFormatter"


@pytest.mark.django_db
@pytest.mark.database
def test_the_cache_knows_nobody_by_address(cast):
    cache.clear()
    client = Client(REMOTE_ADDR="198.51.100.23")
    client.post(reverse("account_login"), {"login": "noor@zicht.example", "password": "verkeerd-wachtwoord"})
    with connection.cursor() as cursor:
        cursor.execute("select cache_key from web_cache")
        keys = [row[0] for row in cursor.fetchall()]
    assert keys, "the try is counted"
    assert not any("198.51" in key or "noor" in key for key in keys)


@pytest.mark.django_db
@pytest.mark.database
def test_too_large_a_request_is_refused_before_it_is_read():
    class Unread:
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("nothing is read")

        readline = read

    address = {"PATH_INFO": "/bericht/", "REQUEST_METHOD": "POST", "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = Client().request(**address, CONTENT_LENGTH=str(LARGEST_REQUEST + 1), **{"wsgi.input": Unread()})
    assert answer.status_code == 413
    assert "Content-Security-Policy" in answer.headers
    assert Client().post("/bericht/", {"code": "x"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.database
def test_without_a_mail_back_end_nobody_is_promised_mail(client, cast, settings):
    settings.MAIL = False
    address = reverse("account_reset_password")
    assert 'name="email"' not in client.get(address).content.decode()
    settings.MAIL = True
    assert 'name="email"' in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.database
def test_no_mail_goes_to_an_address_that_nobody_has(client, cast, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "niemand@elders.example"})
    assert mailoutbox == []
