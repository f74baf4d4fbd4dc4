# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages for questions between units, each behind the door of one purpose."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access.doors import ActingRequest, door
from zicht.base.clock import local_day
from zicht.base.formfields import choose_many, choose_one, day_field, long_text
from zicht.casework.cases.gate import cases, own_case_for
from zicht.casework.cases.ways import Way
from zicht.casework.sharing import gate, pages, queries, requesting, rules
from zicht.casework.sharing.actions import AlreadyAnswered
from zicht.casework.sharing.words import field_label
from zicht.reference.lists import code_list

View = Callable[..., HttpResponse]
PER_PAGE = 25


class AskForm(forms.Form):
    """What is asked, why, and until when."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, fields: Any, units: Any = None, **kwargs: Any) -> None:
        day = local_day(at)
        first = {"submission": uuid.uuid4(), "answer_by": day + timedelta(days=rules.ANSWER_DAYS)}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.today = day
        if units is not None:
            self.fields["to"] = choose_one("Aan wie vraagt u het?", units, radio=False)
            self.fields["about"] = long_text(
                "Over welke zaak of wie gaat het?", required=True, rows=2,
                help_text="Schrijf niet meer dan nodig is om de zaak te vinden.",
            )  # fmt: skip
        self.fields["fields"] = choose_many("Wat wilt u weten?", fields, required=True)
        self.fields["reason"] = long_text("Waarom is dit nodig?", required=True, rows=2)
        self.fields["answer_by"] = day_field("Voor wanneer vraagt u antwoord?")

    def clean_answer_by(self) -> date:
        """Ahead, and not too far."""
        day: date = self.cleaned_data["answer_by"]
        problem = rules.end_problem(day, self.today)
        if problem:
            raise forms.ValidationError(problem)
        return day


class AnswerForm(forms.Form):
    """A refusal has a reason."""

    reason = long_text("Waarom weigert u?", required=True, rows=3, help_text="De ander leest dit.")


class CaseForm(forms.Form):
    """Which case of ours the answer comes from."""

    reference = forms.CharField(label="Kenmerk van uw casus", max_length=20)


def ask(way: Way) -> View:
    """Ask another unit for information about a case."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        case = own_case_for(request.actor, key, at=request.at)
        found = {str(c.unit.pk): c.unit for c in queries.receivers(case, at=request.at)}
        names = [(n, _words(n)) for n in rules.ALL if n not in rules.CARE_ONLY]
        units = [("", "Kies een afdeling"), *((k, str(u)) for k, u in found.items())]
        form = AskForm(request.POST or None, at=request.at, fields=names, units=units)
        if form.is_bound and form.is_valid():
            data = form.cleaned_data
            asked = requesting.Asked(
                other=found[data["to"]], fields=tuple(data["fields"]), purpose=way.purpose.value,
                reason=data["reason"], answer_by=data["answer_by"], about=data["about"],
            )  # fmt: skip
            return _ask(request, way, case, asked, form)
        return _form(request, form, way.crumbs(case, "Informatie vragen"), way.case_url(key), "Informatie vragen")

    return view


def ask_onward(way: Way) -> View:
    """Ask whoever wrote it whether it may be passed on."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        case = own_case_for(request.actor, key, at=request.at)
        found = {str(c.unit.pk): c.unit for c in queries.receivers(case, at=request.at)}
        to = found.get(request.GET.get("naar", ""))
        if to is None:
            return redirect(way.url("new", key))
        held = {
            n: o for n, o in pages.not_onward_to(case, to).items() if str(o.disclosure) == request.GET.get("pakket")
        }
        if not held:
            return redirect(f"{way.url('new', key)}?naar={to.pk}")
        origin = next(iter(held.values()))
        names = [(n, _words(n)) for n in held]
        form = AskForm(request.POST or None, at=request.at, fields=names, initial={"fields": list(held)})
        form.fields["fields"].label = "Wat wilt u doorgeven?"
        if form.is_bound and form.is_valid():
            data = form.cleaned_data
            asked = requesting.Asked(
                other=origin.origin_unit, fields=tuple(data["fields"]), purpose=way.purpose.value,
                reason=data["reason"], answer_by=data["answer_by"], disclosure=origin.disclosure, to=to,
            )  # fmt: skip
            return _ask(request, way, case, asked, form)
        title = f"Vragen of u dit mag doorgeven aan {to}"
        return _form(request, form, way.crumbs(case, "Doorgeven vragen"), way.case_url(key), title)

    return view


def _ask(request: ActingRequest, way: Way, case: Any, asked: requesting.Asked, form: AskForm) -> HttpResponse:
    made = requesting.send_request(
        actor=request.actor, case=case, asked=asked, submission=form.cleaned_data["submission"],
        person=pages.person_of(request.actor), at=request.at,
    )  # fmt: skip
    messages.success(request, f"Gevraagd aan {asked.other}.")
    return redirect(way.url("request", made.pk))


def _form(request: ActingRequest, form: forms.Form, crumbs: Any, back: str, title: str) -> HttpResponse:
    context = {"form": form, "crumbs": crumbs, "back": back, "title": title, "button": "Vragen"}
    return render(request, "zicht/sharing/small_form.html", context, status=422 if form.is_bound else 200)


def listed(way: Way) -> View:
    """Questions of others and our own, the ones that wait first."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest) -> HttpResponse:
        found = gate.info_requests(request.actor, at=request.at).order_by("answered_at", "answer_by", "id")
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        today = local_day(request.at)
        rows = [(r, way.url("request", r.pk), r.state == "open" and r.answer_by < today) for r in page]
        return render(request, "zicht/sharing/requests.html", {"page": page, "rows": rows})

    return view


