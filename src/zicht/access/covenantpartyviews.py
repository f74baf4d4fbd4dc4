# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages on which the privacy officer of a party binds it to a covenant, or unbinds it."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zicht.access import covenantkeeping as keeping
from zicht.access import covenantparties as parties
from zicht.access.covenantforms import ConfirmForm, WithdrawForm
from zicht.access.covenantviews import crumbs, page_of
from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Purpose

TOO_LATE = "Er is net iets veranderd aan dit convenant. Lees het opnieuw."


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ActingRequest, key: UUID) -> HttpResponse:
    """Bind parties of the own organisation."""
    mine = parties.to_confirm(request.actor, key, at=request.at)
    form = ConfirmForm(request.POST if request.method == "POST" else None, parties=mine)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                for party in form.chosen():
                    parties.confirm(actor=request.actor, party=party, at=request.at)
        except parties.NotNow:
            messages.warning(request, TOO_LATE)
        else:
            messages.success(
                request, "Bevestigd. Het convenant geldt tussen de partijen die bevestigden, tussen zijn data."
            )
        return redirect("access:covenant", key=key)
    return _page(request, key, form, "confirm")


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActingRequest, key: UUID) -> HttpResponse:
    """Unbind parties of the own organisation, with a reason."""
    mine = parties.to_withdraw(request.actor, key, at=request.at)
    form = WithdrawForm(request.POST if request.method == "POST" else None, parties=mine)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                for party in form.chosen():
                    parties.withdraw(actor=request.actor, party=party, why=form.cleaned_data["why"], at=request.at)
        except parties.NotNow:
            messages.warning(request, TOO_LATE)
        else:
            messages.success(
                request, "Ingetrokken. Wie nu wil delen of vergelijken, heeft een andere grondslag nodig."
            )
        return redirect("access:covenant", key=key)
    return _page(request, key, form, "withdraw")


WORDS = {
    "confirm": (
        "Convenant bevestigen",
        "Lees het convenant. U bevestigt alleen voor uw organisatie. Uw naam en dit moment komen erbij te staan.",
        "Bevestigen",
    ),
    "withdraw": (
        "Bevestiging intrekken",
        (
            "Vanaf nu geeft dit convenant uw organisatie geen grondslag meer. Dat is niet terug te draaien: daarvoor "
            "is een nieuw convenant nodig. Wat al gedeeld is, houdt zijn eigen einddatum."
        ),
        "Intrekken",
    ),
}


def _page(request: ActingRequest, key: UUID, form: ConfirmForm | WithdrawForm, what: str) -> HttpResponse:
    found = keeping.covenant_to_read(key, at=request.at)
    title, intro, button = WORDS[what]
    context = page_of(found, request) | {
        "form": form, "title": title, "intro": intro, "button": button, "crumbs": crumbs(found, title),
    }  # fmt: skip
    return render(request, "zicht/access/covenant_party.html", context, status=422 if form.is_bound else 200)
