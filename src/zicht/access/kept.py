# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What somebody sent when the session was just over: kept, sealed, until the same person signed in again.

Without this a form that took long would be lost. Nothing is sent by itself: the person presses a button, and the
page asks again whether they may.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

KEPT = "zicht_kept"
MINUTES = 30
LARGEST = 200_000  # characters: longer than any form of ours that somebody fills in by hand


@dataclass(frozen=True)
class Kept:
    """An address of ours and what was filled in for it."""

    path: str
    fields: tuple[tuple[str, str], ...]


def hold(request: HttpRequest, *, person: int, at: datetime) -> bool:
    """Keep what was sent for this person in the (sealed) session; False for what is too long or has files."""
    fields = [(n, v) for n, values in request.POST.lists() for v in values if n != "csrfmiddlewaretoken"]
    if not fields or request.FILES or sum(len(n) + len(str(v)) for n, v in fields) > LARGEST:
        return False
    path = request.get_full_path()
    request.session[KEPT] = {"person": person, "path": path, "fields": fields, "at": int(at.timestamp())}
    return True


def held(request: HttpRequest, *, person: int | None, at: datetime) -> Kept | None:
    """What was kept for this person, while the time lasts."""
    found = request.session.get(KEPT)
    if found is None:
        return None
    if found["person"] != person or int(at.timestamp()) - found["at"] > MINUTES * 60:
        drop(request)
        return None
    return Kept(path=found["path"], fields=tuple((name, value) for name, value in found["fields"]))


def sent(request: HttpRequest) -> None:
    """What was kept is on its way to its own page: it need not be kept any longer."""
    found = request.session.get(KEPT)
    if found is not None and request.method == "POST" and request.get_full_path() == found["path"]:
        drop(request)


def drop(request: HttpRequest) -> None:
    """Throw it away."""
    request.session.pop(KEPT, None)
