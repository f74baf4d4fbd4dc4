# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of care, for care coordinators. The person is reached through the gate of the case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.clock import local_day
from zicht.base.records import EditConflict
from zicht.casework.care import actions, forms, gate, queries, rules
from zicht.casework.cases.consent.gate import consent_of, latest_question, ways_for
from zicht.casework.cases.consent.rules import ADVICE, REGISTER
from zicht.casework.cases.consent.texts import text_on
from zicht.casework.cases.gate import person_for

PER_PAGE = 25


def _page(
    request: ActingRequest, person: Any, title: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    crumbs: list[dict[str, str]] = [
        {"url": reverse("care:tracks"), "label": "Zorgtrajecten"},
        {"url": reverse("dossier:care-case", args=[person.case_id]), "label": person.case.reference},
        {"url": reverse("care:person", args=[person.pk]), "label": "Zorg"},
        {"label": title},
    ]
    if template == "person":
        del crumbs[2]
    shared = {"title": title, "crumbs": crumbs, "person": person, "case": person.case}
    return render(request, f"zicht/care/{template}.html", shared | context, status=status)


def _posted(request: ActingRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


@door(Purpose.CARE_COORDINATION)
@require_GET
def tracks(request: ActingRequest) -> HttpResponse:
    """Care tracks of the own unit."""
    state = request.GET.get("staat", "")
    state = state if state in dict(queries.STATE_TABS) else ""
    page = Paginator(queries.track_list(request.actor, state=state, at=request.at), PER_PAGE).get_page(
        request.GET.get("page")
    )
    logbook.listed(request.actor, kind=Kind.CARE, what="tracks", at=request.at, found=page.paginator.count)
    return render(request, "zicht/care/tracks.html", {"page": page, "state": state, "tabs": queries.STATE_TABS})


@door(Purpose.CARE_COORDINATION)
@require_GET
def person_page(request: ActingRequest, key: UUID) -> HttpResponse:
    """Care, the answer about the register, and what was reported, for one person."""
    actor, at = request.actor, request.at
    person = person_for(actor, key, at=at)
    track = gate.open_track(actor, person, at=at)
    answers = list(gate.consents(actor, person, at=at))
    reports = list(gate.register_reports(actor, person, at=at))
    year = local_day(at).year
    context = {
        "track": track,
        "verbs": rules.steps_from(track.state) if track else frozenset(),
        "ended": queries.ended_tracks(actor, person, at=at),
        "consent": answers[0] if answers else None,
        "answers": answers,
        "reports": reports,
        "correctable": gate.standing_report(actor, person, at=at) is not None,
        "why_not": rules.why_not_report(
            roles=person.roles,
            basis=person.owning_unit.organisation.basis,
            answer=consent_of(actor, person, REGISTER, at=at),
            reported_before=any(r.year == year and r.state != "refused" for r in reports),
            registers=queries.register_units().count(),
        ),
    }
    return _page(request, person, "Zorg voor deze persoon", "person", context)


@door(Purpose.CARE_COORDINATION)
@require_http_methods(["GET", "POST"])
def track(request: ActingRequest, key: UUID) -> HttpResponse:
    """Start a track, or change wishes and plan."""
    actor, at = request.actor, request.at
    person = person_for(actor, key, at=at)
    current = gate.open_track(actor, person, at=at)
    initial = {n: getattr(current, n) for n in ("wishes", "plan", "version")} if current else {}
    form = forms.TrackForm(_posted(request), at=at, starting=current is None, initial=initial)
    context: dict[str, Any] = {"form": form, "track": current, "conflict": None}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            _save_track(request, person, current, given)
        except actions.NotNow as why:
            messages.error(request, str(why))
            return redirect("care:person", key=key)
        except EditConflict as conflict:
            typed = request.POST.copy()
            typed["version"] = str(getattr(conflict.stored, "version", ""))
            form.data = typed
            context["conflict"] = conflict.stored
            return _page(request, person, "Zorgtraject", "track", context, status=409)
        messages.success(request, "Het zorgtraject is opgeslagen.")
        return redirect("care:person", key=key)
    return _page(request, person, "Zorgtraject", "track", context, status=_status(form))


def _save_track(request: ActingRequest, person: Any, current: Any, given: dict[str, Any]) -> None:
    actor, at = request.actor, request.at
    if current is None:
        actions.start_track(actor=actor, person=person, coordinator=request.user, at=at, **given)  # type: ignore[arg-type]
    else:
        actions.change_track(
            actor=actor, track=current, wishes=given["wishes"], plan=given["plan"], expected=given["version"], at=at
        )


@door(Purpose.CARE_COORDINATION)
@require_POST
def step(request: ActingRequest, key: UUID) -> HttpResponse:
    """Let a track wait for capacity, or resume it."""
    person = person_for(request.actor, key, at=request.at)
    return _step(request, person, request.POST.get("verb", ""), request.POST.get("version", ""), "")


@door(Purpose.CARE_COORDINATION)
@require_http_methods(["GET", "POST"])
def end(request: ActingRequest, key: UUID) -> HttpResponse:
    """End a track with a reason."""
    person = person_for(request.actor, key, at=request.at)
    current = gate.open_track(request.actor, person, at=request.at)
    if current is None:
        raise NotHere
    form = forms.EndForm(_posted(request), initial={"version": current.version})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        return _step(request, person, "end", str(given["version"]), given["reason"])
    return _page(request, person, "Zorgtraject afronden", "end", {"form": form}, status=_status(form))


def _step(request: ActingRequest, person: Any, verb: str, version: str, reason: str) -> HttpResponse:
    current = gate.open_track(request.actor, person, at=request.at)
    try:
        if current is None or not version.isdecimal():
            raise rules.WrongStep("Dat kan niet meer: het traject heeft een andere stand.")
        actions.take_step(
            actor=request.actor, track=current, verb=verb, reason=reason, expected=int(version), at=request.at
        )
    except rules.WrongStep as why:
        messages.error(request, str(why))
    except EditConflict:
        messages.error(request, "Iemand anders heeft het traject net gewijzigd. Kijk eerst wat er nu staat.")
    else:
        messages.success(request, "Het zorgtraject is opgeslagen.")
    return redirect("care:person", key=person.pk)


@door(Purpose.CARE_COORDINATION)
@require_http_methods(["GET", "POST"])
def consent(request: ActingRequest, key: UUID) -> HttpResponse:
    """Record the answer to the question whether the person may be counted in the register."""
    actor, at = request.actor, request.at
    person = person_for(actor, key, at=at)
    latest = gate.latest_consent(actor, person, at=at)
    ways = ways_for(actor, person, REGISTER, at=at)
    can_withdraw = latest is not None and latest.answer == "given"
    form = forms.ConsentForm(_posted(request), at=at, kind=REGISTER, ways=ways, can_withdraw=can_withdraw)
    if form.is_bound and form.is_valid():
        given = form.answered()
        try:
            actions.record_consent(
                actor=actor, person=person, answer=given.answer, given_by=given.given_by, language=given.language,
                answered_on=given.answered_on, scope=given.scope, note=given.note,
                asked_by=request.user, at=at,  # type: ignore[arg-type]
            )  # fmt: skip
        except actions.NotNow as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, "Het antwoord is vastgelegd. De zorg gaat gewoon door.")
            return redirect("care:person", key=key)
    question = latest_question(actor, person, REGISTER, at=at)
    context = {
        "form": form, "ways": ways, "text": text_on(local_day(at)), "latest": latest, "can_withdraw": can_withdraw,
        "kind": REGISTER, "question": question, "advice": ADVICE.get(question.advice, "") if question else "",
        "ask_url": reverse("dossier:care-person-question", args=[person.pk]),
        "edit_url": reverse("dossier:care-person-edit", args=[person.pk]),
        "referral_url": reverse("dossier:care-person-referral", args=[person.pk]),
    }  # fmt: skip
    return _page(request, person, "Meetellen in het register", "consent", context, status=_status(form))


@door(Purpose.CARE_COORDINATION)
@require_http_methods(["GET", "POST"])
def report(request: ActingRequest, key: UUID) -> HttpResponse:
    """Report to the register: what is missing is shown before it goes."""
    actor, at = request.actor, request.at
    person = person_for(actor, key, at=at)
    standing = gate.standing_report(actor, person, at=at) if request.GET.get("verbeter") == "1" else None
    if standing is not None:
        return _correct(request, person, standing)
    registers = queries.register_units()
    latest = gate.latest_consent(actor, person, at=at)
    why_not = rules.why_not_report(
        roles=person.roles,
        basis=person.owning_unit.organisation.basis,
        answer=consent_of(actor, person, REGISTER, at=at),
        reported_before=gate.reported_in(actor, person, local_day(at).year, at=at),
        registers=len(registers),
    )
    may_name = person.owning_unit.organisation.basis != "consent" or "name" in actions.given_scope(latest)
    form = forms.ReportForm(_posted(request), person=person, at=at, registers=registers, may_name=may_name)
    if form.is_bound and not why_not and form.is_valid():
        unit = form.cleaned_data.get("register") or registers[0]
        try:
            actions.report_to_register(
                actor=actor, person=person, register_unit=unit, entry=form.entry(), sent_by=request.user, at=at  # type: ignore[arg-type]
            )  # fmt: skip
        except actions.NotNow as why:
            why_not = str(why)
        else:
            messages.success(request, "De melding is verstuurd. Het register stuurt een ontvangstbericht.")
            return redirect("care:person", key=key)
    context = {
        "form": form, "why_not": why_not, "gaps": form.gaps(), "consent": latest,
        "register": registers[0] if len(registers) == 1 else None,
    }  # fmt: skip
    return _page(request, person, "Melden aan het register", "report", context, status=_status(form))


def _correct(request: ActingRequest, person: Any, sent: Any) -> HttpResponse:
    """Send better facts of a report that was sent before."""
    actor, at = request.actor, request.at
    latest, basis = gate.latest_consent(actor, person, at=at), person.owning_unit.organisation.basis
    answer = consent_of(actor, person, REGISTER, at=at)
    why_not = rules.why_not_report(
        roles=person.roles, basis=basis, answer=answer, reported_before=False, registers=1
    )  # fmt: skip
    may_name = basis != "consent" or "name" in actions.given_scope(latest)
    form = forms.ReportForm(
        _posted(request), person=person, at=at, registers=[sent.register_unit], may_name=may_name, sent=sent.body,
        initial={"version": sent.version},
    )  # fmt: skip
    gaps = form.gaps()  # cleans the form: before errors are added to it
    if form.is_bound and not why_not and form.is_valid():
        try:
            actions.correct_reported(
                actor=actor, report=sent, entry=form.entry(), expected=form.cleaned_data["version"], at=at
            )
        except actions.NotNow as why:
            form.add_error(None, str(why))
        except EditConflict:
            messages.error(request, "Iemand anders heeft net een verbetering gestuurd. Kijk eerst wat er nu staat.")
            return redirect("care:person", key=person.pk)
        else:
            messages.success(request, "De verbetering is verstuurd. Het register stuurt een nieuw ontvangstbericht.")
            return redirect("care:person", key=person.pk)
    context = {
        "form": form, "why_not": why_not, "gaps": gaps, "consent": latest, "register": sent.register_unit,
        "correcting": True,
    }  # fmt: skip
    return _page(request, person, "Melding aan het register verbeteren", "report", context, status=_status(form))
