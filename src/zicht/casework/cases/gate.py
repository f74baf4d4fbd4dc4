# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The only way to a case: with an actor, for a purpose."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.decide import Decision, Resource
from zicht.access.gate import NotHere, one, open_to
from zicht.access.roles import Kind
from zicht.access.visible import decision, visible
from zicht.casework.cases.models import Case, CaseAction, CasePerson


def cases(actor: Actor, *, at: datetime) -> "QuerySet[Case]":
    """The cases that are open to `actor`: those of the own unit for this purpose, and single ones by grant."""
    return open_to(
        Case.objects.select_related("owning_unit__organisation", "owner"), actor=actor, kind=Kind.CASE, at=at
    )


def case_for(actor: Actor, key: UUID, *, at: datetime) -> Case:
    """One case to read. Raises NotHere."""
    return one(cases(actor, at=at), key)


def own_case_for(actor: Actor, key: UUID, *, at: datetime) -> Case:
    """One case to work on: the actor's unit owns it; a grant is not enough. Raises NotHere."""
    units = visible(actor, Kind.CASE, at=at).units
    return one(cases(actor, at=at).filter(owning_unit__in=units), key)


def case_decision(actor: Actor, case: Case, *, at: datetime) -> Decision:
    """Whether and which fields of this case may be read, with the reasons (by grant: fields, read-only)."""
    resource = Resource(kind=Kind.CASE, owning_unit=case.owning_unit_id, record=case.pk)
    found = decision(actor, "read", resource, at=at)
    if not found.permit:
        raise NotHere
    return found


def person_for(actor: Actor, key: UUID, *, at: datetime) -> CasePerson:
    """One person in a case of the actor's own unit. Raises NotHere."""
    units = visible(actor, Kind.CASE, at=at).units
    return one(CasePerson.objects.filter(owning_unit__in=units).select_related("case", "owning_unit"), key)


def action_for(actor: Actor, key: UUID, *, at: datetime) -> CaseAction:
    """One planned action in a case of the actor's own unit. Raises NotHere."""
    units = visible(actor, Kind.CASE, at=at).units
    return one(CaseAction.objects.filter(owning_unit__in=units).select_related("case", "owner"), key)
