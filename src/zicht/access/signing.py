# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Signing in and out, and changes of how somebody signs in, as rows of the audit trail.

Whoever tries in vain has no account as far as we know: such a row names nobody, and never what was typed.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.dispatch import Signal
from django.http import HttpRequest

from zicht.access.actors import for_person
from zicht.access.book import book, moment, note
from zicht.access.logbook import unit_of
from zicht.access.models import AuditRow, Person
from zicht.access.roles import Kind
from zicht.access.sessions import begin, end_others

# Signal of a library and what it means.
TOLD: tuple[tuple[Signal, str], ...] = (
    (auth.user_logged_in, "session.sign_in"),
    (auth.user_logged_out, "session.sign_out"),
    (auth.user_login_failed, "session.failed"),
    (account.password_changed, "session.password"),
    (account.password_set, "session.password"),
    (account.password_reset, "session.password"),
    (mfa.authenticator_added, "session.step_added"),
    (mfa.authenticator_removed, "session.step_removed"),
    (mfa.authenticator_reset, "session.step_reset"),
    (mfa.authentication_failed, "session.step_failed"),
)
# Whoever changes how they sign in may do so because somebody else knows: other sessions end.
ENDS_OTHERS = {"session.password", "session.step_added", "session.step_removed", "session.step_reset"}


def listen() -> None:
    """Hear of them; called once, when the program starts."""
    for signal, name in TOLD:
        signal.connect(_hear(name), weak=False, dispatch_uid=f"zicht.{name}.{id(signal)}")


def _hear(name: str) -> Any:
    def hear(sender: Any, request: HttpRequest | None = None, user: Any = None, **_: Any) -> None:
        if name == "session.sign_in" and request is not None:
            begin(request)
        if name in ENDS_OTHERS and isinstance(user, Person):
            end_others(user.pk, request)
        tell(name, user)

    return hear


def tell(name: str, user: Any) -> None:
    """Note it in the audit trail."""
    open_book = book()
    if open_book is None:
        return  # no request: a command or a test makes a session
    row = AuditRow(at=moment(), trace=open_book.trace, actor="public", action=name, kind=Kind.STAFF.value)
    if isinstance(user, Person):
        row.actor, row.record = f"person:{user.pk}", str(user.key)
        row.owning_unit_id = unit_of(for_person(user, purpose=None, strong=False), row.at)
    note(row, name, row.actor)
