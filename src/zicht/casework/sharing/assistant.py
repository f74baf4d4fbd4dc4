# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page "may I share this": one question, one answer with its source; and the counts of where the law blocks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from zicht.access.doors import ActingRequest, door, signed_in_door
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.formfields import choose_one
from zicht.casework.cases.gate import own_case_for
from zicht.casework.cases.ways import Way
from zicht.casework.sharing import deciding, gate
from zicht.reference import disclosure
from zicht.reference.disclosure import DIMENSIONS, Question
from zicht.reference.lists import sources

View = Callable[..., HttpResponse]
PER_PAGE = 25
ASK = {
    "sender": "Wie deelt?",
    "receiver": "Met wie?",
    "purpose": "Waarvoor krijgt de ontvanger het?",
    "data": "Wat voor gegevens?",
    "consent": "Wat vindt de persoon ervan?",
    "covenant": "Is er een convenant dat dit noemt?",
    "danger": "Is er acuut gevaar?",
}


class AskForm(forms.Form):
    """The seven parts of a question, in codes: nobody is named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in ASK.items():
            known = list(DIMENSIONS[name].items())
            self.fields[name] = choose_one(label, known, radio=len(known) <= 4)

    def question(self) -> Question:
        """What was asked."""
        return Question(**{name: self.cleaned_data[name] for name in ASK})


def _page(request: ActingRequest, first: dict[str, str], context: dict[str, Any]) -> HttpResponse:
    form = AskForm(request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        question = form.question()
        rule = disclosure.answer(question)
        deciding.count(question, rule, at=request.at)
        context |= {"rule": rule, "source": sources().get(rule.source)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "zicht/sharing/assistant.html", context | {"form": form}, status=status)


@signed_in_door
@require_http_methods(["GET", "HEAD", "POST"])
def general(request: ActingRequest) -> HttpResponse:
    """Ask without a case."""
    return _page(request, {"consent": "not_asked", "covenant": "none", "danger": "no"}, {})


def for_case(way: Way) -> View:
    """Ask about a case: what the case says is filled in."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        case = own_case_for(request.actor, key, at=request.at)
        first = {
            "sender": deciding.sender_kind(case.owning_unit), "consent": "not_asked", "covenant": "none",
            "danger": "yes" if case.acute else "no", "data": "personal" if case.about == "person" else "internal",
        }  # fmt: skip
        context = {"case": case, "crumbs": way.crumbs(case, "Mag dit?"), "share_url": way.url("new", case.pk)}
        context["waits"] = deciding.all_that_wait(case.owning_unit, day=local_day(request.at))
        return _page(request, first, context)

    return view


def _counts(request: ActingRequest) -> HttpResponse:
    page = Paginator(gate.assistant_counts(), PER_PAGE).get_page(request.GET.get("page"))
    by_id = {rule.id: rule for rule in disclosure.rules()}
    rows = [
        {
            "row": row, "answer": disclosure.WORDS.get(disclosure.Answer(row.answer), row.answer),
            "sender": DIMENSIONS["sender"].get(row.sender, row.sender),
            "receiver": DIMENSIONS["receiver"].get(row.receiver, row.receiver),
            "purpose": DIMENSIONS["purpose"].get(row.purpose, row.purpose),
            "data": DIMENSIONS["data"].get(row.data, row.data),
            "why": by_id[row.rule].why if row.rule in by_id else row.rule,
        }
        for row in page
    ]  # fmt: skip
    return render(request, "zicht/sharing/counts.html", {"page": page, "rows": rows})


@door(Purpose.OVERSIGHT)
@require_safe
def counts(request: ActingRequest) -> HttpResponse:
    """Where the law blocks, or where nobody knows: for the privacy officer."""
    return _counts(request)


@door(Purpose.POLICY_MAKING)
@require_safe
def counts_for_policy(request: ActingRequest) -> HttpResponse:
    """The same for who makes policy. It names no person, no worker and no organisation."""
    return _counts(request)
