# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""After sending: take back, give feedback, keep somebody out. Each behind the door of one purpose."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.access.exclusions import exclude
from zicht.access.roles import Kind
from zicht.base.formfields import choose_one, long_text
from zicht.casework.cases.queries import people_of
from zicht.casework.cases.ways import Way
from zicht.casework.sharing import actions, gate, pages

View = Callable[..., HttpResponse]
CONFLICT = "conflict_of_interest"


class ReasonForm(forms.Form):
    """Why it is taken back; the receiver reads it."""

    reason = long_text("Waarom trekt u dit in?", required=True, rows=3, help_text="De ontvanger leest dit.")


class FeedbackForm(forms.Form):
    """What became of it."""

    text = long_text(
        "Wat is ermee gebeurd?", required=True, rows=4,
        help_text="Kort. Alleen wat de afzender mag weten; geen namen van medewerkers.",
    )  # fmt: skip


def take_back(way: Way) -> View:
    """Withdraw a package before the answer."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        package = gate.sent_package_for(request.actor, key, at=request.at)

        def act(given: dict[str, Any]) -> None:
            actions.withdraw_package(actor=request.actor, package=package, reason=given["reason"], at=request.at)

        words = Words(
            "Ingetrokken. Bij de ontvanger wordt de inhoud gewist.",
            "Dit pakket was al {said}. Intrekken kan niet meer.",
        )  # fmt: skip
        context = {
            "title": "Pakket intrekken", "button": "Intrekken", "back": way.url("sent", key),
            "intro": f"Aan {package.to_unit}. Intrekken kan zolang de ontvanger niet heeft geantwoord.",
            "crumbs": way.crumbs(package.case, "Intrekken"),
        }  # fmt: skip
        return _once(request, ReasonForm(request.POST or None), act, words, way.url("sent", key), context)

    return view


def feedback(way: Way) -> View:
    """Tell the sender what became of it."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        package = gate.received_package_for(request.actor, key, at=request.at)

        def act(given: dict[str, Any]) -> None:
            actions.give_feedback(actor=request.actor, package=package, text=given["text"], at=request.at)

        words = Words(
            "Verstuurd. De afzender leest uw terugkoppeling.",
            "Dit pakket is {said}. Terugkoppelen kan alleen na aannemen.",
        )  # fmt: skip
        context = pages.received(package, way, at=request.at) | {
            "title": "Terugkoppelen", "button": "Versturen",
            "intro": f"Aan {package.from_unit}. Zo weet de afzender dat het delen zin had.",
        }  # fmt: skip
        return _once(request, FeedbackForm(request.POST or None), act, words, way.url("package", key), context)

    return view


class Words(NamedTuple):
    """What is said when it is done, and when the other side was first ({said}: what it did)."""

    done: str
    too_late: str


def _once(
    request: ActingRequest, form: forms.Form, act: Callable[[dict[str, Any]], None], words: Words, after: str,
    context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """Something that can be done with a package once, with a few words; the other side may have been first."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except actions.AlreadyAnswered as said:
            messages.warning(request, words.too_late.format(said=said))
        else:
            messages.success(request, words.done)
        return redirect(after)
    context |= {"form": form}
    return render(request, "zicht/sharing/small_form.html", context, status=422 if form.is_bound else 200)


def keep_out(way: Way) -> View:
    """Keep a colleague who is involved out of what was received, and out of the case that it became."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        package = gate.received_package_for(request.actor, key, at=request.at)
        people = {
            str(p.key): p for p in people_of(package.owning_unit_id, at=request.at) if p.pk != request.actor.person
        }
        form = forms.Form(request.POST or None)
        form.fields["person"] = choose_one("Wie?", [(k, p.name) for k, p in people.items()])
        if request.method == "POST" and form.is_valid():
            held = [(Kind.PACKAGE, package.pk)] + ([(Kind.CASE, package.case_id)] if package.case_id else [])
            for kind, record in held:
                exclude(
                    actor=request.actor, kind=kind, record=record, owning_unit=package.owning_unit_id,
                    person=people[form.cleaned_data["person"]], reason=CONFLICT, at=request.at,
                )  # fmt: skip
            messages.success(request, "Deze collega ziet hier niets meer van.")
            return redirect(way.url("package", key))
        context = pages.received(package, way, at=request.at) | {
            "form": form, "title": "Iemand buiten houden", "button": "Buiten houden",
            "intro": "Is een collega bij deze zaak betrokken? Die ziet er dan niets van, ook niet dat het bestaat.",
        }  # fmt: skip
        return render(request, "zicht/sharing/small_form.html", context, status=422 if form.is_bound else 200)

    return view
