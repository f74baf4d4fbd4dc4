# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Step into one of the cast without a password. These pages exist in demo mode only, and for invented people only."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zicht.access.doors import public_door
from zicht.access.forms import ROLE_NAMES
from zicht.base.clock import now
from zicht.web.demo.cast import CAST, invented_keys, invented_person
from zicht.web.demo.region import OFFICERS, strangers
from zicht.web.styleguide import contents


@public_door
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who is in the story, and a button to be that person."""
    keys = invented_keys()
    rows = [{"spec": spec, "role": ROLE_NAMES[spec.role], "key": keys.get(spec.key)} for spec in (*CAST, *OFFICERS)]
    return render(request, "zicht/demo/people.html", {"rows": [row for row in rows if row["key"]]})


@public_door
@require_POST
def step_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast."""
    if not settings.DEMO or strangers(using="default"):
        # Switched on by mistake beside real accounts: then nobody steps in.
        raise Http404
    person = invented_person(request.POST.get("person", ""))
    if person is None:
        raise Http404
    logout(request)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["zicht_demo_step_in"] = True
    return redirect("start")


@public_door
@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """All parts of the layout on one page."""
    return render(request, "styleguide.html", contents(now(), with_errors="fouten" in request.GET))
