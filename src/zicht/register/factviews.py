# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages about what a report says: correct and add, periods of exploitation, minors who left reception."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.records import EditConflict
from zicht.register import gate, queries
from zicht.register.factforms import CorrectForm, DepartureForm, EpisodeForm
from zicht.register.facts import FACTS, add_episode, correct_report, drop_episode, note_departure
from zicht.register.models import Report
from zicht.register.receipts import answer
from zicht.register.views import CONFLICT, _back, _page


def _open_report(request: ActingRequest, key: UUID) -> Report:
    """A report that still says something. Raises NotHere."""
    report = gate.report_for(request.actor, key, at=request.at)
    if report.state == Report.State.REFUSED:
        raise NotHere
    return report


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def correct(request: ActingRequest, key: UUID) -> HttpResponse:
    """Replace or add facts; the old ones stay in the history, and the reporter hears of it."""
    report = _open_report(request, key)
    start: dict[str, Any] = {name: getattr(report, name) for name in FACTS} | {"version": report.version}
    form = CorrectForm(request.POST or None, initial=start, today=local_day(request.at))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        before = report.version
        try:
            report = correct_report(
                actor=request.actor, report=report, facts=form.facts(), note=given["note"],
                expected=given["version"], at=request.at,
            )  # fmt: skip
        except EditConflict:
            return _back(request, report.pk, CONFLICT, bad=True)
        if report.version == before:
            return _back(request, report.pk, "Er was niets te verbeteren: de gegevens zijn gelijk gebleven.")
        sent = answer(actor=request.actor, report=report, at=request.at)
        return _back(request, report.pk, "De melding is verbeterd." + (" De melder krijgt bericht." if sent else ""))
    return _page(request, "Melding verbeteren", "correct", {"report": report, "form": form})


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def episodes(request: ActingRequest, key: UUID) -> HttpResponse:
    """Periods of exploitation: add one, or take one away."""
    report = _open_report(request, key)
    dropping = request.POST.get("drop", "")
    known = {str(episode.pk): episode for episode in report.episodes.all()}
    if dropping in known:
        drop_episode(actor=request.actor, report=report, episode=known[dropping], at=request.at)
        messages.success(request, "De periode is weggehaald. Wat er stond, blijft in de geschiedenis.")
        return redirect("register:episodes", key=report.pk)
    form = EpisodeForm(request.POST or None, today=local_day(request.at))
    if request.method == "POST" and form.is_valid():
        add_episode(actor=request.actor, report=report, episode=form.cleaned_data, at=request.at)
        messages.success(request, "De periode is toegevoegd.")
        return redirect("register:episodes", key=report.pk)
    context = {"report": report, "form": form, "episodes": queries.episodes_of(report)}
    return _page(request, "Periodes van uitbuiting", "episodes", context)


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def departures(request: ActingRequest) -> HttpResponse:
    """Minors who left reception for an unknown destination, per year; never added to victims."""
    units = list(queries.keeping_units(request.actor, at=request.at))
    today = local_day(request.at)
    form = DepartureForm(request.POST or None, initial={"year": today.year})
    if request.method == "POST" and form.is_valid() and len(units) == 1:
        if form.cleaned_data["year"] > today.year:
            form.add_error("year", "Dit jaar ligt in de toekomst. Vul het jaar van vertrek in.")
        else:
            note_departure(actor=request.actor, unit=units[0], year=form.cleaned_data["year"], at=request.at)
            messages.success(request, "De gebeurtenis is vastgelegd.")
            return redirect("register:departures")
    found = gate.departures(request.actor, at=request.at).order_by().values("year")
    rows = list(found.annotate(number=Count("id")).order_by("-year"))
    return _page(request, "Vertrokken uit de opvang", "departures", {"form": form, "rows": rows})
