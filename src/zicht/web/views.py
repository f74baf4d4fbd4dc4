# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the shell: front, start, health, texts."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as django_set_language

from zicht.access.doors import ActingRequest, public_door, signed_in_door
from zicht.access.hats import hats
from zicht.web.start import start_blocks


@public_door
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """The page before signing in."""
    return render(request, "front.html")


@signed_in_door
@require_GET
def start(request: ActingRequest) -> HttpResponse:
    """What waits for you, per role."""
    blocks = start_blocks(request.actor, at=request.at, hat=request.hat)
    return render(
        request,
        "start.html",
        {"blocks": blocks, "choose": bool(hats(request.actor, at=request.at)) and request.hat is None},
    )


@public_door
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Alive and able to reach the database (the middleware already opened a transaction)."""
    return JsonResponse({"status": "ok"})


@public_door
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie."""
    answer: HttpResponse = django_set_language(request)
    return answer


@public_door
def not_there(request: HttpRequest, key: str = "") -> HttpResponse:
    """A page of the sign-in library that we do not offer: nobody changes the address of an account alone."""
    raise Http404


@public_door
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Help for the people who use Zicht."""
    return render(request, "help.html")


@public_door
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, how long."""
    return render(request, "privacy.html")


@public_door
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible Zicht is and where to complain."""
    return render(request, "accessibility.html")
