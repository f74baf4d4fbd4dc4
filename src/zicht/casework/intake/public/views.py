# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages without sign-in: the form, the code that is shown once, and the signal behind a code."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from zicht.access.actors import PUBLIC, Actor, for_receipt
from zicht.access.doors import ActingRequest, public_door
from zicht.access.gate import NotHere
from zicht.base.context import acting
from zicht.casework.intake.actions import mark_read, post_message, receive_signal
from zicht.casework.intake.gate import signal_for, signals
from zicht.casework.intake.models import PublicDoor, Signal
from zicht.casework.intake.public import codes, rate
from zicht.casework.intake.public.actions import give_receipt
from zicht.casework.intake.public.forms import CodeForm, MessageForm, SendForm
from zicht.casework.intake.public.gate import public_door_at, receipt_holder
from zicht.casework.intake.public.pages import public_page, words_for
from zicht.casework.intake.public.queries import conversation, passed_on_for, said_just_now, steps_for, term_for
from zicht.casework.intake.public.words import Words, points_for

# Names in the session. The code itself never stands there: only what it is made of, until it was shown.
SENT, HELD, SAID, LEFT = "public_sent", "public_receipt", "public_said", "public_left"
# A signal left open on somebody's screen closes by itself.
OPEN_FOR = timedelta(minutes=30)


@public_door
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def send(request: ActingRequest, slug: str) -> HttpResponse:
    """The form of a municipality. Closed doors show where one can go instead."""
    words, door = words_for(request), public_door_at(slug)
    frame: dict[str, Any] = {"municipality": door.title, "points": points_for(door.reporting_points)}
    if not door.open:
        return public_page(request, "zicht/public/closed.html", words, frame, status=404)
    frame |= {"follow_up": words.filled("follow_up", function=door.function, days=door.answer_days)}
    if request.method == "GET":
        form = SendForm(words=words, initial={"token": codes.new_token(), "age": "unknown"})
        return public_page(request, "zicht/public/form.html", words, {**frame, "form": form})
    form = SendForm(request.POST, words=words)
    if not rate.allowed(rate.SENDING, request, at=request.at):
        frame |= {"form": form, "too_many": True}
        return public_page(request, "zicht/public/form.html", words, frame, status=429)
    if not form.is_valid():
        return public_page(request, "zicht/public/form.html", words, {**frame, "form": form})
    _receive(request, door, form)
    rate.count(rate.SENDING, request, at=request.at)
    return redirect("public:sent", slug=slug)


def _receive(request: ActingRequest, door: PublicDoor, form: SendForm) -> None:
    """Store the signal and its receipt; leave in the session what the next page needs to show the code."""
    entry = form.entry(answer_days=door.answer_days)
    token = form.cleaned_data["token"]
    digest = codes.digest_of(codes.code_of(token))
    assert door.function is not None
    actor = PUBLIC.reaching(entry.key)
    with acting(actor.context(request.at)):
        signal = receive_signal(actor=actor, function=door.function, entry=entry, at=request.at)
        receipt = give_receipt(actor=actor, signal=signal, digest=digest, at=request.at)
    # Another form's token cannot bring back a receipt: then the page says that there is nothing to show.
    if receipt.code_digest == digest:
        request.session[SENT] = {"token": token, "due": signal.due_at.isoformat()}


@public_door
@require_GET
def sent(request: ActingRequest, slug: str) -> HttpResponse:
    """The receipt code, once."""
    words, door = words_for(request), public_door_at(slug)
    kept: dict[str, str] | None = request.session.pop(SENT) if SENT in request.session else None
    # No links to other languages here: they would ask for the page again, and the code would be gone.
    context: dict[str, Any] = {
        "municipality": door.title,
        "send_url": reverse("public:send", args=[slug]),
        "languages": [],
    }
    if kept is None:
        return public_page(request, "zicht/public/sent_gone.html", words, context)
    address = request.build_absolute_uri(reverse("public:code"))
    context |= {
        "code": codes.code_of(kept["token"]),
        "term": words.filled("sent_term", date=words.day(datetime.fromisoformat(kept["due"]))),
        "how": words.filled("sent_how", address=address),
    }
    return public_page(request, "zicht/public/sent.html", words, context)


