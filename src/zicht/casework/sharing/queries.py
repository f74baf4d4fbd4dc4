# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Questions about packages and grants of a case that a gate opened, and about who can receive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from zicht.access.actors import Actor
from zicht.access.covenants import in_force, standing
from zicht.access.models import Covenant, Grant, Membership, Person, Unit
from zicht.access.roles import Kind, Purpose, Role
from zicht.base.clock import local_day
from zicht.casework.cases.models import Case
from zicht.casework.cases.origins import origins_of
from zicht.casework.sharing.gate import info_requests, received_packages, sent_packages
from zicht.casework.sharing.models import InfoRequest, Package, ReceivedPackage
from zicht.casework.sharing.rules import Receiver
from zicht.casework.sharing.words import field_label
from zicht.reference.lists import code_list

PURPOSE_OF: dict[Receiver, Purpose] = {
    Receiver.CARE: Purpose.CARE_COORDINATION,
    Receiver.MUNICIPALITY: Purpose.SIGNAL_HANDLING,
    Receiver.PARTNER: Purpose.PARTNER_HANDLING,
}
RECEIVING: dict[Role, Receiver] = {
    Role.CARE_COORDINATOR: Receiver.CARE,
    Role.FOCAL_POINT: Receiver.MUNICIPALITY,
    Role.PARTNER: Receiver.PARTNER,
    Role.INSPECTOR: Receiver.PARTNER,
}
# For which purposes somebody in this role receives; an inspector under two hats.
FOR: dict[Role, tuple[Purpose, ...]] = {
    Role.CARE_COORDINATOR: (Purpose.CARE_COORDINATION,),
    Role.FOCAL_POINT: (Purpose.SIGNAL_HANDLING,),
    Role.PARTNER: (Purpose.PARTNER_HANDLING,),
    Role.INSPECTOR: (Purpose.SUPERVISION, Purpose.INVESTIGATION),
}
# Who reads by grant: the chair of a table as well.
READING = (*RECEIVING, Role.CHAIR)


def waiting_packages(actor: Actor, *, at: datetime) -> int:
    """How many received packages wait for an answer; for a start page."""
    return received_packages(actor, at=at).filter(state=ReceivedPackage.State.WAITING).count()


def late_feedback(actor: Actor, *, at: datetime) -> tuple[int, int]:
    """Feedback over its day: what others owe us, and what we owe them."""
    late = {"feedback_on__lt": local_day(at), "feedback_at": None, "state": "accepted"}
    theirs = sent_packages(actor, at=at).filter(**late).count()
    return theirs, received_packages(actor, at=at).filter(**late).count()


def packages_of(case: Case) -> "QuerySet[Package]":
    """What was sent from this case."""
    return case.packages.select_related("to_unit__organisation").order_by("-sent_at", "id")


def taken_from(case: Case) -> ReceivedPackage | None:
    """The package that this case came from."""
    if case.origin != "package":
        return None
    return ReceivedPackage.objects.filter(case=case).select_related("from_unit__organisation").first()


@dataclass(frozen=True)
class Candidate:
    """A unit that can get something: what kind of receiver it is, its purposes, and the covenant that helps."""

    unit: Unit
    kind: Receiver
    purposes: tuple[str, ...]
    covenant: Covenant | None


def receivers(case: Case, *, at: datetime) -> list[Candidate]:
    """Units that can get something from this case: with somebody who handles it, or of another instance."""
    day = local_day(at)
    roles: dict[int, list[Role]] = {}
    for unit_pk, role in _seats(day, RECEIVING).order_by("pk").values_list("unit_id", "role"):
        roles.setdefault(unit_pk, []).append(Role(role))
    units = Unit.objects.filter(Q(pk__in=roles) | Q(remote=True)).exclude(pk=case.owning_unit_id)
    found = units.exclude(organisation__sector="register").select_related("organisation")
    signed = _signed(case.owning_unit_id, day)
    return [_candidate(unit, roles.get(unit.pk, ()), signed) for unit in found]


def _candidate(unit: Unit, roles: Sequence[Role], signed: dict[int, list[Covenant]]) -> Candidate:
    kinds = list(dict.fromkeys(RECEIVING[role] for role in roles)) or [_kind_of_remote(unit)]
    purposes = tuple(p.value for role in dict.fromkeys(roles) for p in FOR[role]) or (PURPOSE_OF[kinds[0]].value,)
    helps = [c for c in signed.get(unit.pk, ()) if set(c.purposes) & set(purposes)]
    return Candidate(unit, kinds[0], purposes, helps[0] if helps else None)


