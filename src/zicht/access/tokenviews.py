# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages about keys for programs: one's own, and for an administrator those of somebody of the organisation."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zicht.access import staff
from zicht.access import tokens as keys
from zicht.access.doors import ActingRequest, door, signed_in_door
from zicht.access.models import Unit
from zicht.access.roles import Purpose
from zicht.base.formfields import REQUIRED, choose_one
from zicht.reference.lists import code_list

PER_PAGE = 25
DAYS = (("7", "een week"), ("30", "dertig dagen"), ("90", "negentig dagen"))


class TokenForm(forms.Form):
    """Where, what for, how long."""

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = choose_one("Voor welke afdeling en welk doel?", places)
        self.fields["label"] = forms.CharField(
            label="Waarvoor gebruikt u de sleutel?", max_length=60, error_messages=REQUIRED,
            help_text="Bijvoorbeeld: weekoverzicht. Schrijf hier niets over personen.",
        )  # fmt: skip
        self.fields["days"] = choose_one("Hoe lang?", DAYS)


@signed_in_door
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: ActingRequest) -> HttpResponse:
    """One's own keys; a new one is shown once, on the answer to the form."""
    actor, at = request.actor, request.at
    places = {place.code: place for place in keys.places(actor, at=at)}
    units = Unit.objects.select_related("organisation").in_bulk({place.unit for place in places.values()})
    purposes = code_list("purposes")
    choices = [(c, f"{units[p.unit]}: {purposes.label(p.purpose.value).lower()}") for c, p in places.items()]
    form = TokenForm(request.POST if request.method == "POST" else None, places=choices)
    context: dict[str, Any] = {"form": form, "may": bool(choices)}
    if form.is_bound and form.is_valid():
        given, code = form.cleaned_data, keys.new_code()
        place = places[given["place"]]
        keys.make_token(
            actor=actor, person=request.user, unit=units[place.unit], purpose=place.purpose,  # type: ignore[arg-type]
            label=given["label"], days=int(given["days"]), code=code, at=at,
        )  # fmt: skip
        context |= {"code": code, "form": TokenForm(places=choices)}
    page = Paginator(keys.own_tokens(actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(t, purposes.label(t.purpose), t.ended_at is None and t.ends_at > at) for t in page]
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "zicht/access/tokens.html", context | {"page": page, "rows": rows}, status=status)


@signed_in_door
@require_POST
def token_end(request: ActingRequest, key: UUID) -> HttpResponse:
    """End one's own key."""
    keys.end_token(actor=request.actor, token=keys.own_token(request.actor, key), at=request.at)
    messages.success(request, "De sleutel werkt niet meer.")
    return redirect("access:tokens")


@door(Purpose.ADMINISTRATION)
@require_POST
def end_all(request: ActingRequest, key: UUID) -> HttpResponse:
    """An administrator ends all keys that somebody has in the organisation."""
    person = staff.person_for(request.actor, key, at=request.at)
    found = list(keys.tokens_of(request.actor, person, at=request.at))
    for token in found:
        keys.end_token(actor=request.actor, token=token, at=request.at)
    messages.success(request, f"Beëindigd: {len(found)} sleutel{'' if len(found) == 1 else 's'}.")
    return redirect("access:person", key=key)
