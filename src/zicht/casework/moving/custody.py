# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who reported lies with the custodian, who answers questions with a reason: told for some time, or not told."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.gate import one
from zicht.access.models import AccessRequest, Function, Grant
from zicht.access.roles import Kind, Role
from zicht.access.visible import visible
from zicht.base.clock import local_day
from zicht.casework.intake.actions import append_event
from zicht.casework.intake.models import Signal
from zicht.casework.moving.asking import OPEN, close
from zicht.casework.moving.gate import me
from zicht.casework.moving.rules import NotPossible

ANSWER_DAYS, MOST_DAYS = 5, 30
KEPT = ("contact", "name", "safe_contact")


def custodian_of(signal: Signal) -> Function | None:
    """The function that keeps identities in the organisation of this signal; None where nobody does."""
    found = Function.objects.filter(
        unit__organisation__units=signal.owning_unit_id, role=Role.CUSTODIAN.value
    ).select_related("unit")
    return found.order_by("pk").first()


def questions(actor: Actor, *, at: datetime) -> "QuerySet[AccessRequest]":
    """What was asked of this custodian. Only the reference of a signal comes along, nothing of what it says."""
    units = visible(actor, Kind.IDENTITY, at=at).units
    found = AccessRequest.objects.filter(kind=Kind.IDENTITY.value, owning_unit__in=units)
    return found.select_related("asking_unit__organisation", "asked_by", "answered_by").order_by("deadline", "id")


def question_for(actor: Actor, key: UUID, *, at: datetime) -> AccessRequest:
    """One of them. Raises NotHere."""
    return one(questions(actor, at=at), key)


def running(signal: Signal, actor: Actor, *, at: datetime) -> AccessRequest | None:
    """The question about this signal that the actor's unit asked and nobody answered yet."""
    found = AccessRequest.objects.filter(kind=Kind.IDENTITY.value, record=signal.pk, state=OPEN)
    return found.filter(asking_unit=signal.owning_unit_id, deadline__gte=local_day(at)).first()


@action("identity.ask", kind=Kind.IDENTITY)
def ask(*, actor: Actor, signal: Signal, why: str, days: int, key: UUID, at: datetime) -> AccessRequest:
    """Ask the custodian who reported, with a reason. A second press, or a question that runs, gives the first."""
    first = AccessRequest.objects.filter(pk=key).first() or running(signal, actor, at=at)
    if first is not None:
        return first
    keeper = custodian_of(signal)
    if keeper is None or not signal.reporter_known or not why.strip() or not 1 <= days <= MOST_DAYS:
        raise NotPossible("Deze vraag kan niet worden gesteld.")
    assert actor.purpose is not None
    made = AccessRequest(
        id=key, owning_unit_id=signal.owning_unit_id, function=keeper, asking_unit_id=signal.owning_unit_id,
        asked_by_id=me(actor), asked_at=at, deadline=local_day(at) + timedelta(days=ANSWER_DAYS),
        purpose=actor.purpose.value, reference=signal.reference, why=why.strip(), days=days,
        kind=Kind.IDENTITY.value, record=signal.pk,
    )  # fmt: skip
    made.save(force_insert=True)
    append_event(actor=actor, signal=signal, kind="identity_asked", at=at)
    return made


@action("identity.tell", kind=Kind.IDENTITY)
def tell(*, actor: Actor, question: AccessRequest, days: int, reason: str, told: bool, at: datetime) -> AccessRequest:
    """Let the person who asked read who reported, for some days. told: whoever reported hears of it."""
    if not 1 <= days <= question.days or question.record is None or question.deadline < local_day(at):
        raise NotPossible(f"Kies een duur van hoogstens {question.days} dagen, binnen de termijn.")
    grant = Grant(
        kind=Kind.IDENTITY.value, record=question.record, person_id=question.asked_by_id,
        person_unit_id=question.asking_unit_id, basis=Grant.Basis.REQUEST, purpose=question.purpose,
        fields=list(KEPT), starts=at, ends=at + timedelta(days=days), given_by_id=me(actor),
        owning_unit_id=question.owning_unit_id,
    )  # fmt: skip
    grant.save(force_insert=True)
    return close(
        question, AccessRequest.State.GRANTED, answered_by_id=actor.person, answered_at=at, answer=reason.strip(),
        grant=grant.pk, ends_on=local_day(grant.ends), told=told,
    )  # fmt: skip


@action("identity.keep", kind=Kind.IDENTITY)
def keep(*, actor: Actor, question: AccessRequest, reason: str, told: bool, at: datetime) -> AccessRequest:
    """Do not tell, with a reason."""
    if not reason.strip():
        raise NotPossible("Niet vertellen heeft een reden.")
    return close(
        question, AccessRequest.State.REFUSED, answered_by_id=actor.person, answered_at=at, answer=reason.strip(),
        told=told,
    )  # fmt: skip
