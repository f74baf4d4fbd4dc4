# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What each party says about a covenant: it confirms for itself, and may withdraw that. Nobody does it for others."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.gate import NotHere
from zicht.access.models import Covenant, CovenantParty, Membership
from zicht.access.roles import Kind, Purpose, Role
from zicht.access.visible import visible
from zicht.base.clock import local_day


class NotNow(ValueError):
    """The party cannot say so any more, or not yet."""


WORDS = {
    "unchecked": "kan bevestigen na de controle",
    "waiting": "wacht op bevestiging",
    "confirmed": "bevestigd",
    "withdrawn": "ingetrokken",
}


def state_of(party: CovenantParty) -> str:
    """unchecked, waiting, confirmed or withdrawn. Only a confirmed party is bound."""
    if party.withdrawn_at is not None:
        return "withdrawn"
    if party.confirmed_at is not None:
        return "confirmed"
    return "waiting" if party.covenant.checked_on is not None else "unchecked"


def own_parties(actor: Actor, *, at: datetime) -> "QuerySet[CovenantParty]":
    """Parties that are units of an organisation for which the actor answers."""
    units = visible(actor, Kind.COVENANT, at=at).units
    return CovenantParty.objects.filter(unit__in=units).select_related("covenant", "unit__organisation")


def waiting_for(actor: Actor, *, at: datetime) -> "QuerySet[CovenantParty]":
    """Own parties that can confirm now and did not."""
    return own_parties(actor, at=at).filter(
        confirmed_at__isnull=True, covenant__checked_on__isnull=False, covenant__ends_on__gte=local_day(at)
    )


def covenants_for(actor: Actor, *, at: datetime) -> "QuerySet[Covenant]":
    """Covenants that wait for the actor: to confirm for a party, or to check what somebody else wrote."""
    units = visible(actor, Kind.COVENANT, at=at).units
    mine = Q(owning_unit__in=units) | Q(pk__in=own_parties(actor, at=at).values("covenant"))
    to_check = mine & Q(checked_on__isnull=True, drafted_by__isnull=False) & ~Q(drafted_by=actor.person)
    confirm = Q(pk__in=waiting_for(actor, at=at).values("covenant"))
    return Covenant.objects.filter(confirm | to_check, ends_on__gte=local_day(at))


def to_confirm(actor: Actor, key: UUID, *, at: datetime) -> list[CovenantParty]:
    """Own parties to this covenant that wait. Raises NotHere when there is none."""
    return _some(waiting_for(actor, at=at).filter(covenant=key))


def to_withdraw(actor: Actor, key: UUID, *, at: datetime) -> list[CovenantParty]:
    """Own parties to this covenant that are bound by it. Raises NotHere when there is none."""
    bound = own_parties(actor, at=at).filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)
    return _some(bound.filter(covenant=key, covenant__ends_on__gte=local_day(at)))


def without_officer(parties: Sequence[CovenantParty], *, at: datetime) -> set[int]:
    """Units among them whose organisation has nobody here who could confirm."""
    day = local_day(at)
    seats = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, role=Role.PRIVACY_OFFICER.value,
        unit__organisation__in={p.unit.organisation_id for p in parties},
    )  # fmt: skip
    known = set(seats.values_list("unit__organisation", flat=True))
    return {p.unit_id for p in parties if p.unit.organisation_id not in known}


def answers_for(actor: Actor, *, at: datetime) -> frozenset[int]:
    """Units for which the actor can confirm, whatever purpose is in use."""
    if Purpose.OVERSIGHT not in actor.purposes(at):
        return frozenset()
    return visible(actor.with_purpose(Purpose.OVERSIGHT), Kind.COVENANT, at=at).units


@action("covenant.confirm", kind=Kind.COVENANT)
def confirm(*, actor: Actor, party: CovenantParty, at: datetime) -> CovenantParty:
    """The party is bound from now on. Raises NotNow."""
    stored = _locked(party)
    if state_of(stored) != "waiting" or stored.covenant.ends_on < local_day(at):
        raise NotNow
    stored.confirmed_by_id, stored.confirmed_at = actor.person, at
    stored.save(update_fields=["confirmed_by", "confirmed_at"])
    return stored


@action("covenant.withdraw", kind=Kind.COVENANT)
def withdraw(*, actor: Actor, party: CovenantParty, why: str, at: datetime) -> CovenantParty:
    """From now on the covenant is no basis for this party, nor for sharing with it. For good. Raises NotNow."""
    stored = _locked(party)
    if state_of(stored) != "confirmed" or not why.strip():
        raise NotNow
    stored.withdrawn_by_id, stored.withdrawn_at, stored.withdrawn_why = actor.person, at, why.strip()
    stored.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
    return stored


def _some(found: "QuerySet[CovenantParty]") -> list[CovenantParty]:
    rows = list(found.order_by("pk"))
    if not rows:
        raise NotHere
    return rows


def _locked(party: CovenantParty) -> CovenantParty:
    return CovenantParty.objects.select_for_update(of=("self",)).select_related("covenant").get(pk=party.pk)
