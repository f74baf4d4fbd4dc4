# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of the register of recommendations, for policy officers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.base.records import EditConflict
from zicht.base.sheets import CSV_TYPE, ODS_TYPE, csv_file, ods
from zicht.policy import actions, gate, queries
from zicht.policy.figures import figure_link
from zicht.policy.forms import FilterForm, NoteForm, RecommendationForm, StateForm
from zicht.policy.models import Recommendation
from zicht.policy.queries import Item
from zicht.policy.rules import NotPossibleError, next_states

PER_PAGE = 20
CHANGED = "Iemand anders wijzigde dit net. Uw tekst staat hieronder. Lees wat er nu staat en bewaar dan opnieuw."
POSTS = ["GET", "HEAD", "POST"]


@door(Purpose.POLICY_MAKING)
@require_safe
def recommendation_list(request: ActingRequest) -> HttpResponse:
    """All recommendations, by state, edition and words."""
    form = FilterForm(request.GET)
    found = queries.items(request.actor, at=request.at, **form.chosen())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    verb = "search" if form.chosen()["words"] else "list"
    logbook.listed(
        request.actor, kind=Kind.POLICY, what="recommendations", at=request.at, found=len(found), verb=verb
    )
    context = {"page": page, "form": form, "filtered": any(form.chosen().values()), "query": request.GET.urlencode()}
    return render(request, "zicht/policy/recommendations.html", context)


@door(Purpose.POLICY_MAKING)
@require_safe
def recommendations_csv(request: ActingRequest) -> HttpResponse:
    """The same list as a file."""
    return _file(request, "csv")


@door(Purpose.POLICY_MAKING)
@require_safe
def recommendations_ods(request: ActingRequest) -> HttpResponse:
    """The same list as a workbook."""
    return _file(request, "ods")


def _file(request: ActingRequest, kind: str) -> HttpResponse:
    found = queries.items(request.actor, at=request.at, **FilterForm(request.GET).chosen())
    logbook.listed(
        request.actor, kind=Kind.POLICY, what="recommendations", at=request.at, found=len(found), verb="export"
    )
    sheets = [queries.sheet(found)]
    body, what = (ods(sheets), ODS_TYPE) if kind == "ods" else (csv_file(sheets), CSV_TYPE)
    response = HttpResponse(body, content_type=what)
    response["Content-Disposition"] = f'attachment; filename="aanbevelingen.{kind}"'
    return response


@door(Purpose.POLICY_MAKING)
@require_safe
def recommendation(request: ActingRequest, key: UUID) -> HttpResponse:
    """One recommendation: what, why, and what became of it."""
    item = queries.item(request.actor, key, at=request.at)
    context = {"crumbs": _crumbs({"label": item.title}), "history": queries.history(item)}
    return render(request, "zicht/policy/recommendation.html", _shown(item) | context)


@door(Purpose.POLICY_MAKING)
@require_safe
def cycle(request: ActingRequest, key: UUID) -> HttpResponse:
    """Indicator, finding, recommendation, reaction, indicator of the next edition: the whole circle on a page."""
    item = queries.item(request.actor, key, at=request.at)
    return render(request, "zicht/policy/cycle.html", _shown(item) | {"crumbs": crumbs(item, "Kringloop")})


def _shown(item: Item) -> dict[str, Any]:
    links = queries.told(item)
    by_kind = {kind: [one for one in links if one.kind == kind] for kind in actions.NOTES}
    return {"item": item, "told": links, "figure": figure_link(item.figure), "later": by_kind["next"], **by_kind}


@door(Purpose.POLICY_MAKING)
@require_http_methods(POSTS)
def recommendation_add(request: ActingRequest) -> HttpResponse:
    """A recommendation of the unit itself."""
    form = RecommendationForm(_sent(request))
    if form.is_bound and form.is_valid():
        made = actions.make_recommendation(
            actor=request.actor, unit=gate.own_unit(request.actor, at=request.at), texts=form.texts(),
            submission=form.cleaned_data["submission"] or form.initial["submission"], at=request.at,
        )  # fmt: skip
        messages.success(request, "De aanbeveling staat in het register.")
        return redirect("policy:recommendation", key=made.pk)
    crumbs_here = _crumbs({"label": "Nieuwe aanbeveling"})
    return _form(request, form, "Nieuwe aanbeveling", crumbs_here, reverse("policy:recommendations"))


