# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What an actor may see, as sets: units whose records are open, single records by grant, own signals.

A room's gate turns this into its queryset. Follows from the same tables as decide().
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access import logbook
from zicht.access.actors import Actor
from zicht.access.decide import Circumstances, Decision, GrantFact, Knowledge, Resource, Seat, decide
from zicht.access.models import Exclusion, Grant, Unit
from zicht.access.roles import ORGANISATION_WIDE, Kind, Purpose, Regime, may_have, reaches, regime_of
from zicht.base.clock import local_day


@dataclass(frozen=True)
class Visible:
    """Units, single records, and the reporter whose own signals are open; off these comes what is hidden.

    hidden: records that the actor is excluded from; kept: the same of every kind, for what hangs on them.
    police: those of the units in which the purpose is work under the police data act; in the others it is work
    under the general law.
    """

    units: frozenset[int] = frozenset()
    records: frozenset[UUID] = frozenset()
    reporter: int | None = None
    hidden: frozenset[UUID] = frozenset()
    kept: Mapping[Kind, frozenset[UUID]] = field(default_factory=dict)
    police: frozenset[int] = frozenset()
    job: bool = False

    def own(self, *, key: str = "pk", unit: str = "owning_unit", regime: str | None = None) -> Q:
        """Records of the actor's units, by role: to work on, not only to read.

        regime: name of the column that says under which law a record is kept, where there is one.
        """
        condition = Q(**{f"{unit}__in": self.units})
        if regime is not None and not self.job:
            condition = Q(**{f"{unit}__in": self.units - self.police, regime: Regime.AVG.value}) | Q(
                **{f"{unit}__in": self.police, regime: Regime.WPG.value}
            )
        return condition & self.unhidden(key)

    def works_on(self, unit: int, regime: str) -> bool:
        """True when a record of this unit under this law is the actor's to work on."""
        return unit in self.units and (self.job or (unit in self.police) is (regime == Regime.WPG.value))

    def unhidden(self, key: str) -> Q:
        """Not one of the records that the actor is kept from."""
        return ~Q(**{f"{key}__in": self.hidden}) if self.hidden else Q()

    def q(
        self, *, key: str = "pk", unit: str = "owning_unit", reporter: str | None = None, regime: str | None = None
    ) -> Q:
        """The condition for a queryset whose columns have these names."""
        condition = self.own(key=key, unit=unit, regime=regime) | Q(**{f"{key}__in": self.records - self.hidden})
        if reporter is not None and self.reporter is not None:
            condition |= Q(**{reporter: self.reporter})
        return condition


def by_role(actor: Actor, kind: Kind, *, at: datetime) -> Visible:
    """The part of `visible` that follows from roles alone: it costs no question, and knows of no exclusion."""
    subject = actor.subject
    if subject.job_unit is not None:
        return Visible(units=frozenset({subject.job_unit}), job=True)
    if subject.person is None:
        return Visible(records=subject.reach if kind is Kind.SIGNAL else frozenset())
    purpose = subject.purpose
    seats = _seats(actor, at)
    if purpose is None or not seats:
        return Visible()
    units, police = _units([s for s in seats if reaches(s.role, purpose, kind)], kind, purpose)
    reporter = subject.person if kind is Kind.SIGNAL and purpose is Purpose.REPORTING else None
    return Visible(units=units, reporter=reporter, police=police)


def visible(actor: Actor, kind: Kind, *, at: datetime) -> Visible:
    """What `actor` may see of `kind` for the purpose in use."""
    found = by_role(actor, kind, at=at)
    seats = _seats(actor, at)
    if actor.person is None or actor.purpose is None or not seats:
        return found
    granted = _grants(kind, actor.person, {s.unit for s in seats}, actor.purpose, at)
    records = frozenset(g.record for g in granted)
    kept = excluded_from(actor, at=at)
    return replace(found, records=records, hidden=kept.get(kind, frozenset()), kept=kept)


def _seats(actor: Actor, at: datetime) -> list[Seat]:
    """The seats that count for the purpose in use."""
    subject, day = actor.subject, local_day(at)
    if not subject.strong or subject.purpose is None:
        return []
    return [s for s in subject.seats if s.holds(day) and may_have(s.role, subject.purpose)]


