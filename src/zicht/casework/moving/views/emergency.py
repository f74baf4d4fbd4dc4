# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Access in an emergency: opening, what the owner hears, and the privacy officer's judgement."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.casework.cases.ways import Way
from zicht.casework.moving import emergency
from zicht.casework.moving.forms import EmergencyForm, JudgeForm
from zicht.casework.moving.rules import NotPossible
from zicht.casework.moving.views.handovers import address
from zicht.reference.lists import code_list

PER_PAGE = 25
TRIED = (
    "Vastgelegd. Is er iets met dit kenmerk dat u in een noodgeval mag zien, dan staat het hieronder open. "
    "De eigenaar en de functionaris gegevensbescherming weten het nu."
)


def emergency_page(way: Way) -> Callable[..., HttpResponse]:
    """Reason first; below it what stands open, and what others opened of ours."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest) -> HttpResponse:
        actor, at = request.actor, request.at
        tried = request.POST.get("do") == "try"
        dangers = code_list("danger_kinds").choices(local_day(at))
        form = EmergencyForm(request.POST if tried else None, dangers=dangers)
        if request.method == "POST":
            if not tried:
                _seen(request)
                return redirect(address(way, "emergency"))
            if form.is_valid() and _try(request, form):
                return redirect(address(way, "emergency"))
        own = [
            {"one": e, "open": e.ends > at, "url": _url(way, e.kind, e.record)}
            for e in emergency.own_tries(actor, at=at)[:20]
        ]
        context = {
            "form": form, "own": own, "hours": emergency.HOURS, "back": address(way, "requests"),
            "theirs": [(e, _danger(e.danger)) for e in emergency.in_our_records(actor, at=at)[:20]],
        }  # fmt: skip
        return render(request, "zicht/moving/emergency.html", context, status=422 if form.errors else 200)

    return view


def _try(request: ActingRequest, form: EmergencyForm) -> bool:
    given = form.cleaned_data
    try:
        emergency.open_now(
            actor=request.actor, reference=given["reference"], danger=given["danger"], reason=given["reason"],
            key=given["submission"], at=request.at,
        )  # fmt: skip
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, TRIED)
    return True


def _seen(request: ActingRequest) -> None:
    for access in emergency.in_our_records(request.actor, at=request.at).filter(seen_at=None):
        emergency.seen(actor=request.actor, access=access, at=request.at)


def _url(way: Way, kind: str, record: UUID | None) -> str:
    if record is None:
        return ""
    return way.case_url(record) if kind == "case" else reverse("intake:signal", args=[record])


def _danger(code: str) -> str:
    return code_list("danger_kinds").label(code)


@door(Purpose.OVERSIGHT)
@require_safe
def emergencies(request: ActingRequest) -> HttpResponse:
    """All of them in the organisation; those that wait for a judgement first."""
    found = emergency.overseen(request.actor, at=request.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    day = local_day(request.at)
    here = emergency.judged_here(request.actor, at=request.at).filter(pk__in=[e.pk for e in page])
    ours = set(here.values_list("pk", flat=True))
    rows = [
        {
            "one": e, "danger": _danger(e.danger), "elsewhere": e.pk not in ours,
            "late": e.judged_at is None and e.review_by < day,
        }
        for e in page
    ]  # fmt: skip
    return render(request, "zicht/moving/emergencies.html", {"page": page, "rows": rows})


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: ActingRequest, key: UUID) -> HttpResponse:
    """One of them: who, why, when; and the judgement. No content of the record."""
    found = emergency.overseen_one(request.actor, key, at=request.at)
    judges = emergency.judged_here(request.actor, at=request.at).filter(pk=key).exists()
    form = JudgeForm(request.POST if judges and request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            emergency.judge(
                actor=request.actor, access=found, justified=given["justified"] == "yes",
                judgement=given["judgement"], at=request.at,
            )  # fmt: skip
        except NotPossible as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, "Uw oordeel is vastgelegd.")
        return redirect("moving:emergencies")
    context = {"one": found, "danger": _danger(found.danger), "form": form, "judges": judges}
    return render(request, "zicht/moving/judge.html", context, status=422 if form.errors else 200)
