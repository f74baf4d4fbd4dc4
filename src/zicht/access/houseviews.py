# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages for units, functions and own definitions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zicht.access import housekeeping, staff, standins
from zicht.access.doors import ActingRequest, door
from zicht.access.forms import ROLE_NAMES
from zicht.access.houseforms import DefinitionForm, FunctionForm, HolderForm, StandInForm, UnitForm
from zicht.access.roles import Purpose, Role
from zicht.base.clock import local_day
from zicht.reference.lists import code_list

PER_PAGE = 25


@door(Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def units(request: ActingRequest) -> HttpResponse:
    """The units of the organisation, and a new one."""
    form = UnitForm(request.POST or None, organisations=housekeeping.organisations(request.actor, at=request.at))
    if request.method == "POST" and form.is_valid():
        housekeeping.add_unit(actor=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, "De afdeling is toegevoegd.")
        return redirect("access:units")
    listed = Paginator(staff.units(request.actor, at=request.at), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "zicht/access/units.html", {"page": listed, "form": form})


@door(Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def inboxes(request: ActingRequest) -> HttpResponse:
    """The functions of the organisation, and a new one."""
    form = FunctionForm(request.POST or None, units=staff.units(request.actor, at=request.at))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        made = housekeeping.add_function(actor=request.actor, at=request.at, **values)
        messages.success(request, "De functie is gemaakt. Zet er nu iemand achter.")
        return redirect("access:function", number=made.pk)
    listed = Paginator(housekeeping.functions(request.actor, at=request.at), PER_PAGE)
    page = listed.get_page(request.GET.get("page"))
    return render(request, "zicht/access/inboxes.html", {"page": page, "form": form})


@door(Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def function(request: ActingRequest, number: int) -> HttpResponse:
    """One function: who is behind it."""
    found = housekeeping.function_for(request.actor, number, at=request.at)
    people = housekeeping.may_hold(found, at=request.at)
    form = HolderForm(request.POST or None, function=found, people=people)
    if request.method == "POST" and form.is_valid():
        housekeeping.put_behind(
            actor=request.actor, function=found, person=form.cleaned_data["person"], at=request.at
        )
        messages.success(request, "Deze persoon zit nu achter de functie.")
        return redirect("access:function", number=number)
    context = {"function": found, "role": ROLE_NAMES[Role(found.role)], "form": form}
    context["stand_ins"] = standins.stand_ins_of(found, at=request.at)
    return render(request, "zicht/access/function.html", context)


@door(Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def stand_in(request: ActingRequest, number: int) -> HttpResponse:
    """Name somebody who takes a function over between two days."""
    found = housekeeping.function_for(request.actor, number, at=request.at)
    form = StandInForm(
        request.POST or None,
        people=standins.may_stand_in(found, at=request.at),
        holders=housekeeping.behind_now(found),
        today=local_day(request.at),
    )
    if request.method == "POST" and form.is_valid():
        standins.name_stand_in(actor=request.actor, function=found, at=request.at, **form.cleaned_data)
        messages.success(request, "De vervanging staat vast. Plek en inbox beginnen en stoppen vanzelf.")
        return redirect("access:function", number=number)
    return render(request, "zicht/access/stand_in.html", {"function": found, "form": form})


@door(Purpose.ADMINISTRATION)
@require_POST
def stand_in_end(request: ActingRequest, number: int) -> HttpResponse:
    """Today is the last day of somebody's standing in."""
    found = standins.stand_in_for(request.actor, number, at=request.at)
    standins.end_stand_in(actor=request.actor, stand_in=found, at=request.at)
    messages.success(request, "De vervanging stopt na vandaag.")
    return redirect("access:function", number=found.function_id)


@door(Purpose.ADMINISTRATION)
@require_POST
def holder_end(request: ActingRequest, number: int) -> HttpResponse:
    """Somebody leaves a function today."""
    holder = housekeeping.holder_for(request.actor, number, at=request.at)
    housekeeping.take_away(actor=request.actor, holder=holder, at=request.at)
    messages.success(request, "Deze persoon heeft de functie vandaag voor het laatst.")
    return redirect("access:function", number=holder.function_id)


@door(Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def definitions(request: ActingRequest) -> HttpResponse:
    """What the organisation means by shared codes."""
    day = local_day(request.at)
    mine = housekeeping.organisations(request.actor, at=request.at)
    form = DefinitionForm(request.POST or None, organisations=mine, day=day)
    if request.method == "POST" and form.is_valid():
        list_name, _, code = form.cleaned_data["term"].partition("/")
        housekeeping.define(
            actor=request.actor,
            organisation=form.cleaned_data["organisation"],
            list_name=list_name,
            code=code,
            definition=form.cleaned_data["definition"],
            at=request.at,
        )
        messages.success(request, "De eigen definitie is bewaard. Nieuwe signalen nemen haar over.")
        return redirect("access:definitions")
    listed = Paginator(housekeeping.definitions(request.actor, at=request.at), PER_PAGE)
    page = listed.get_page(request.GET.get("page"))
    rows = [(d, code_list(d.list_name).label(d.code), bool(d.valid_to and d.valid_to <= day)) for d in page]
    return render(request, "zicht/access/definitions.html", {"page": page, "rows": rows, "form": form})


@door(Purpose.ADMINISTRATION)
@require_POST
def definition_end(request: ActingRequest, number: int) -> HttpResponse:
    """A definition ends today."""
    found = housekeeping.definition_for(request.actor, number, at=request.at)
    housekeeping.end_definition(actor=request.actor, definition=found, at=request.at)
    messages.success(request, "De definitie geldt vandaag voor het laatst.")
    return redirect("access:definitions")
