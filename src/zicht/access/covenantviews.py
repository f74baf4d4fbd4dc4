# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages for covenants: everybody who signs in reads them, the privacy officer keeps them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access import covenantkeeping as keeping
from zicht.access import covenantparties as parties
from zicht.access.covenantforms import CheckForm, CovenantForm
from zicht.access.doors import ActingRequest, door, signed_in_door
from zicht.access.models import Covenant, Person
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.fields import DataClass
from zicht.base.records import EditConflict
from zicht.reference.lists import code_list

PER_PAGE = 25
BEFORE = (
    "Iemand controleerde dit convenant al. Wat gecontroleerd is, verandert niet meer. Beëindig het en maak een nieuw."
)
OWN_DRAFT = (
    "Wie het concept schreef, controleert het niet. Vraag een andere functionaris gegevensbescherming: van uw "
    "organisatie, of van een partij."
)
WRITTEN = (
    "Het convenant staat in het register. Het geeft pas een grondslag als iemand anders het controleerde en de "
    "partijen het bevestigden."
)
CHANGED = "Iemand anders heeft dit convenant net gewijzigd. Lees het opnieuw en probeer het dan nog eens."


@signed_in_door
@require_safe
def covenants(request: ActingRequest) -> HttpResponse:
    """Who may share what with whom."""
    day, state = local_day(request.at), request.GET.get("stand", "")
    page = Paginator(keeping.covenants(state, day=day), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": [_row(c, day) for c in page], "state": state, "states": keeping.STATES,
        "keeps": keeping.may_keep(request.actor, None, at=request.at), "title": "Convenanten",
    }  # fmt: skip
    return render(request, "zicht/access/covenants.html", context)


@door(Purpose.OVERSIGHT)
@require_safe
def covenants_waiting(request: ActingRequest) -> HttpResponse:
    """Those that wait for this privacy officer: to check, or to confirm for a party."""
    day = local_day(request.at)
    mine = parties.covenants_for(request.actor, at=request.at).values("pk")
    found = keeping.covenants("", day=day).filter(pk__in=mine)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": [_row(c, day) for c in page], "only_waiting": True,
        "title": "Convenanten die op u wachten",
    }  # fmt: skip
    return render(request, "zicht/access/covenants.html", context)


@signed_in_door
@require_safe
def covenant(request: ActingRequest, key: UUID) -> HttpResponse:
    """One covenant."""
    found = keeping.covenant_to_read(key, at=request.at)
    mine, shown = parties.answers_for(request.actor, at=request.at), page_of(found, request)
    states = {row["state"] for row in shown["signed"] if row["party"].unit_id in mine}
    keeps = keeping.may_keep(request.actor, found, at=request.at)
    context = shown | {
        "keeps": keeps, "checks": keeping.may_check(request.actor, found, at=request.at),
        "confirms": "waiting" in states, "withdraws": "confirmed" in states,
        "own_draft": OWN_DRAFT if keeps and found.drafted_by_id in (None, request.actor.person) else "",
    }  # fmt: skip
    context["acts"] = any(context[name] for name in ("keeps", "checks", "confirms", "withdraws"))
    return render(request, "zicht/access/covenant.html", context)


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def covenant_add(request: ActingRequest) -> HttpResponse:
    """A new draft."""
    form = CovenantForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = keeping.draft(
            actor=request.actor, unit=keeping.keeping_unit(request.actor, at=request.at), terms=form.terms(),
            submission=form.cleaned_data["submission"] or form.initial["submission"], at=request.at,
        )  # fmt: skip
        messages.success(request, WRITTEN)
        return redirect("access:covenant", key=made.pk)
    context = {"form": form, "crumbs": _crumbs({"label": "Nieuw convenant"}), "title": "Nieuw convenant"}
    return render(request, "zicht/access/covenant_form.html", context, status=422 if form.is_bound else 200)


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def covenant_edit(request: ActingRequest, key: UUID) -> HttpResponse:
    """Change a draft."""
    found = keeping.own_covenant(request.actor, key, at=request.at)
    if found.checked_on is not None:
        messages.warning(request, BEFORE)
        return redirect("access:covenant", key=key)
    form = CovenantForm(request.POST or None, covenant=found)
    if form.is_bound and form.is_valid():
        try:
            keeping.change(
                actor=request.actor, covenant=found, terms=form.terms(),
                expected=form.cleaned_data["version"] or 0, at=request.at,
            )  # fmt: skip
        except EditConflict:
            form.add_error(None, CHANGED)
        else:
            messages.success(request, "Het convenant is gewijzigd.")
            return redirect("access:covenant", key=key)
    context = {
        "form": form,
        "covenant": found,
        "crumbs": crumbs(found, "Wijzigen"),
        "title": "Convenant wijzigen",
    }
    return render(request, "zicht/access/covenant_form.html", context, status=422 if form.is_bound else 200)


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def covenant_check(request: ActingRequest, key: UUID) -> HttpResponse:
    """Confirm that somebody read the signed text."""
    found = keeping.covenant_to_check(request.actor, key, at=request.at)
    if found.checked_on is None and found.drafted_by_id in (None, request.actor.person):
        messages.warning(request, OWN_DRAFT)
        return redirect("access:covenant", key=key)
    form = CheckForm(request.POST or None, initial={"version": found.version})
    if form.is_bound and form.is_valid():
        try:
            keeping.check(
                actor=request.actor, covenant=found, person=_me(request),
                expected=form.cleaned_data["version"], at=request.at,
            )  # fmt: skip
        except keeping.AlreadyChecked:
            messages.warning(request, BEFORE)
        except EditConflict:
            messages.warning(request, CHANGED)
        else:
            messages.success(request, "Gecontroleerd. Nu bevestigt elke partij het voor zichzelf.")
        return redirect("access:covenant", key=key)
    context = page_of(found, request) | {"form": form, "crumbs": crumbs(found, "Controleren")}
    return render(request, "zicht/access/covenant_check.html", context, status=422 if form.is_bound else 200)


