# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Two editions beside each other, and an edition beside the register as it is now: what differs and why."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Purpose
from zicht.monitor import actions, gate
from zicht.monitor.comparing import Published
from zicht.monitor.differing import HAPPENED, laid
from zicht.monitor.forms import CompareForm, StepForm
from zicht.monitor.lifecycle import BUILT, FAILED, STATES
from zicht.monitor.models import Edition
from zicht.monitor.waiting import START, waiting

PER_PAGE = 100
NO_TABLES = "Deze editie heeft nog geen cijfers. Wacht tot ze geteld is, of kijk waarom dat niet lukte."


@door(Purpose.POLICY_MAKING)
@require_safe
def compare(request: ActingRequest) -> HttpResponse:
    """Any two editions, for who composes."""
    return _compare(request, back="monitor:editions")


@door(Purpose.ANALYSIS)
@require_safe
def check_compare(request: ActingRequest) -> HttpResponse:
    """The same for who checks."""
    return _compare(request, back="monitor:checks")


@door(Purpose.POLICY_MAKING)
@require_http_methods(["GET", "HEAD", "POST"])
def recount(request: ActingRequest, key: UUID) -> HttpResponse:
    """Count an edition again and compare, for who composes."""
    return _recount(request, key, here="monitor:recount", back="monitor:edition")


@door(Purpose.ANALYSIS)
@require_http_methods(["GET", "HEAD", "POST"])
def check_recount(request: ActingRequest, key: UUID) -> HttpResponse:
    """The same for who checks."""
    return _recount(request, key, here="monitor:check-recount", back="monitor:check")


def _compare(request: ActingRequest, *, back: str) -> HttpResponse:
    made = gate.editions(request.actor, at=request.at).exclude(tables="")
    form = CompareForm(request.GET if request.GET.get("eerste") else None, editions=list(made))
    context: dict[str, Any] = {"form": form, "enough": len(form.by_key) > 1}
    context["crumbs"] = [{"label": "Edities", "url": reverse(back)}, {"label": "Vergelijken"}]
    bad = form.is_bound and not form.is_valid()
    if form.is_bound and not bad:
        first, second = form.chosen()
        context |= _differences(request, first.tables, second.tables)
        context |= {"before": first.years, "after": second.years, "pairs": _pairs(first, second)}
        if first.years == second.years:
            context |= {"before": "Eerste", "after": "Tweede"}
    return render(request, "zicht/monitor/compare.html", context, status=422 if bad else 200)


def _pairs(first: Edition, second: Edition) -> list[tuple[str, str]]:
    """Which two, for who reads the page on paper."""
    return [
        (label, f"{each.title_nl} ({STATES[each.state]})")
        for label, each in (("Eerste editie", first), ("Tweede editie", second))
    ]


def _recount(request: ActingRequest, key: UUID, *, here: str, back: str) -> HttpResponse:
    found = gate.edition_for(request.actor, key, at=request.at)
    if found.work != BUILT:
        messages.warning(request, NO_TABLES)
        return redirect(back, key=key)
    url = reverse(here, args=[key])
    if request.method == "POST":
        actions.ask_recount(actor=request.actor, edition=found, at=request.at)
        return redirect(f"{url}{START}")
    last = found.recounts.first()
    context: dict[str, Any] = {
        "edition": found, "last": last, "form": StepForm(initial={"version": found.version}),
        "waiting": waiting(request, last), "failed": last is not None and last.work == FAILED,
        "crumbs": [
            {"label": "Edities", "url": reverse(f"{back}s")},
            {"label": found.title_nl, "url": reverse(back, args=[key])},
            {"label": "Opnieuw tellen"},
        ],
    }  # fmt: skip
    if last is not None and last.work == BUILT:
        context |= _differences(request, found.tables, last.tables)
        context |= {"before": "Editie", "after": "Nu", "happened": [HAPPENED[code] for code in last.happened]}
    return render(request, "zicht/monitor/recount.html", context)


def _differences(request: ActingRequest, before: str, after: str) -> dict[str, Any]:
    """What both pages show; numbers by the page, all of them at once to print."""
    found = laid(Published(json.loads(before)), Published(json.loads(after)))
    size = max(len(found.numbers), 1) if "alles" in request.GET else PER_PAGE
    page = Paginator(found.numbers, size).get_page(request.GET.get("page"))
    every = request.GET.copy()
    every["alles"] = "1"
    return {"found": found, "page": page, "every": f"?{every.urlencode()}" if page.has_other_pages() else ""}
