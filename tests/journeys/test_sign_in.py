# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in for real: a password with a code from an app, a recovery code, a passkey."""

import re
import time
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from tests.journeys.walker import Walker

pytestmark = [pytest.mark.browser, pytest.mark.database]

PASSWORD = "klaver-tafel-zeven-rivier"
KEY_IN_THE_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_of(secret: str) -> str:
    """What the app shows now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def noor(committed: None, cast: Any, settings: Any) -> Any:
    """Noor with a password. The owner sets it: the application's role may not write people."""
    settings.MFA_TOTP_TOLERANCE = 1  # a code may be read just before it changes
    person = cast.people["noor"]
    person.set_password(PASSWORD)
    person.save(using="owner")
    return person


def give_password(walker: Walker, person: Any) -> None:
    walker.go("/account/login/")
    walker.write("E-mail", person.email)
    walker.write("Wachtwoord", PASSWORD)
    walker.page.locator("main form button[type=submit]").first.click()
    walker.journal.now.clicks += 1


def give_code(walker: Walker, code: str) -> None:
    walker.fill(walker.page.locator("input[name=code]"), code)
    walker.page.locator("main form button[type=submit]").first.click()
    walker.journal.now.clicks += 1


def prove_again(walker: Walker) -> None:
    """Changing one's security asks for the password once more."""
    expect(walker.page).to_have_url(re.compile(r"/account/reauthenticate/"))
    walker.write("Wachtwoord", PASSWORD)
    walker.button("Bevestigen")


def sign_out(walker: Walker) -> None:
    walker.go("/account/logout/")
    walker.press_on(walker.page.locator("main").get_by_role("button", name="Uitloggen"))
    expect(walker.page).to_have_url(walker.site + "/")


def activate_app(walker: Walker) -> str:
    """From the page that a first sign-in ends on to an app that is set up; returns its secret."""
    walker.press_on(walker.page.locator("a[href$='totp/activate/']"))
    prove_again(walker)
    secret = walker.page.locator("#authenticator_secret").inner_text().strip()
    give_code(walker, code_of(secret))
    return secret


def test_password_app_and_recovery_codes(window: Any, journal: Any, noor: Any) -> None:
    walker = window()
    with journal.step("Noor logt voor het eerst in"):
        give_password(walker, noor)
        walker.go("/start/")
        expect(walker.page).to_have_url(re.compile(r"/account/tweede-stap/$"))
    with journal.step("Noor stelt haar app in"):
        secret = activate_app(walker)
        codes = walker.page.locator("#recovery_codes li").all_inner_texts()
        assert len(codes) == 10
    with journal.step("De herstelcodes zijn daarna weg"):
        walker.go("/account/tweede-stap/recovery-codes/")
        expect(walker.page.locator("#recovery_codes")).to_have_count(0)
        assert codes[0] not in walker.page.content()
    cache.clear()  # a code counts once; in this test time does not pass, so the used one is forgotten
    with journal.step("Noor gebruikt de app een keer"):
        walker.go("/start/")
        give_code(walker, code_of(secret))
        expect(walker.page).to_have_url(re.compile(r"/start/$"))
        sign_out(walker)
    cache.clear()
    with journal.step("Noor logt in met wachtwoord en app"):
        give_password(walker, noor)
        assert walker.page.locator("input[name=code]").is_visible()
        give_code(walker, code_of(secret))
        expect(walker.page).to_have_url(re.compile(r"/start/$"))
        sign_out(walker)
    with journal.step("Noor is haar telefoon kwijt en neemt een herstelcode"):
        give_password(walker, noor)
        give_code(walker, codes[3])
        expect(walker.page).to_have_url(re.compile(r"/start/$"))
        sign_out(walker)
    with journal.step("Dezelfde herstelcode werkt geen tweede keer"):
        give_password(walker, noor)
        give_code(walker, codes[3])
        expect(walker.page.locator("input[name=code][aria-invalid=true]")).to_be_visible()


def test_a_password_alone_opens_nothing(window: Any, noor: Any) -> None:
    walker = window()
    give_password(walker, noor)
    for path in ("/start/", "/toegang/handelingen/"):
        walker.go(path)
        expect(walker.page).to_have_url(re.compile(r"/account/tweede-stap/"))


def test_passkey_is_added_and_opens_the_door(window: Any, journal: Any, noor: Any) -> None:
    walker = window()
    device = walker.context.new_cdp_session(walker.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_IN_THE_DEVICE})
    with journal.step("Noor voegt een toegangssleutel toe"):
        give_password(walker, noor)
        walker.go("/account/tweede-stap/webauthn/add/")
        prove_again(walker)
        walker.fill(walker.page.locator("input[name=name]"), "Werktelefoon")
        walker.page.locator("input[name=passwordless]").check()
        walker.press_on(walker.page.locator("#mfa_webauthn_add"))
        walker.page.wait_for_url(re.compile(r"/account/tweede-stap/(webauthn/(?!add)|recovery-codes/)"))
        sign_out(walker)
    with journal.step("Noor logt in met alleen de toegangssleutel"):
        walker.go("/account/login/")
        walker.press_on(walker.page.locator("#passkey_login"))
        expect(walker.page).to_have_url(re.compile(r"/start/$"))


def test_a_device_that_refuses_says_so_on_the_page(window: Any, noor: Any) -> None:
    walker = window()
    device = walker.context.new_cdp_session(walker.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_IN_THE_DEVICE | {"hasResidentKey": False}})
    walker.go("/account/login/")
    walker.press_on(walker.page.locator("#passkey_login"))
    expect(walker.page.locator("#passkey-failed")).to_be_visible(timeout=70_000)
