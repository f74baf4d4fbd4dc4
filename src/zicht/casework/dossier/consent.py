# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages about consent: referral to care behind each door, and the privacy officer's questions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.records import EditConflict
from zicht.casework.cases.consent import actions, gate, rules
from zicht.casework.cases.consent.forms import AdviceForm, ConsentForm
from zicht.casework.cases.consent.texts import text_on
from zicht.casework.cases.gate import person_for
from zicht.casework.cases.ways import Way

View = Callable[..., HttpResponse]
PER_PAGE = 25


def referral(way: Way) -> View:
    """Record the answer to the question whether the person may be referred to care."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        actor, at = request.actor, request.at
        person = person_for(actor, key, at=at)
        kind = rules.CARE_REFERRAL
        latest = gate.latest(actor, person, kind, at=at)
        ways = gate.ways_for(actor, person, kind, at=at)
        can_withdraw = latest is not None and latest.answer == "given"
        posted = request.POST if request.method == "POST" else None
        form = ConsentForm(posted, at=at, kind=kind, ways=ways, can_withdraw=can_withdraw)
        if form.is_bound and form.is_valid():
            try:
                actions.record_referral(
                    actor=actor, person=person, answered=form.answered(), asked_by=request.user, at=at  # type: ignore[arg-type]
                )  # fmt: skip
            except actions.NotNow as why:
                form.add_error(None, str(why))
            else:
                messages.success(request, "Het antwoord is vastgelegd.")
                return redirect(way.case_url(person.case_id))
        question = gate.latest_question(actor, person, kind, at=at)
        context = {
            "form": form, "ways": ways, "latest": latest, "can_withdraw": can_withdraw, "kind": kind,
            "text": text_on(local_day(at), kind), "person": person, "case": person.case, "question": question,
            "advice": rules.ADVICE.get(question.advice, "") if question else "",
            "worth": gate.consent_of(actor, person, kind, at=at), **_about(latest),
            "ask_url": way.page("person-question", person.pk), "edit_url": way.page("person-edit", person.pk),
            "back": way.case_url(person.case_id), "crumbs": way.crumbs(person.case, "Doorverwijzen naar zorg"),
        }  # fmt: skip
        status = 422 if form.is_bound and form.errors else 200
        return render(request, "zicht/dossier/consent.html", context, status=status)

    return view


def _about(latest: Any) -> dict[str, str]:
    if latest is None:
        return {}
    scopes = rules.SCOPES[rules.CARE_REFERRAL]
    return {
        "receiver": str(latest.to_unit) if latest.to_unit else latest.to_name,
        "purposes": ", ".join(scopes.get(code, code) for code in latest.scope),
    }


def ask(way: Way) -> View:
    """Put the question to the privacy officer which way is safe."""

    @door(way.purpose)
    @require_POST
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        person = person_for(request.actor, key, at=request.at)
        kind = request.POST.get("kind", rules.CARE_REFERRAL)
        if kind not in rules.KINDS:
            raise NotHere
        try:
            actions.ask_officer(actor=request.actor, person=person, kind=kind, at=request.at)
        except actions.NotNow as why:
            messages.error(request, str(why))
        else:
            _say_who(request, person.owning_unit_id)
        return redirect(way.case_url(person.case_id))

    return view


def _say_who(request: ActingRequest, unit: int) -> None:
    names = list(actions.officers(unit, at=request.at))
    if names:
        messages.success(request, f"De vraag ligt bij {', '.join(names)}.")
    else:
        messages.warning(
            request,
            "De vraag is vastgelegd, maar uw organisatie heeft in Zicht geen functionaris gegevensbescherming. Bel "
            "diegene zelf, en vraag de beheerder om een plek.",
        )


@door(Purpose.OVERSIGHT)
@require_safe
def questions(request: ActingRequest) -> HttpResponse:
    """The questions of the organisation: waiting ones first."""
    found = gate.questions(request.actor, at=request.at).order_by("-answered_at", "asked_at", "id")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"question": q, "kind": rules.KINDS[q.kind], "reason": rules.REASONS[q.reason]} for q in page]
    return render(request, "zicht/dossier/questions.html", {"page": page, "rows": rows})


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: ActingRequest, key: UUID) -> HttpResponse:
    """Answer one."""
    found = gate.question_for(request.actor, key, at=request.at)
    form = AdviceForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    conflict = False
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer_question(
                actor=request.actor, question=found, advice=given["advice"], explanation=given["explanation"],
                expected=given["version"], at=request.at,
            )  # fmt: skip
        except actions.NotNow as why:
            form.add_error(None, str(why))
        except EditConflict:
            conflict = True
        else:
            messages.success(request, "Uw antwoord staat bij de vraag. De afdeling ziet het.")
            return redirect("dossier:questions")
    facts = [
        ("Waarover", rules.KINDS[found.kind]), ("Reden", rules.REASONS[found.reason]),
        ("Afdeling", str(found.owning_unit)), ("Gevraagd door", found.asked_by.name),
    ]  # fmt: skip
    context = {"question": found, "form": form, "facts": facts, "conflict": conflict}
    context["advice"] = rules.ADVICE.get(found.advice, "")
    status = 409 if conflict else 422 if form.is_bound and form.errors else 200
    return render(request, "zicht/dossier/question.html", context, status=status)
