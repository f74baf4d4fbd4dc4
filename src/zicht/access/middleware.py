# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""One transaction per request, acting as somebody for a purpose.

ATOMIC_REQUESTS stays on: its inner savepoint takes back a view that fails, while this outer transaction goes on.
"""

from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from zicht.access import apidoor, hats, kept, logbook, overdue
from zicht.access.actors import PUBLIC, Actor, for_person
from zicht.access.book import Book, book, opened, rescue
from zicht.access.doors import ActingRequest, Sign, sign_of
from zicht.access.models import Person
from zicht.access.roles import Purpose
from zicht.base.clock import now
from zicht.base.context import Context, acting, new_trace

# Pages of the sign-in library and static files: no record is reached, so no actor is needed.
UNSIGNED_MODULES = ("allauth.", "django.views.static", "django.contrib.staticfiles", "django.views.i18n")


class NoSign(RuntimeError):
    """A view without a sign on its door."""


class ContextMiddleware:
    """Opens the transaction, finds the actor, tells the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        """Run the request inside one transaction. Its logs are written before it ends, whatever the view did."""
        request = cast("ActingRequest", plain)
        request.at = now()
        open_book = Book(trace=new_trace())
        with opened(open_book):
            with transaction.atomic(), ExitStack() as stack:
                request.context_stack = stack
                stack.enter_context(acting(Context(at=request.at, trace=open_book.trace)))
                response = self.get_response(request)
                broken = self._leave(request, open_book, response.status_code)
            if broken:
                rescue(open_book)
        return response

    def _leave(self, request: ActingRequest, open_book: Book, status: int) -> bool:
        """Write the logs; True where the transaction takes no more statements.

        The public door leaves rows only where it reached a record or refused a form; whoever signed in always leaves
        one.
        """
        actor: Actor | None = open_book.actor
        if actor is not None and (actor.person is not None or open_book.audit):
            logbook.page_left(
                actor=actor, page=open_book.page, method=str(request.method), status=status, at=request.at
            )
        if request.method == "POST" and (actor is None or actor.person is None) and not open_book.decisions:
            found = request.resolver_match
            logbook.input_refused(page=found.view_name if found else "", status=status, at=request.at)
        if transaction.get_connection().needs_rollback:
            return True
        open_book.write(failed=status >= HTTPStatus.INTERNAL_SERVER_ERROR)
        return False

    def process_view(
        self, plain: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Read the sign, let the right people in, open the context for the purpose."""
        request, sign = cast("ActingRequest", plain), sign_of(view)
        open_book, found = book(), request.resolver_match
        if open_book is not None and found is not None:
            open_book.page = found.view_name
        ended = overdue.out(request, sign)
        if ended is not None:
            return ended
        if sign is None:
            module = getattr(view, "__module__", "")
            if not module.startswith(UNSIGNED_MODULES):
                raise NoSign(f"{module}.{getattr(view, '__name__', view)} has no sign on its door")
            return None
        if sign.public:
            self._enter(request, PUBLIC)
            return None
        if sign.api is not None:
            return self._let_program_in(request, sign)
        if not request.user.is_authenticated:
            self._refuse(request, PUBLIC, sign, "nobody")
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return self._let_in(request, sign)

    def _let_in(self, request: ActingRequest, sign: Sign) -> HttpResponse | None:
        assert isinstance(request.user, Person)
        actor = for_person(request.user, purpose=sign.purpose or Purpose.REPORTING, strong=is_strong(request))
        if not actor.subject.strong:
            self._refuse(request, actor, sign, "weak")
            return _to_second_step(request)
        mine = actor.purposes(request.at)
        if sign.purpose is None and not mine:
            # An account without a seat, such as of somebody who left, reads nothing about anybody.
            self._refuse(request, actor, sign, "no_seat")
            return redirect("account_inactive")
        if sign.purpose is not None and sign.purpose not in mine:
            # Strangers learn nothing, not even that the page exists.
            self._refuse(request, actor, sign, "no_purpose")
            raise Http404
        request.hat = hats.in_use(request.session, actor, at=request.at)
        if sign.purpose in hats.hats(actor, at=request.at) and sign.purpose is not request.hat:
            self._refuse(request, actor, sign, "other_hat")
            return _to_hats(request)
        kept.sent(request)
        self._enter(request, actor)
        return None

    def _let_program_in(self, request: ActingRequest, sign: Sign) -> HttpResponse | None:
        """A program acts as a person; it is never sent to a page to sign in."""
        found = apidoor.let_in(request, sign, strong=is_strong(request), at=request.at)
        if isinstance(found, apidoor.Refusal):
            self._refuse(request, found.actor, sign, found.reason)
            return found.response()
        self._enter(request, found)
        return None

    def _refuse(self, request: ActingRequest, actor: Actor, sign: Sign, reason: str) -> None:
        logbook.refused(actor, reason=reason, purpose=sign.purpose, at=request.at)

    def _enter(self, request: ActingRequest, actor: Actor) -> None:
        request.actor = actor
        open_book = book()
        if open_book is not None:
            open_book.actor = actor
        request.context_stack.enter_context(acting(actor.context(request.at)))


def _to_hats(request: HttpRequest) -> HttpResponse:
    """A door of another hat of the same person: choose first, then on to where one was going."""
    return redirect(f"{reverse('access:hats')}?{urlencode({'naar': request.path})}")


def _to_second_step(request: HttpRequest) -> HttpResponse:
    """Set a second step up, or, when that was done in this very session, use it once."""
    if is_mfa_enabled(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
    return redirect("mfa_index")


def is_strong(request: HttpRequest) -> bool:
    """True when this session was opened with a second factor or a passkey (or, in the demo, by stepping in)."""
    if request.session.get("zicht_demo_step_in") and settings.DEMO:
        return True
    records = request.session.get("account_authentication_methods", [])
    return any(r.get("method") == "mfa" for r in records)
