# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page for searching. What is typed travels in the body only: never in an address, a log or a title."""

from collections.abc import Callable

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Kind, Purpose
from zicht.base.formfields import REQUIRED, choose_one
from zicht.web.search import KINDS, PLACES, found_by

PER_PAGE = 25


class SearchForm(forms.Form):
    """One identifier, or a reference."""

    kind = choose_one("Waarop zoekt u?", list(KINDS.items()), radio=False)
    value = forms.CharField(
        label="Wat zoekt u?", max_length=200, error_messages=REQUIRED,
        help_text="Bij naam en geboortejaar: bijvoorbeeld Jan de Vries 1994.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


def search(purpose: Purpose) -> Callable[..., HttpResponse]:
    """Ask, and see what is there for this purpose."""

    @door(purpose)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest) -> HttpResponse:
        form = SearchForm(request.POST if request.method == "POST" else None)
        context: dict[str, object] = {"form": form}
        valid = form.is_bound and form.is_valid()
        if valid:
            data = form.cleaned_data
            found = found_by(request.actor, data["kind"], data["value"], at=request.at)
            for kind in dict.fromkeys(place for place, *_ in PLACES[purpose]):
                _log(request, kind, f"search by {data['kind']}", sum(hit.kind is kind for hit in found))
            context |= {"page": Paginator(found, PER_PAGE).get_page(request.POST.get("page")), "asked": True}
            context["kind"] = KINDS[data["kind"]].lower()
        status = 422 if form.is_bound and not valid else 200
        return render(request, "zicht/search.html", context, status=status)

    return view


def _log(request: ActingRequest, kind: Kind, what: str, found: int) -> None:
    logbook.listed(request.actor, kind=kind, what=what, at=request.at, found=found, verb="search")


ADDRESSES: dict[Purpose, tuple[str, str]] = {
    Purpose.SIGNAL_HANDLING: ("zoeken/", "search"),
    Purpose.CARE_COORDINATION: ("zoeken/zorg/", "search-care"),
    Purpose.PARTNER_HANDLING: ("zoeken/partner/", "search-partner"),
    Purpose.REGISTER_KEEPING: ("zoeken/register/", "search-register"),
}
urlpatterns: list[URLPattern] = [path(at, search(purpose), name=name) for purpose, (at, name) in ADDRESSES.items()]
