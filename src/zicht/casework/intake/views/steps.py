# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a focal point does with a signal: one page a verb.

When a colleague was first, the page says so and keeps what was typed; pressing again acts on the new state.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from zicht.access.doors import ActingRequest, door
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.records import EditConflict
from zicht.casework.intake import actions, handling, joining, queries, routes, rules, words
from zicht.casework.intake.forms import (
    CarryForm,
    CloseForm,
    JoinCaseForm,
    MakeCaseForm,
    MessageForm,
    ReasonForm,
    VersionedForm,
    WaitForm,
    WeighForm,
)
from zicht.casework.intake.gate import signal_to_change
from zicht.casework.intake.models import Signal
from zicht.casework.intake.views.desk import detail
from zicht.reference.lists import code_list

NOT_NOW = "Deze stap past niet bij de stand van het signaal. Een collega kan het intussen hebben veranderd."
FIRST = "Een collega was u voor. Hieronder staat de nieuwe stand; wat u typte is bewaard."


def _not_possible(request: ActingRequest, found: Signal, verb: str) -> HttpResponse | None:
    """Back to the signal where the table has no such step now."""
    if verb in rules.steps_from(found.state):
        return None
    messages.warning(request, NOT_NOW)
    return redirect("intake:signal", key=found.pk)


def _press(
    request: ActingRequest, key: UUID, verb: str, act: Callable[[Signal, int], Any], done: str
) -> HttpResponse:
    """A verb that needs no words: a button on the signal's page."""
    found = signal_to_change(request.actor, key, at=request.at)
    back = _not_possible(request, found, verb)
    if back is not None:
        return back
    form = VersionedForm(request.POST)
    try:
        if form.is_valid():
            act(found, form.cleaned_data["version"])
            messages.success(request, done)
    except EditConflict:
        messages.warning(request, "Een collega was u voor. Kijk eerst wat er is veranderd.")
    return redirect("intake:signal", key=key)


@door(Purpose.SIGNAL_HANDLING)
@require_POST
def take(request: ActingRequest, key: UUID) -> HttpResponse:
    """Become the owner."""

    def act(found: Signal, expected: int) -> Any:
        return handling.take(actor=request.actor, signal=found, expected=expected, at=request.at)

    return _press(request, key, "take", act, "Dit signaal staat nu op uw naam.")


@door(Purpose.SIGNAL_HANDLING)
@require_POST
def resume(request: ActingRequest, key: UUID) -> HttpResponse:
    """Go on with a signal that waited."""

    def act(found: Signal, expected: int) -> Any:
        return handling.resume(actor=request.actor, signal=found, expected=expected, at=request.at)

    return _press(request, key, "resume", act, "U gaat verder met dit signaal.")


class Page:
    """A verb with a form: shows it, keeps what was typed, and says so when a colleague was first."""

    def __init__(self, request: ActingRequest, key: UUID, verb: str, template: str) -> None:
        self.request, self.verb, self.template = request, verb, template
        self.signal = signal_to_change(request.actor, key, at=request.at)

    def run(
        self, make: Callable[..., VersionedForm], act: Callable[[VersionedForm], Any], done: str, **context: Any
    ) -> HttpResponse:
        """Show, check, act. `make(data, initial=…)` builds the form; `act(form)` does the verb."""
        request, found = self.request, self.signal
        back = _not_possible(request, found, self.verb)
        if back is not None:
            return back
        conflict = False
        form = make(None, initial={"version": found.version})
        if request.method == "POST":
            form = make(request.POST)
            if form.is_valid():
                try:
                    act(form)
                except EditConflict as first:
                    conflict = True
                    form = make(with_version(request, first))
                else:
                    if form.is_valid():
                        messages.success(request, done)
                        return redirect("intake:signal", key=found.pk)
        context |= {"form": form, "signal": found, "conflict": FIRST if conflict else ""}
        context |= {"state": words.state(found), "kind": words.KIND[found.kind], "forms": words.forms(found.forms)}
        context |= {"about": words.about(found.about), "age": words.age(found.age_class)}
        status = 409 if conflict else 400 if form.errors else 200
        return render(request, f"zicht/intake/{self.template}", context, status=status)


