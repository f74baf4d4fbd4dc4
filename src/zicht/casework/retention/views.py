# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages of retention: the unit's lists, the privacy officer's word, the certificate, vague signals."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access import logbook
from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Kind, Purpose
from zicht.base.records import EditConflict
from zicht.casework.cases.ways import Way
from zicht.casework.intake.gate import signal_to_change
from zicht.casework.retention import actions, document, gate, queries, rules
from zicht.casework.retention.forms import ApproveForm, KeepForm, ReviewForm
from zicht.casework.retention.models import Certificate
from zicht.reference.lists import code_list

View = Callable[..., HttpResponse]
PER_PAGE = 25
CLASH = "Iemand anders heeft dit net gewijzigd. Kijk eerst wat er nu staat."
Wrong = (actions.NotNow, rules.WrongStep)


def lists(way: Way) -> View:
    """The lists of the unit, and how signals ended."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest) -> HttpResponse:
        actor, at = request.actor, request.at
        page = Paginator(queries.listed(actor, at=at), PER_PAGE).get_page(request.GET.get("page"))
        outcomes = code_list("outcome_reasons")
        ended = (
            [row | {"outcome": outcomes.label(row["outcome"])} for row in queries.ended_counts(actor, at=at)]
            if way.purpose is Purpose.SIGNAL_HANDLING
            else []
        )
        context = {"page": page, "way": way, "names": names(way), "ended": ended}
        return render(request, "zicht/retention/lists.html", context)

    return view


def names(way: Way) -> dict[str, str]:
    """The names of the pages behind one door, for the templates."""
    pages = ("lists", "list", "choose", "keep", "choose-all", "agree", "certificate")
    return {page.replace("-", "_"): f"retention:{way.prefix}{page}" for page in pages}


def one_list(way: Way) -> View:
    """What stands on a list, to look at piece by piece."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        found = gate.list_for(request.actor, key, at=request.at)
        context = _list_context(request, found)
        return render(request, "zicht/retention/list.html", context | {"way": way, "names": names(way)})

    return view


def _list_context(request: ActingRequest, found: Any) -> dict[str, Any]:
    items = gate.items(request.actor, found, at=request.at)
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("page"))
    unseen = items.filter(state="waiting", choice="").count()
    return {"list": found, "page": page, "rows": queries.rows_of(list(page)), "unseen": unseen}


def choose(way: Way) -> View:
    """Say of one thing that it may go."""

    @door(way.purpose)
    @require_POST
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        item = gate.item_for(request.actor, key, at=request.at)
        version = request.POST.get("version", "")
        expected = int(version) if version.isdecimal() and len(version) < 9 else 0
        _try(request, lambda: actions.agree_item(actor=request.actor, item=item, expected=expected, at=request.at))
        return redirect(names(way)["list"], key=item.list_id)

    return view


def _try(request: ActingRequest, act: Callable[[], object], done: str = "") -> bool:
    try:
        act()
    except Wrong as why:
        messages.error(request, str(why))
    except EditConflict:
        messages.error(request, CLASH)
    else:
        if done:
            messages.success(request, done)
        return True
    return False


def keep(way: Way) -> View:
    """Keep one thing longer, with a reason and a day."""

    @door(way.purpose)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        item = gate.item_for(request.actor, key, at=request.at)
        form = KeepForm(request.POST if request.method == "POST" else None, initial={"version": item.version})
        if form.is_bound and form.is_valid():
            given = form.cleaned_data
            try:
                actions.keep_longer(
                    actor=request.actor, item=item, keep_to=given["keep_to"], reason=given["reason"],
                    expected=given["version"], at=request.at,
                )  # fmt: skip
            except Wrong as why:
                form.add_error(None, str(why))
            except EditConflict:
                form.add_error(None, CLASH)
            else:
                messages.success(request, "Dit blijft langer. De reden staat in de geschiedenis.")
                return redirect(names(way)["list"], key=item.list_id)
        context = {"form": form, "way": way, "names": names(way), **queries.rows_of([item])[0]}
        return render(request, "zicht/retention/keep.html", context, status=_status(form))

    return view


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def choose_all(way: Way) -> View:
    """Say of the rest that it may go."""
    return _list_step(way, actions.agree_rest, "Alles wat nog open stond, mag weg.", "list")


def agree(way: Way) -> View:
    """Give the list to the privacy officer."""
    return _list_step(way, actions.agree_list, "De lijst ligt bij de functionaris gegevensbescherming.", "lists")


def _list_step(way: Way, verb: Callable[..., object], done: str, back: str) -> View:
    @door(way.purpose)
    @require_POST
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        found = gate.list_for(request.actor, key, at=request.at)
        _try(
            request,
            lambda: verb(actor=request.actor, found=found, expected=found.version, at=request.at),
            done,
        )
        return redirect(names(way)["list"], key=key) if back == "list" else redirect(names(way)["lists"])

    return view


