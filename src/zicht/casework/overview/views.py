# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages for who answers a person concerned, once per purpose, and the list for who oversees."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.base.formfields import offer_choices
from zicht.base.records import EditConflict
from zicht.base.sheets import CSV_TYPE, ODS_TYPE, csv_file, ods
from zicht.casework.cases.gate import person_for
from zicht.casework.overview import actions, collect, document, forms, gate, pages, rules
from zicht.casework.overview.pages import Hall

View = Callable[..., HttpResponse]
PER_PAGE = 25
LATE = "Iemand anders heeft dit verzoek net gewijzigd. Kijk eerst wat er nu staat."
NOT_YET = "Kijk eerst naar elk gegeven dat iemand in eigen woorden schreef, en bewaar uw keuzes."


def listing(hall: Hall) -> View:
    """The requests of the own unit."""

    @door(hall.purpose)
    @require_GET
    def view(request: ActingRequest) -> HttpResponse:
        found = gate.requests(request.actor, at=request.at).order_by("ended_on", "due_on", "id")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        logbook.listed(
            request.actor, kind=Kind.CASE, what="subject_requests", at=request.at, found=page.paginator.count
        )
        rows = [(row, hall.page("request", row.pk)) for row in page]
        context = {"page": page, "rows": rows, "today": local_day(request.at), "hall": hall}
        return render(request, "zicht/overview/list.html", context)

    return view


