# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the council report: the list, one report as the council will read it, numbers to fill in, the file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.base.records import EditConflict
from zicht.monitor.council import actions, gate
from zicht.monitor.council.forms import FillForm, StartForm, WithdrawForm
from zicht.monitor.council.numbers import Told, council_year, gaps, protected, years_of
from zicht.monitor.forms import StepForm
from zicht.monitor.models import CouncilReport
from zicht.monitor.publishing import About, CouncilYear, council_fragment, council_pdf
from zicht.monitor.publishing.council import title as title_of
from zicht.monitor.result import Lang

PER_PAGE = 20
SAVED = "De aantallen zijn bewaard. Kleine aantallen over mensen staan niet in het bericht."
CHANGED = "Iemand anders heeft dit bericht net gewijzigd. Lees het opnieuw en probeer het dan nog eens."
NOT_NOW = "Dat kan niet met een bericht in deze stand. Kijk op deze pagina wat er nu wel kan."
ELSEWHERE = "Een andere afdeling van uw gemeente maakt al een bericht over dit jaar. Vraag het daar na."


@door(Purpose.POLICY_MAKING)
@require_safe
def reports(request: ActingRequest) -> HttpResponse:
    """The reports of this unit, the latest year first."""
    page = Paginator(gate.reports(request.actor, at=request.at), PER_PAGE).get_page(request.GET.get("page"))
    mine = bool(gate.municipalities(request.actor, at=request.at))
    return render(request, "zicht/monitor/council_reports.html", {"page": page, "mine": mine})


@door(Purpose.POLICY_MAKING)
@require_http_methods(["GET", "HEAD", "POST"])
def report_add(request: ActingRequest) -> HttpResponse:
    """Choose municipality and year."""
    mine = gate.municipalities(request.actor, at=request.at)
    form = StartForm(request.POST or None, municipalities=mine, this_year=local_day(request.at).year)
    if form.is_bound and form.is_valid():
        place = mine[int(form.cleaned_data["organisation"])]
        try:
            made = actions.make(
                actor=request.actor, unit=gate.unit_for(request.actor, place, at=request.at), organisation=place,
                year=int(form.cleaned_data["year"]), person=gate.me(request.actor), at=request.at,
            )  # fmt: skip
        except actions.ElsewhereError:
            form.add_error("year", ELSEWHERE)
        else:
            return redirect("monitor:council-report", key=made.pk)
    context = {"form": form, "mine": bool(mine), "crumbs": _crumbs("Nieuw bericht")}
    return render(request, "zicht/monitor/council_add.html", context, status=422 if form.is_bound else 200)


@door(Purpose.POLICY_MAKING)
@require_safe
def report(request: ActingRequest, key: UUID) -> HttpResponse:
    """The report as the council will read it, small numbers hidden."""
    found, lang = gate.report_for(request.actor, key, at=request.at), _lang(request)
    told = _told(request, found)
    facts = [("Gemaakt door", found.made_by.name), ("Begonnen op", found.made_at)]
    if found.fixed_at is not None:
        facts.append(("Vastgesteld op", found.fixed_at))
    context = {
        "report": found, "lang": lang, "heading": title_of(told, lang), "facts": facts,
        # It comes out of our own drawing; its words are escaped there.
        "body": mark_safe(council_fragment(told, lang)),  # noqa: S308
        "form": StepForm(initial={"version": found.version}), "crumbs": _crumbs(found.title),
    }  # fmt: skip
    return render(request, "zicht/monitor/council_report.html", context)


@door(Purpose.POLICY_MAKING)
@require_http_methods(["GET", "HEAD", "POST"])
def report_fill(request: ActingRequest, key: UUID) -> HttpResponse:
    """Numbers that Zicht does not count."""
    found = gate.report_for(request.actor, key, at=request.at)
    if found.fixed_at is not None:
        messages.warning(request, NOT_NOW)
        return redirect("monitor:council-report", key=key)
    years = years_of(found.year)
    empty = gaps(years, gate.counted(request.actor, found, at=request.at), gate.kept(found))
    form = FillForm(request.POST or None, report=found, gaps=empty)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.fill(
                actor=request.actor, report=found, filled=form.filled(), place=given.get("place", found.place),
                told_by=given["told_by"], expected=given["version"], at=request.at,
            )  # fmt: skip
        except EditConflict:
            form.add_error(None, CHANGED)
        else:
            messages.success(
                request, "De aantallen zijn bewaard. Kleine aantallen over mensen staan niet in het bericht."
            )
            return redirect("monitor:council-report", key=key)
    context = {"form": form, "report": found, "crumbs": _crumbs(found, "Aantallen invullen")}
    return render(request, "zicht/monitor/council_fill.html", context, status=422 if form.is_bound else 200)


