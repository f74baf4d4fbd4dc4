# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The form of a professional, the question for advice, and saved forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import EmptyPage
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access.doors import ActingRequest, signed_in_door
from zicht.access.gate import NotHere
from zicht.base.clock import local_day
from zicht.casework.intake import actions, queries, texts
from zicht.casework.intake.entry import RefusedEntry
from zicht.casework.intake.gate import draft_for, drafts, signals
from zicht.casework.intake.models import Draft
from zicht.casework.intake.report import ReportForm

MORE = {"more-persons": "persons", "more-things": "things"}
# What the browser adds and a saved form does not need.
NOT_KEPT = {"csrfmiddlewaretoken", "do"}


@signed_in_door
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    """Report a signal."""
    return _form_page(request, kind="signal")


@signed_in_door
@require_http_methods(["GET", "HEAD", "POST"])
def advice(request: ActingRequest) -> HttpResponse:
    """Ask for advice without naming anybody."""
    return _form_page(request, kind="advice")


@signed_in_door
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: ActingRequest, key: UUID) -> HttpResponse:
    """Go on with a saved form."""
    try:
        saved = draft_for(request.actor, key)
    except NotHere:
        # Sent already and pressed twice: the draft is gone, the signal is there.
        return _sent_before(request)
    kind = saved.body.get("kind", ["signal"])[0]
    return _form_page(request, kind="advice" if kind == "advice" else "signal", saved=saved)


def _sent_before(request: ActingRequest) -> HttpResponse:
    try:
        submission = UUID(request.POST.get("submission", ""))
    except ValueError:
        raise NotHere from None
    found = signals(request.actor, at=request.at).filter(submission=submission).first()
    if found is None:
        raise NotHere
    return redirect("intake:own", key=found.pk)


def _form_page(request: ActingRequest, *, kind: str, saved: Draft | None = None) -> HttpResponse:
    inboxes = queries.inboxes(at=request.at)
    shape: dict[str, Any] = {"kind": kind, "inboxes": inboxes, "day": local_day(request.at)}
    do = request.POST.get("do", "send") if request.method == "POST" else ""
    if do == "save":
        return _save(request, kind, saved)
    if do in MORE:
        form = ReportForm(request.POST, quiet=True, more=MORE[do], **shape)
    elif do:
        form = ReportForm(request.POST, **shape)
        if form.is_valid():
            try:
                return _send(request, form, inboxes, saved)
            except RefusedEntry:
                form.add_error(None, "Dit formulier is al gebruikt. Open een nieuw formulier en vul het opnieuw in.")
    elif saved is not None:
        form = ReportForm(_typed(saved), quiet=True, **shape)
    else:
        form = ReportForm(**shape)
    context = {
        "form": form,
        "kind": kind,
        "inboxes": inboxes,
        "beside": texts.ADVICE if kind == "advice" else texts.SIGNAL,
        "exploitation": texts.EXPLOITATION,
        "nothing_fetched": texts.NOTHING_FETCHED,
        "ground_missing": texts.GROUND_MISSING,
        "coercion_dropped": texts.COERCION_DROPPED if "coercion" not in form.fields and kind == "signal" else "",
        "saved": saved,
        "more": do in MORE,
        "opened": form.opened(MORE.get(do, "")),
    }
    return render(request, "zicht/intake/report.html", context, status=400 if form.errors else 200)


def _typed(saved: Draft) -> QueryDict:
    typed = QueryDict(mutable=True)
    typed.update(MultiValueDict({name: list(values) for name, values in saved.body.items()}))
    return typed


def _save(request: ActingRequest, kind: str, saved: Draft | None) -> HttpResponse:
    body = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT and any(values)}
    body["kind"] = [kind]
    actions.save_draft(actor=request.actor, body=body, draft=saved, at=request.at)
    messages.success(request, "Uw formulier is bewaard. Alleen u kunt het openen.")
    return redirect("intake:drafts")


def _send(
    request: ActingRequest, form: ReportForm, inboxes: list[queries.Inbox], saved: Draft | None
) -> HttpResponse:
    assert request.actor.person is not None
    chosen = next(i.function for i in inboxes if i.function.pk == form.cleaned_data["function"])
    signal = actions.receive_signal(
        actor=request.actor, function=chosen, entry=form.entry(reporter=request.actor.person), at=request.at
    )
    if saved is not None:
        actions.delete_draft(actor=request.actor, draft=saved, at=request.at)
    if signal.received_at == request.at:
        messages.success(request, f"Verstuurd en ontvangen. Het kenmerk is {signal.reference}.")
    else:
        messages.info(
            request, f"Dit had u al verstuurd. Het is één signaal gebleven, met kenmerk {signal.reference}."
        )
    return redirect("intake:own", key=signal.pk)


@signed_in_door
@require_safe
def drafts_page(request: ActingRequest) -> HttpResponse:
    """One's saved forms."""
    try:
        page = queries.slice_of(drafts(request.actor).order_by("-saved_at", "id"), request.GET.get("page"))
    except EmptyPage as beyond:
        raise Http404 from beyond
    rows = [
        {"draft": d, "advice": d.body.get("kind") == ["advice"], "begin": (d.body.get("fact") or [""])[0][:80]}
        for d in page.rows
    ]
    return render(request, "zicht/intake/drafts.html", {"page": page, "rows": rows})


@signed_in_door
@require_POST
def draft_delete(request: ActingRequest, key: UUID) -> HttpResponse:
    """Throw a saved form away."""
    actions.delete_draft(actor=request.actor, draft=draft_for(request.actor, key), at=request.at)
    messages.success(request, "Het bewaarde formulier is weggegooid.")
    return redirect("intake:drafts")