def certificate(way: Way) -> View:
    """The proof that something was destroyed, for the unit."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        return _certificate(request, key, f"retention:{way.prefix}certificate-pdf")

    return view


def certificate_pdf(way: Way) -> View:
    """The same proof as a document."""

    @door(way.purpose)
    @require_safe
    def view(request: ActingRequest, key: UUID) -> HttpResponse:
        return _certificate_pdf(request, key)

    return view


def _proof(request: ActingRequest, key: UUID) -> tuple[Certificate, document.Proof]:
    found = gate.list_for(request.actor, key, at=request.at)
    made = gate.certificate_of(request.actor, found, at=request.at)
    if made is None:
        raise NotHere
    return made, document.proof(found, made)


def _certificate(request: ActingRequest, key: UUID, pdf: str) -> HttpResponse:
    _, told = _proof(request, key)
    context = {"told": told, "pdf": reverse(pdf, args=[key]), "words": (document.KEYS, document.NOBODY)}
    return render(request, "zicht/retention/certificate.html", context)


def _certificate_pdf(request: ActingRequest, key: UUID) -> HttpResponse:
    made, told = _proof(request, key)
    logbook.read(
        request.actor, kind=Kind.RETENTION, record=key, owning_unit=made.owning_unit_id, at=request.at, verb="print"
    )
    response = HttpResponse(document.pdf(told, made), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="bewijs-van-vernietiging.pdf"'
    return response


@door(Purpose.OVERSIGHT)
@require_safe
def overseen(request: ActingRequest) -> HttpResponse:
    """For the privacy officer: terms that end, and all lists of the organisation."""
    actor, at = request.actor, request.at
    page = Paginator(queries.listed(actor, at=at), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "ending": queries.terms_ending(actor, at=at)}
    return render(request, "zicht/retention/overseen.html", context)


@door(Purpose.OVERSIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def overseen_list(request: ActingRequest, key: UUID) -> HttpResponse:
    """One list, without content: approve it."""
    found = gate.list_for(request.actor, key, at=request.at)
    form = ApproveForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.approve_list(
                actor=request.actor, found=found, note=given["note"], expected=given["version"], at=request.at
            )
        except Wrong as why:
            form.add_error(None, str(why))
        except EditConflict:
            form.add_error(None, CLASH)
        else:
            messages.success(request, "Goedgekeurd. De volgende ronde vernietigt wat op de lijst staat.")
            return redirect("retention:overseen")
    context = _list_context(request, found) | {"form": form}
    return render(request, "zicht/retention/overseen_list.html", context, status=_status(form))


@door(Purpose.OVERSIGHT)
@require_POST
def send_back(request: ActingRequest, key: UUID) -> HttpResponse:
    """Let the unit look again."""
    found = gate.list_for(request.actor, key, at=request.at)
    _try(
        request,
        lambda: actions.send_back(actor=request.actor, found=found, expected=found.version, at=request.at),
        "De afdeling kijkt opnieuw.",
    )
    return redirect("retention:overseen")


@door(Purpose.OVERSIGHT)
@require_safe
def overseen_certificate(request: ActingRequest, key: UUID) -> HttpResponse:
    """The proof, for the privacy officer."""
    return _certificate(request, key, "retention:overseen-certificate-pdf")


@door(Purpose.OVERSIGHT)
@require_safe
def overseen_certificate_pdf(request: ActingRequest, key: UUID) -> HttpResponse:
    """The proof as a document, for the privacy officer."""
    return _certificate_pdf(request, key)


@door(Purpose.SIGNAL_HANDLING)
@require_safe
def vague(request: ActingRequest) -> HttpResponse:
    """Signals kept as vague whose day to look again has come."""
    page = Paginator(queries.reviews(request.actor, at=request.at), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "zicht/retention/vague.html", {"page": page})


@door(Purpose.SIGNAL_HANDLING)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: ActingRequest, key: UUID) -> HttpResponse:
    """Look at one again: keep it until its term, or let it go."""
    found = signal_to_change(request.actor, key, at=request.at)
    if found.review_on is None and request.method != "POST":
        messages.info(request, "Dit signaal is niet als vaag bewaard.")
        return redirect("intake:signal", key=key)
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.review_vague(
                actor=request.actor, signal=found, keep=given["keep"] == "yes", reason=given["reason"],
                expected=given["version"], at=request.at,
            )  # fmt: skip
        except Wrong as why:
            form.add_error(None, str(why))
        except EditConflict:
            form.add_error(None, CLASH)
        else:
            messages.success(request, "Vastgelegd.")
            return redirect("retention:vague")
    return render(request, "zicht/retention/review.html", {"form": form, "signal": found}, status=_status(form))
