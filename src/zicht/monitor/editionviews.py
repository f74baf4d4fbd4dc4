# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Editions: composing (a policy officer) and checking (an analyst), each behind a door of its own."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zicht.access.doors import ActingRequest, door
from zicht.access.gate import NotHere
from zicht.access.roles import Purpose
from zicht.base.clock import local_day
from zicht.base.records import EditConflict
from zicht.monitor import actions, gate
from zicht.monitor.beside import UncheckedError
from zicht.monitor.forms import EditionForm, RefuseForm, StepForm, WithdrawForm
from zicht.monitor.lifecycle import BUILT, FAILED, STATES, WrongStateError, may
from zicht.monitor.models import Edition
from zicht.monitor.showing import change_html, figure_html, slug_of, tables_of
from zicht.monitor.waiting import START, waiting

PER_PAGE = 25
CHANGED = "Iemand anders heeft deze editie net gewijzigd. Lees haar opnieuw en probeer het dan nog eens."
NOT_NOW = "Dat kan niet met een editie in deze stand. Kijk op deze pagina wat er nu wel kan."
NOT_READY = "Dit kan nog niet: bekijk eerst wat bij de controles staat en pas de editie aan."
NOT_BESIDE = (
    "Nog niet gedaan. Sinds deze cijfers zijn beschermd, is er een andere editie goedgekeurd of gepubliceerd: {}. "
    "Zicht kijkt nu na of iemand die beide edities heeft iets kan uitrekenen. Probeer het daarna nog eens."
)
OWN = "Wie een editie maakt, controleert haar niet. Vraag een collega."
DONE = {
    "send": "De editie wacht op controle door iemand anders.",
    "take_back": "De editie is weer een concept.",
    "publish": "De editie is gepubliceerd. De bestanden worden nu gemaakt.",
}


@door(Purpose.POLICY_MAKING)
@require_safe
def editions(request: ActingRequest) -> HttpResponse:
    """The editions of the composer's unit."""
    found = gate.editions(request.actor, at=request.at)
    return _list(request, found, title="Edities", composes=True)


@door(Purpose.ANALYSIS)
@require_safe
def checks(request: ActingRequest) -> HttpResponse:
    """The editions of the checker's unit; those that wait come first in words above the list."""
    found = gate.editions(request.actor, at=request.at)
    waiting = gate.to_check(request.actor, at=request.at).count()
    return _list(request, found, title="Edities controleren", waiting=waiting)


def _list(request: ActingRequest, found: Any, **more: Any) -> HttpResponse:
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"edition": edition, "words": STATES[edition.state]} for edition in page]
    return render(request, "zicht/monitor/editions.html", {"page": page, "rows": rows, **more})


@door(Purpose.POLICY_MAKING)
@require_http_methods(["GET", "HEAD", "POST"])
def edition_add(request: ActingRequest) -> HttpResponse:
    """A new edition."""
    form = EditionForm(request.POST or None, this_year=local_day(request.at).year)
    if form.is_bound and form.is_valid():
        made = actions.compose(
            actor=request.actor, unit=gate.composing_unit(request.actor, at=request.at),
            person=gate.me(request.actor), terms=form.terms(),
            submission=form.cleaned_data["submission"] or form.initial["submission"], at=request.at,
        )  # fmt: skip
        messages.success(request, "De editie is gemaakt.")
        return _waiting(made.pk)
    context = {"form": form, "title": "Nieuwe editie", "crumbs": _crumbs("Nieuwe editie")}
    return render(request, "zicht/monitor/edition_form.html", context, status=422 if form.is_bound else 200)


@door(Purpose.POLICY_MAKING)
@require_http_methods(["GET", "HEAD", "POST"])
def edition_edit(request: ActingRequest, key: UUID) -> HttpResponse:
    """Change a draft, or an approved edition that then needs another check."""
    found = gate.edition_for(request.actor, key, at=request.at)
    if not may("change", found.state):
        messages.warning(request, NOT_NOW)
        return redirect("monitor:edition", key=key)
    form = EditionForm(request.POST or None, this_year=local_day(request.at).year, edition=found)
    if form.is_bound and form.is_valid():
        try:
            actions.change(
                actor=request.actor, edition=found, person=gate.me(request.actor), terms=form.terms(),
                expected=form.cleaned_data["version"] or 0, at=request.at,
            )  # fmt: skip
        except EditConflict:
            form.add_error(None, CHANGED)
        else:
            messages.success(request, "De editie is gewijzigd.")
            return _waiting(key)
    context = {"form": form, "edition": found, "title": "Editie wijzigen", "crumbs": _crumbs(found, "Wijzigen")}
    return render(request, "zicht/monitor/edition_form.html", context, status=422 if form.is_bound else 200)


