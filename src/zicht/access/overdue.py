# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A request whose session is over: out, and what was sent is kept until the same person is back."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.urls import reverse

from zicht.access import kept, sessions, signing
from zicht.access.doors import ActingRequest, Sign
from zicht.access.models import Person

WORDS = {
    "idle": "U bent uitgelogd, omdat u een tijd niets deed.",
    "age": "U bent uitgelogd, omdat u lang geleden inlogde.",
}
KEPT = "Wat u invulde, is bewaard. Log binnen een half uur weer in, dan kunt u het alsnog versturen."
LOST = "Wat u verstuurde, kon niet bewaard worden."


def out(request: ActingRequest, sign: Sign | None) -> HttpResponse | None:
    """End a session that is over. An answer where the request was a form of ours; else the door says what follows."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not isinstance(request.user, Person):
        return None
    why, person = sessions.overdue(request), request.user
    if not why:
        return None
    sessions.leave(request)
    signing.tell(f"session.{why}", person)
    if sign is None or sign.public or sign.api is not None:
        return None
    messages.info(request, WORDS[why])
    if request.method != "POST":
        return None
    # The forgery check was passed before: only a form of ours is kept.
    if not kept.hold(request, person=person.pk, at=request.at):
        messages.warning(request, LOST)
        return redirect_to_login(reverse("start"), settings.LOGIN_URL)
    messages.info(request, KEPT)
    response = redirect_to_login(reverse("access:kept"), settings.LOGIN_URL)
    response.status_code = HTTPStatus.SEE_OTHER
    return response