def ask(hall: Hall, *, in_signal: bool = False) -> View:
    """Write down a request about a person in a case, or in a signal."""
    gate_of = gate.subject_for if in_signal else person_for

    @door(hall.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        about: Any = gate_of(request.actor, key, at=request.at)
        child, family = pages.young(about, at=request.at)
        posted = request.POST if request.method == "POST" else None
        form = forms.AskForm(posted, at=request.at, child=child, family_involved=family)
        if form.is_bound and form.is_valid():
            given: dict[str, Any] = {
                name: form.cleaned_data[name] for name in ("asked_by", "asked_on", "identity_check")
            }
            given |= {"blocked": bool(form.blocked), "made_by": request.user}
            made = actions.ask(actor=request.actor, about=about, at=request.at, **given)
            messages.success(request, "Het verzoek is vastgelegd.")
            return redirect(hall.page("request", made.pk))
        context = {"form": form, "hall": hall, "child": child, "family": family, "crumbs": hall.crumbs("Verzoek")}
        return render(request, "zicht/overview/ask.html", context, status=422 if form.is_bound else 200)

    return view


def answer(hall: Hall) -> View:
    """The overview with a choice per item, and the preview of what leaves."""

    @door(hall.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        found = gate.request_for(request.actor, key, at=request.at)
        if found.state in {rules.OFFICER, rules.REFUSED} or (found.state == rules.OPEN and _stopped(request, found)):
            return render(request, "zicht/overview/blocked.html", pages.blocked_page(found, hall))
        items = _items(request, found)
        before = {c.item: (c.ground, c.reason) for c in found.choices.all()}
        posted = request.POST if request.method == "POST" and found.state == rules.OPEN else None
        form = forms.ChoicesForm(posted, items=items, grounds=before, at=request.at)
        if form.is_bound and form.is_valid():
            grounds, reasons = form.chosen()
            actions.choose(actor=request.actor, request=found, grounds=grounds, reasons=reasons, at=request.at)
            messages.success(request, "De keuzes zijn bewaard. Hieronder staat wat de persoon krijgt.")
            return redirect(hall.page("request", key))
        choices = actions.choices_of(found)
        logbook.read(
            request.actor, kind=Kind.CASE, record=found.record, owning_unit=found.owning_unit_id, at=request.at,
            subjects=[found.person_id or found.subject_id or found.record],
        )  # fmt: skip
        context = pages.answer_page(found, items, choices, form, hall, at=request.at)
        return render(request, "zicht/overview/request.html", context, status=422 if form.is_bound else 200)

    return view


def _stopped(request: ActingRequest, found: Any) -> bool:
    """True when what is known by now about age or family stops an overview that was asked for earlier."""
    child, family = pages.young(gate.about(request.actor, found, at=request.at), at=request.at)
    why = rules.why_blocked(
        asked_by=found.asked_by, child=child, family_involved=family, identity_check=found.identity_check,
        decision=found.decision,
    )  # fmt: skip
    return bool(why)


def _items(request: ActingRequest, found: Any) -> list[rules.Item]:
    about = gate.about(request.actor, found, at=request.at)
    return collect.items_about(request.actor, about, at=request.at)


def file(hall: Hall, kind: str) -> View:
    """The overview as a file. Its name says nothing about anybody; taking it is logged."""

    @door(hall.purpose)
    @require_GET
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        found = gate.request_for(request.actor, key, at=request.at)
        if _stopped(request, found):
            return redirect(hall.page("request", key))
        items, choices = _items(request, found), actions.choices_of(found)
        if found.state not in {rules.OPEN, rules.HANDED} or rules.undecided(items, choices):
            messages.error(request, NOT_YET)
            return redirect(hall.page("request", key))
        made = document.overview(found, items, choices, at=request.at)
        if kind == "pdf":
            body, content_type = document.pdf(made, at=request.at), "application/pdf"
        else:
            tables = document.sheets(made)
            body, content_type = (ods(tables), ODS_TYPE) if kind == "ods" else (csv_file(tables), CSV_TYPE)
        logbook.read(
            request.actor, kind=Kind.CASE, record=found.record, owning_unit=found.owning_unit_id, at=request.at,
            verb="print" if kind == "pdf" else "export",
            subjects=[found.person_id or found.subject_id or found.record],
        )  # fmt: skip
        response = HttpResponse(body, content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="overzicht.{kind}"'
        return response

    return view


def step(hall: Hall, verb: str) -> View:
    """Extend, hand over or withdraw."""

    @door(hall.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        found = gate.request_for(request.actor, key, at=request.at)
        job = pages.STEPS[verb]
        form = job.form(request.POST if request.method == "POST" else None, initial={"version": found.version})
        if verb == "hand":
            ways = rules.ways_to_hand(found.decision)
            offer_choices(form, "how", [(way, words) for way, words in rules.HANDED_HOW.items() if way in ways])
        if form.is_bound and form.is_valid():
            try:
                _take(request, found, verb, form.cleaned_data)
            except rules.WrongStep as why:
                form.add_error(None, str(why))
            except EditConflict:
                form.add_error(None, LATE)
            else:
                messages.success(request, job.done)
                return redirect(hall.page("request", key))
        context = {"form": form, "job": job, "back": hall.page("request", key), "crumbs": hall.crumbs(job.title)}
        return render(request, "zicht/overview/step.html", context, status=422 if form.is_bound else 200)

    return view


def _take(request: ActingRequest, found: Any, verb: str, given: dict[str, Any]) -> None:
    actor, at, expected = request.actor, request.at, given["version"]
    if verb == "extend":
        actions.extend(actor=actor, request=found, reason=given["reason"], expected=expected, at=at)
    elif verb == "hand":
        if _stopped(request, found):
            raise rules.WrongStep(rules.SAFE_WAY_FIRST)
        items = _items(request, found)
        actions.hand_over(actor=actor, request=found, items=items, how=given["how"], expected=expected, at=at)
    elif verb == "officer":
        actions.to_officer(actor=actor, request=found, expected=expected, at=at)
    else:
        actions.withdraw(actor=actor, request=found, expected=expected, at=at)


@door(Purpose.OVERSIGHT)
@require_GET
def overseen(request: ActingRequest) -> HttpResponse:
    """The requests of the organisation for who oversees: moments, states, numbers. No content, no person."""
    found = gate.overseen(request.actor, at=request.at).order_by("ended_on", "due_on", "id")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    logbook.listed(request.actor, kind=Kind.AUDIT, what="subject_requests", at=request.at, found=page.paginator.count)
    rows = [(row, rules.ASKERS[row.asked_by]) if row.asked_by in rules.ASKERS else (row, "-") for row in page]
    waiting = {row.pk for row in gate.to_decide(request.actor, at=request.at)}
    context = {"page": page, "rows": rows, "today": local_day(request.at), "waiting": waiting}
    return render(request, "zicht/overview/overseen.html", context)


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: ActingRequest, key: UUID) -> HttpResponse:
    """A blocked request: who asked and how that was checked, and the decision. Nothing about the person."""
    found = gate.overseen_one(request.actor, key, at=request.at)
    posted = request.POST if request.method == "POST" else None
    form = forms.DecisionForm(posted, initial={"version": found.version}, at=request.at)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.decide(
                actor=request.actor, request=found, decision=given["decision"], reason=given["reason"],
                review_on=given["review_on"], expected=given["version"], at=request.at,
            )  # fmt: skip
        except rules.WrongStep as why:
            form.add_error(None, str(why))
        except EditConflict:
            form.add_error(None, LATE)
        else:
            messages.success(request, "Uw besluit is vastgelegd. De afdeling ziet het bij het verzoek.")
            return redirect("overview:overseen")
    context = {
        "found": found, "form": form, "facts": pages.officer_facts(found), "decision": pages.decision_facts(found),
    }  # fmt: skip
    return render(request, "zicht/overview/decide.html", context, status=422 if form.is_bound else 200)
