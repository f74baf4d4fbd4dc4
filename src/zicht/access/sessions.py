# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sessions of a person: when they end by themselves, and ending them by hand.

A session ends after doing nothing for a while, and after a while whatever one does (docs/settings.md). Other sessions
of the same person end when the password or the second step changes.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.logbook import unit_of
from zicht.access.models import OpenSession
from zicht.access.roles import Kind
from zicht.access.sessionstore import MARK, SessionStore, holders
from zicht.base.clock import now

# So often at most is it stored that a session is in use.
STEP = 60  # seconds
CLEARED_AT_ONCE = 500

# What a browser says of itself, in the order in which to look: many also claim to be others.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class Sitting:
    """One session as its person sees it."""

    key: UUID
    began: datetime
    seen: datetime
    device: str
    here: bool


def begin(request: HttpRequest) -> None:
    """Somebody signed in: name the session and note when it began. Sessions that ended by themselves are cleared."""
    second = int(now().timestamp())
    device = device_of(request.META.get("HTTP_USER_AGENT", ""))
    request.session[MARK] = {"key": str(uuid4()), "began": second, "seen": second, "device": device}
    with transaction.atomic():
        over = OpenSession.objects.filter(expire_date__lt=now()).select_for_update(skip_locked=True)
        OpenSession.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:CLEARED_AT_ONCE])).delete()


def device_of(agent: str) -> str:
    """Browser and system in two words; nothing else of what a browser tells is kept."""
    browser = next((name for sign, name in BROWSERS if re.search(rf"\b{sign}\w*/", agent)), "Een programma")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return f"{browser} op {system}" if system else browser


def overdue(request: HttpRequest) -> str:
    """Why the session of this request is over: "idle", "age", or "" when it is not; notes that it is in use."""
    mark = request.session.get(MARK)
    if mark is None:
        begin(request)
        return ""
    second = int(now().timestamp())
    if second - mark["began"] >= settings.ZICHT_SESSION_HOURS * 3600:
        return "age"
    if second - mark["seen"] >= settings.ZICHT_IDLE_MINUTES * 60:
        return "idle"
    if second - mark["seen"] >= STEP:
        request.session[MARK] = {**mark, "seen": second}
    return ""


def leave(request: HttpRequest) -> None:
    """The session is over: nobody is signed in any more."""
    request.session.flush()
    request.user = AnonymousUser()


def sittings(actor: Actor, request: HttpRequest) -> list[Sitting]:
    """The open sessions of the acting person, the one of this request first, then the last used."""
    mine = request.session.get(MARK) or {}
    found = [sitting for row in _rows(actor.person or 0) if (sitting := _sitting(row, mine)) is not None]
    return sorted(found, key=lambda s: (s.here, s.seen), reverse=True)


@action("session.end", kind=Kind.STAFF)
def end_sitting(*, actor: Actor, sitting: Sitting, at: datetime) -> OpenSession:
    """End one's own session: at its next click that browser has to sign in."""
    OpenSession.objects.filter(key=sitting.key, holder__in=holders(actor.person or 0)).delete()
    gone = OpenSession(key=sitting.key)
    gone.owning_unit_id = unit_of(actor, at)
    return gone


def end_others(person: int, request: HttpRequest | None) -> int:
    """End all sessions of a person but that of this request; how many."""
    mark: dict[str, Any] = (request.session.get(MARK) or {}) if request is not None else {}
    rows = OpenSession.objects.filter(holder__in=holders(person))
    return rows.exclude(key=mark["key"]).delete()[0] if mark else rows.delete()[0]


def _rows(person: int) -> list[OpenSession]:
    return list(OpenSession.objects.filter(holder__in=holders(person), expire_date__gt=now()))


def _sitting(row: OpenSession, mine: dict[str, Any]) -> Sitting | None:
    mark = SessionStore().decode(row.session_data).get(MARK)
    if not mark or now().timestamp() - mark["seen"] >= settings.ZICHT_IDLE_MINUTES * 60:
        return None
    began, seen = (datetime.fromtimestamp(mark[name], tz=UTC) for name in ("began", "seen"))
    return Sitting(
        key=UUID(mark["key"]), began=began, seen=seen, device=mark["device"], here=mark["key"] == mine.get("key")
    )
