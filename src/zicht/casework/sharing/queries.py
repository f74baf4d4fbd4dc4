# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Questions about packages and grants of a case that a gate opened, and about who can receive."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from zicht.access.actors import Actor
from zicht.access.models import Grant, Membership, Person, Unit
from zicht.access.roles import Kind, Purpose, Role
from zicht.base.clock import local_day
from zicht.casework.cases.models import Case
from zicht.casework.sharing.gate import received_packages
from zicht.casework.sharing.models import Package, ReceivedPackage
from zicht.casework.sharing.rules import Receiver
from zicht.casework.sharing.words import field_label
from zicht.reference.lists import code_list

RECEIVING: dict[Role, Receiver] = {
    Role.CARE_COORDINATOR: Receiver.CARE,
    Role.FOCAL_POINT: Receiver.MUNICIPALITY,
    Role.PARTNER: Receiver.PARTNER,
    Role.INSPECTOR: Receiver.PARTNER,
}
# Who reads by grant: the chair of a table as well.
READING = (*RECEIVING, Role.CHAIR)


def waiting_packages(actor: Actor, *, at: datetime) -> int:
    """How many received packages wait for an answer; for a start page."""
    return received_packages(actor, at=at).filter(state=ReceivedPackage.State.WAITING).count()


def packages_of(case: Case) -> "QuerySet[Package]":
    """What was sent from this case."""
    return case.packages.select_related("to_unit__organisation").order_by("-sent_at", "id")


def taken_from(case: Case) -> ReceivedPackage | None:
    """The package that this case came from."""
    if case.origin != "package":
        return None
    return ReceivedPackage.objects.filter(case=case).select_related("from_unit__organisation").first()


def receivers(case: Case, *, at: datetime) -> list[tuple[Unit, Receiver]]:
    """Units that can get a package from this case: with somebody who handles it, or of another instance."""
    day = local_day(at)
    seats = _seats(day, RECEIVING)
    kinds: dict[int, Receiver] = {}
    for unit, role in seats.values_list("unit_id", "role"):
        kinds.setdefault(unit, RECEIVING[Role(role)])
    units = Unit.objects.filter(Q(pk__in=kinds) | Q(remote=True)).exclude(pk=case.owning_unit_id)
    found = units.exclude(organisation__sector="register").select_related("organisation")
    return [(unit, kinds.get(unit.pk, _kind_of_remote(unit))) for unit in found]


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