@door(Purpose.OVERSIGHT)
@require_POST
def covenant_end(request: ActingRequest, key: UUID) -> HttpResponse:
    """Today is the last day."""
    found = keeping.own_covenant(request.actor, key, at=request.at)
    keeping.end(actor=request.actor, covenant=found, at=request.at)
    messages.success(request, "Het convenant eindigt. Wie later wil delen, heeft een andere grondslag nodig.")
    return redirect("access:covenant", key=key)


def _row(found: Covenant, day: Any) -> dict[str, Any]:
    state = keeping.state_of(found, day)
    return {
        "covenant": found, "state": state, "words": keeping.STATES[state],
        "parties": [str(party.unit) for party in found.parties.all()],
        "purposes": [code_list("purposes").label(code) for code in found.purposes],
        "data": [keeping.DATA_CLASSES.get(DataClass(code), code) for code in found.data_classes],
        "kinds": [keeping.IDENTIFIER_KINDS.get(code, code) for code in found.identifier_kinds],
    }  # fmt: skip


def page_of(found: Covenant, request: ActingRequest) -> dict[str, Any]:
    """What every page about one covenant shows."""
    row = _row(found, local_day(request.at))
    facts: list[tuple[str, Any]] = [
        ("Doelen", ", ".join(row["purposes"])),
        ("Gegevens die gedeeld mogen worden", ", ".join(row["data"])),
        ("Wat vergeleken mag worden", ", ".join(row["kinds"]) or "niets"),
        ("Toegang bij acuut gevaar", "geregeld" if found.emergency else "niet geregeld"),
        ("Begint op", found.starts_on),
        ("Laatste dag", found.ends_on),
        ("Tekst en artikelen", found.source),
        ("Bijgehouden door", str(found.owning_unit)),
    ]
    if found.drafted_by is not None:
        facts.append(("Geschreven door", found.drafted_by.name))
    if found.checked_by is not None:
        facts.append(("Gecontroleerd door", found.checked_by.name))
        facts.append(("Gecontroleerd op", found.checked_on))
    return row | {"facts": facts, "signed": _parties(found, request), "crumbs": crumbs(found)}


def _parties(found: Covenant, request: ActingRequest) -> list[dict[str, Any]]:
    signed = list(found.parties.all())
    nobody = parties.without_officer(signed, at=request.at)
    return [
        {
            "party": party, "state": parties.state_of(party), "words": parties.WORDS[parties.state_of(party)],
            "nobody": party.unit_id in nobody and party.confirmed_at is None,
        }
        for party in signed
    ]  # fmt: skip


def crumbs(found: Covenant, *labels: str) -> list[dict[str, str]]:
    """From the list to this covenant, and below it."""
    here = {"label": found.title, "url": reverse("access:covenant", args=[found.pk])}
    return _crumbs(here, *({"label": label} for label in labels)) if labels else _crumbs({"label": found.title})


def _crumbs(*steps: dict[str, str]) -> list[dict[str, str]]:
    return [{"label": "Convenanten", "url": reverse("access:covenants")}, *steps]


def _me(request: ActingRequest) -> Person:
    # Behind this door somebody is signed in.
    assert request.actor.person is not None
    return Person.objects.get(pk=request.actor.person)
