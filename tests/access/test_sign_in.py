# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in: a password and a second step, nothing less; and no other way in."""

import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from zicht.access.models import Person

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PASSWORD = "zeven-lange-woorden-om-te-proeven"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
INBOX = "/signalen/"


@pytest.fixture(autouse=True)
def _no_counters_left():
    cache.clear()


@pytest.fixture
def noor(cast) -> Person:
    person = cast.people["noor"]
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def clock(monkeypatch):
    """The clock of the second step, moved by hand: a code holds for half a minute and works once."""

    class Clock:
        now = 1_800_000_000

        def time(self) -> float:
            return float(self.now)

        def code(self) -> str:
            value = totp.hotp_value(SECRET, self.now // 30)
            return totp.format_hotp_value(value)

    clock = Clock()
    monkeypatch.setattr(totp, "time", clock)
    return clock


def sign_in(client: Client, password: str = PASSWORD, email: str = "noor@zicht.example"):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def second_step(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_inside(client: Client) -> bool:
    return client.get(INBOX).status_code == 200


def test_a_password_alone_opens_no_page(noor, client):
    assert sign_in(client).headers["Location"] == reverse("start")
    for path in (reverse("start"), INBOX, reverse("intake:new"), reverse("access:functions")):
        response = client.get(path)
        assert (response.status_code, response.headers["Location"]) == (302, reverse("mfa_index"))


def test_password_and_code_open_the_door(noor, client, clock):
    totp.TOTP.activate(noor, SECRET)
    assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert client.get(INBOX).headers["Location"].startswith(reverse("account_login"))
    assert second_step(client, "000000").status_code == 200
    assert not is_inside(client)
    assert second_step(client, clock.code()).headers["Location"] == reverse("start")
    assert is_inside(client)


def test_a_code_works_once(noor, clock):
    totp.TOTP.activate(noor, SECRET)
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    assert second_step(first, clock.code()).status_code == 302
    assert second_step(second, clock.code()).status_code == 200
    assert not is_inside(second)
    clock.now += 30
    second_step(second, clock.code())
    assert is_inside(second)


def test_a_code_of_somebody_else_does_not_work(noor, client, clock):
    totp.TOTP.activate(noor, "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK")
    sign_in(client)
    second_step(client, clock.code())
    assert not is_inside(client)


def test_a_recovery_code_works_once(noor, clock):
    totp.TOTP.activate(noor, SECRET)
    code = RecoveryCodes.activate(noor).get_unused_codes()[0]
    first, second = Client(), Client()
    sign_in(first)
    second_step(first, code)
    assert is_inside(first)
    sign_in(second)
    second_step(second, code)
    assert not is_inside(second)


def test_setting_up_a_second_step_on_the_pages(noor, client, clock):
    """From a password alone to an open door: the secret, the first code, then the step used once."""
    sign_in(client)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate")), "the password is asked once more"
    client.post(asked.headers["Location"], {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    secret = client.session[totp.SECRET_SESSION_KEY]
    code = totp.format_hotp_value(totp.hotp_value(secret, clock.now // 30))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    kinds = set(Authenticator.objects.filter(user=noor).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert not is_inside(client), "setting up is not yet using"
    response = client.get(INBOX)
    assert response.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    clock.now += 30
    code = totp.format_hotp_value(totp.hotp_value(secret, clock.now // 30))
    client.post(response.headers["Location"], {"code": code})
    assert is_inside(client)


def test_recovery_codes_are_shown_once(noor, client, clock):
    totp.TOTP.activate(noor, SECRET)
    codes = RecoveryCodes.activate(noor).get_unused_codes()
    sign_in(client)
    second_step(client, clock.code())
    shown = [client.get(reverse("mfa_view_recovery_codes")).content.decode() for _ in range(2)]
    assert not any(code in shown[1] for code in codes)


def test_wrong_passwords_are_counted(noor, client):
    answers = [sign_in(client, "verkeerd-wachtwoord").status_code for _ in range(12)]
    assert answers[0] == 200
    assert sign_in(client).status_code != 302, "after too many tries the right one waits as well"
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(noor):
    known = sign_in(Client(), "verkeerd-wachtwoord").content.decode()
    unknown = sign_in(Client(), "verkeerd-wachtwoord", "niemand@zicht.example").content.decode()

    def plain(page: str) -> list[str]:
        return [line for line in page.splitlines() if "csrf" not in line and "zicht.example" not in line]

    assert plain(known) == plain(unknown)


def test_whoever_left_does_not_come_in(noor, client, clock):
    noor.is_active = False
    noor.save()
    sign_in(client)
    assert not is_inside(client)


def test_whoever_leaves_is_out_at_once(noor, client, client_for):
    inside = client_for("noor")
    assert is_inside(inside)
    noor.is_active = False
    noor.save()
    assert not is_inside(inside)


def test_nobody_signs_up(client):
    before = Person.objects.count()
    form = {"email": "nieuw@zicht.example", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), form)
    assert Person.objects.count() == before
    assert "password1" not in client.get(reverse("account_signup")).content.decode()


def test_leaving_takes_a_button_not_a_link(client_for):
    client = client_for("noor")
    client.get(reverse("account_logout"))
    assert is_inside(client)
    client.post(reverse("account_logout"))
    assert not is_inside(client)


def test_forms_from_elsewhere_are_refused(noor):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403
    client.get(reverse("account_login"))
    token = client.cookies["csrftoken"].value
    form = {"login": noor.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post(reverse("account_login"), form).status_code == 302


def test_a_session_belongs_to_its_password(noor, client, clock):
    totp.TOTP.activate(noor, SECRET)
    sign_in(client)
    second_step(client, clock.code())
    assert is_inside(client)
    noor.set_password(PASSWORD + "-nieuw")
    noor.save()
    assert not is_inside(client)


@pytest.mark.parametrize(
    "password",
    [
        "hier-zicht-op-zee",
        "M3ns3nh@nd3l-ooit",
        "wij-in-lindestede-2026",
        "DeMeent-SCHOLENGROEP",
        "noor-el-idrissi",
        "noor@zicht.example",
    ],
)
def test_words_of_this_place_and_ones_own_name_make_no_password(noor, password):
    noor.name = "Noor el Idrissi"
    with pytest.raises(ValidationError):
        validate_password(password, noor)


def test_a_good_password_is_one(noor):
    validate_password(PASSWORD, noor)
    validate_password("vier paarden eten blauwe kaas", noor)


OVER_HTTPS = """
import django
django.setup()
from django.conf import settings as s
assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_SSL_REDIRECT
assert s.SESSION_COOKIE_NAME.startswith("__Host-")
assert s.SECURE_HSTS_SECONDS >= 31_536_000
assert not s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN
from django.core.management import call_command
call_command("check", "--deploy", "--fail-level", "ERROR")
print("closed")
"""


def test_over_https_cookies_travel_over_https_only():
    environment = os.environ | {
        "ZICHT_HTTPS": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONWARNINGS": "ignore",
    }
    environment["DJANGO_SETTINGS_MODULE"] = "zicht.web.settings"
    done = subprocess.run(
        [sys.executable, "-c", OVER_HTTPS], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip().endswith("closed"), done.stdout + done.stderr
