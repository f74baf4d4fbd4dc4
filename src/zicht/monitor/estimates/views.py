# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of estimates: lists, one answer with its verdict first, asking for one, writing beside it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.monitor import gate
from zicht.monitor.actions import place_of_register
from zicht.monitor.estimates import actions, words
from zicht.monitor.estimates.forms import AskForm, CommentForm
from zicht.monitor.estimates.picture import pictures
from zicht.monitor.lifecycle import FAILED
from zicht.monitor.models import EstimateRun
from zicht.monitor.waiting import START, waiting
from zicht.reference.lists import code_list

PER_PAGE = 25
NOT_YET = "Er is nog geen antwoord om iets bij te schrijven. Wacht tot het er is."


@door(Purpose.POLICY_MAKING)
@require_safe
def estimates(request: ActingRequest) -> HttpResponse:
    """The estimates of this register, for who makes policy."""
    return _list(request, analyst=False)


@door(Purpose.ANALYSIS)
@require_safe
def runs(request: ActingRequest) -> HttpResponse:
    """The same for an analyst, who can ask for another."""
    return _list(request, analyst=True)


def _list(request: ActingRequest, *, analyst: bool) -> HttpResponse:
    page = Paginator(gate.estimates(request.actor, at=request.at), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {"run": run, "words": _state(run), "tone": words.TONES.get(run.grade, "waiting"),
         "url": reverse("monitor:run" if analyst else "monitor:estimate", args=[run.pk])}
        for run in page
    ]  # fmt: skip
    return render(request, "zicht/monitor/estimates.html", {"page": page, "rows": rows, "analyst": analyst})


def _state(run: EstimateRun) -> str:
    if run.grade:
        return words.GRADES[run.grade]
    return "niet gelukt" if run.work == FAILED else "in bewerking"


@door(Purpose.ANALYSIS)
@require_http_methods(["GET", "HEAD", "POST"])
def run_add(request: ActingRequest) -> HttpResponse:
    """Ask all methods."""
    form = AskForm(request.POST or None, this_year=local_day(request.at).year)
    if form.is_bound and form.is_valid():
        made = actions.ask(
            actor=request.actor, unit=gate.composing_unit(request.actor, at=request.at),
            person=gate.me(request.actor), asked=form.asked(), place=place_of_register(),
            submission=form.cleaned_data["submission"] or uuid4(), at=request.at,
        )  # fmt: skip
        return redirect(f"{reverse('monitor:run', args=[made.pk])}{START}")
    crumbs = [{"label": "Schattingen", "url": reverse("monitor:runs")}, {"label": "Nieuwe schatting"}]
    status = 422 if form.is_bound else 200
    return render(request, "zicht/monitor/estimate_form.html", {"form": form, "crumbs": crumbs}, status=status)


@door(Purpose.POLICY_MAKING)
@require_safe
def estimate(request: ActingRequest, key: UUID) -> HttpResponse:
    """One answer, for who makes policy."""
    found = gate.estimate_for(request.actor, key, at=request.at)
    return render(request, "zicht/monitor/estimate.html", _context(request, found, back="monitor:estimates"))


@door(Purpose.ANALYSIS)
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: ActingRequest, key: UUID) -> HttpResponse:
    """The same for an analyst, who can write beside it and not in it."""
    found = gate.estimate_for(request.actor, key, at=request.at)
    form = CommentForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.comment(
                actor=request.actor, run=found, person=gate.me(request.actor), note=form.cleaned_data["note"],
                at=request.at,
            )  # fmt: skip
        except actions.NotAnsweredError:
            messages.warning(request, NOT_YET)
        else:
            messages.success(request, "Uw opmerking staat bij de schatting.")
        return redirect("monitor:run", key=key)
    context = _context(request, found, back="monitor:runs") | {"form": form}
    return render(request, "zicht/monitor/estimate.html", context, status=422 if form.is_bound else 200)


def _context(request: ActingRequest, run: EstimateRun, *, back: str) -> dict[str, Any]:
    title = f"Schatting voor {run.place}, {run.years}"
    context: dict[str, Any] = {
        "run": run, "title": title, "waiting": waiting(request, run), "failed": run.work == FAILED,
        "comments": run.comments.select_related("by"), "left_out": _names(run.left_out),
        "crumbs": [{"label": "Schattingen", "url": reverse(back)}, {"label": title}],
    }  # fmt: skip
    if not run.grade:
        return context
    answer = run.answer
    wide, phone = pictures(answer, title)
    return context | {
        "verdict": words.GRADES[run.grade], "tone": words.TONES[run.grade], "means": words.MEANS[run.grade],
        "reasons": list(dict.fromkeys(words.reason_text(each) for each in answer["reasons"])),
        "range": "" if answer["estimate"] is None else words.range_text(answer), "observed": answer["observed"],
        # Our own drawing; its words are escaped there.
        "wide": mark_safe(wide), "phone": mark_safe(phone),  # noqa: S308
        "methods": [_method(each) for each in answer["methods"]], "whole": _whole(answer),
        "lists": _names(answer["lists"]),
        "spans": [_span(each) for each in answer["sensitivity"]], "level": round(answer["level"] * 100),
        "helps": words.HELPS, "never": words.NEVER,
    }  # fmt: skip


def _names(codes: list[str]) -> list[str]:
    return [code_list("reporter_groups").label(code) for code in codes]


def _whole(answer: dict[str, Any]) -> dict[str, Any]:
    """All methods together, as the last line of the table."""
    there = answer["estimate"] is not None
    return (
        {"middle": f"ongeveer {words.about(answer['estimate'], up=True)}", "range": words.range_text(answer)}
        if there
        else {}
    )


def _method(each: dict[str, Any]) -> dict[str, Any]:
    there = each["estimate"] is not None
    return {
        "name": words.METHODS[each["method"]],
        "middle": f"ongeveer {words.about(each['estimate'], up=True)}" if there else "",
        "range": words.range_text(each) if there and each["low"] is not None else "",
        "why": " ".join(words.reason_text(reason) for reason in each["reasons"]),
    }


def _span(each: dict[str, Any]) -> dict[str, str]:
    low, high = (f"{each[end]:.2f}".replace(".", ",") for end in ("low", "high"))
    return {"kind": words.KINDS[each["kind"]], "low": low, "high": high}
