# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Handing work over inside a unit, all of it at once."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.casework.cases.queries import people_of
from zicht.casework.cases.ways import Way
from zicht.casework.moving import work
from zicht.casework.moving.forms import WorkForm
from zicht.casework.moving.views.handovers import address


def work_page(way: Way) -> Callable[..., HttpResponse]:
    """Who left work behind, and a form that gives all open work of one colleague to another."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest) -> HttpResponse:
        actor, at = request.actor, request.at
        unit = work.units(actor, at=at).order_by("pk").first()
        if unit is None:
            return render(request, "zicht/moving/work.html", {"form": None})
        typed = request.POST if request.method == "POST" else None
        people = {"givers": work.owners(unit.pk), "takers": people_of(unit.pk, at=at)}
        form = WorkForm(typed, initial={"giver": request.GET.get("van", "")}, **people)
        if request.method == "POST" and form.is_valid():
            work.hand_over(actor=actor, unit=unit, at=at, **form.cleaned_data)
            messages.success(request, "Het open werk is overgedragen.")
            return redirect(address(way, "work"))
        context = {"form": form, "unit": unit, "left": work.left_behind(actor, at=at)}
        return render(request, "zicht/moving/work.html", context, status=422 if form.errors else 200)

    return view