def _signed(unit: int, day: date) -> dict[int, list[Covenant]]:
    """Covenants in force that bind this unit, by the other units that they bind."""
    found: dict[int, list[Covenant]] = {}
    ours = standing().filter(covenant=OuterRef("pk"), unit=unit)
    bound = in_force(day).filter(Exists(ours)).prefetch_related(Prefetch("parties", queryset=standing()))
    for covenant in bound:
        for party in covenant.parties.all():
            found.setdefault(party.unit_id, []).append(covenant)
    return found


def _kind_of_remote(unit: Unit) -> Receiver:
    """Nobody of another instance has a seat here; its organisation says what it is."""
    sector = unit.organisation.sector
    if sector == "care":
        return Receiver.CARE
    return Receiver.MUNICIPALITY if sector == "municipality" else Receiver.PARTNER


def _seats(day: Any, roles: Any) -> "QuerySet[Membership]":
    return Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, role__in=[r.value for r in roles]
    )


def readers(case: Case, *, at: datetime) -> tuple[list[Unit], list[Person]]:
    """Units and people of other units who can get a grant to read this case."""
    seats = _seats(local_day(at), READING).exclude(unit_id=case.owning_unit_id)
    units = Unit.objects.filter(pk__in=seats.values("unit_id")).select_related("organisation")
    people = Person.objects.filter(pk__in=seats.values("person_id"), is_active=True).order_by("name_sort")
    return list(units), list(people)


def grants_of(case: Case, *, at: datetime) -> list[dict[str, Any]]:
    """The grants on this case, the running ones first, in words."""
    grants = Grant.objects.filter(kind=Kind.CASE.value, record=case.pk, owning_unit=case.owning_unit_id)
    rows = grants.select_related("unit__organisation", "person").order_by("-ends", "id")[:50]
    return [
        {
            "grant": grant,
            "to": str(grant.unit or grant.person),
            "purpose": code_list("purposes").label(grant.purpose),
            "fields": ", ".join(field_label(name) for name in grant.fields),
            "running": grant.ends > at,
            "until": date_format(localtime(grant.ends), "j F Y"),
        }
        for grant in rows
    ]


def granted_until(actor: Actor, case: Case, *, at: datetime) -> datetime | None:
    """When the actor's own grant on this case ends (the latest, where there are several)."""
    to_me = Q(person_id=actor.person) | Q(unit_id__in=actor.units(at))
    running = Grant.objects.filter(to_me, kind=Kind.CASE.value, record=case.pk, starts__lte=at, ends__gt=at)
    purpose = actor.purpose.value if actor.purpose else ""
    return running.filter(purpose=purpose).order_by("-ends").values_list("ends", flat=True).first()


def serves(to: Unit | Person, purpose: Purpose, *, at: datetime) -> bool:
    """True when somebody in this unit, or this person, has a role with that purpose: else a grant opens nothing."""
    from zicht.access.roles import may_have

    seats = _seats(local_day(at), Role)
    seats = seats.filter(unit=to) if isinstance(to, Unit) else seats.filter(person=to)
    return any(may_have(Role(role), purpose) for role in seats.values_list("role", flat=True))


def request_to_answer(actor: Actor, key: str, *, at: datetime) -> InfoRequest | None:
    """A question of another unit that a share answers, from the address of the page."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    open_ones = info_requests(actor, at=at).filter(direction=InfoRequest.Direction.IN, state=InfoRequest.State.OPEN)
    return open_ones.filter(pk=wanted).first()


def open_requests(actor: Actor, *, at: datetime) -> int:
    """How many questions of others wait for our answer; for a start page."""
    waiting = info_requests(actor, at=at).filter(direction=InfoRequest.Direction.IN)
    return waiting.filter(state=InfoRequest.State.OPEN).count()


def origin_rows(case: Case) -> list[dict[str, Any]]:
    """What others wrote in this case, per sender, law and term, with our own additions."""
    found: dict[Any, dict[str, Any]] = {}
    for origin in origins_of(case):
        key = (origin.disclosure, origin.first_unit, origin.regime)
        row = found.setdefault(
            key,
            {
                "unit": origin.first_unit, "regime": origin.regime.upper(), "onward": origin.onward, "fields": [],
                "ends_on": origin.ends_on, "additions": [],
            },
        )  # fmt: skip
        label = field_label(origin.field).lower()
        if label not in row["fields"]:
            row["fields"].append(label)
        if origin.addition:
            row["additions"].append((label, origin.addition))
    return list(found.values())
