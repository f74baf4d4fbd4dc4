# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The screens of whoever oversees an organisation. None shows content; none counts or ranks people."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zicht.access.doors import ActingRequest, door
from zicht.access.models import AuditRow, Person, SeatReview
from zicht.access.oversight import parts, queries, reading
from zicht.access.oversight.actions import open_act, review_seat
from zicht.access.oversight.forms import ActFilter, ReasonForm
from zicht.access.roles import Purpose
from zicht.base.clock import local_day

PER_PAGE = 25
# In a list these name nobody. Of reading a list of names would be a profile; of signing in it would show working
# hours and, beside the moment of a report, who the reporter may be.
UNNAMED = ("read.", "session.")


@door(Purpose.OVERSIGHT)
@require_GET
def overview(request: ActingRequest) -> HttpResponse:
    """Six things to look at, each with how many wait."""
    actor, at = request.actor, request.at
    since = at - queries.RULES_LOOK_BACK
    rows = queries.acts(actor, at=at)
    rules = [(rule, found.count()) for rule, found in reading.found_by(rows, day=local_day(at), since=since)]
    context = {
        "denials": queries.denials(actor, at=at).filter(at__gte=since).count(),
        "rules": sum(count for _, count in rules),
        "seats": queries.seats(actor, at=at, only_open=True).count(),
        "covenants": queries.covenants_that_end(actor, at=at).count(),
        "emergencies": parts.lines(parts.EMERGENCIES, actor, at=at),
        "agreements": parts.lines(parts.AGREEMENTS, actor, at=at),
        "terms": parts.lines(parts.TERMS, actor, at=at),
    }
    return render(request, "zicht/access/oversight/overview.html", context)


def _shown(row: AuditRow, names: dict[str, str]) -> str:
    if queries.by_reporter(row):
        return queries.REPORTER
    return "" if row.action.startswith(UNNAMED) else names.get(row.actor, row.actor)


def _who_of(act: AuditRow) -> str:
    return queries.REPORTER if queries.by_reporter(act) else queries.name_of(act.actor)


@door(Purpose.OVERSIGHT)
@require_GET
def acts(request: ActingRequest) -> HttpResponse:
    """Who did what, for which purpose. Who opened something is asked act by act."""
    form = ActFilter(request.GET or None, day=local_day(request.at))
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = queries.narrowed(queries.acts(request.actor, at=request.at), asked)
    wanted = request.GET.get("handeling", "").replace("\x00", "")
    if wanted:
        rows = rows.filter(action=wanted)
    page = Paginator(rows.order_by("-at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    named = [r for r in page if r.actor.startswith("person:") and not r.action.startswith(UNNAMED)]
    named = [r for r in named if not queries.by_reporter(r)]
    numbers = {int(r.actor.partition(":")[2]) for r in named}
    names = {f"person:{p.pk}": p.name for p in Person.objects.filter(pk__in=numbers)}
    # Nor is anybody named for reporting: who reported is known to the custodian only.
    listed = [(row, _shown(row, names)) for row in page]
    context = {"page": page, "rows": listed, "wanted": wanted, "form": form}
    return render(request, "zicht/access/audit.html", context)


@door(Purpose.OVERSIGHT)
@require_GET
def denials(request: ActingRequest) -> HttpResponse:
    """What was refused, without names."""
    page = Paginator(queries.denials(request.actor, at=request.at), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "zicht/access/oversight/denials.html", {"page": page})


@door(Purpose.OVERSIGHT)
@require_GET
def reading_rules(request: ActingRequest) -> HttpResponse:
    """Acts that break a written rule for reading, rule by rule."""
    day, since = local_day(request.at), request.at - queries.RULES_LOOK_BACK
    rows = queries.acts(request.actor, at=request.at)
    found = list(reading.found_by(rows, day=day, since=since))
    codes = [rule.code for rule, _ in found]
    wanted = request.GET.get("regel", "")
    chosen = next((pair for pair in found if pair[0].code == wanted), None)
    page = Paginator(chosen[1], PER_PAGE).get_page(request.GET.get("page")) if chosen else None
    context = {
        "rules": [(rule, acts.count()) for rule, acts in found] if chosen is None else [],
        "rule": chosen[0] if chosen else None,
        "page": page,
        "since": since,
        "codes": codes,
    }
    return render(request, "zicht/access/oversight/reading.html", context)


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "POST"])
def act(request: ActingRequest, key: UUID) -> HttpResponse:
    """One act. Who did it is shown after a reason was given; asking is an act as well."""
    found = queries.act_for(request.actor, key, at=request.at)
    form = ReasonForm(request.POST if request.method == "POST" else None, day=local_day(request.at))
    if request.method == "POST" and form.is_valid():
        open_act(actor=request.actor, act=found, reason=form.cleaned_data["reason"], at=request.at)
        return redirect("access:act", key=key)
    asked = queries.opened_today(request.actor, found, at=request.at)
    context = {"act": found, "form": form, "who": _who_of(found) if asked else "", "asked": asked}
    status = 422 if form.errors else 200
    return render(request, "zicht/access/oversight/act.html", context | queries.around(found), status=status)


@door(Purpose.OVERSIGHT)
@require_GET
def rights(request: ActingRequest) -> HttpResponse:
    """The yearly review of seats: those that wait for an answer, or all."""
    every = request.GET.get("alle") == "1"
    seats = queries.seats(request.actor, at=request.at, only_open=not every)
    page = Paginator(seats, PER_PAGE).get_page(request.GET.get("page"))
    lines = queries.seat_lines(page, at=request.at)
    return render(request, "zicht/access/oversight/rights.html", {"page": page, "lines": lines, "every": every})


@door(Purpose.OVERSIGHT)
@require_POST
def rights_answer(request: ActingRequest, number: int) -> HttpResponse:
    """Answer for one seat."""
    seat = queries.seat_for(request.actor, number, at=request.at)
    answer = SeatReview.Answer.END if request.POST.get("antwoord") == "end" else SeatReview.Answer.KEEP
    review_seat(actor=request.actor, seat=seat, answer=answer, at=request.at)
    told = {
        SeatReview.Answer.KEEP: "Vastgelegd: de plek is nog nodig.",
        SeatReview.Answer.END: "Vastgelegd. De beheerder ziet dat deze plek beëindigd moet worden.",
    }
    messages.success(request, told[answer])
    return redirect("access:rights")


@door(Purpose.OVERSIGHT)
@require_GET
def agreements(request: ActingRequest) -> HttpResponse:
    """Covenants that end or were never checked, and consents in force by unit, without names."""
    found = queries.covenants_that_end(request.actor, at=request.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    lines = parts.lines(parts.AGREEMENTS, request.actor, at=request.at)
    return render(request, "zicht/access/oversight/agreements.html", {"page": page, "lines": lines})