@door(Purpose.POLICY_MAKING)
@require_http_methods(POSTS)
def recommendation_edit(request: ActingRequest, key: UUID) -> HttpResponse:
    """Other words for a recommendation of the unit itself."""
    item = queries.item(request.actor, key, at=request.at)
    if item.record is None or not item.own:
        raise NotHere
    form = RecommendationForm(_sent(request), record=item.record)
    stored = None
    if form.is_bound and form.is_valid():
        try:
            actions.change_recommendation(
                actor=request.actor, record=item.record, texts=form.texts(),
                expected=form.cleaned_data["version"] or 0, at=request.at,
            )  # fmt: skip
        except EditConflict as conflict:
            # Both stay: what was typed in the form, what is stored now beside it. A person chooses.
            form.add_error(None, CHANGED)
            typed = request.POST.copy()
            typed["version"] = str(getattr(conflict.stored, "version", 0))
            form.data = typed
            stored = conflict.stored
        else:
            return _back(request, item, "De aanbeveling is gewijzigd.")
    return _form(request, form, "Aanbeveling wijzigen", crumbs(item, "Wijzigen"), _url(item), stored=stored)


@door(Purpose.POLICY_MAKING)
@require_http_methods(POSTS)
def recommendation_note(request: ActingRequest, key: UUID) -> HttpResponse:
    """A dated reaction, a piece of evidence, a figure of a later edition."""
    item = queries.item(request.actor, key, at=request.at)
    form = NoteForm(_sent(request), today=local_day(request.at))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        actions.add_note(
            actor=request.actor, record=_kept(request, item), kind=given["kind"], day=given["day"],
            text=given["text"], source=given["source"],
            submission=given["submission"] or form.initial["submission"], at=request.at,
        )  # fmt: skip
        return _back(request, item, "Het is toegevoegd.")
    return _form(request, form, "Reactie of bewijs toevoegen", crumbs(item, "Aanvullen"), _url(item))


@door(Purpose.POLICY_MAKING)
@require_http_methods(POSTS)
def recommendation_state(request: ActingRequest, key: UUID) -> HttpResponse:
    """Another state."""
    item = queries.item(request.actor, key, at=request.at)
    start = {"version": item.record.version if item.record else 0}
    form = StateForm(
        _sent(request),
        initial=start,
        offered=next_states(item.state, own=item.own),
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            record = _kept(request, item)
            actions.change_state(
                actor=request.actor, record=record, to=given["to"], reason=given["reason"],
                published_evidence=queries.published_evidence(item),
                expected=given["version"] or (0 if item.record else record.version), at=request.at,
            )  # fmt: skip
        except NotPossibleError as missing:
            form.add_error("to", str(missing))
        except EditConflict:
            messages.warning(request, "Iemand anders wijzigde de stand net. Kijk naar de stand van nu.")
            return redirect(_url(item))
        else:
            return _back(request, item, "De stand is gewijzigd.")
    return _form(request, form, "Stand wijzigen", crumbs(item, "Stand"), _url(item), item=item)


def _sent(request: ActingRequest) -> Any:
    """What was posted, an empty form too; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _kept(request: ActingRequest, item: Item) -> Recommendation:
    """What this unit keeps about it; the first time it begins to."""
    if item.record is not None:
        return item.record
    if item.known is None:
        raise NotHere
    unit = gate.own_unit(request.actor, at=request.at)
    return actions.follow_recommendation(actor=request.actor, unit=unit, known=item.known, at=request.at)


def _form(
    request: ActingRequest, form: Any, title: str, where: list[dict[str, str]], back: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "crumbs": where, "back": back, **more}
    return render(request, "zicht/policy/form.html", context, status=422 if form.is_bound else 200)


def _url(item: Item) -> str:
    return reverse("policy:recommendation", kwargs={"key": item.key})


def _back(request: ActingRequest, item: Item, words: str) -> HttpResponseRedirect:
    messages.success(request, words)
    return redirect(_url(item))


def crumbs(item: Item, *labels: str) -> list[dict[str, str]]:
    """From the list to this recommendation, and below it."""
    return _crumbs({"label": item.title, "url": _url(item)}, *({"label": label} for label in labels))


def _crumbs(*steps: dict[str, str]) -> list[dict[str, str]]:
    return [{"label": "Aanbevelingen", "url": reverse("policy:recommendations")}, *steps]
