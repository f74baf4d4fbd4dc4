# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Typing a report in: first the ground, then the facts, then what is missing; only then it is stored."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.reference.lists import code_list
from zicht.register import gate, queries
from zicht.register.actions import Incoming, type_in_report
from zicht.register.factforms import FactsForm
from zicht.register.judging import Ground, NotPossible
from zicht.register.rows import ReportRow
from zicht.register.rules import completeness, waits_for_rule
from zicht.register.typing_in import count_refusal
from zicht.register.typingforms import GroundForm
from zicht.register.views import _page

SALT = "zicht.register.ground"
AN_HOUR = 3600
NO_GROUND = "Zonder plicht, bevoegdheid of geldige toestemming neemt het register niets op. Er is niets bewaard."
AGAIN = "De eerste stap is te lang geleden. Begin opnieuw; er is niets bewaard."


@door(Purpose.REGISTER_KEEPING)
@require_http_methods(["GET", "POST"])
def type_in(request: ActingRequest) -> HttpResponse:
    """The ground first; the facts are asked only when there is one. Nothing is kept in between."""
    units = list(queries.keeping_units(request.actor, at=request.at))
    if len(units) != 1:
        raise NotHere
    if "ground" in request.POST:
        return _facts_step(request, units[0])
    form = GroundForm(request.POST or None, today=local_day(request.at))
    if request.method == "POST" and form.is_valid():
        sender, ground = form.cleaned_data["organisation"], form.ground()
        if sender.basis != "consent" or ground.given:
            token = signing.dumps({"organisation": sender.pk, "ground": asdict(ground)}, salt=SALT)
            return _ask_facts(request, FactsForm(today=local_day(request.at)), token, sender.name, ())
        if ground.answer == "refused":
            _count(request, units[0], sender)
        messages.warning(request, NO_GROUND)
        return redirect("register:type-in")
    return _page(request, "Melding intypen", "type_in", {"form": form})


def _count(request: ActingRequest, unit: Any, sender: Any) -> None:
    try:
        count_refusal(actor=request.actor, unit=unit, sender=sender, at=request.at)
    except NotPossible:
        return


def _ask_facts(
    request: ActingRequest, form: FactsForm, token: str, sender: str, gaps: tuple[str, ...]
) -> HttpResponse:
    context = {"form": form, "token": token, "sender": sender, "gaps": gaps}
    return _page(request, "Melding intypen: wat is er gemeld", "type_in_facts", context)


def _facts_step(request: ActingRequest, unit: Any) -> HttpResponse:
    token = request.POST["ground"]
    try:
        held = signing.loads(token, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        messages.error(request, AGAIN)
        return redirect("register:type-in")
    sender = gate.reporters().filter(pk=held["organisation"]).first()
    if sender is None:
        raise NotHere
    form = FactsForm(request.POST, today=local_day(request.at))
    if not form.is_valid():
        return _ask_facts(request, form, token, sender.name, ())
    incoming = _incoming(form, Ground(**held["ground"]))
    gaps = _gaps(incoming, sender.reporter_group)
    if gaps and not request.POST.get("seen"):
        return _ask_facts(request, form, token, sender.name, gaps)
    try:
        report = type_in_report(actor=request.actor, unit=unit, sender=sender, incoming=incoming, at=request.at)
    except NotPossible:
        messages.error(request, NO_GROUND)
        return redirect("register:type-in")
    messages.success(request, report.state_reason)
    return redirect("register:report", key=report.pk)


def _incoming(form: FactsForm, ground: Ground) -> Incoming:
    facts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in form.facts().items()
    }
    return Incoming(**facts, ground=ground, list_version=code_list("forms").version)


def _gaps(incoming: Incoming, group: str) -> tuple[str, ...]:
    """What will make this case unknown, or keep it waiting: said before anything is stored."""
    row = ReportRow(
        victim_key="", year=incoming.year, reporter_group=group, forms=frozenset(incoming.forms),
        nationality=incoming.nationality or None,
    )  # fmt: skip
    rule = waits_for_rule(incoming.rule_facts(group))
    return (*(gap.text for gap in completeness(row)), *((rule,) if rule else ()))
