# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the register, for registrars."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.records import EditConflict
from zicht.register import forms, gate, queries
from zicht.register.actions import enter_report, link_reports, refuse_report, unlink_report
from zicht.register.judging import TRANSITIONS, NotPossible
from zicht.register.models import Report
from zicht.register.receipts import answer, has_address

PER_PAGE = 25
CONFLICT = "Iemand anders heeft deze melding net gewijzigd. Kijk naar de stand van nu en probeer het opnieuw."
NOT_NOW = "Dit kan niet meer: de melding heeft inmiddels een andere stand."


def _page(
    request: ActingRequest, title: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    crumbs = [{"url": reverse("register:reports"), "label": "Register"}, {"label": title}]
    if title == "Register":
        crumbs = []
    shared = {"title": title, "crumbs": crumbs, "scope": queries.scope_line()}
    return render(request, f"zicht/register/{template}.html", shared | context, status=status)


@door(Purpose.REGISTER_KEEPING)
@require_GET
def report_list(request: ActingRequest) -> HttpResponse:
    """All reports, by state, year and group."""
    actor, at = request.actor, request.at
    form = forms.FilterForm(request.GET, years=queries.years(actor, at=at))
    found = queries.report_list(actor, at=at, **form.chosen())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [queries.row_of(report) for report in page.object_list]
    logbook.listed(actor, kind=Kind.REPORT, what="reports", at=at, found=page.paginator.count)
    waiting = queries.waiting_count(actor, at=at)
    filtered = any(value not in ("", None) for value in form.chosen().values())
    return _page(
        request,
        "Register",
        "reports",
        {"page": page, "rows": rows, "form": form, "waiting": waiting, "filtered": filtered},
    )


@door(Purpose.REGISTER_KEEPING)
@require_GET
def report_detail(request: ActingRequest, key: UUID) -> HttpResponse:
    """One report: facts, ground, links, history."""
    report = gate.report_for(request.actor, key, at=request.at)
    return _page(request, "Melding", "report", _detail(request, report))


def _detail(request: ActingRequest, report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "facts": queries.facts_of(report),
        "ground": queries.ground_of(report),
        "episodes": queries.episodes_of(report),
        "rules": queries.rules_of(report) if report.state != Report.State.REFUSED else [],
        "linked": queries.linked(request.actor, report, at=request.at),
        "history": queries.history(report),
        "verbs": {verb for state, verb in TRANSITIONS if state == report.state},
    }


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def decide(request: ActingRequest, key: UUID) -> HttpResponse:
    """Take a report in or not."""
    report = gate.report_for(request.actor, key, at=request.at)
    start = {"version": report.version}
    refusing = request.POST.get("verb") == "refuse"
    enter = forms.EnterForm(request.POST if request.POST and not refusing else None, initial=start, prefix="in")
    refuse = forms.RefuseForm(request.POST if refusing else None, initial=start, prefix="uit")
    chosen = refuse if refusing else enter
    if request.method == "POST" and chosen.is_valid():
        return _decided(request, report, refusing, chosen.cleaned_data)
    context = _detail(request, report) | {
        "enter": enter, "refuse": refuse, "answers": has_address(report), "bound": chosen if request.POST else None,
    }  # fmt: skip
    return _page(request, "Besluit over een melding", "decide", context)


def _decided(request: ActingRequest, report: Report, refusing: bool, given: dict[str, Any]) -> HttpResponse:
    actor, at = request.actor, request.at
    try:
        if refusing:
            report = refuse_report(
                actor=actor, report=report, reason=given["reason"], note=given["note"],
                expected=given["version"], at=at,
            )  # fmt: skip
        else:
            report = enter_report(actor=actor, report=report, note=given["note"], expected=given["version"], at=at)
    except EditConflict:
        return _back(request, report.pk, CONFLICT, bad=True)
    except NotPossible:
        return _back(request, report.pk, NOT_NOW, bad=True)
    sent = answer(actor=actor, report=report, at=at)
    words = "De melding is niet opgenomen en de gegevens zijn gewist." if refusing else "De melding is opgenomen."
    return _back(request, report.pk, words + (" De melder krijgt bericht." if sent else ""))


def _back(request: ActingRequest, key: UUID, words: str, *, bad: bool = False) -> HttpResponseRedirect:
    (messages.error if bad else messages.success)(request, words)
    return redirect("register:report", key=key)


@door(Purpose.REGISTER_KEEPING)
@require_GET
def candidates(request: ActingRequest, key: UUID) -> HttpResponse:
    """Reports that may be about the same person; a person decides."""
    report = gate.report_for(request.actor, key, at=request.at)
    found: QuerySet[Report] = queries.candidates(request.actor, report, at=request.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    listed = queries.compared(report, list(page.object_list))
    number = page.paginator.count
    logbook.listed(request.actor, kind=Kind.REPORT, what="same person", at=request.at, found=number, verb="search")
    context = {"report": report, "facts": queries.facts_of(report), "page": page, "candidates": listed}
    return _page(request, "Zelfde persoon zoeken", "candidates", context)


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def link(request: ActingRequest, key: UUID, other: UUID) -> HttpResponse:
    """Two reports beside each other; say that they are about one person."""
    report = gate.report_for(request.actor, key, at=request.at)
    second = gate.report_for(request.actor, other, at=request.at)
    if "refused" in (report.state, second.state) or report.owning_unit_id != second.owning_unit_id:
        raise NotHere
    form = forms.LinkForm(request.POST or None, initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            link_reports(
                actor=request.actor, report=report, other=second, note=given["note"],
                expected=given["version"], at=request.at,
            )  # fmt: skip
        except EditConflict:
            return _back(request, report.pk, CONFLICT, bad=True)
        except NotPossible:
            return _back(request, report.pk, "Deze meldingen waren al gekoppeld.", bad=True)
        return _back(request, report.pk, "De twee meldingen tellen nu als één slachtoffer.")
    context = {"report": report, "other": second, "candidate": queries.compared(report, [second])[0], "form": form}
    context |= {"facts": queries.facts_of(report), "other_facts": queries.facts_of(second)}
    return _page(request, "Meldingen koppelen", "link", context)


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def unlink(request: ActingRequest, key: UUID) -> HttpResponse:
    """Take a link back."""
    report = gate.report_for(request.actor, key, at=request.at)
    linked = queries.linked(request.actor, report, at=request.at)
    form = forms.LinkForm(request.POST or None, initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            unlink_report(
                actor=request.actor, report=report, note=given["note"], expected=given["version"], at=request.at
            )
        except EditConflict:
            return _back(request, report.pk, CONFLICT, bad=True)
        except NotPossible:
            return _back(request, report.pk, "Deze melding was niet gekoppeld.", bad=True)
        return _back(request, report.pk, "De koppeling is los. De meldingen tellen weer als twee slachtoffers.")
    return _page(request, "Koppeling losmaken", "unlink", {"report": report, "linked": linked, "form": form})


@door(Purpose.REGISTER_KEEPING)
@require_GET
def deliveries(request: ActingRequest) -> HttpResponse:
    """Files and messages that came in."""
    found = queries.delivery_list(request.actor, at=request.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return _page(request, "Leveringen", "deliveries", {"page": page})