@door(Purpose.POLICY_MAKING)
@require_safe
def edition(request: ActingRequest, key: UUID) -> HttpResponse:
    """One edition, for who composes it."""
    found = gate.edition_for(request.actor, key, at=request.at)
    blocked = bool(found.refused) or found.work != BUILT
    context = page_of(found, "monitor:edition-figure") | {
        "waiting": waiting(request, found), "again": reverse("monitor:recount", args=[key]),
        "crumbs": _crumbs(found), "form": StepForm(initial={"version": found.version}), "composes": True,
        "can": {
            "change": may("change", found.state), "send": may("send", found.state) and not blocked,
            "take_back": may("take_back", found.state), "publish": may("publish", found.state),
            "withdraw": may("withdraw", found.state),
        },
    }  # fmt: skip
    return render(request, "zicht/monitor/edition.html", context)


@door(Purpose.POLICY_MAKING)
@require_POST
def edition_step(request: ActingRequest, key: UUID) -> HttpResponse:
    """Send, take back or publish."""
    found = gate.edition_for(request.actor, key, at=request.at)
    step, form = request.POST.get("step", ""), StepForm(request.POST)
    steps = {"send": actions.send, "take_back": actions.take_back, "publish": actions.publish}
    if step in steps and form.is_valid():
        done = partial(
            steps[step], actor=request.actor, edition=found, expected=form.cleaned_data["version"], at=request.at
        )
        _attempt(request, found, done, DONE[step])
    found.refresh_from_db(fields=["work", "published_at", "withdrawn_at", "files_at"])
    return _waiting(key) if found.waits_for else redirect("monitor:edition", key=key)


def _waiting(key: UUID) -> HttpResponse:
    """The page of an edition, that looks by itself whether the work is done."""
    return redirect(f"{reverse('monitor:edition', args=[key])}{START}")


@door(Purpose.POLICY_MAKING)
@require_http_methods(["GET", "HEAD", "POST"])
def edition_withdraw(request: ActingRequest, key: UUID) -> HttpResponse:
    """Withdraw a published edition, with a reason."""
    found = gate.edition_for(request.actor, key, at=request.at)
    if not may("withdraw", found.state):
        messages.warning(request, NOT_NOW)
        return redirect("monitor:edition", key=key)
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        done = partial(
            actions.withdraw, actor=request.actor, edition=found, why=data["why"], expected=data["version"],
            at=request.at,
        )  # fmt: skip
        _attempt(request, found, done, "De editie is ingetrokken. De pagina blijft staan en zegt waarom.")
        return redirect("monitor:edition", key=key)
    context = {"form": form, "edition": found, "crumbs": _crumbs(found, "Intrekken")}
    return render(request, "zicht/monitor/edition_withdraw.html", context, status=422 if form.is_bound else 200)


@door(Purpose.ANALYSIS)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: ActingRequest, key: UUID) -> HttpResponse:
    """One edition, for who checks it: refuse a figure, or approve it all."""
    found = gate.edition_for(request.actor, key, at=request.at)
    refusing = request.method == "POST" and "approve" not in request.POST
    form = RefuseForm(request.POST if refusing else None, edition=found, initial={"version": found.version})
    if request.method == "POST" and not may("approve", found.state):
        messages.warning(request, NOT_NOW)
        return redirect("monitor:check", key=key)
    if request.method == "POST" and not refusing:
        _approve(request, found)
        found.refresh_from_db(fields=["work"])
        return redirect(f"{reverse('monitor:check', args=[key])}{START if found.waits_for else ''}")
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        done = partial(
            actions.refuse, actor=request.actor, edition=found, person=gate.me(request.actor), figure=data["figure"],
            why=data["why"], expected=data["version"], at=request.at,
        )  # fmt: skip
        _attempt(request, found, done, "De editie gaat terug naar wie haar maakte, met uw reden.")
        return redirect("monitor:check", key=key)
    own = found.made_by_id == request.actor.person
    context = page_of(found, "monitor:check-figure") | {
        "waiting": waiting(request, found), "again": reverse("monitor:check-recount", args=[key]),
        "form": form, "crumbs": _crumbs(found, back="monitor:checks"), "own": OWN if own else "",
        "judges": may("approve", found.state) and not own and not found.waits_for,
        "blocked": bool(actions.blocking(found)) or found.work != BUILT,
    }  # fmt: skip
    return render(request, "zicht/monitor/edition.html", context, status=422 if form.is_bound else 200)


def _approve(request: ActingRequest, found: Edition) -> None:
    form = StepForm(request.POST)
    if form.is_valid():
        done = partial(
            actions.approve, actor=request.actor, edition=found, person=gate.me(request.actor),
            expected=form.cleaned_data["version"], at=request.at,
        )  # fmt: skip
        _attempt(request, found, done, "Goedgekeurd. Wie de editie maakte, kan haar nu publiceren.")


@door(Purpose.POLICY_MAKING)
@require_safe
def edition_figure(request: ActingRequest, key: UUID, slug: str) -> HttpResponse:
    """One figure as it would be published, for who composes."""
    return _figure(request, key, slug, back="monitor:edition")


