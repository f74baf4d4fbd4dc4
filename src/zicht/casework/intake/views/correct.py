# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Correcting what was recorded, and the page with both versions when two people did so at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Purpose
from zicht.base.records import EditConflict
from zicht.casework.intake import handling, words
from zicht.casework.intake.forms import CorrectForm
from zicht.casework.intake.gate import signal_to_change
from zicht.casework.intake.models import Signal
from zicht.casework.intake.views.steps import with_version

EDITED = ("fact", "interpretation", "observed_when", "about", "form_codes", "age_class", "acute")


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActingRequest, key: UUID) -> HttpResponse:
    """Correct what was recorded. When a colleague saved first, both versions are there to choose from."""
    found = signal_to_change(request.actor, key, at=request.at)
    form = CorrectForm(initial=_stored(found))
    if request.method == "POST":
        form = CorrectForm(_chosen(request, found))
        if form.is_valid():
            given = form.cleaned_data
            try:
                handling.correct(
                    actor=request.actor,
                    signal=found,
                    facts=form.facts(),
                    reason=given["reason"],
                    expected=given["version"],
                    at=request.at,
                )
            except EditConflict as first:
                return _conflict_page(request, form, first)
            messages.success(request, "De verbetering is bewaard. De oude tekst staat in de geschiedenis.")
            return redirect("intake:signal", key=key)
    context = {"form": form, "signal": found, "kind": words.KIND[found.kind], "minor": bool(found.coercion)}
    return render(request, "zicht/intake/edit.html", context, status=400 if form.errors else 200)


def _stored(found: Signal) -> dict[str, Any]:
    names = {name: ("forms" if name == "form_codes" else name) for name in EDITED}
    return {name: getattr(found, column) for name, column in names.items()} | {"version": found.version}


def _chosen(request: ActingRequest, found: Signal) -> Any:
    """After a conflict: per field "mine" (as typed) or "theirs" (as it is stored now)."""
    typed = request.POST.copy()
    stored = _stored(found)
    for name in EDITED:
        if typed.get(f"choose-{name}") != "theirs":
            continue
        value = stored[name]
        typed.setlist(name, value if isinstance(value, list) else [] if value is False else [str(value)])
    return typed


def _conflict_page(request: ActingRequest, form: CorrectForm, conflict: EditConflict) -> HttpResponse:
    stored = conflict.stored
    assert isinstance(stored, Signal)
    now_stored = _stored(stored)
    fields: list[tuple[BoundField, str, str]] = []
    same: list[BoundField] = []
    for name in EDITED:
        column = "forms" if name == "form_codes" else name
        typed = form.cleaned_data[name]
        if typed == now_stored[name]:
            same.append(form[name])
        else:
            fields.append((form[name], words.value(column, now_stored[name]), words.value(column, typed)))
    again = CorrectForm(with_version(request, conflict))
    context = {"form": again, "signal": stored, "differ": fields, "same": same, "typed": _hidden(request)}
    return render(request, "zicht/intake/conflict.html", context, status=409)


def _hidden(request: ActingRequest) -> list[tuple[str, str]]:
    """What was typed, to carry along unseen while choosing."""
    return [(name, value) for name in (*EDITED, "reason") for value in request.POST.getlist(name)]
