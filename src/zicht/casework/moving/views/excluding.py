# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keeping a colleague out of a case or signal, and letting him or her in again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Kind
from zicht.base.clock import local_day
from zicht.casework.cases.ways import Way
from zicht.casework.moving import excluding, gate
from zicht.casework.moving.forms import ExcludeForm
from zicht.casework.moving.rules import NotPossible
from zicht.reference.lists import code_list


def exclude_page(way: Way, kind: Kind) -> Callable[..., HttpResponse]:
    """Who is kept out, and a form for one more."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        find = gate.own_case_for if kind is Kind.CASE else gate.signal_to_change
        record: Any = find(request.actor, key, at=request.at)
        lift = request.POST.get("lift", "")
        if lift:
            return _let_in(request, record, lift)
        reasons = code_list("exclusion_reasons")
        form = ExcludeForm(
            request.POST if request.method == "POST" else None,
            people=excluding.can_be_kept_out(record, request.actor, at=request.at),
            reasons=reasons.choices(local_day(request.at)),
        )
        if form.is_bound and form.is_valid():
            try:
                excluding.keep_out(actor=request.actor, record=record, at=request.at, **form.cleaned_data)
            except NotPossible as problem:
                form.add_error("person", str(problem))
            else:
                messages.success(request, "Deze collega ziet hier vanaf nu niets meer van.")
                return redirect(request.path)
        context = {
            "form": form, "record": record, "is_case": kind is Kind.CASE,
            "kept_out": [(x, reasons.label(x.reason)) for x in excluding.kept_out(record)],
            "back": way.case_url(record.pk) if kind is Kind.CASE else reverse("intake:signal", args=[record.pk]),
        }  # fmt: skip
        return render(request, "zicht/moving/exclude.html", context, status=422 if form.errors else 200)

    return view


def _let_in(request: ActingRequest, record: Any, lift: str) -> HttpResponse:
    try:
        found = excluding.kept_out_one(record, UUID(lift))
    except ValueError as wrong:
        raise gate.NotHere from wrong
    excluding.let_in(actor=request.actor, exclusion=found, at=request.at)
    messages.success(request, "Deze collega kan er weer bij, als dat bij de plek hoort.")
    return redirect(request.path)