def with_version(request: ActingRequest, conflict: EditConflict) -> Any:
    """What was typed, now aimed at the version that is stored."""
    typed = request.POST.copy()
    assert isinstance(conflict.stored, Signal)
    typed["version"] = str(conflict.stored.version)
    return typed


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: ActingRequest, key: UUID) -> HttpResponse:
    """Weigh: a conclusion with reasons, and a route."""
    page = Page(request, key, "weigh", "weigh.html")
    found = page.signal
    proposal = routes.route_for(
        about=found.about, forms=found.forms, age_class=found.age_class, acute=found.acute, day=local_day(request.at)
    )

    def make(*args: Any, **kwargs: Any) -> WeighForm:
        return WeighForm(*args, proposed=proposal.route, **kwargs)

    def act(form: VersionedForm) -> Any:
        given = form.cleaned_data
        names = ("conclusion", "reasons", "route", "route_because")
        return handling.weigh(
            actor=request.actor,
            signal=found,
            verdict=handling.Verdict(**{name: given[name] for name in names}),
            proposal=proposal,
            expected=given["version"],
            at=request.at,
        )

    done = "De weging is vastgelegd. Er is niets verstuurd: dat doet u zelf."
    others = [routes.table().routes[code] for code, _ in routes.choices() if code != proposal.route]
    return page.run(make, act, done, proposal=proposal, others=others)


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def wait(request: ActingRequest, key: UUID) -> HttpResponse:
    """Say that nobody has time now."""
    page = Page(request, key, "wait", "wait.html")

    def act(form: VersionedForm) -> Any:
        given = form.cleaned_data
        return handling.wait_for_capacity(
            actor=request.actor,
            signal=page.signal,
            reason=given["reason"],
            look_again_in=given["look_again_in"],
            expected=given["version"],
            at=request.at,
        )

    return page.run(WaitForm, act, "Het signaal wacht op capaciteit. Het blijft in de inbox en telt mee.")


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: ActingRequest, key: UUID) -> HttpResponse:
    """End with a reason."""
    page = Page(request, key, "close", "close.html")
    outcomes = rules.outcomes_for(page.signal.state, page.signal.kind)

    def make(*args: Any, **kwargs: Any) -> CloseForm:
        return CloseForm(*args, outcomes=outcomes, **kwargs)

    def act(form: VersionedForm) -> Any:
        given = form.cleaned_data
        return handling.close(
            actor=request.actor,
            signal=page.signal,
            outcome=given["outcome"],
            note=given["note"],
            expected=given["version"],
            at=request.at,
        )

    reasons = [code_list("outcome_reasons").get(code) for code in outcomes]
    heard = [
        (r.nl, r.help_nl, r.attributes.get("feedback_nl", ""), r.attributes.get("offer_nl", "")) for r in reasons
    ]
    return page.run(
        make,
        act,
        "Het signaal is afgesloten. De melder hoort de reden.",
        heard=heard,
        weighed=page.signal.state in {"weighed", "in_case"},
    )


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: ActingRequest, key: UUID) -> HttpResponse:
    """Look again."""
    page = Page(request, key, "reopen", "reopen.html")

    def act(form: VersionedForm) -> Any:
        given = form.cleaned_data
        return handling.reopen(
            actor=request.actor, signal=page.signal, reason=given["reason"], expected=given["version"], at=request.at
        )

    label = rules.steps_from(page.signal.state)["reopen"].label if page.signal.state in {"closed", "in_case"} else ""
    return page.run(ReasonForm, act, "U kijkt opnieuw naar dit signaal.", label=label)


def _subjects(found: Signal) -> list[tuple[str, str]]:
    roles = code_list("person_roles")
    return [
        (str(s.pk), f"{s.name or 'Naam onbekend'} ({roles.label(s.role).lower()})")
        for s in found.subjects.order_by("pk")
    ]


def _carried(found: Signal, form: VersionedForm) -> list[Any]:
    return list(found.subjects.filter(pk__in=form.cleaned_data.get("carry", [])).order_by("pk"))


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def to_case(request: ActingRequest, key: UUID) -> HttpResponse:
    """Make a case of it."""
    page = Page(request, key, "make_case", "to_case.html")
    subjects = _subjects(page.signal)

    def make(*args: Any, initial: dict[str, Any] | None = None, **kwargs: Any) -> CarryForm:
        # The summary starts empty: the reporter's own words can give the reporter away once the case is shared.
        start = {"carry": [k for k, _ in subjects]} | (initial or {})
        return MakeCaseForm(*args, subjects=subjects, initial=start, **kwargs)

    def act(form: VersionedForm) -> Any:
        given = form.cleaned_data
        return joining.make_case(
            actor=request.actor,
            signal=page.signal,
            title=given["title"],
            summary=given["summary"],
            carry=_carried(page.signal, form),
            expected=given["version"],
            at=request.at,
        )

    return page.run(make, act, "De casus is gemaakt en staat op uw naam.")


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def join_case(request: ActingRequest, key: UUID) -> HttpResponse:
    """Add it to a case that runs."""
    page = Page(request, key, "join_case", "join_case.html")
    subjects = _subjects(page.signal)

    def make(*args: Any, **kwargs: Any) -> CarryForm:
        return JoinCaseForm(*args, subjects=subjects, **kwargs)

    def act(form: VersionedForm) -> Any:
        given = form.cleaned_data
        case = queries.open_case_by_reference(request.actor, page.signal, given["reference"], at=request.at)
        if case is None:
            form.add_error("reference", "Er is in uw afdeling geen open casus met dit kenmerk.")
            return None
        return joining.join_case(
            actor=request.actor,
            signal=page.signal,
            case=case,
            why=given["why"],
            carry=_carried(page.signal, form),
            expected=given["version"],
            at=request.at,
        )

    return page.run(make, act, "Het signaal hoort nu bij de casus.")


@door(Purpose.SIGNAL_HANDLING)
@require_POST
def message(request: ActingRequest, key: UUID) -> HttpResponse:
    """Write to the reporter, or mark what he or she wrote as read."""
    found = signal_to_change(request.actor, key, at=request.at)
    if request.POST.get("do") == "read":
        actions.mark_read(actor=request.actor, signal=found, from_reporter=True, at=request.at)
        return redirect("intake:signal", key=key)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return render(request, "zicht/intake/signal.html", detail(request, found, form), status=400)
    text = form.cleaned_data["text"]
    actions.post_message(actor=request.actor, signal=found, text=text, from_reporter=False, at=request.at)
    messages.success(request, "Uw bericht staat klaar voor de melder.")
    return redirect("intake:signal", key=key)