@door(Purpose.ANALYSIS)
@require_safe
def check_figure(request: ActingRequest, key: UUID, slug: str) -> HttpResponse:
    """The same for who checks."""
    return _figure(request, key, slug, back="monitor:check")


def _figure(request: ActingRequest, key: UUID, slug: str, *, back: str) -> HttpResponse:
    found = gate.edition_for(request.actor, key, at=request.at)
    table = next((t for t in tables_of(found) if slug_of(t.id) == slug), None)
    if table is None:
        raise NotHere
    context = {
        "edition": found, "table": table, "heading": table.title.nl, "figure": figure_html(found, table, "nl"),
        "findings": [f for f in found.findings if f["figure"] == table.id], "preview": True,
        "crumbs": [{"label": found.title_nl, "url": reverse(back, args=[key])}, {"label": table.id}],
    }  # fmt: skip
    return render(request, "zicht/monitor/edition_figure.html", context)


def page_of(found: Edition, figure_url: str) -> dict[str, Any]:
    """What both pages about one edition show."""
    tables = tables_of(found)
    told: dict[str, list[Any]] = {"": []}
    for finding in found.findings:
        told.setdefault(finding["figure"], []).append(finding)
    figures = [
        {
            "id": table.id, "title": table.title.nl, "findings": told.get(table.id, []),
            "refused": found.refused.get(table.id, ""),
            "url": reverse(figure_url, args=[found.pk, slug_of(table.id)]),
        }
        for table in tables
    ]  # fmt: skip
    facts: list[tuple[str, Any]] = [
        ("Stand", STATES[found.state]),
        ("Register", found.place),
        ("Jaren van melding", found.years),
        ("Gemaakt door", found.made_by.name),
    ]
    if found.checked_by is not None:
        facts += [("Goedgekeurd door", found.checked_by.name), ("Goedgekeurd op", found.checked_at)]
    if found.published_at is not None:
        facts.append(("Gepubliceerd op", found.published_at))
    if found.lost_since is not None:
        facts += [("Niet meer na te bouwen sinds", found.lost_since), ("Waarom niet", found.lost_why)]
    if found.digest:
        facts.append(("Vingerafdruk (SHA-256)", found.digest))
    history = [{"at": event.at, "what": _happened(event), "text": _told(event)} for event in found.events.all()[:50]]
    return {
        "edition": found, "facts": facts, "figures": figures, "history": history, "failed": found.work == FAILED,
        "refusals": found.refused, "leaks": told[""],
        "blocking": any(finding["blocks"] for finding in told[""]), "public_url": _public_url(found),
        "change": change_html(found, "nl") if found.tables else "",
    }  # fmt: skip


HISTORY = {
    "compose": "Gemaakt",
    "change": "Gewijzigd",
    "build": "Cijfers geteld en beschermd",
    "check": "Nagekeken naast andere edities",
    "recount": "Opnieuw geteld en vergeleken",
    "send": "Ter controle gestuurd",
    "take_back": "Teruggenomen",
    "refuse": "Cijfer teruggestuurd",
    "approve": "Goedgekeurd",
    "publish": "Gepubliceerd",
    "withdraw": "Ingetrokken",
    "forget": "Bronbestand vernietigd: niet meer na te bouwen",
}


def _happened(event: Any) -> str:
    """What an event is called. Counting that did not succeed says why, and is not called counted."""
    return (
        "De cijfers zijn niet gemaakt"
        if event.kind == "build" and event.note
        else HISTORY.get(event.kind, event.kind)
    )


def _told(event: Any) -> str:
    return f"{event.figure}: {event.note}" if event.figure else str(event.note)


def _public_url(found: Edition) -> str:
    return reverse("monitor:published-edition", args=[found.slug]) if found.published_at else ""


def _attempt(request: ActingRequest, found: Edition, done: Any, words: str) -> None:
    try:
        done()
    except UncheckedError as open_:
        actions.recheck(actor=request.actor, edition=found, at=request.at)
        messages.warning(request, NOT_BESIDE.format(", ".join(open_.titles)))
    except EditConflict:
        messages.warning(request, CHANGED)
    except WrongStateError:
        messages.warning(request, NOT_NOW)
    except actions.NotReadyError:
        messages.warning(request, NOT_READY)
    except actions.OwnEditionError:
        messages.warning(request, OWN)
    else:
        messages.success(request, words)


def _crumbs(*steps: Edition | str, back: str = "monitor:editions") -> list[dict[str, str]]:
    """From the list to this edition, and below it."""
    found = [{"label": "Edities", "url": reverse(back)}]
    for step in steps:
        if isinstance(step, str):
            found.append({"label": step})
        elif step is steps[-1]:
            found.append({"label": step.title_nl})
        else:
            found.append({"label": step.title_nl, "url": reverse("monitor:edition", args=[step.pk])})
    return found
