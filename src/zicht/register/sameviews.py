# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages about the same person: the work list of pairs, one pair, persons seen in several years."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.records import EditConflict
from zicht.register import gate, queries, samequeries
from zicht.register.judging import NotPossible
from zicht.register.models import DuplicateProposal
from zicht.register.same import judge_proposal, search_duplicates, undo_judgement
from zicht.register.sameforms import LISTS, JudgeForm, UndoForm
from zicht.register.views import PER_PAGE, _page

CONFLICT = "Iemand anders heeft dit paar net beoordeeld. Kijk naar de stand van nu en probeer het opnieuw."
NOT_NOW = "Dit kan niet meer: de stand van deze meldingen is intussen veranderd."
DONE = {
    "same": "De meldingen tellen nu als één persoon. U kunt dit hieronder terugnemen.",
    "different": "De meldingen blijven twee personen. Dit paar komt niet terug op de lijst.",
    "later": "Het paar staat nu op de lijst 'later'.",
}


@door(Purpose.REGISTER_KEEPING)
@require_GET
def pairs(request: ActingRequest) -> HttpResponse:
    """The work list: reports that may be about one person, with reasons."""
    state = request.GET.get("lijst", "open")
    state = state if state in LISTS else "open"
    found = samequeries.pairs(request.actor, state=state, at=request.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    logbook.listed(request.actor, kind=Kind.REPORT, what="same", at=request.at, found=page.paginator.count)
    context = {
        "page": page, "rows": [samequeries.line_of(pair) for pair in page.object_list], "state": state,
        "lists": LISTS, "words": LISTS[state], "last": samequeries.last_search(request.actor, at=request.at),
    }  # fmt: skip
    return _page(request, "Dezelfde persoon", "pairs", context)


@door(Purpose.REGISTER_KEEPING)
@require_POST
def search(request: ActingRequest) -> HttpResponse:
    """Lay all reports of the register beside each other again."""
    units = list(queries.keeping_units(request.actor, at=request.at))
    if len(units) != 1:
        raise NotHere
    done = search_duplicates(actor=request.actor, unit=units[0], at=request.at)
    found = "1 nieuw paar" if done.found == 1 else f"{done.found} nieuwe paren"
    messages.success(request, f"{done.reports} meldingen vergeleken: {found} gevonden. Er is niets samengevoegd.")
    return redirect("register:pairs")


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def pair(request: ActingRequest, key: UUID) -> HttpResponse:
    """Two reports beside each other: judge, or take the judgement back."""
    found = gate.proposal_for(request.actor, key, at=request.at)
    judging = found.state in samequeries.WAITING
    form = (JudgeForm if judging else UndoForm)(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        return _judged(request, found, judging, form.cleaned_data)
    context = {
        "line": samequeries.line_of(found), "form": form, "judging": judging,
        "facts": queries.facts_of(found.one), "other_facts": queries.facts_of(found.other),
        "history": queries.history(found.one),
        "joined": judging and found.one.victim_id == found.other.victim_id,
    }  # fmt: skip
    return _page(request, "Twee meldingen vergelijken", "pair", context)


def _judged(
    request: ActingRequest, found: DuplicateProposal, judging: bool, given: dict[str, Any]
) -> HttpResponseRedirect:
    common = {"actor": request.actor, "proposal": found, "note": given["note"], "at": request.at}
    try:
        if judging:
            judge_proposal(**common, verdict=given["verdict"], expected=given["version"])
        else:
            undo_judgement(**common, expected=given["version"])
    except EditConflict:
        messages.error(request, CONFLICT)
    except NotPossible:
        messages.error(request, NOT_NOW)
    else:
        words = DONE[given["verdict"]] if judging else "Het oordeel is teruggenomen. Het paar is weer te beoordelen."
        messages.success(request, words)
    return redirect("register:pair", key=found.pk)


@door(Purpose.REGISTER_KEEPING)
@require_GET
def persons(request: ActingRequest) -> HttpResponse:
    """Persons seen in more than one year, with the years."""
    found = samequeries.persons_again(request.actor, at=request.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    reports = samequeries.reports_of(request.actor, [row["victim_id"] for row in rows], at=request.at)
    listed = [{"reports": reports[row["victim_id"]], "years": row["seen"]} for row in rows]
    logbook.listed(request.actor, kind=Kind.REPORT, what="persons", at=request.at, found=page.paginator.count)
    return _page(request, "Opnieuw gezien", "persons", {"page": page, "rows": listed})
