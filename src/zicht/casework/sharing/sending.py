# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sharing from a case: choose a receiver, see what it will see, write one sentence, send."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.base.clock import local_day
from zicht.casework.cases.gate import own_case_for
from zicht.casework.cases.ways import Way
from zicht.casework.sharing import actions, deciding, gate, pages, queries
from zicht.casework.sharing.shareform import ShareForm, seen
from zicht.reference.disclosure import Answer

View = Callable[..., HttpResponse]
BLOCKED = {
    Answer.NO: "Dit mag u niet delen.",
    Answer.CONSENT: "Vraag eerst toestemming aan de persoon.",
    Answer.ASK: "Vraag het eerst aan de functionaris gegevensbescherming en schrijf op wat die zei.",
}
PREVIEWED = frozenset(
    {"case_fields", "persons", "person_fields", "purpose", "ends_on", "answer_by", "feedback_on", "keep_out"}
)
CHANGED = "U veranderde iets. Dit ziet de ontvanger nu. Klopt het, kies dan nog eens Versturen."


def new_package(way: Way) -> View:
    """Choose a receiver, then preview, one sentence and send on one page."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        case = own_case_for(request.actor, key, at=request.at)
        found = queries.receivers(case, at=request.at)
        to = next((c for c in found if str(c.unit.pk) == request.GET.get("naar", "")), None)
        asked = queries.request_to_answer(request.actor, request.GET.get("verzoek", ""), at=request.at)
        context: dict[str, Any] = {
            "case": case, "crumbs": way.crumbs(case, "Delen"), "receivers": found, "asked": asked,
            "query": f"&verzoek={asked.pk}" if asked else "", "assist_url": way.url("may-i", case.pk),
        }  # fmt: skip
        if to is None:
            return render(request, "zicht/sharing/receiver.html", context)
        step = request.POST.get("step", "")
        form = ShareForm(
            request.POST or None, case=case, to_unit=to.unit, receiver=to.kind, purposes=to.purposes, at=request.at,
            request=asked.message if asked else None, final=step != "preview",
        )  # fmt: skip
        waits = deciding.waits_for(case.owning_unit, to.unit, to.purposes, day=local_day(request.at))
        context |= {"form": form, "to": to.unit, "back": way.case_url(case.pk), "waits": waits}
        return _answer(request, way, context, step)

    return view


def _answer(request: ActingRequest, way: Way, context: dict[str, Any], step: str) -> HttpResponse:
    form: ShareForm = context["form"]
    case = context["case"]
    if form.is_bound and not form.is_valid():
        return _show(request, way, context, status=422)
    choice = form.choice()
    if step != "send":
        return _show(request, way, context)
    if request.POST.get("seen") != seen(case, choice):
        return _show(request, way, context | {"changed": CHANGED})
    try:
        return _send(request, way, case, form)
    except deciding.NotAllowed as no:
        for said in actions.said_about(case, choice, at=request.at):
            deciding.count(said.question, said.rule, at=request.at)
        form.add_error("advice" if no.rule.answer is Answer.ASK else None, BLOCKED[no.rule.answer])
        return _show(request, way, context, status=422)


def _show(request: ActingRequest, way: Way, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page with the preview of what is chosen now; without one while the choice cannot be read."""
    form: ShareForm = context["form"]
    case = context["case"]
    if not form.is_bound or (hasattr(form, "cleaned_data") and not _unreadable(form)):
        choice = form.choice()
        said = actions.said_about(case, choice, at=request.at)
        context |= pages.preview(case, choice) | {"said": said, "seen": seen(case, choice)}
        context["rule"] = said[0].rule
    context["open"] = bool(form.errors.keys() - {"necessity", "informed"})
    context["blocked"] = pages.blocked_rows(form.blocked, case, way, form.to_unit)
    return render(request, "zicht/sharing/share.html", context, status=status)


def _unreadable(form: ShareForm) -> bool:
    """True when something that the preview needs was not understood."""
    return bool(form.errors.keys() & PREVIEWED)


def _send(request: ActingRequest, way: Way, case: Any, form: ShareForm) -> HttpResponse:
    submission = form.cleaned_data["submission"]
    sender = pages.person_of(request.actor)
    try:
        with transaction.atomic():
            actions.send_package(
                actor=request.actor, case=case, choice=form.choice(), submission=submission, sender=sender,
                at=request.at,
            )  # fmt: skip
    except IntegrityError:
        # The button was pressed twice at the same moment: the other press sent it.
        gate.sent_package_for(request.actor, submission, at=request.at)
    messages.success(request, f"Gedeeld met {form.to_unit}.")
    return redirect(way.url("sent", submission))
