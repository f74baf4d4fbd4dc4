# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a reporter sees of what he or she reported."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import EmptyPage
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, signed_in_door
from zicht.access.roles import Kind
from zicht.casework.intake import actions, queries, words
from zicht.casework.intake.forms import MessageForm
from zicht.casework.intake.gate import signal_for
from zicht.casework.intake.models import Signal


@signed_in_door
@require_safe
def mine(request: ActingRequest) -> HttpResponse:
    """All that one reported, newest first."""
    try:
        page = queries.slice_of(queries.reported(request.actor, at=request.at), request.GET.get("page"))
    except EmptyPage as beyond:
        raise Http404 from beyond
    rows = [{"signal": s, "kind": words.KIND[s.kind], "state": words.state(s)} for s in page.rows]
    counts = queries.reporter_counts(request.actor, at=request.at)
    logbook.listed(request.actor, kind=Kind.SIGNAL, what="own reports", at=request.at, found=len(page.rows))
    return render(request, "zicht/intake/mine.html", {"page": page, "rows": rows, "counts": counts})


@signed_in_door
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: ActingRequest, key: UUID) -> HttpResponse:
    """One own report: where it stands, what was heard and when, the conversation. Post: a line, or "read"."""
    found = signal_for(request.actor, key, at=request.at)
    form = MessageForm()
    if request.method == "POST":
        if request.POST.get("do") == "read":
            actions.mark_read(actor=request.actor, signal=found, from_reporter=False, at=request.at)
            return redirect("intake:own", key=key)
        form = MessageForm(request.POST)
        if form.is_valid():
            text = form.cleaned_data["text"]
            actions.post_message(actor=request.actor, signal=found, text=text, from_reporter=True, at=request.at)
            messages.success(request, "Uw bericht is verstuurd.")
            return redirect("intake:own", key=key)
    return render(
        request, "zicht/intake/own.html", _context(request, found, form), status=400 if form.errors else 200
    )


def _context(request: ActingRequest, found: Signal, form: MessageForm) -> dict[str, object]:
    conversation = list(found.conversation.all())
    return {
        "signal": found,
        "kind": words.KIND[found.kind],
        "state": words.state(found),
        "feedback": queries.feedback(found, at=request.at),
        "forms": words.forms(found.forms),
        "about": words.about(found.about),
        "behind": queries.behind(found.function, at=request.at),
        "conversation": conversation,
        "has_unread": any(not m.from_reporter and m.read_at is None for m in conversation),
        "message_form": form,
    }
