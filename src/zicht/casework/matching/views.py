# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of comparing, each behind the door of one purpose: ask, what was asked, contacts, what came of one."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Kind, Purpose
from zicht.base.formfields import is_offered
from zicht.base.records import EditConflict
from zicht.casework.cases.gate import own_case_for
from zicht.casework.cases.ways import Way
from zicht.casework.intake.gate import signal_to_change
from zicht.casework.matching import actions, gate, pages, queries, rules
from zicht.casework.matching.forms import AskForm, VerdictForm

View = Callable[..., HttpResponse]
PER_PAGE = 25


def ask(way: Way, kind: Kind) -> View:
    """Choose what to compare; the purpose is the one in use."""
    gate_of = signal_to_change if kind is Kind.SIGNAL else own_case_for

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        record: Any = gate_of(request.actor, key, at=request.at)
        here = gate.held(kind, key, record.owning_unit_id)
        form = AskForm(request.POST if request.method == "POST" else None, kinds=here)
        back = pages.record_link(request.actor, way, kind.value, key, at=request.at)
        if request.method == "POST" and form.is_valid():
            asked = actions.ask(
                actor=request.actor, kind=kind, record=key, unit=record.owning_unit_id,
                chosen=form.cleaned_data["kinds"], submission=form.cleaned_data["submission"], at=request.at,
            )  # fmt: skip
            if asked.reason:
                messages.warning(request, f"Er is niets vergeleken, want {rules.REASONS[asked.reason]}.")
            else:
                minutes = int(rules.DELAY.total_seconds() // 60)
                messages.success(request, f"De vraag is gesteld. Het antwoord staat hier over {minutes} minuten.")
            return redirect(pages.url(way, "comparisons"))
        context = {"form": form, "offered": is_offered(form, "kinds"), "way": way}
        context |= {"reference": back[0], "back": back[1], "purpose": way.purpose.value, "per_day": rules.PER_DAY}
        context["crumbs"] = [{"label": back[0], "url": back[1]}, {"label": "Vergelijken"}]
        status = 422 if form.is_bound else 200
        return render(request, "zicht/matching/ask.html", context, status=status)

    return view


def comparison_list(way: Way) -> View:
    """What one's units asked, and the answers."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest) -> HttpResponse:
        page = Paginator(gate.comparisons(request.actor, at=request.at), PER_PAGE).get_page(request.GET.get("page"))
        rows = pages.comparison_rows(request.actor, list(page), at=request.at)
        logbook.listed(request.actor, kind=Kind.COMPARISON, what="comparisons", at=request.at, found=len(rows))
        context = {"page": page, "rows": rows, "contacts_url": pages.url(way, "contacts")}
        return render(request, "zicht/matching/comparisons.html", context)

    return view


def contact_list(way: Way) -> View:
    """Contacts: those without a conclusion first."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest) -> HttpResponse:
        found = gate.contacts(request.actor, at=request.at).order_by("verdict", "-made_at", "id")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        rows = pages.contact_rows(request.actor, way, list(page), at=request.at)
        logbook.listed(request.actor, kind=Kind.COMPARISON, what="contacts", at=request.at, found=len(rows))
        context = {"page": page, "rows": rows, "comparisons_url": pages.url(way, "comparisons")}
        return render(request, "zicht/matching/contacts.html", context)

    return view


def contact(way: Way) -> View:
    """One contact: whom to call, and what came of it."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        found = gate.contact_for(request.actor, key, at=request.at)
        known = {"verdict": found.verdict, "reason": found.verdict_reason, "share": found.shared}
        form = VerdictForm(
            request.POST if request.method == "POST" else None, initial=known | {"version": found.version}
        )
        conflict = False
        if form.is_bound and form.is_valid():
            data = form.cleaned_data
            try:
                actions.judge(
                    actor=request.actor, contact=found, verdict=data["verdict"], reason=data["reason"],
                    share=data["share"], expected=data["version"], at=request.at,
                )  # fmt: skip
            except EditConflict:
                conflict = True
                found = gate.contact_for(request.actor, key, at=request.at)
                typed = cast("QueryDict", form.data).copy()
                typed["version"] = str(found.version)
                form.data = typed
            else:
                messages.success(request, "Uw oordeel is bewaard.")
                return redirect(pages.url(way, "contact", key))
        context = _contact(request, way, found) | {"form": form, "conflict": conflict}
        status = 409 if conflict else 422 if form.is_bound else 200
        return render(request, "zicht/matching/contact.html", context, status=status)

    return view


def _contact(request: ActingRequest, way: Way, found: Any) -> dict[str, Any]:
    name, link = pages.record_link(request.actor, way, found.record_kind, found.record, at=request.at)
    return {
        "contact": found,
        "facts": pages.contact_facts(found),
        "reference": name,
        "record_url": link,
        "verdict": rules.VERDICTS[found.verdict],
        "both": pages.both_sides(found),
        "ask_url": pages.access_url(way, found),
        "crumbs": [{"label": "Contacten", "url": pages.url(way, "contacts")}, {"label": "Contact"}],
    }


@door(Purpose.OVERSIGHT)
@require_safe
def counts(request: ActingRequest) -> HttpResponse:
    """How often was compared and how often not, and why: for whoever oversees the organisation."""
    rows = queries.counts(request.actor, at=request.at)
    logbook.listed(request.actor, kind=Kind.AUDIT, what="comparison counts", at=request.at, found=len(rows))
    return render(request, "zicht/matching/counts.html", {"rows": rows, "total": sum(row[-1] for row in rows)})
