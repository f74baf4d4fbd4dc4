# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The focal point's desk: the inbox and one signal."""

from operator import attrgetter
from typing import Any
from uuid import UUID

from django.core.paginator import EmptyPage
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Kind, Purpose
from zicht.access.visible import visible
from zicht.casework.intake import queries, rules, words
from zicht.casework.intake.forms import FilterForm, MessageForm
from zicht.casework.intake.gate import signal_for
from zicht.casework.intake.models import Signal, SignalEvent
from zicht.reference.lists import code_list

# One tab of the inbox: what it shows, its label, the count of desk_counts it belongs to.
TABS = (
    ("", "Alles wat open staat", ""),
    ("staat=received", "Nieuw", "new"),
    ("te_laat=1", "Te laat", "late"),
    ("behandelaar=none", "Zonder behandelaar", "unowned"),
    ("behandelaar=me", "Van mij", "mine"),
    ("staat=waiting_capacity", "Wacht op capaciteit", "waiting_capacity"),
)


@door(Purpose.SIGNAL_HANDLING)
@require_safe
def inbox(request: ActingRequest) -> HttpResponse:
    """All signals of one's units by clock, with filters and paging."""
    form = FilterForm(request.GET)
    filters = form.filters()
    try:
        page = queries.slice_of(queries.inbox(request.actor, filters, at=request.at), request.GET.get("page"))
    except EmptyPage as beyond:
        raise Http404 from beyond
    counts = queries.desk_counts(request.actor, at=request.at)
    logbook.listed(request.actor, kind=Kind.SIGNAL, what="inbox", at=request.at, found=len(page.rows))
    context = {
        "form": form,
        "page": page,
        "lines": [_line(signal, request) for signal in page.rows],
        "tabs": _tabs(request, counts),
        "waiting_capacity": counts["waiting_capacity"],
        "filtered": bool(request.GET),
    }
    return render(request, "zicht/intake/inbox.html", context)


def _tabs(request: ActingRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    here = request.GET.urlencode()
    shown = []
    for query, label, name in TABS:
        count = counts.get(name)
        words_for = (
            "" if count is None else (f"{count}" if count <= queries.COUNT_LIMIT else f"{queries.COUNT_LIMIT}+")
        )
        shown.append(
            {"url": f"?{query}" if query else "?", "label": label, "count": words_for, "current": here == query}
        )
    return shown


def _line(signal: Signal, request: ActingRequest) -> dict[str, Any]:
    return {
        "signal": signal,
        "late": rules.is_late(state=signal.state, due_at=signal.due_at, at=request.at),
        "open": signal.state in rules.OPEN_STATES,
        "forms": words.forms(signal.forms),
        "about": words.about(signal.about),
        "age": words.age(signal.age_class) if signal.age_class != "unknown" else "",
        "kind": words.KIND[signal.kind],
    }


@door(Purpose.SIGNAL_HANDLING)
@require_safe
def signal(request: ActingRequest, key: UUID) -> HttpResponse:
    """One signal: what came in, what was done, what can be done now."""
    found = signal_for(request.actor, key, at=request.at)
    return render(request, "zicht/intake/signal.html", detail(request, found))


def detail(request: ActingRequest, found: Signal, message_form: MessageForm | None = None) -> dict[str, Any]:
    """Context of the page of one signal."""
    # By grant: what was granted, and nothing to do.
    read_only = getattr(found, "shown", None) is not None
    conversation = [] if read_only else list(found.conversation.select_related("author"))
    events = list(found.events.all())
    return {
        "signal": found,
        **_recorded(found),
        **_handled(found),
        "late": rules.is_late(state=found.state, due_at=found.due_at, at=request.at),
        "open": found.state in rules.OPEN_STATES,
        "history": words.history(events, _names(found, events)),
        "conversation": conversation,
        "unanswered": queries.unanswered(conversation),
        "has_unread": any(m.from_reporter and m.read_at is None for m in conversation),
        "message_form": message_form or MessageForm(),
        "read_only": read_only,
        "steps": {} if read_only else rules.steps_from(found.state),
        # By a permission one reads only: no step, no message.
        "may_change": found.owning_unit_id in visible(request.actor, Kind.SIGNAL, at=request.at).units,
        "identity_asked": queries.identity_asked(found),
        "told": queries.told_identity(request.actor, found, at=request.at),
        "mine": found.owner_id == request.actor.person,
        "behind": queries.behind(found.function, at=request.at),
        "steps_table": STEPS_TABLE,
        "steps_headers": STEPS_HEADERS,
    }


def _in_order(parts: Any) -> list[Any]:
    """As they were entered. Asks for all of them: of a signal by grant these are the granted ones."""
    return sorted(parts.all(), key=attrgetter("pk"))


def _recorded(found: Signal) -> dict[str, Any]:
    """What came in, in words."""
    labels, roles = code_list("indicators"), code_list("person_roles")
    kinds, grounds = code_list("thing_kinds"), code_list("grounds")
    order = {code: n for n, code in enumerate(labels.codes())}
    indicators = sorted(found.indicators.all(), key=lambda i: order.get(i.code, len(order)))
    known = [i for i in indicators if i.seen != "unknown"]
    return {
        "kind": words.KIND[found.kind],
        "forms": words.forms(found.forms),
        "about": words.about(found.about),
        "age": words.age(found.age_class),
        "coercion": words.value("coercion", found.coercion) if found.coercion else "",
        "municipality": queries.municipality_name(found.municipality) if found.municipality else "",
        "door": words.DOOR.get(found.door, found.door),
        "answered": [(labels.label(i.code), words.SEEN[i.seen], words.source(i.source)) for i in known],
        "unknown": [labels.label(i.code) for i in indicators if i.seen == "unknown"],
        "asked": len(indicators),
        "subjects": [(s, roles.label(s.role), words.age(s.age_class)) for s in _in_order(found.subjects)],
        "things": [
            (t, kinds.label(t.kind), grounds.label(t.ground) if t.ground else "") for t in _in_order(found.things)
        ],
    }


def _handled(found: Signal) -> dict[str, Any]:
    """What was done with it, in words."""
    conclusions = dict(rules.CONCLUSIONS)
    return {
        "state": words.state(found),
        "weighings": [
            (
                w,
                conclusions.get(w.conclusion, w.conclusion),
                words.route(w.proposed_route),
                words.route(w.chosen_route),
            )
            for w in found.weighings.all()
        ],
        "outcome": words.outcome(found.outcome),
        "offer": queries.offer(found.outcome),
        "case_url": _case_url(found),
    }


def _names(found: Signal, events: list[SignalEvent]) -> dict[str, str]:
    """Who stands behind the history. Whoever reported is called just that: the name stays folded away."""
    names = queries.names_behind(e.actor for e in events)
    if found.reporter_id is not None:
        names[f"person:{found.reporter_id}"] = "melder"
    return names


def _case_url(found: Signal) -> str:
    """Address of the case; the dossier room lies above this one and is known by the name of its page only."""
    try:
        return reverse("dossier:case", kwargs={"key": found.case_id}) if found.case_id else ""
    except NoReverseMatch:
        return ""


STEPS_HEADERS = ["Stand", "Stap", "Wordt", "Wie", "Wat de melder hoort"]
STEPS_TABLE = [
    [
        str(Signal.State(row.before).label) if row.before else "Nog niets",
        row.label,
        str(Signal.State(row.after).label),
        row.who,
        row.hears or "Niets",
    ]
    for row in rules.STEPS
]
