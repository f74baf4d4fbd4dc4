# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Handovers behind each door: the list, proposing, and one handover with its answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.casework.cases.ways import Way
from zicht.casework.moving import gate, handover, rules, whole
from zicht.casework.moving.forms import HandoverForm, RefuseForm
from zicht.casework.moving.words import forms_in_words, municipality_in_words

View = Callable[..., HttpResponse]
PER_PAGE = 25


def address(way: Way, name: str, *args: Any) -> str:
    """Address of a page of this room behind the door of `way`."""
    return reverse(f"moving:{way.prefix}{name}", args=args)


def handover_list(way: Way) -> View:
    """What waits for an answer here, and everything that was offered to and by the unit."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest) -> HttpResponse:
        actor, at = request.actor, request.at
        waiting = set(gate.incoming(actor, at=at).values_list("pk", flat=True))
        found = gate.handovers(actor, at=at).order_by("-proposed_at", "id")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        rows = [
            {
                "handover": one, "url": address(way, "handover", one.pk), "waits": one.pk in waiting,
                "over": whole.is_over(one.deadline, one.state, at=at),
            }
            for one in page
        ]  # fmt: skip
        urls = {name: address(way, name) for name in ("requests", "emergency", "work")}
        return render(request, "zicht/moving/handovers.html", {"page": page, "rows": rows, "urls": urls})

    return view


def propose(way: Way, kind: Kind) -> View:
    """Offer a case or a signal: first everything that goes, then to whom, why and until when."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        find = gate.own_case_for if kind is Kind.CASE else gate.signal_to_change
        record: Any = find(request.actor, key, at=request.at)
        parts = whole.parts_of(record)
        problem = whole.obstacle(record, parts)
        receivers = whole.receivers(record, parts, at=request.at)
        typed = request.POST if request.method == "POST" else None
        form = HandoverForm(typed, receivers=receivers, today=local_day(request.at))
        if request.method == "POST" and not problem and form.is_valid():
            answer = _propose(request, way, record, form)
            if answer is not None:
                return answer
        back = way.case_url(record.pk) if kind is Kind.CASE else reverse("intake:signal", args=[record.pk])
        context = {
            "form": form, "record": record, "parts": rules.in_words(parts), "problem": problem, "back": back,
            "nobody": not receivers, "is_case": kind is Kind.CASE,
        }  # fmt: skip
        status = 422 if form.is_bound and (problem or form.errors) else 200
        return render(request, "zicht/moving/propose.html", context, status=status)

    return view


def _propose(request: ActingRequest, way: Way, record: Any, form: HandoverForm) -> HttpResponse | None:
    given = form.cleaned_data
    try:
        made = handover.propose(
            actor=request.actor, record=record, to=given["to"], why=given["why"], deadline=given["deadline"],
            key=given["submission"], at=request.at,
        )  # fmt: skip
    except rules.NotWhole as problem:
        form.add_error(None, str(problem))
        return None
    messages.success(request, "De overdracht is voorgesteld. Tot de ontvanger haar aanneemt, blijft alles bij u.")
    return redirect(address(way, "handover", made.pk))


def one_handover(way: Way) -> View:
    """One handover. The receiver answers; the sender can take it back; both see what went, never what it says."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        actor, at = request.actor, request.at
        found = gate.handover_for(actor, key, at=at)
        waits = gate.incoming(actor, at=at).filter(pk=key).exists()
        mine = gate.is_sender(actor, found, at=at)
        form = RefuseForm(request.POST if request.POST.get("do") == "refuse" else None)
        if request.method == "POST":
            answer = _answer(request, way, found, form, waits=waits, mine=mine)
            if answer is not None:
                return answer
        context = {
            "way": way, "handover": found, "form": form, "waits": waits, "parts": rules.in_words(found.parts),
            "may_withdraw": mine and found.state == "proposed", "forms": forms_in_words(found.forms),
            "municipality": municipality_in_words(found.municipality), "record_url": _record_url(request, way, found),
            "over": whole.is_over(found.deadline, found.state, at=at), "list_url": address(way, "handovers"),
        }  # fmt: skip
        status = 422 if form.errors else 200
        return render(request, "zicht/moving/handover.html", context, status=status)

    return view


def _answer(
    request: ActingRequest, way: Way, found: Any, form: RefuseForm, *, waits: bool, mine: bool
) -> HttpResponse | None:
    """Accept, refuse or withdraw, whichever was pressed by whoever may. None: show the page again."""
    act = request.POST.get("do")
    who = {"actor": request.actor, "handover": found, "at": request.at}
    try:
        if act == "accept" and waits:
            handover.accept(**who)
            messages.success(request, "De overdracht is aangenomen. Alles staat nu bij uw afdeling, op uw naam.")
        elif act == "withdraw" and mine:
            handover.withdraw(**who)
            messages.success(request, "Het voorstel is ingetrokken.")
        elif act == "refuse" and waits:
            if not form.is_valid():
                return None
            handover.refuse(**who, reason=form.cleaned_data["reason"])
            messages.success(request, "De overdracht is geweigerd. De afzender leest uw reden.")
    except rules.NotWhole as problem:
        messages.warning(request, str(problem))
    return redirect(address(way, "handover", found.pk))


def _record_url(request: ActingRequest, way: Way, found: Any) -> str:
    """Where the record is, for whoever owns it now."""
    try:
        record = gate.record_of(request.actor, found, at=request.at)
    except gate.NotHere:
        return ""
    if found.kind == Kind.CASE.value:
        return way.case_url(record.pk)
    return reverse("intake:signal", args=[record.pk]) if way.purpose is Purpose.SIGNAL_HANDLING else ""
