# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Asking for access, and answering who asks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access.decide import Knowledge
from zicht.access.doors import ActingRequest, door
from zicht.casework.cases.ways import Way
from zicht.casework.moving import asking, whole
from zicht.casework.moving.forms import AskForm, GrantForm, RefuseForm
from zicht.casework.moving.rules import NotPossible
from zicht.casework.moving.views.handovers import address
from zicht.casework.moving.words import purpose_in_words, readable_fields

View = Callable[..., HttpResponse]
PER_PAGE = 25
SENT = (
    "Uw vraag is verstuurd. Zicht zegt niet of er iets is: u hoort het als de andere organisatie antwoordt. "
    "Zonder antwoord vervalt de vraag na veertien dagen."
)


def requests_list(way: Way) -> View:
    """What others ask of us, and what we asked."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest) -> HttpResponse:
        actor, at = request.actor, request.at
        page = Paginator(asking.asked(actor, at=at).exclude(kind="identity"), PER_PAGE).get_page(
            request.GET.get("page")
        )
        theirs = [{"one": r, "url": address(way, "request", r.pk)} for r in asking.waiting(actor, at=at)[:100]]
        ours = [
            {"one": r, "url": address(way, "request", r.pk), "over": whole.is_over(r.deadline, r.state, at=at)}
            for r in page
        ]
        context = {"page": page, "theirs": theirs, "ours": ours, "ask_url": address(way, "ask")}
        context["emergency_url"] = address(way, "emergency")
        return render(request, "zicht/moving/requests.html", context)

    return view


def ask_page(way: Way) -> View:
    """Ask. The answer is the same whatever there is."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest) -> HttpResponse:
        actor, at = request.actor, request.at
        typed = request.POST if request.method == "POST" else None
        functions = asking.functions_to_ask(actor, at=at)
        named = request.GET.get("functie", "")  # from a contact: the function that the covenant names
        known = named.isdecimal() and len(named) < 9 and functions.filter(pk=int(named)).exists()
        form = AskForm(typed, functions=functions, initial={"to": int(named)} if known else None)
        if form.is_bound and form.is_valid():
            given = form.cleaned_data
            asking.ask(
                actor=actor, to=given["to"], reference=given["reference"], why=given["why"], days=given["days"],
                key=given["submission"], at=at,
            )  # fmt: skip
            messages.success(request, SENT)
            return redirect(address(way, "requests"))
        context = {"form": form, "title": "Toegang vragen", "button": "Vraag versturen"}
        context["intro"] = (
            "Vraag aan een functie van een andere afdeling of organisatie of u iets mag zien. "
            "Uw vraag bevestigt niets: ook niet dat er een dossier is."
        )
        context["back"] = address(way, "requests")
        return render(request, "zicht/moving/form.html", context, status=422 if form.errors else 200)

    return view


def one_request(way: Way) -> View:
    """One question: the owner grants or refuses, whoever asked can take it back."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        actor, at = request.actor, request.at
        found = asking.request_for(actor, key, at=at)
        waits = any(r.pk == key for r in asking.waiting(actor, at=at))
        act = request.POST.get("do")
        give = GrantForm(
            request.POST if act == "give" else None, choices=readable_fields(), initial={"reference": found.reference}
        )
        no = RefuseForm(request.POST if act == "refuse" else None)
        no.fields["reason"].label, no.fields["reason"].help_text = "Waarom niet?", "Wie het vroeg, leest dit."
        if request.method == "POST":
            answer = _answer(request, way, found, give, no, waits=waits)
            if answer is not None:
                return answer
        over = whole.is_over(found.deadline, found.state, at=at)
        mine = asking.is_mine(actor, found, at=at)
        knows = asking.known(actor, found, at=at) if mine else Knowledge.NOTHING
        readable = knows is Knowledge.CONTENT and found.kind == "case"
        context: dict[str, Any] = {
            "one": found, "waits": waits, "give": give, "no": no, "over": over, "mine": mine,
            "may_withdraw": mine and found.state == "asked" and not over, "back": address(way, "requests"),
            "purpose": purpose_in_words(found.purpose),
            "record_url": way.case_url(found.record) if readable and found.record else "",
            "call": (found.function or found.owning_unit) if knows is Knowledge.CONTACT else None,
        }  # fmt: skip
        status = 422 if give.errors or no.errors else 200
        return render(request, "zicht/moving/request.html", context, status=status)

    return view


def _answer(
    request: ActingRequest, way: Way, found: Any, give: GrantForm, no: RefuseForm, *, waits: bool
) -> HttpResponse | None:
    actor, at, act = request.actor, request.at, request.POST.get("do")
    try:
        if act == "give" and waits:
            if not give.is_valid():
                return None
            record = asking.record_for(actor, give.cleaned_data["reference"], at=at)
            if record is None:
                give.add_error("reference", "Dit kenmerk is niet van uw afdeling.")
                return None
            asking.give(
                actor=actor, request=found, record=record, fields=give.cleaned_data["fields_shown"],
                last=give.cleaned_data["last"], reason=give.cleaned_data["reason"], at=at,
            )  # fmt: skip
            messages.success(request, "De toegang is gegeven. Zij stopt vanzelf.")
        elif act == "refuse" and waits:
            if not no.is_valid():
                return None
            asking.refuse(actor=actor, request=found, reason=no.cleaned_data["reason"], at=at)
            messages.success(request, "De vraag is geweigerd.")
        elif act == "withdraw" and asking.is_mine(actor, found, at=at):
            asking.withdraw(actor=actor, request=found, at=at)
            messages.success(request, "De vraag is ingetrokken.")
    except NotPossible as problem:
        if act == "give":
            give.add_error(None, str(problem))
            return None
        messages.warning(request, str(problem))
    return redirect(address(way, "requests"))
