# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to a request of a person concerned, and to whom it is about."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import NotHere, one
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.base.clock import local_day
from zicht.casework.cases import gate as cases
from zicht.casework.cases.models import CasePerson
from zicht.casework.intake import gate as intake
from zicht.casework.intake.models import SignalSubject
from zicht.casework.overview.models import SubjectRequest


def requests(actor: Actor, *, at: datetime) -> "QuerySet[SubjectRequest]":
    """Requests that the actor's own units answer."""
    units = visible(actor, Kind.CASE, at=at).units
    return SubjectRequest.objects.filter(owning_unit__in=units).select_related("owning_unit__organisation")


def request_for(actor: Actor, key: UUID, *, at: datetime) -> SubjectRequest:
    """One request to answer. Raises NotHere, also when what it is about is not open to the actor for this purpose."""
    found = one(requests(actor, at=at), key)
    about(actor, found, at=at)
    return found


def about(actor: Actor, request: SubjectRequest, *, at: datetime) -> CasePerson | SignalSubject:
    """Whom the request is about. Raises NotHere."""
    if request.person_id is not None:
        return cases.person_for(actor, request.person_id, at=at)
    if request.subject_id is None:
        raise NotHere
    return subject_for(actor, request.subject_id, at=at)


def subject_for(actor: Actor, key: UUID, *, at: datetime) -> SignalSubject:
    """One person in a signal that the actor works on. Raises NotHere."""
    found = one(SignalSubject.objects.select_related("signal", "owning_unit"), key)
    intake.signal_to_change(actor, found.signal_id, at=at)
    return found


def waiting(actor: Actor, *, at: datetime) -> int:
    """How many requests wait for an answer; for a start page."""
    return requests(actor, at=at).filter(state=SubjectRequest.State.OPEN).count()


def overseen(actor: Actor, *, at: datetime) -> "QuerySet[SubjectRequest]":
    """For who oversees: the requests of the whole organisation. None of them holds content."""
    units = visible(actor, Kind.AUDIT, at=at).units
    return SubjectRequest.objects.filter(owning_unit__in=units).select_related("owning_unit__organisation", "made_by")


def to_decide(actor: Actor, *, at: datetime) -> "QuerySet[SubjectRequest]":
    """Those that wait for the privacy officer: asked now, or refused until a day that has come."""
    again = Q(state=SubjectRequest.State.REFUSED, review_on__lte=local_day(at))
    return overseen(actor, at=at).filter(Q(state=SubjectRequest.State.OFFICER) | again)


def overseen_one(actor: Actor, key: UUID, *, at: datetime) -> SubjectRequest:
    """One that the privacy officer can decide about. Raises NotHere, also for one that was never blocked."""
    states = (SubjectRequest.State.OFFICER, SubjectRequest.State.REFUSED)
    return one(overseen(actor, at=at).filter(state__in=states), key)
