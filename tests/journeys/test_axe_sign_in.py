# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""axe on pages that need more than an address: signing in with a second step, a new password."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Locator, expect

from tests.journeys.axe import Judge
from tests.journeys.test_sign_in import KEY_IN_THE_DEVICE, PASSWORD, code_of
from tests.journeys.visits import LOCALES
from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.database]


@pytest.fixture
def judge(record_property: Any, request: pytest.FixtureRequest) -> Any:
    """Finds fault at the end of a test."""
    made = Judge()
    yield made
    record_property("told", made.told(request.node.name))
    assert not made.faults, "\n".join(made.faults)


@pytest.fixture
def person(committed: None, cast: Any, settings: Any) -> Any:
    """Noor with a password. A code of the app counts a little longer: it may be read just before it changes."""
    settings.MFA_TOTP_TOLERANCE = 1
    noor = cast.people["noor"]
    noor.set_password(PASSWORD)
    noor.save(using="owner")
    return noor


class Signing:
    """Somebody who signs in, in a language of their own, and is looked at on every page."""

    def __init__(self, walker: Walker, judge: Judge, lang: str) -> None:
        self.walker, self.judge, self.lang, self.page = walker, judge, lang, walker.page

    def field(self, name: str) -> Locator:
        return self.page.locator(f"main input[name={name}]").first

    def submit(self) -> None:
        """The button of the first form of the page; waits for the next page."""
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").first.click()

    def look(self, where: str) -> None:
        expect(self.page.locator("html")).to_have_attribute("lang", self.lang)
        self.judge.look(self.page, f"{where} ({self.lang})")

    def visit(self, name: str, **keys: Any) -> None:
        path = reverse(name, kwargs=keys or None)
        self.walker.go(path)
        expect(self.page).to_have_url(self.walker.site + path)
        self.look(name)

    def give_password(self, email: str, password: str = PASSWORD) -> None:
        self.walker.go(reverse("account_login"))
        self.field("login").fill(email)
        self.field("password").fill(password)
        self.submit()

    def give_code(self, code: str) -> None:
        self.field("code").fill(code)
        self.submit()

    def prove_again(self) -> None:
        expect(self.page).to_have_url(re.compile(r"/account/reauthenticate/"))
        self.look("account_reauthenticate")
        self.field("password").fill(PASSWORD)
        self.submit()


def set_up_app(me: Signing) -> str:
    """The app and the recovery codes, with one mistake. Returns the app's secret."""
    me.walker.go(reverse("mfa_activate_totp"))
    me.prove_again()
    me.look("mfa_activate_totp")
    me.give_code("000000")
    me.look("mfa_activate_totp, wrong code")
    secret = me.page.locator("#authenticator_secret").inner_text().strip()
    me.give_code(code_of(secret))
    expect(me.page.locator("#recovery_codes li")).to_have_count(10)
    me.look("recovery codes, shown once")
    return secret


def add_passkey(me: Signing) -> None:
    device = me.walker.context.new_cdp_session(me.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_IN_THE_DEVICE})
    me.visit("mfa_add_webauthn")
    me.field("name").fill("Werktelefoon")
    me.page.locator("#mfa_webauthn_add").click()
    expect(me.page).to_have_url(re.compile(r"/account/tweede-stap/((webauthn|recovery-codes)/)?$"))


def manage(me: Signing) -> None:
    """The pages of somebody who has an app, a passkey and recovery codes."""
    for name in (
        "mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
        "mfa_list_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_change_password",
    ):  # fmt: skip
        me.visit(name)
    me.submit()
    me.look("account_change_password, sent empty")
    for part in ("edit", "remove"):
        me.walker.go(reverse("mfa_list_webauthn"))
        me.page.locator(f"main td a[href*='{part}']").click()
        expect(me.page).to_have_url(re.compile(rf"/{part}/$"))
        me.look(f"mfa_{part}_webauthn")


def new_password_link(person: Any) -> str:
    """The address in the letter to somebody who forgot the password."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    # As stored now: the link dies with the next sign-in.
    person = type(person).objects.using("owner").get(pk=person.pk)
    keys = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return reverse("account_reset_password_from_key", kwargs=keys)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_signing_in(window: Callable[..., Walker], judge: Judge, person: Any, lang: str) -> None:
    me = Signing(window(locale=LOCALES[lang]), judge, lang)
    me.give_password(person.email, "verkeerd")
    me.look("account_login, wrong password")
    me.give_password(person.email)
    me.visit("mfa_index")
    secret = set_up_app(me)
    cache.clear()  # a code counts once; time does not pass in a test
    add_passkey(me)
    manage(me)
    me.visit("account_logout")
    me.submit()
    me.give_password(person.email)
    me.look("mfa_authenticate")
    me.give_code("000000")
    me.look("mfa_authenticate, wrong code")
    me.give_code(code_of(secret))
    expect(me.page).to_have_url(re.compile(r"/start/$"))
    me.walker.context.clear_cookies()
    me.walker.go(new_password_link(person))
    me.look("account_reset_password_from_key, from a letter")
    me.submit()
    me.look("account_reset_password_from_key, sent empty")
