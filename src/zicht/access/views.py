# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pages about people, functions and acts. None of them shows what a record says."""

from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zicht.access import staff
from zicht.access.doors import ActingRequest, door, signed_in_door
from zicht.access.forms import ROLE_NAMES, NewPersonForm, SeatForm
from zicht.access.holdings import StillHolds
from zicht.access.models import Person
from zicht.access.oversight.queries import seats_to_end
from zicht.access.roles import Kind, Purpose, Role
from zicht.access.visible import visible
from zicht.base.clock import local_day

PER_PAGE = 25
LEFT_BEHIND = (
    "Dit kan nog niet. Op naam van deze persoon staat nog open: {what}. Vraag de afdeling om dit eerst over te "
    "dragen. Dat doet een collega daar op de pagina “Werk overdragen”. Moet iemand nu meteen stoppen? Blokkeer dan "
    "het account."
)


@signed_in_door
@require_GET
def functions(request: ActingRequest) -> HttpResponse:
    """Who is behind which function."""
    page = Paginator(staff.functions(local_day(request.at)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "zicht/access/functions.html", {"page": page})


def _seat_rows(person: Person, day: date) -> list[dict[str, Any]]:
    names = {role.value: name for role, name in ROLE_NAMES.items()}
    return [
        {"seat": s, "role": names.get(s.role, s.role), "over": s.valid_to is not None and s.valid_to <= day}
        for s in staff.seats_of(person)
    ]


@door(Purpose.ADMINISTRATION)
@require_GET
def people(request: ActingRequest) -> HttpResponse:
    """The people of the organisation and their seats."""
    page = Paginator(staff.people(request.actor, at=request.at), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(person, _seat_rows(person, local_day(request.at))) for person in page]
    mine = visible(request.actor, Kind.STAFF, at=request.at).units
    to_end = seats_to_end(mine, at=request.at).select_related("person", "unit")[:PER_PAGE]
    return render(request, "zicht/access/people.html", {"page": page, "rows": rows, "to_end": to_end})


@door(Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def person_add(request: ActingRequest) -> HttpResponse:
    """Make an account."""
    form = NewPersonForm(request.POST or None, units=staff.units(request.actor, at=request.at))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        seat = staff.add_person(
            actor=request.actor,
            unit=values["unit"],
            role=Role(values["role"]),
            name=values["name"],
            email=values["email"],
            at=request.at,
        )
        return redirect("access:person", key=seat.person.key)
    return render(request, "zicht/access/person_add.html", {"form": form})


@door(Purpose.ADMINISTRATION)
@require_http_methods(["GET", "POST"])
def person(request: ActingRequest, key: UUID) -> HttpResponse:
    """One person: seats, a new seat."""
    found = staff.person_for(request.actor, key, at=request.at)
    form = SeatForm(request.POST or None, units=staff.units(request.actor, at=request.at))
    if request.method == "POST" and form.is_valid():
        staff.give_seat(
            actor=request.actor,
            person=found,
            unit=form.cleaned_data["unit"],
            role=Role(form.cleaned_data["role"]),
            at=request.at,
        )
        messages.success(request, "De plek is gegeven.")
        return redirect("access:person", key=key)
    seats = _seat_rows(found, local_day(request.at))
    ours = staff.home_seat(request.actor, found, at=request.at) is not None
    may_block = ours and found.pk != request.actor.person
    context = {"person": found, "seats": seats, "form": form, "may_link": ours, "may_block": may_block}
    return render(request, "zicht/access/person.html", context)


@door(Purpose.ADMINISTRATION)
@require_POST
def invite(request: ActingRequest, key: UUID) -> HttpResponse:
    """A link with which the person chooses a password. Shown once; hand it over safely."""
    found = staff.person_for(request.actor, key, at=request.at)
    staff.give_link(actor=request.actor, person=found, at=request.at)
    token = f"{user_pk_to_url_str(found)}-{default_token_generator.make_token(found)}"
    uid, _, rest = token.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
    context = {"person": found, "link": request.build_absolute_uri(path)}
    return render(request, "zicht/access/invite.html", context)


@door(Purpose.ADMINISTRATION)
@require_POST
def block(request: ActingRequest, key: UUID) -> HttpResponse:
    """Block an account at once, or open it again."""
    found = staff.person_for(request.actor, key, at=request.at)
    blocked = request.POST.get("blokkeren") in {"1", "gaat-weg"}
    leaves = request.POST.get("blokkeren") == "gaat-weg"
    try:
        staff.set_blocked(actor=request.actor, person=found, blocked=blocked, leaves=leaves, at=request.at)
    except StillHolds as work:
        messages.error(request, LEFT_BEHIND.format(what=work))
    else:
        messages.success(request, "Het account is geblokkeerd." if blocked else "Het account is weer open.")
    return redirect("access:person", key=key)


@door(Purpose.ADMINISTRATION)
@require_POST
def seat_end(request: ActingRequest, number: int) -> HttpResponse:
    """End a seat today."""
    seat = staff.seat_for(request.actor, number, at=request.at)
    try:
        staff.end_seat(actor=request.actor, seat=seat, at=request.at)
    except StillHolds as work:
        messages.error(request, LEFT_BEHIND.format(what=work))
    else:
        messages.success(request, "De plek loopt vandaag af.")
    return redirect("access:person", key=seat.person.key)
