# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages about one's own sessions: where one is signed in, ending it, and input that was kept when one ended."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access import kept
from zicht.access.doors import ActingRequest, signed_in_door
from zicht.access.sessions import end_sitting, sittings

PER_PAGE = 25


@signed_in_door
@require_safe
def sessions(request: ActingRequest) -> HttpResponse:
    """Where one is signed in now."""
    found = sittings(request.actor, request)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "others": sum(not sitting.here for sitting in found),
        "minutes": settings.ZICHT_IDLE_MINUTES,
        "hours": settings.ZICHT_SESSION_HOURS,
    }
    return render(request, "zicht/access/sessions.html", context)


@signed_in_door
@require_POST
def session_end(request: ActingRequest, key: UUID) -> HttpResponse:
    """End one other session of one's own. One that is over already is no error."""
    for sitting in sittings(request.actor, request):
        if sitting.key == key and not sitting.here:
            end_sitting(actor=request.actor, sitting=sitting, at=request.at)
    messages.success(request, "Daar bent u nu uitgelogd.")
    return redirect("access:sessions")


@signed_in_door
@require_POST
def sessions_end_others(request: ActingRequest) -> HttpResponse:
    """End all sessions of one's own but this one."""
    others = [sitting for sitting in sittings(request.actor, request) if not sitting.here]
    for sitting in others:
        end_sitting(actor=request.actor, sitting=sitting, at=request.at)
    messages.success(request, "Overal elders bent u nu uitgelogd.")
    return redirect("access:sessions")


@signed_in_door
@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: ActingRequest) -> HttpResponse:
    """What was kept when the session ended: send it after all, or (POST) throw it away."""
    found = kept.held(request, person=request.actor.person, at=request.at)
    if request.method == "POST":
        kept.drop(request)
        messages.success(request, "Wat u had ingevuld, is weggegooid.")
        return redirect("start")
    if found is None:
        return redirect("start")
    return render(request, "zicht/access/kept.html", {"kept": found})
