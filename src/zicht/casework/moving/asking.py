# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Asking to see a record of another unit. Whoever asks hears nothing about whether it exists until it is granted."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.decide import Knowledge, Resource
from zicht.access.gate import one
from zicht.access.models import AccessRequest, Function, Grant
from zicht.access.roles import Kind, Purpose, Role
from zicht.access.visible import knowledge, visible
from zicht.base.clock import local_day
from zicht.casework.cases.actions import note_event
from zicht.casework.cases.gate import own_cases
from zicht.casework.cases.models import Case
from zicht.casework.intake.actions import append_event
from zicht.casework.intake.models import Signal
from zicht.casework.moving.gate import me
from zicht.casework.moving.rules import HATS, NotPossible
from zicht.casework.sharing.grants import FIELDS

OPEN = AccessRequest.State.ASKED
# Days to answer, and the longest access that can be asked for.
ANSWER_DAYS, MOST_DAYS = 14, 90


def asked(actor: Actor, *, at: datetime) -> "QuerySet[AccessRequest]":
    """What the actor's units asked for, whatever came of it."""
    mine = visible(actor, Kind.REQUEST, at=at).units
    found = AccessRequest.objects.filter(asking_unit__in=mine)
    if actor.purpose in HATS and actor.purpose is not None:
        found = found.filter(purpose=actor.purpose.value)
    found = found.select_related("function__unit__organisation")
    return found.select_related("owning_unit__organisation", "asked_by").order_by("-asked_at", "id")


def _own_records(actor: Actor, references: Iterable[str], *, at: datetime) -> dict[str, Case | Signal]:
    """The actor's own cases and signals with these references."""
    wanted = set(references)
    found: dict[str, Case | Signal] = {}
    seen = visible(actor, Kind.SIGNAL, at=at)
    if seen.units:
        mine = Signal.objects.filter(seen.own(), reference__in=wanted)
        kept = seen.kept.get(Kind.CASE, frozenset())
        # Whoever is kept out of a case hears of no question about what is in it, and gives nobody access to it.
        found |= {s.reference: s for s in mine if s.case_id not in kept}
    cases = own_cases(actor, at=at).filter(reference__in=wanted)
    return found | {c.reference: c for c in cases}


def waiting(actor: Actor, *, at: datetime) -> list[AccessRequest]:
    """What others ask of us and we can answer: the reference is ours, or there is none (a contact was made).

    A request about something that is not ours is shown to nobody here and ends at its deadline.
    """
    mine = visible(actor, Kind.REQUEST, at=at).units
    found = AccessRequest.objects.filter(owning_unit__in=mine, state=OPEN, deadline__gte=local_day(at), kind="")
    listed = list(found.select_related("asking_unit__organisation", "asked_by").order_by("deadline", "id")[:500])
    ours = _own_records(actor, {r.reference for r in listed if r.reference}, at=at)
    return [r for r in listed if not r.reference or r.reference in ours]


def request_for(actor: Actor, key: UUID, *, at: datetime) -> AccessRequest:
    """One request that the actor's unit made, or can answer. Raises NotHere."""
    theirs = [r.pk for r in waiting(actor, at=at)]
    mine = visible(actor, Kind.REQUEST, at=at).units
    answered = Q(owning_unit__in=mine) & ~Q(kind="")
    found = AccessRequest.objects.filter(Q(asking_unit__in=mine) | Q(pk__in=theirs) | answered)
    return one(
        found.exclude(kind=Kind.IDENTITY.value).select_related(
            "asking_unit__organisation", "owning_unit__organisation", "function", "asked_by", "answered_by"
        ),
        key,
    )


def answered_about(actor: Actor, records: Iterable[UUID], *, at: datetime) -> "QuerySet[AccessRequest]":
    """Questions of others for access to these records of ours, once we answered them."""
    mine = visible(actor, Kind.REQUEST, at=at).units
    found = AccessRequest.objects.filter(owning_unit__in=mine, record__in=list(records))
    return found.exclude(kind=Kind.IDENTITY.value).select_related("asking_unit__organisation").order_by("asked_at")


def record_for(actor: Actor, reference: str, *, at: datetime) -> Case | Signal | None:
    """Our own record with this reference."""
    typed = reference.strip().upper()
    return _own_records(actor, {typed}, at=at).get(typed)