@public_door
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def code(request: ActingRequest) -> HttpResponse:
    """Where one fills in a code. A wrong one gives the same page, whatever was wrong about it."""
    words = words_for(request)
    context: dict[str, Any] = {"points": points_for(()), "left": _once(request, LEFT)}
    if request.method == "GET":
        return public_page(request, "zicht/public/code.html", words, {**context, "form": CodeForm(words=words)})
    if not rate.allowed(rate.WRONG_CODES, request, at=request.at):
        context |= {"form": CodeForm(words=words), "too_many": True}
        return public_page(request, "zicht/public/code.html", words, context, status=429)
    form = CodeForm(request.POST, words=words)
    if form.is_valid():
        found = receipt_holder(codes.digests_of(form.cleaned_data["code"]), at=request.at)
        if found is not None:
            actor, key = found
            request.session.cycle_key()
            _hold(request, actor.receipt, key)
            return redirect("public:status")
        rate.count(rate.WRONG_CODES, request, at=request.at)
        form.add_error("code", words["code_wrong"])
    return public_page(request, "zicht/public/code.html", words, {**context, "form": form})


def _hold(request: ActingRequest, digest: str, key: UUID) -> None:
    until = request.at + OPEN_FOR
    request.session[HELD] = {"digest": digest, "signal": str(key), "until": until.isoformat()}


def _holder(request: ActingRequest) -> tuple[Actor, UUID] | None:
    """Who holds a receipt in this session, while the time lasts."""
    held = request.session.get(HELD)
    if not held or datetime.fromisoformat(held["until"]) < request.at:
        request.session.pop(HELD, None)
        return None
    key = UUID(held["signal"])
    return for_receipt(held["digest"], key), key


@public_door
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def status(request: ActingRequest) -> HttpResponse:
    """What happened with a signal, and the conversation. Needs a code that was filled in a short time ago."""
    holder = _holder(request)
    if holder is None:
        return redirect("public:code")
    actor, key = holder
    if request.method == "POST" and "leave" in request.POST:
        request.session.pop(HELD, None)
        request.session[LEFT] = True
        return redirect("public:code")
    with acting(actor.context(request.at)):
        try:
            signal = signal_for(actor, key, at=request.at)
        except NotHere:
            # Thrown away when its time was over.
            request.session.pop(HELD, None)
            return redirect("public:code")
        words = words_for(request, usual=signal.language)
        _hold(request, actor.receipt, key)
        if request.method == "POST":
            return _write(request, actor, signal, words)
        return _status_page(request, actor, signal, words, MessageForm(words=words))


def _write(request: ActingRequest, actor: Actor, signal: Signal, words: Words) -> HttpResponse:
    form = MessageForm(request.POST, words=words)
    if not rate.allowed(rate.MESSAGES, request, at=request.at):
        return _status_page(request, actor, signal, words, form, too_many=True)
    if not form.is_valid():
        return _status_page(request, actor, signal, words, form)
    # Two presses at once wait for each other here, so that the second one sees the first.
    signals(actor, at=request.at).select_for_update(of=("self",)).get(pk=signal.pk)
    text = form.cleaned_data["text"]
    if not said_just_now(signal, text, at=request.at):
        post_message(actor=actor, signal=signal, text=text, from_reporter=True, at=request.at)
        rate.count(rate.MESSAGES, request, at=request.at)
    request.session[SAID] = True
    return redirect("public:status")


def _status_page(
    request: ActingRequest, actor: Actor, signal: Signal, words: Words, form: MessageForm, *, too_many: bool = False
) -> HttpResponse:
    lines = conversation(signal)
    if any(not line.from_reporter and line.read_at is None for line in lines):
        mark_read(actor=actor, signal=signal, from_reporter=False, at=request.at)
    term, late = term_for(signal, words, at=request.at)
    context = {
        "municipality": signal.function.unit.organisation.name,
        "steps": steps_for(signal, words),
        "passed_on": passed_on_for(signal, words, at=request.at),
        "term": term,
        "late": late,
        "lines": [(line, words.moment(line.at)) for line in lines],
        "form": form,
        "said": _once(request, SAID),
        "too_many": too_many,
        "points": points_for(()),
    }
    return public_page(request, "zicht/public/status.html", words, context, status=429 if too_many else 200)


def _once(request: HttpRequest, name: str) -> bool:
    """Read a mark in the session and take it away; does not touch a session without it."""
    return bool(request.session.pop(name)) if name in request.session else False