def _units(seats: list[Seat], kind: Kind, purpose: Purpose) -> tuple[frozenset[int], frozenset[int]]:
    """The units that these seats reach, and those among them where this purpose is police work."""
    police = frozenset(s.unit for s in seats if regime_of(purpose, police=s.police) is Regime.WPG)
    if kind not in ORGANISATION_WIDE:
        return frozenset(s.unit for s in seats), police
    organisations = {s.organisation for s in seats}
    if not organisations:
        return frozenset(), frozenset()
    return frozenset(Unit.objects.filter(organisation__in=organisations).values_list("pk", flat=True)), police


def excluded_from(actor: Actor, *, at: datetime) -> dict[Kind, frozenset[UUID]]:
    """Records of every kind that the actor is kept out of now."""
    found: dict[Kind, frozenset[UUID]] = {}
    if actor.person is not None:
        for kind, record in _exclusions(actor.person, at).values_list("kind", "record"):
            found[Kind(kind)] = found.get(Kind(kind), frozenset()) | {record}
    return found


def _exclusions(person: int, at: datetime) -> "QuerySet[Exclusion]":
    running = Q(lifted_at=None) | Q(lifted_at__gt=at)
    return Exclusion.objects.filter(running, person=person, at__lte=at)


def decision(actor: Actor, action: str, resource: Resource, *, at: datetime) -> Decision:
    """decide() with the grants and exclusions for this record read from the database; leaves a row in the log."""
    subject, facts = actor.subject, resource
    grants: tuple[GrantFact, ...] = ()
    if subject.person is not None and subject.purpose is not None and resource.record is not None:
        units = {s.unit for s in subject.seats}
        found = _grants(resource.kind, subject.person, units, subject.purpose, at)
        grants = tuple(_fact(g) for g in found if g.record == resource.record)
        if _is_excluded(subject.person, resource, at):
            facts = replace(resource, excluded=resource.excluded | {subject.person})
    context = Circumstances(at=at, day=local_day(at), grants=grants)
    made = decide(subject=subject, action=action, resource=facts, context=context)
    logbook.decided(actor, action, facts, made, at=at)
    return made


# What a room above knows of units that were told that a record exists; each registers in AppConfig.ready().
Teller = Callable[..., frozenset[int]]
_TELLERS: list[Teller] = []


def tell(teller: Teller) -> None:
    """Let `teller(actor, record, at=…)` say which of the actor's units were told of a record; once."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)


def knowledge(actor: Actor, resource: Resource, *, at: datetime) -> Knowledge:
    """Nothing, something exists (call the function), or content."""
    told = resource.told
    if resource.record is not None:
        told = told.union(*(teller(actor, resource.record, at=at) for teller in _TELLERS))
    return decision(actor, "read", replace(resource, told=told), at=at).knows


def _is_excluded(person: int, resource: Resource, at: datetime) -> bool:
    wanted = Q(pk=None)
    for kind, record in ((resource.kind, resource.record), *resource.parents):
        wanted |= Q(kind=kind.value, record=record)
    return _exclusions(person, at).filter(wanted).exists()


def _fact(grant: Grant) -> GrantFact:
    return GrantFact(
        kind=Kind(grant.kind),
        record=grant.record,
        purpose=Purpose(grant.purpose),
        starts=grant.starts,
        ends=grant.ends,
        unit=grant.unit_id,
        person=grant.person_id,
        person_unit=grant.person_unit_id,
        fields=frozenset(grant.fields),
        emergency=grant.basis == Grant.Basis.EMERGENCY,
    )


def _grants(kind: Kind, person: int, units: set[int], purpose: Purpose, at: datetime) -> list[Grant]:
    """Grants to these units, and to the person while sitting in one of them."""
    to_me = Q(person_id=person, person_unit_id__in=units) | Q(unit_id__in=units)
    return list(Grant.objects.filter(to_me, kind=kind, purpose=purpose, starts__lte=at, ends__gt=at))


def granted_until(actor: Actor, kind: Kind, record: UUID, *, at: datetime) -> datetime | None:
    """When the last permission of the actor for this record ends; None where there is none."""
    subject = actor.subject
    if subject.person is None or subject.purpose is None:
        return None
    units = {s.unit for s in subject.seats if s.holds(local_day(at))}
    ends = [g.ends for g in _grants(kind, subject.person, units, subject.purpose, at) if g.record == record]
    return max(ends, default=None)