@action("access.ask", kind=Kind.REQUEST)
def ask(*, actor: Actor, to: Function, reference: str, why: str, days: int, key: UUID, at: datetime) -> AccessRequest:
    """Ask a function for access. Nothing is looked up: the answer is the same whether the record exists or not."""
    first = AccessRequest.objects.filter(pk=key).first()
    if first is not None:
        return first
    if not why.strip() or not 1 <= days <= MOST_DAYS or actor.purpose is None:
        raise NotPossible("Een vraag om toegang heeft een reden en een duur.")
    made = AccessRequest(
        id=key, owning_unit_id=to.unit_id, function=to, asking_unit_id=_unit(actor, at), asked_by_id=me(actor),
        asked_at=at, deadline=local_day(at) + timedelta(days=ANSWER_DAYS), purpose=actor.purpose.value,
        reference=reference.strip().upper(), why=why.strip(), days=days,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _unit(actor: Actor, at: datetime) -> int:
    """The unit in whose name the actor asks."""
    return min(visible(actor, Kind.REQUEST, at=at).units)


@action("access.withdraw_request", kind=Kind.REQUEST)
def withdraw(*, actor: Actor, request: AccessRequest, at: datetime) -> AccessRequest:
    """Take a question back. Raises NotPossible when it was answered."""
    return close(request, AccessRequest.State.WITHDRAWN)


@action("access.refuse_request", kind=Kind.REQUEST)
def refuse(*, actor: Actor, request: AccessRequest, reason: str, at: datetime) -> AccessRequest:
    """Say no with a reason."""
    if not reason.strip():
        raise NotPossible("Weigeren heeft een reden.")
    return close(request, AccessRequest.State.REFUSED, answered_by_id=actor.person, answered_at=at, answer=reason)


@action("access.grant_request", kind=Kind.REQUEST)
def give(
    *, actor: Actor, request: AccessRequest, record: Case | Signal, fields: Iterable[str], last: date, reason: str,
    at: datetime,
) -> AccessRequest:  # fmt: skip
    """Let the person who asked read this record for the purpose that was stated, no longer than was asked."""
    chosen = sorted(set(fields))
    is_case = isinstance(record, Case)
    if is_case and (not chosen or not FIELDS.issuperset(chosen)):
        raise NotPossible("Kies wat deze persoon mag lezen.")
    if not is_case and request.purpose != Purpose.SIGNAL_HANDLING.value:
        raise NotPossible("Deze persoon kan geen signalen lezen. Maak er een casus van, of stuur een pakket.")
    if not local_day(at) < last <= local_day(at) + timedelta(days=request.days):
        raise NotPossible(f"Kies een dag binnen de gevraagde {request.days} dagen.")
    kind = Kind.CASE if is_case else Kind.SIGNAL
    grant = Grant(
        kind=kind.value, record=record.pk, person_id=request.asked_by_id, person_unit_id=request.asking_unit_id,
        basis=Grant.Basis.REQUEST, purpose=request.purpose, fields=chosen, starts=at,
        ends=at + (last - local_day(at)), given_by_id=me(actor), owning_unit_id=record.owning_unit_id,
    )  # fmt: skip
    grant.save(force_insert=True)
    close(
        request, AccessRequest.State.GRANTED, answered_by_id=actor.person, answered_at=at, answer=reason.strip(),
        kind=kind.value, record=record.pk, grant=grant.pk, ends_on=last,
    )  # fmt: skip
    if isinstance(record, Case):
        note_event(actor=actor, case=record, kind="access_granted", at=at, note=f"Aan {request.asked_by.name}.")
    else:
        append_event(actor=actor, signal=record, kind="access_granted", at=at, note=f"Aan {request.asked_by.name}.")
    return request


def close(request: AccessRequest, state: str, **more: object) -> AccessRequest:
    """End an open request. Raises NotPossible when somebody was first."""
    stored = AccessRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if stored.state != OPEN:
        raise NotPossible("Op deze vraag is al geantwoord, of zij is ingetrokken.")
    request.state = state
    for name, value in more.items():
        setattr(request, name, value)
    request.save(update_fields=["state", *more])
    return request


def is_mine(actor: Actor, request: AccessRequest, *, at: datetime) -> bool:
    """True for somebody of the unit that asked."""
    return request.asking_unit_id in visible(actor, Kind.REQUEST, at=at).units


def known(actor: Actor, request: AccessRequest, *, at: datetime) -> Knowledge:
    """What the actor learns now of the record that this question opened: its content, that it is there, or nothing.

    The unit that asked was told that it exists when it was opened. That stays so after the term, for colleagues of
    whoever asked, and when the record moved: there it is somebody to call, and no link.
    """
    if request.record is None or not request.kind:
        return Knowledge.NOTHING
    resource = Resource(
        kind=Kind(request.kind), owning_unit=request.owning_unit_id, record=request.record,
        owning_organisation=request.owning_unit.organisation_id, told=frozenset({request.asking_unit_id}),
    )  # fmt: skip
    return knowledge(actor, resource, at=at)


def functions_to_ask(actor: Actor, *, at: datetime) -> "QuerySet[Function]":
    """Functions of other units of this instance that keep cases or signals."""
    mine = visible(actor, Kind.REQUEST, at=at).units
    roles = (Role.FOCAL_POINT, Role.CARE_COORDINATOR, Role.PARTNER)
    found = Function.objects.filter(role__in=[r.value for r in roles], unit__remote=False).exclude(unit__in=mine)
    return found.select_related("unit__organisation").order_by("unit__organisation__name", "name")
