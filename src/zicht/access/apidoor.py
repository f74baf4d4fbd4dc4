# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How a program comes in: with a person's key, or in the session of somebody who signed in with a second step.

Never as itself: what it reads is what that person may see for one purpose. Refusals are problem documents.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse

from zicht.access import hats, tokens
from zicht.access.actors import PUBLIC, Actor, for_person
from zicht.access.models import Person
from zicht.access.roles import Purpose

if TYPE_CHECKING:
    from zicht.access.doors import Sign

PER_MINUTE = 120
HEADER = "X-Doel"
VERSION = "1.0.0"
PROBLEM = "application/problem+json"
# Title and explanation per reason; the reasons are those of the decision log.
WORDS: dict[str, tuple[int, str, str]] = {
    "nobody": (401, "Niet ingelogd", "Stuur een geldige sleutel mee, of log in met een tweede stap."),
    "weak": (401, "Tweede stap nodig", "Log in met een tweede stap, of stuur een sleutel mee."),
    "no_purpose": (404, "Niet gevonden", "Dit bestaat niet, of niet voor u."),
    "choose_purpose": (400, "Kies een doel", f"U hebt meer dan één doel. Noem er een in de kop {HEADER}."),
    "too_many": (429, "Te veel verzoeken", "Wacht een minuut en probeer het opnieuw."),
}


@dataclass(frozen=True)
class Refusal:
    """Nobody comes in: who knocked, and why not."""

    actor: Actor
    reason: str

    def response(self) -> JsonResponse:
        """The problem document."""
        status, title, detail = WORDS[self.reason]
        found = problem(status, title, detail)
        if status == 401:
            found.headers["WWW-Authenticate"] = "Bearer"
        if status == 429:
            found.headers["Retry-After"] = "60"
        return found


def problem(status: int, title: str, detail: str, **more: Any) -> JsonResponse:
    """An error as problem+json (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    response = JsonResponse(body, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})
    response.headers["API-Version"] = VERSION
    return response


def let_in(request: HttpRequest, sign: "Sign", *, strong: bool, at: datetime) -> Actor | Refusal:
    """Who acts, for which purpose."""
    given = request.headers.get("Authorization", "")
    if given:
        return _by_key(given, request, sign, at)
    if not isinstance(request.user, Person):
        return Refusal(PUBLIC, "nobody")
    actor = for_person(request.user, purpose=None, strong=strong)
    if not strong:
        return Refusal(actor, "weak")
    return _limited(_with_purpose(actor, request, sign, at), at)


def _by_key(given: str, request: HttpRequest, sign: "Sign", at: datetime) -> Actor | Refusal:
    scheme, _, code = given.partition(" ")
    actor = tokens.actor_by_code(code.strip()) if scheme.lower() == "bearer" and "\x00" not in code else None
    if actor is None:
        return Refusal(PUBLIC, "nobody")
    asked = request.headers.get(HEADER, "")
    # The purpose of a key is fixed: asking for another one opens nothing.
    if _mine(actor, sign, at).count(actor.purpose) == 0 or (asked and actor.purpose and asked != actor.purpose.value):
        return Refusal(actor, "no_purpose")
    return _limited(actor, at)


def _mine(actor: Actor, sign: "Sign", at: datetime) -> tuple[Purpose | None, ...]:
    return tokens.purposes_for(actor, sign.api, at=at) if sign.api else ()


def _with_purpose(actor: Actor, request: HttpRequest, sign: "Sign", at: datetime) -> Actor | Refusal:
    mine = [p for p in _mine(actor, sign, at) if p is not None]
    asked = request.headers.get(HEADER, "")
    if asked:
        mine = [p for p in mine if p.value == asked]
    elif len(mine) > 1:
        hat = hats.in_use(request.session, actor, at=at)
        mine = [hat] if hat in mine else mine
    if not mine:
        return Refusal(actor, "no_purpose")
    if len(mine) > 1:
        return Refusal(actor, "choose_purpose")
    return actor.with_purpose(mine[0])


def _limited(found: Actor | Refusal, at: datetime) -> Actor | Refusal:
    """Counts without a lock: a limit may be exceeded by the number of server processes, not by more."""
    if isinstance(found, Refusal):
        return found
    key = f"api:{found.person}:{int(at.timestamp()) // 60}"
    used = int(cache.get(key, 0))
    if used >= PER_MINUTE:
        return Refusal(found, "too_many")
    cache.set(key, used + 1, 120)
    return found
