# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page on which somebody with more than one job says for which one the next pages are."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from zicht.access import hats
from zicht.access.doors import ActingRequest, signed_in_door
from zicht.access.roles import Purpose


@signed_in_door
@require_http_methods(["GET", "POST"])
def choose(request: ActingRequest) -> HttpResponse:
    """Choose a hat and go on to where one was going. Whoever has nothing to choose does not find this page."""
    offered = hats.hats(request.actor, at=request.at)
    if not offered:
        raise Http404
    wanted = request.POST.get("hat", "")
    if request.method == "POST" and wanted in {p.value for p in offered}:
        hats.choose(actor=request.actor, purpose=Purpose(wanted), at=request.at)
        request.session[hats.IN_SESSION] = wanted
        return redirect(_onward(request))
    context = {"onward": _onward(request), "missing": request.method == "POST"}
    return render(request, "zicht/access/hats.html", context, status=422 if context["missing"] else 200)


def _onward(request: ActingRequest) -> str:
    """The page that was asked for, when it is one of ours; otherwise the start page."""
    wanted = request.POST.get("naar") or request.GET.get("naar") or ""
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else "/start/"
