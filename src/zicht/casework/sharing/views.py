# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages for packages and grants, each behind the door of one purpose."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind
from zicht.casework.cases.gate import own_case_for
from zicht.casework.cases.ways import Way
from zicht.casework.sharing import actions, gate, grants, pages, queries
from zicht.casework.sharing.alike import alike
from zicht.casework.sharing.forms import GrantForm, RefuseForm

View = Callable[..., HttpResponse]
PER_PAGE = 25


def sent_package(way: Way) -> View:
    """What was sent, and the answer."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        package = gate.sent_package_for(request.actor, key, at=request.at)
        context = pages.sent(package, at=request.at) | {"crumbs": way.crumbs(package.case, "Verstuurd pakket")}
        context["take_back_url"] = way.url("take-back", key)
        return render(request, "zicht/sharing/sent.html", context)

    return view


def received_list(way: Way) -> View:
    """Packages from others: those that wait for an answer first."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest) -> HttpResponse:
        found = pages.received_rows(request.actor, request.GET.get("state", ""), at=request.at)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        rows = [(p, way.url("package", p.pk), pages.answer_late(p, at=request.at)) for p in page]
        logbook.listed(request.actor, kind=Kind.PACKAGE, what="received", at=request.at, found=page.paginator.count)
        context = {"page": page, "rows": rows, "state": request.GET.get("state", ""), "states": pages.STATES}
        return render(request, "zicht/sharing/received.html", context)

    return view


def received_package(way: Way) -> View:
    """One package from another unit: read it, accept it, refuse it."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        package = gate.received_package_for(request.actor, key, at=request.at)
        context = pages.received(package, way, at=request.at)
        body = gate.content_of(package, at=request.at) if context["waiting"] else None
        context["alike"] = alike(request.actor, body, way, at=request.at) if body else []
        return render(request, "zicht/sharing/package.html", context)

    return view


def accept(way: Way) -> View:
    """Take the package over into a case of one's own."""

    @door(way.purpose)
    @require_POST
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        package = gate.received_package_for(request.actor, key, at=request.at)
        try:
            taken = actions.accept_package(
                actor=request.actor, package=package, person=pages.person_of(request.actor), at=request.at
            )
        except actions.AlreadyAnswered as said:
            messages.warning(request, f"Dit pakket was al {said}. Er is niets veranderd.")
            return redirect(way.url("package", key))
        except actions.CannotBeTaken as why:
            messages.error(request, str(why))
            return redirect(way.url("package", key))
        messages.success(request, "Pakket aangenomen. Dit is nu een casus van uw afdeling.")
        return redirect(pages.received(taken, way, at=request.at)["case_url"])

    return view


def refuse(way: Way) -> View:
    """Refuse with a reason."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        package = gate.received_package_for(request.actor, key, at=request.at)
        form = RefuseForm(request.POST or None)
        if request.method != "POST" or not form.is_valid():
            context = pages.received(package, way, at=request.at) | {"form": form}
            return render(request, "zicht/sharing/refuse.html", context, status=422 if form.is_bound else 200)
        person = pages.person_of(request.actor)
        try:
            actions.refuse_package(
                actor=request.actor, package=package, person=person, reason=form.cleaned_data["reason"], at=request.at
            )
        except actions.AlreadyAnswered as said:
            messages.warning(request, f"Dit pakket was al {said}. Er is niets veranderd.")
        else:
            messages.success(request, "Pakket geweigerd. De afzender krijgt uw reden.")
        return redirect(way.url("package", key))

    return view


def give_grant(way: Way) -> View:
    """Let another unit or person read a case until a day."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        case = own_case_for(request.actor, key, at=request.at)
        form = GrantForm(request.POST or None, case=case, at=request.at)
        if request.method != "POST" or not form.is_valid():
            context = {
                "case": case,
                "form": form,
                "back": way.case_url(key),
                "crumbs": way.crumbs(case, "Laten meelezen"),
            }
            return render(request, "zicht/sharing/grant.html", context, status=422 if form.is_bound else 200)
        giver = pages.person_of(request.actor)
        grants.give_grant(actor=request.actor, case=case, giver=giver, at=request.at, **form.given())
        messages.success(request, "De leestoestemming is gegeven. Zij loopt vanzelf af.")
        return redirect(way.case_url(key))

    return view


def withdraw_grant(way: Way) -> View:
    """End a grant now."""

    @door(way.purpose)
    @require_POST
    def view(request: ActingRequest, key: UUID, grant: UUID) -> HttpResponse:
        case = own_case_for(request.actor, key, at=request.at)
        rows = [row["grant"] for row in queries.grants_of(case, at=request.at)]
        held = next((g for g in rows if g.pk == grant), None)
        if held is None:
            raise NotHere
        grants.withdraw_grant(actor=request.actor, case=case, grant=held, at=request.at)
        messages.success(request, "De leestoestemming is ingetrokken.")
        return redirect(way.case_url(key))

    return view
