# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of funnels and reconciliations: lists, one year as picture and table, the form to fill one in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.base.records import EditConflict
from zicht.base.sheets import CSV_TYPE, ODS_TYPE, csv_file, ods
from zicht.policy import counts, gate
from zicht.policy.actions import fill_year
from zicht.policy.counts import Shown
from zicht.policy.forms import CountsForm, YearForm
from zicht.policy.known import chains
from zicht.policy.models import YearCount
from zicht.policy.picture import Drawn, phone_picture, picture
from zicht.policy.rules import Chain

PER_PAGE = 20
TITLES = {"funnel": "Trechters", "reconciliation": "Aansluiting op het register"}
LISTS = {"funnel": "policy:funnels", "reconciliation": "policy:reconciliations"}
ADDS = {"funnel": "policy:funnel-add", "reconciliation": "policy:reconciliation-add"}
CHANGED = "Iemand anders vulde dit jaar net in. Kijk wat er nu staat en wijzig het daarna."
POSTS = ["GET", "HEAD", "POST"]


@door(Purpose.POLICY_MAKING)
@require_safe
def funnels(request: ActingRequest) -> HttpResponse:
    """What services told: from signal to report."""
    return _list(request, "funnel")


@door(Purpose.POLICY_MAKING)
@require_safe
def reconciliations(request: ActingRequest) -> HttpResponse:
    """Who stands in a system of the investigation and not in the register."""
    return _list(request, "reconciliation")