def one_request(way: Way) -> View:
    """One question; the other side refuses it here, or goes on to share."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        held = gate.info_request_for(request.actor, key, at=request.at)
        ours = held.direction == "in" and held.state == "open"
        refusing = request.method == "POST" and request.POST.get("step") != "case"
        form = AnswerForm(request.POST if refusing else None)
        if refusing and ours and form.is_valid():
            return _answer(request, way, held, agreed=False, reason=form.cleaned_data["reason"])
        which = CaseForm(request.POST if request.POST.get("step") == "case" else None)
        if ours and which.is_bound and which.is_valid():
            found = cases(request.actor, at=request.at).filter(
                reference=which.cleaned_data["reference"].strip().upper()
            )
            case = found.first()
            if case is not None:
                return redirect(f"{way.url('new', case.pk)}?naar={held.other_unit_id}&verzoek={held.pk}")
            which.add_error("reference", "Geen casus van uw afdeling heeft dit kenmerk. Kijk het na in uw casussen.")
        context = _shown(held, way) | {"form": form, "which": which, "ours": ours}
        bad = (refusing and ours) or (which.is_bound and bool(which.errors))
        return render(request, "zicht/sharing/request.html", context, status=422 if bad else 200)

    return view


def _shown(held: Any, way: Way) -> dict[str, Any]:
    facts: list[tuple[str, Any]] = [
        ("Wat", held.get_kind_display()),
        ("Over", held.about or "wat eerder gedeeld is"),
        ("Velden", ", ".join(_words(name).lower() for name in held.fields)),
        ("Doel", code_list("purposes").label(held.purpose)),
        ("Waarom", held.reason or "niet meer bewaard"),
        ("Antwoord voor", held.answer_by),
    ]
    if held.to_name:
        facts.append(("Doorgeven aan", held.to_name))
    back = reverse(f"sharing:{way.sharing_prefix}requests")
    return {
        "held": held, "facts": facts, "withdraw_url": way.url("request-withdraw", held.pk),
        "agree_url": way.url("request-agree", held.pk),
        "crumbs": [{"label": "Verzoeken", "url": back}, {"label": "Verzoek"}],
    }  # fmt: skip


def withdraw(way: Way) -> View:
    """Take our own question back."""

    @door(way.purpose)
    @require_POST
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        held = gate.info_request_for(request.actor, key, at=request.at)
        if held.direction != "out":
            return redirect(way.url("request", key))
        try:
            requesting.withdraw_request(actor=request.actor, request=held, at=request.at)
        except AlreadyAnswered as said:
            messages.warning(request, f"Dit verzoek was al {said}.")
        else:
            messages.success(request, "Het verzoek is ingetrokken.")
        return redirect(way.url("request", key))

    return view


def agree(way: Way) -> View:
    """Agree that what we wrote is passed on."""

    @door(way.purpose)
    @require_POST
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        held = gate.info_request_for(request.actor, key, at=request.at)
        if held.direction != "in" or held.kind != "onward":
            return redirect(way.url("request", key))
        return _answer(request, way, held, agreed=True, reason="")

    return view


def _answer(request: ActingRequest, way: Way, held: Any, *, agreed: bool, reason: str) -> HttpResponse:
    try:
        requesting.answer_request(actor=request.actor, request=held, agreed=agreed, reason=reason, at=request.at)
    except AlreadyAnswered as said:
        messages.warning(request, f"Dit verzoek was al {said}.")
    else:
        messages.success(request, "Uw antwoord is verstuurd.")
    return redirect(way.url("request", held.pk))


def _words(name: str) -> str:
    return f"Van personen: {field_label(name).lower()}" if name.startswith("person.") else field_label(name)
