# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""List and page of a case, once per purpose. Working on a case stands in work.py."""

from collections.abc import Callable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Kind
from zicht.casework.cases import gate, rules
from zicht.casework.cases.queries import people_of, unit_to_work_in
from zicht.casework.cases.ways import Way
from zicht.casework.dossier import pages

View = Callable[..., HttpResponse]
PER_PAGE = 25


def case_list(way: Way) -> View:
    """The cases that are open for this purpose."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest) -> HttpResponse:
        actor, at = request.actor, request.at
        unit = unit_to_work_in(actor, at=at)
        page = Paginator(pages.filtered(actor, request.GET, at=at), PER_PAGE).get_page(request.GET.get("page"))
        reference = request.GET.get("reference", "").strip()
        verb, found = "search" if reference else "list", page.paginator.count
        logbook.listed(actor, kind=Kind.CASE, what="cases", at=at, found=found, verb=verb)
        context = {
            "way": way,
            "page": page,
            "rows": pages.list_rows(actor, page, way, at=at),
            "states": [("active", "niet afgesloten"), *rules.STATES.items(), ("all", "alle")],
            "state": request.GET.get("state", "active"),
            "people": people_of(unit.pk, at=at) if unit and way.writes else [],
            "owner": request.GET.get("owner", ""),
            "late": request.GET.get("late", ""),
            "reference": reference,
        }
        return render(request, "zicht/dossier/list.html", context)

    return view


def case_page(way: Way) -> View:
    """One case: facts, persons, actions, packages, what happened."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        case = gate.case_for(request.actor, key, at=request.at)
        context = pages.case_page(request.actor, case, way, at=request.at)
        crumbs = [{"label": way.title, "url": way.page("cases")}, {"label": case.reference}]
        return render(request, "zicht/dossier/case.html", context | {"way": way, "crumbs": crumbs})

    return view
