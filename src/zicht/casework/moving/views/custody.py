# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who reported: asking the custodian, and the custodian's answer."""

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
from zicht.casework.intake.gate import signal_to_change
from zicht.casework.moving import custody, whole
from zicht.casework.moving.forms import CustodyForm, IdentityAskForm
from zicht.casework.moving.rules import NotPossible
from zicht.casework.moving.words import purpose_in_words

PER_PAGE = 25
NOBODY = "Uw organisatie heeft nog geen bewaarder. Vraag uw beheerder."


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def identity_ask(request: ActingRequest, key: UUID) -> HttpResponse:
    """Ask who reported this signal."""
    signal = signal_to_change(request.actor, key, at=request.at)
    form = IdentityAskForm(request.POST if request.method == "POST" else None)
    keeper = custody.custodian_of(signal)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            custody.ask(
                actor=request.actor, signal=signal, why=given["why"], days=given["days"], key=given["submission"],
                at=request.at,
            )  # fmt: skip
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Uw vraag ligt bij de bewaarder. U ziet het antwoord bij dit signaal.")
            return redirect("intake:signal", key=key)
    intro = "Wie er meldde, ligt verzegeld bij de bewaarder. U kunt met de melder schrijven zonder dit te weten. " + (
        f"De bewaarder is: {keeper.name}." if keeper else NOBODY
    )
    waiting = custody.running(signal, request.actor, at=request.at)
    context = {
        "form": form, "title": "Vragen wie er meldde", "button": "Vraag versturen", "intro": intro,
        "back": reverse("intake:signal", args=[key]), "waiting": waiting,
    }  # fmt: skip
    return render(request, "zicht/moving/form.html", context, status=422 if form.errors else 200)


@door(Purpose.IDENTITY_CUSTODY)
@require_safe
def questions(request: ActingRequest) -> HttpResponse:
    """What is asked of the custodian, open ones first."""
    found = custody.questions(request.actor, at=request.at)
    page = Paginator(found.order_by("answered_at", "deadline", "id"), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"one": q, "over": whole.is_over(q.deadline, q.state, at=request.at)} for q in page]
    return render(request, "zicht/moving/custody.html", {"page": page, "rows": rows})


@door(Purpose.IDENTITY_CUSTODY)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: ActingRequest, key: UUID) -> HttpResponse:
    """One question: tell for some days, or not; the reporter hears of it unless that is not safe."""
    found = custody.question_for(request.actor, key, at=request.at)
    open_now = found.state == "asked" and not whole.is_over(found.deadline, found.state, at=request.at)
    form = CustodyForm(request.POST if request.method == "POST" else None, initial={"days": found.days})
    if form.is_bound and open_now and form.is_valid() and _answer(request, found, form):
        return redirect("moving:custody")
    context = {
        "one": found, "form": form, "open": open_now, "purpose": purpose_in_words(found.purpose),
        "over": whole.is_over(found.deadline, found.state, at=request.at),
    }  # fmt: skip
    return render(request, "zicht/moving/custody_question.html", context, status=422 if form.errors else 200)


def _answer(request: ActingRequest, found: Any, form: CustodyForm) -> bool:
    given = form.cleaned_data
    who = {"actor": request.actor, "question": found, "at": request.at, "reason": given["reason"]}
    told = not given["silent"]
    try:
        if request.POST.get("do") == "tell":
            if not given["days"]:
                form.add_error("days", "Vul in hoeveel dagen.")
                return False
            custody.tell(**who, days=given["days"], told=told)
            messages.success(request, "Vastgelegd. Wie het vroeg, kan het nu lezen. Dat stopt vanzelf.")
        else:
            custody.keep(**who, told=told)
            messages.success(request, "Vastgelegd. De identiteit blijft verzegeld.")
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return False
    return True