def _list(request: ActingRequest, kind: str) -> HttpResponse:
    found = counts.shown(request.actor, kind, at=request.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    logbook.listed(request.actor, kind=Kind.POLICY, what=TITLES[kind], at=request.at, found=len(found))
    rows = [_row(one) for one in page]
    context = {"page": page, "rows": rows, "title": TITLES[kind], "kind": kind, "add": reverse(ADDS[kind])}
    return render(request, "zicht/policy/counts.html", context)


def _row(one: Shown) -> dict[str, Any]:
    first, last = one.lines[0], one.lines[-1]
    return {
        "one": one, "url": reverse("policy:count", kwargs={"key": one.key}),
        "first": f"{counts.text(first.number)} ({first.step.nl})",
        "last": f"{counts.text(last.number)} ({last.step.nl})", "lost": counts.text(last.lost),
    }  # fmt: skip


@door(Purpose.POLICY_MAKING)
@require_safe
def count(request: ActingRequest, key: UUID) -> HttpResponse:
    """One year of one chain: picture, table, text."""
    one = counts.one_shown(request.actor, key, at=request.at)
    wide, phone = _pictures(one)
    kind = one.chain.kind
    context = {
        "one": one, "title": one.title, "kind": kind, "wide": wide, "phone": phone,
        "lines": [_told(line) for line in one.lines], "crumbs": _crumbs(kind, one.title),
        "history": counts.history(one),
        "facts": [("Bron", one.source), ("Noot", one.note or "geen")],
    }  # fmt: skip
    return render(request, "zicht/policy/count.html", context)


def _told(line: counts.Line) -> dict[str, Any]:
    return {
        "words": line.step.nl, "unit": line.unit, "number": counts.text(line.number), "whole": line.whole,
        "share": "-" if line.share is None else f"{line.share:.0f}%", "lost": counts.text(line.lost),
        "reasons": [(name, counts.text(cell)) for name, cell in line.reasons],
    }  # fmt: skip


@lru_cache(maxsize=32)
def _drawn(one: Drawn) -> tuple[str, str]:
    """The wide picture and the one for a telephone; drawing takes a moment, a chain seldom changes."""
    return picture(one, chart_id="wide"), phone_picture(one, chart_id="phone")


def _pictures(one: Shown) -> tuple[SafeString, SafeString]:
    # The pictures come out of our own drawing; their words are escaped there.
    wide, phone = _drawn(Drawn(one.title, counts.bars(one)))
    return mark_safe(wide), mark_safe(phone)  # noqa: S308


@door(Purpose.POLICY_MAKING)
@require_safe
def count_csv(request: ActingRequest, key: UUID) -> HttpResponse:
    """The table as a file."""
    return _file(request, key, "csv")


@door(Purpose.POLICY_MAKING)
@require_safe
def count_ods(request: ActingRequest, key: UUID) -> HttpResponse:
    """The table as a workbook."""
    return _file(request, key, "ods")


def _file(request: ActingRequest, key: UUID, kind: str) -> HttpResponse:
    one = counts.one_shown(request.actor, key, at=request.at)
    logbook.listed(request.actor, kind=Kind.POLICY, what=one.chain.id, at=request.at, verb="export")
    sheets = [counts.sheet(one)]
    body, what = (ods(sheets), ODS_TYPE) if kind == "ods" else (csv_file(sheets), CSV_TYPE)
    response = HttpResponse(body, content_type=what)
    response["Content-Disposition"] = f'attachment; filename="{one.chain.id}-{one.year}.{kind}"'
    return response


@door(Purpose.POLICY_MAKING)
@require_http_methods(POSTS)
def funnel_add(request: ActingRequest) -> HttpResponse:
    """Which service and year; then its counts."""
    return _add(request, "funnel")


@door(Purpose.POLICY_MAKING)
@require_http_methods(POSTS)
def reconciliation_add(request: ActingRequest) -> HttpResponse:
    """Which system and year; then its counts."""
    return _add(request, "reconciliation")


def _add(request: ActingRequest, kind: str) -> HttpResponse:
    """The choice stands in the address, so that the form can be sent again and opened from a link."""
    chosen = YearForm(request.GET or None, kind=kind, today=local_day(request.at))
    if not (chosen.is_bound and chosen.is_valid()):
        if request.method == "POST":
            return redirect(ADDS[kind])  # a form without its choice: choose again
        title = "Trechter invullen" if kind == "funnel" else "Aansluiting invullen"
        context = {"form": chosen, "title": title, "back": reverse(LISTS[kind]), "crumbs": _crumbs(kind, title)}
        return render(request, "zicht/policy/choose_year.html", context, status=422 if chosen.is_bound else 200)
    chain, year = chains()[chosen.cleaned_data["chain"]], chosen.cleaned_data["year"]
    there = gate.year_counts(request.actor, at=request.at).filter(chain=chain.id, year=year).first()
    if there is not None and request.method != "POST":
        messages.info(request, "Dit jaar is al ingevuld. Hieronder kunt u het wijzigen.")
        return redirect("policy:fill", key=there.pk)
    return _fill(request, chain, year, None)


@door(Purpose.POLICY_MAKING)
@require_http_methods(POSTS)
def fill(request: ActingRequest, key: UUID) -> HttpResponse:
    """Better counts for a year that is there."""
    row = gate.year_count_for(request.actor, key, at=request.at)
    if row.chain not in chains():
        raise NotHere
    return _fill(request, chains()[row.chain], row.year, row)


def _fill(request: ActingRequest, chain: Chain, year: int, row: YearCount | None) -> HttpResponse:
    form = CountsForm(request.POST if request.method == "POST" else None, chain=chain, initial=_start(row))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            done = fill_year(
                actor=request.actor, unit=row.owning_unit if row else gate.own_unit(request.actor, at=request.at),
                chain=chain, year=year, counts=form.counts(), source=given["source"], note=given["note"],
                expected=given["version"], at=request.at,
            )  # fmt: skip
        except EditConflict:
            form.add_error(None, CHANGED)
        else:
            messages.success(request, "De aantallen zijn bewaard.")
            return redirect("policy:count", key=done.pk)
    title = f"{chain.nl}, {year}"
    context = {
        "form": form, "chain": chain, "title": title, "crumbs": _crumbs(chain.kind, title),
        "back": reverse(LISTS[chain.kind]),
    }  # fmt: skip
    return render(request, "zicht/policy/fill.html", context, status=422 if form.is_bound else 200)


def _start(row: YearCount | None) -> dict[str, Any]:
    if row is None:
        return {"version": 0}
    found: dict[str, Any] = {"version": row.version, "source": row.source, "note": row.note, **row.numbers}
    for step, told in row.lost.items():
        found |= {f"{step}__{reason}": number for reason, number in told.items()}
    return found


def _crumbs(kind: str, label: str) -> list[dict[str, str]]:
    return [{"label": TITLES[kind], "url": reverse(LISTS[kind])}, {"label": label}]
