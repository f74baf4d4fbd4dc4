# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What an actor may see, as sets: units whose records are open, single records by grant, own signals.

A room's gate turns this into its queryset. Follows from the same tables as decide().
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from zicht.access.actors import Actor
from zicht.access.decide import Circumstances, Decision, GrantFact, Resource, decide
from zicht.access.models import Grant, Unit
from zicht.access.roles import ORGANISATION_WIDE, Kind, Purpose, may_have, reaches
from zicht.base.clock import local_day


@dataclass(frozen=True)
class Visible:
    """Units, single records, and the reporter whose own signals are open."""

    units: frozenset[int] = frozenset()
    records: frozenset[UUID] = frozenset()
    reporter: int | None = None

    def q(self, *, key: str = "pk", unit: str = "owning_unit", reporter: str | None = None) -> Q:
        """The condition for a queryset whose columns have these names."""
        condition = Q(**{f"{unit}__in": self.units}) | Q(**{f"{key}__in": self.records})
        if reporter is not None and self.reporter is not None:
            condition |= Q(**{reporter: self.reporter})
        return condition


def visible(actor: Actor, kind: Kind, *, at: datetime) -> Visible:
    """What `actor` may see of `kind` for the purpose in use."""
    subject = actor.subject
    if subject.job_unit is not None:
        return Visible(units=frozenset({subject.job_unit}))
    if subject.person is None:
        return Visible(records=subject.reach if kind is Kind.SIGNAL else frozenset())
    purpose = subject.purpose
    if not subject.strong or purpose is None:
        return Visible()
    day = local_day(at)
    seats = [s for s in subject.seats if s.holds(day) and may_have(s.role, purpose)]
    if not seats:
        return Visible()
    own = subject.person if kind is Kind.SIGNAL and purpose is Purpose.REPORTING else None
    reaching = [s for s in seats if reaches(s.role, purpose, kind)]
    units = frozenset(s.unit for s in reaching)
    if kind in ORGANISATION_WIDE:
        organisations = {s.organisation for s in reaching}
        units = frozenset(Unit.objects.filter(organisation__in=organisations).values_list("pk", flat=True))
    return Visible(
        units=units,
        records=frozenset(g.record for g in _grants(kind, subject.person, {s.unit for s in seats}, purpose, at)),
        reporter=own,
    )


def decision(actor: Actor, action: str, resource: Resource, *, at: datetime) -> Decision:
    """decide() with the grants for this record read from the database."""
    grants: tuple[GrantFact, ...] = ()
    subject = actor.subject
    if subject.person is not None and subject.purpose is not None and resource.record is not None:
        units = {s.unit for s in subject.seats}
        grants = tuple(
            GrantFact(
                kind=Kind(g.kind),
                record=g.record,
                purpose=Purpose(g.purpose),
                starts=g.starts,
                ends=g.ends,
                unit=g.unit_id,
                person=g.person_id,
                fields=frozenset(g.fields),
            )
            for g in _grants(resource.kind, subject.person, units, subject.purpose, at)
            if g.record == resource.record
        )
    context = Circumstances(at=at, day=local_day(at), grants=grants)
    return decide(subject=subject, action=action, resource=resource, context=context)


def _grants(kind: Kind, person: int, units: set[int], purpose: Purpose, at: datetime) -> list[Grant]:
    to_me = Q(person_id=person) | Q(unit_id__in=units)
    return list(Grant.objects.filter(to_me, kind=kind, purpose=purpose, starts__lte=at, ends__gt=at))