@door(Purpose.POLICY_MAKING)
@require_POST
def report_fix(request: ActingRequest, key: UUID) -> HttpResponse:
    """Keep the numbers for good; then there is a file."""
    found, form = gate.report_for(request.actor, key, at=request.at), StepForm(request.POST)
    if form.is_valid():
        try:
            actions.fix(
                actor=request.actor, report=found, numbers=_numbers(request, found),
                expected=form.cleaned_data["version"], at=request.at,
            )  # fmt: skip
        except EditConflict:
            messages.warning(request, CHANGED)
        except actions.NotNowError:
            messages.warning(request, NOT_NOW)
        else:
            messages.success(request, "Het bericht is vastgesteld. U kunt de PDF nu ophalen en aan de raad geven.")
    return redirect("monitor:council-report", key=key)


@door(Purpose.POLICY_MAKING)
@require_http_methods(["GET", "HEAD", "POST"])
def report_withdraw(request: ActingRequest, key: UUID) -> HttpResponse:
    """Withdraw a fixed report, with a reason."""
    found = gate.report_for(request.actor, key, at=request.at)
    if found.fixed_at is None or found.withdrawn_at is not None:
        messages.warning(request, NOT_NOW)
        return redirect("monitor:council-report", key=key)
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.withdraw(
                actor=request.actor, report=found, why=given["why"], expected=given["version"], at=request.at
            )
        except EditConflict:
            messages.warning(request, CHANGED)
        else:
            messages.success(request, "Het bericht is ingetrokken. U kunt over dit jaar een nieuw bericht maken.")
        return redirect("monitor:council-report", key=key)
    context = {"form": form, "report": found, "crumbs": _crumbs(found, "Intrekken")}
    return render(request, "zicht/monitor/council_withdraw.html", context, status=422 if form.is_bound else 200)


@door(Purpose.POLICY_MAKING)
@require_safe
def report_pdf(request: ActingRequest, key: UUID) -> HttpResponse:
    """The two pages, of a fixed report that was not withdrawn."""
    found, lang = gate.report_for(request.actor, key, at=request.at), _lang(request)
    if found.fixed_at is None or found.withdrawn_at is not None:
        raise NotHere
    about = About(publisher=found.organisation.name, issued=local_day(found.fixed_at))
    body = council_pdf(_told(request, found), lang, about)
    logbook.listed(request.actor, kind=Kind.POLICY, what="council", at=request.at, verb="export")
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="raadsbericht-{found.year}.{lang}.pdf"'
    return response


def _numbers(request: ActingRequest, found: CouncilReport) -> Told:
    """The protected numbers: those that were fixed, or as they would be now."""
    if found.fixed_at is not None:
        return found.numbers  # type: ignore[no-any-return]
    filled = {code: {int(y): n for y, n in years.items()} for code, years in found.filled.items()}
    counted = gate.counted(request.actor, found, at=request.at)
    return protected(years_of(found.year), counted, filled, gate.kept(found))


def _told(request: ActingRequest, found: CouncilReport) -> CouncilYear:
    counted_on = local_day(found.fixed_at or request.at)
    return council_year(
        found.organisation.name, years_of(found.year), _numbers(request, found), place=found.place,
        told_by=found.told_by, counted_on=counted_on,
    )  # fmt: skip


def _lang(request: ActingRequest) -> Lang:
    return "en" if request.GET.get("taal") == "en" else "nl"


def _crumbs(*steps: CouncilReport | str) -> list[dict[str, Any]]:
    """From the list to this report, and below it."""
    found: list[dict[str, Any]] = [{"label": "Berichten aan de raad", "url": reverse("monitor:council")}]
    for step in steps:
        if isinstance(step, str):
            found.append({"label": step})
        else:
            found.append({"label": step.title, "url": reverse("monitor:council-report", args=[step.pk])})
    return found
