# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions: they end by themselves and by hand, what was typed is not lost, and their table tells nothing."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from zicht.access import kept, sessions
from zicht.access.models import OpenSession
from zicht.access.sessionstore import MARK, SessionStore, digest_of
from zicht.base import clock

pytestmark = [pytest.mark.database, pytest.mark.django_db]

INBOX, FORM = "/signalen/", "/melden/nieuw/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _no_counters_left():
    cache.clear()


@pytest.fixture
def later(monkeypatch):
    """later(minutes=31): the clock that sessions look at is moved on."""

    def move(**more):
        at = clock.now() + timedelta(**more)
        monkeypatch.setattr(sessions, "now", lambda: at)

    return move


def is_inside(client: Client) -> bool:
    return client.get(INBOX).status_code == 200


def strong_again(client: Client, person) -> None:
    """The same browser signs in again, with both steps."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()


def test_whoever_does_nothing_is_out_and_comes_back_to_the_page(client_for, later):
    client = client_for("noor")
    assert is_inside(client)
    later(minutes=29)
    assert is_inside(client)
    later(minutes=58)
    assert is_inside(client), "using it made the time begin again"
    later(minutes=58 + 30)
    response = client.get(INBOX)
    assert (response.status_code, response.headers["Location"]) == (302, f"{reverse('account_login')}?next={INBOX}")
    assert "omdat u een tijd niets deed" in client.get(response.headers["Location"]).content.decode()
    assert "_auth_user_id" not in client.session


def test_after_the_longest_time_one_is_out_whatever_one_does(client_for, later):
    client = client_for("noor")
    for minutes in range(0, 8 * 60, 20):
        later(minutes=minutes)
        assert is_inside(client)
    later(hours=8)
    assert not is_inside(client)


@override_settings(ZICHT_IDLE_MINUTES=5)
def test_the_time_is_a_setting(client_for, later):
    client = client_for("noor")
    later(minutes=5)
    assert not is_inside(client)


def test_pages_of_the_library_and_programs_find_it_over_too(client_for, later):
    client = client_for("noor")
    later(minutes=31)
    assert client.get(reverse("api:signals")).status_code == 401
    client = client_for("noor")
    later(minutes=62)
    assert client.get(reverse("mfa_index")).headers["Location"].startswith(reverse("account_login"))


def test_what_was_sent_too_late_is_kept_for_the_same_person(client_for, cast, later):
    client = client_for("noor")
    later(minutes=31)
    response = client.post(reverse("access:tokens"), {"label": "weekoverzicht van Noor", "csrfmiddlewaretoken": "x"})
    assert response.headers["Location"] == f"{reverse('account_login')}?next={reverse('access:kept')}"
    assert "is bewaard" in client.get(response.headers["Location"]).content.decode()
    strong_again(client, cast.people["noor"])
    page = client.get(reverse("access:kept")).content.decode()
    assert 'value="weekoverzicht van Noor"' in page
    assert f'action="{reverse("access:tokens")}"' in page
    assert page.count("csrfmiddlewaretoken") == page.count('<form method="post"'), "the old token is not kept"
    sent = client.post(reverse("access:tokens"), {"label": "weekoverzicht van Noor"})
    assert sent.status_code == 422
    assert kept.KEPT not in client.session, "once it was sent it is not kept any longer"


def test_somebody_else_does_not_get_what_was_kept(client_for, cast, later):
    client = client_for("noor")
    later(minutes=31)
    client.post(reverse("access:tokens"), {"label": "weekoverzicht van Noor"})
    strong_again(client, cast.people["daan"])
    assert client.get(reverse("access:kept")).headers["Location"] == reverse("start")
    assert kept.KEPT not in client.session


def test_a_form_from_elsewhere_is_not_kept(cast, later):
    client = Client(enforce_csrf_checks=True)
    strong_again(client, cast.people["noor"])
    later(minutes=31)
    assert client.post(reverse("access:tokens"), {"label": "van een ander"}).status_code == 403
    assert kept.KEPT not in client.session


def test_one_throws_it_away(client_for, cast, later):
    client = client_for("noor")
    later(minutes=31)
    client.post(reverse("access:tokens"), {"label": "weekoverzicht"})
    strong_again(client, cast.people["noor"])
    client.post(reverse("access:kept"))
    assert kept.KEPT not in client.session


def test_one_sees_and_ends_sessions_of_ones_own(client_for):
    here, there, other = client_for("noor"), client_for("noor"), client_for("daan")
    page = here.get(reverse("access:sessions")).content.decode()
    assert page.count("Daar uitloggen") == 1
    assert "dit is waar u nu werkt" in page
    here.post(reverse("access:session-end", args=[there.session[MARK]["key"]]))
    here.post(reverse("access:session-end", args=[other.session[MARK]["key"]]))
    assert (is_inside(here), is_inside(there), is_inside(other)) == (True, False, True)


def test_one_ends_all_others_at_once(client_for):
    here, *elsewhere = (client_for("noor") for _ in range(3))
    other = client_for("daan")
    here.post(reverse("access:sessions-end-others"))
    assert is_inside(here)
    assert not any(is_inside(client) for client in elsewhere)
    assert is_inside(other)


def test_another_second_step_ends_other_sessions(client_for, cast, rf):
    from allauth.mfa import signals
    from allauth.mfa.models import Authenticator

    here, there = client_for("noor"), client_for("noor")
    noor = cast.people["noor"]
    step = TOTP.activate(noor, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").instance
    for signal in (signals.authenticator_added, signals.authenticator_removed, signals.authenticator_reset):
        request = rf.post("/")
        request.session = SessionStore(here.session.session_key)
        signal.send(sender=Authenticator, request=request, user=noor, authenticator=step)
        assert (is_inside(here), is_inside(there)) == (True, False)
        there = client_for("noor")


def test_the_table_of_sessions_tells_nothing(client_for, cast):
    client = client_for("noor")
    key = client.session.session_key
    with connection.cursor() as cursor:
        cursor.execute("select t::text from access_opensession t")
        rows = [row[0] for row in cursor.fetchall()]
    assert any(digest_of(key) in row for row in rows)
    assert not any(key in row or "_auth_user" in row or client.session[MARK]["device"] in row for row in rows)
    assert OpenSession.objects.get(session_key=digest_of(key)).session_data.startswith("m1.")


def test_a_session_whose_master_key_is_gone_is_over(client_for, settings):
    client = client_for("noor")
    settings.MASTER_KEYS = "other:" + "A" * 43 + "="
    assert client.get(INBOX).headers["Location"].startswith(reverse("account_login"))


def test_of_a_browser_two_words_are_kept():
    assert sessions.device_of(FIREFOX) == "Firefox op Windows"
    assert sessions.device_of("curl/8.5.0") == "Een programma"


def test_what_is_over_is_cleared_when_somebody_signs_in(client_for, later):
    old = client_for("noor").session.session_key
    OpenSession.objects.filter(session_key=digest_of(old)).update(expire_date=clock.now() - timedelta(days=1))
    client_for("daan")
    assert not OpenSession.objects.filter(session_key=digest_of(old)).exists()
