# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where the sign-in library asks us."""

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import get_language

from zicht.base import keyring
from zicht.web.templatetags.ui_texts import text

PURPOSE = "second-step"


def _said(key: str) -> Any:
    """Our words, in the language of the page on which they are shown."""
    return lazy(lambda: text(key, get_language()), str)()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator, never by signing up. Errors say "u" and what to do, as elsewhere."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _said("login.wrong"),
        "too_many_login_attempts": _said("login.many"),
        "rate_limited": _said("login.many"),
        "enter_current_password": _said("password.current"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What proves a second step is stored sealed under the master key: a dump of the database signs nobody in."""

    def encrypt(self, text: str) -> str:
        """Seal a secret of an app or the seed of recovery codes."""
        return keyring.seal(text, PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it. What was stored before sealing existed is readable until the next `zicht keys rotate`."""
        return keyring.open_sealed(encrypted_text, PURPOSE)


def rekey_second_steps(using: str, say: Callable[[int], None]) -> int:
    """Seal secrets of second steps under the current master key, those from before sealing too."""
    from allauth.mfa.models import Authenticator

    done = 0
    for pk in list(Authenticator.objects.using(using).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic(using=using):
            row = Authenticator.objects.using(using).select_for_update().filter(pk=pk).first()
            old = {name: row.data[name] for name in ("secret", "seed") if row and row.data.get(name)}
            left = {name: text for name, text in old.items() if not keyring.is_current(text)}
            if row is None or not left:
                continue
            for name, text in left.items():
                row.data[name] = keyring.seal(keyring.open_sealed(text, PURPOSE), PURPOSE)
            row.save(using=using, update_fields=["data"])
            done += len(left)
    say(done)
    return done
