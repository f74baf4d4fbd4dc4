# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The only way to a case: with an actor, for a purpose."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.decide import Decision, Resource
from zicht.access.gate import NotHere, one, open_to, own_to
from zicht.access.roles import Kind, Regime
from zicht.access.visible import by_role, decision, visible
from zicht.casework.cases.models import Case, CaseAction, CasePerson


def cases(actor: Actor, *, at: datetime) -> "QuerySet[Case]":
    """The cases that are open to `actor`: those of the own unit for this purpose, and single ones by grant."""
    records = Case.objects.select_related("owning_unit__organisation", "owner")
    return open_to(records, actor=actor, kind=Kind.CASE, at=at, regime="regime")


def own_cases(actor: Actor, *, at: datetime) -> "QuerySet[Case]":
    """The cases that the actor's units hold for this purpose: to work on, to count."""
    records = Case.objects.select_related("owning_unit__organisation", "owner")
    return own_to(records, actor=actor, kind=Kind.CASE, at=at, regime="regime")


def of_another_regime(actor: Actor, *, at: datetime) -> "QuerySet[Case]":
    """Cases of the actor's own units that are kept under another law than the work of this purpose."""
    mine = by_role(actor, Kind.CASE, at=at)
    if mine.job:
        return Case.objects.none()
    general, police = Q(owning_unit__in=mine.units - mine.police), Q(owning_unit__in=mine.police)
    return Case.objects.filter(general & Q(regime=Regime.WPG.value) | police & Q(regime=Regime.AVG.value))


def kept_by_law(actor: Actor, *, at: datetime) -> "QuerySet[Case]":
    """Those of them that no grant shows: with such a case goes what hangs on it."""
    return of_another_regime(actor, at=at).exclude(pk__in=visible(actor, Kind.CASE, at=at).records)


def case_for(actor: Actor, key: UUID, *, at: datetime) -> Case:
    """One case to read. Raises NotHere."""
    return one(cases(actor, at=at), key)


def own_case_for(actor: Actor, key: UUID, *, at: datetime) -> Case:
    """One case to work on: the actor's unit owns it; a grant is not enough. Raises NotHere."""
    return one(own_cases(actor, at=at), key)


def case_resource(case: Case) -> Resource:
    """What a decision about this case needs to know of it."""
    return Resource(
        kind=Kind.CASE,
        owning_unit=case.owning_unit_id,
        owning_organisation=case.owning_unit.organisation_id,
        record=case.pk,
        regime=Regime(case.regime),
    )


def case_decision(actor: Actor, case: Case, *, at: datetime) -> Decision:
    """Whether and which fields of this case may be read, with the reasons (by grant: fields, read-only)."""
    found = decision(actor, "read", case_resource(case), at=at)
    if not found.permit:
        raise NotHere
    return found


def persons(actor: Actor, *, at: datetime) -> "QuerySet[CasePerson]":
    """Persons in cases of the actor's own units."""
    records = CasePerson.objects.select_related("case", "owning_unit")
    return own_to(records, actor=actor, kind=Kind.CASE, at=at, key="case", regime="case__regime")


def person_for(actor: Actor, key: UUID, *, at: datetime) -> CasePerson:
    """One person in a case of the actor's own unit. Raises NotHere."""
    return one(persons(actor, at=at), key)


def planned_actions(actor: Actor, *, at: datetime) -> "QuerySet[CaseAction]":
    """Actions in cases of the actor's own units."""
    records = CaseAction.objects.select_related("case", "owner")
    return own_to(records, actor=actor, kind=Kind.CASE, at=at, key="case", regime="case__regime")


def action_for(actor: Actor, key: UUID, *, at: datetime) -> CaseAction:
    """One planned action in a case of the actor's own unit. Raises NotHere."""
    return one(planned_actions(actor, at=at), key)
