# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The focal point's page for the door of the own unit: who follows up, the term, open or closed, the link block."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Purpose
from zicht.base.records import EditConflict
from zicht.casework.intake.models import PublicDoor
from zicht.casework.intake.public.actions import DoorPlan, set_door
from zicht.casework.intake.public.forms import DoorForm
from zicht.casework.intake.public.gate import Unit, door_of, functions_of, unit_with_door
from zicht.casework.intake.public.words import LANGUAGES, points_for, words_in


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "POST"])
def settings_page(request: ActingRequest) -> HttpResponse:
    """See and set the door. Closing asks first."""
    unit = unit_with_door(request.actor, at=request.at)
    current = door_of(unit)
    if request.method == "GET":
        form = DoorForm(initial=_initial(current), functions=functions_of(unit))
        return _page(request, unit, current, form)
    form = DoorForm(request.POST, functions=functions_of(unit))
    wish = request.POST.get("do", "save")
    if wish == "close" and current is not None and "sure" not in request.POST:
        return render(request, "zicht/public/door_close.html", {"door": current, "form": form})
    opened = wish == "open" or (wish == "save" and current is not None and current.open)
    if not form.is_valid() or (opened and not form.to_open()):
        return _page(request, unit, current, form)
    return _store(request, unit, current, form, opened)


def _store(
    request: ActingRequest, unit: Unit, current: PublicDoor | None, form: DoorForm, opened: bool
) -> HttpResponse:
    given = form.cleaned_data
    plan = DoorPlan(
        function=given["function"],
        answer_days=given["answer_days"],
        reporting_points=tuple(given["points"]),
        open=opened,
    )
    try:
        set_door(actor=request.actor, unit=unit, plan=plan, expected=given["version"], at=request.at)
    except EditConflict as conflict:
        stored = conflict.stored
        assert isinstance(stored, PublicDoor)
        # What was typed stays in the form; saving again means: mine, knowing the other.
        data = request.POST.copy()
        data["version"] = str(stored.version)
        again = DoorForm(data, functions=functions_of(unit))
        return _page(request, unit, stored, again, conflict=stored, status=409)
    return redirect("public:door")


def _initial(current: PublicDoor | None) -> dict[str, Any]:
    if current is None:
        return {"version": 0}
    return {
        "version": current.version,
        "function": current.function_id,
        "answer_days": current.answer_days,
        "points": current.reporting_points,
    }


def _page(
    request: ActingRequest,
    unit: Unit,
    current: PublicDoor | None,
    form: DoorForm,
    *,
    conflict: PublicDoor | None = None,
    status: int = 200,
) -> HttpResponse:
    address = reverse("public:send", args=[current.slug]) if current else ""
    context = {
        "unit": unit,
        "door": current,
        "form": form,
        "conflict": conflict,
        "conflict_points": [p.name for p in points_for(conflict.reporting_points)] if conflict else [],
        "address": request.build_absolute_uri(address) if address else "",
    }
    return render(request, "zicht/public/door.html", context, status=status)


@door(Purpose.SIGNAL_HANDLING)
@require_GET
def link_block(request: ActingRequest) -> HttpResponse:
    """Plain HTML to copy to the municipality's own page: links only, no frame, no script, no picture."""
    unit = unit_with_door(request.actor, at=request.at)
    current = door_of(unit)
    if current is None:
        raise NotHere
    address = request.build_absolute_uri(reverse("public:send", args=[current.slug]))
    links = [{"code": code, "name": words_in(code).name, "url": f"{address}?taal={code}"} for code in LANGUAGES]
    context = {"door": current, "links": links, "code_url": request.build_absolute_uri(reverse("public:code"))}
    return render(request, "zicht/public/link_block.html", context)
