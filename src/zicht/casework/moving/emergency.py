# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Access in an emergency: reason first, read only, over by itself; owner and privacy officer hear of it at once.

The database finds the record and decides; the answer is the same for a reference that is unknown, is somebody else's
for good, or may not be opened.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.gate import one
from zicht.access.models import EmergencyAccess
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.base.clock import local_day
from zicht.casework.moving.gate import me
from zicht.casework.moving.rules import HATS, NotPossible
from zicht.casework.sharing.grants import FIELDS
from zicht.reference.lists import code_list

# To be confirmed by the privacy officer.
HOURS = 8
REVIEW_DAYS = 7
REASON_LENGTH = 20
TRIES_A_DAY = 5


def own_tries(actor: Actor, *, at: datetime) -> "QuerySet[EmergencyAccess]":
    """What the actor tried, newest first; with the record where one was opened."""
    units = visible(actor, Kind.REQUEST, at=at).units
    found = EmergencyAccess.objects.filter(asking_unit__in=units, person_id=me(actor))
    if actor.purpose in HATS and actor.purpose is not None:
        found = found.filter(purpose=actor.purpose.value)
    return found.order_by("-at", "id")


def in_our_records(actor: Actor, *, at: datetime) -> "QuerySet[EmergencyAccess]":
    """Who opened something of the actor's units in an emergency."""
    units = visible(actor, Kind.REQUEST, at=at).units
    found = EmergencyAccess.objects.filter(owning_unit__in=units, record__isnull=False)
    return found.select_related("person", "asking_unit__organisation").order_by("-at", "id")


def overseen(actor: Actor, *, at: datetime) -> "QuerySet[EmergencyAccess]":
    """For the privacy officer: what was opened here, unanswered tries too, and what own people opened elsewhere."""
    units = visible(actor, Kind.AUDIT, at=at).units
    found = EmergencyAccess.objects.filter(Q(owning_unit__in=units) | Q(asking_unit__in=units))
    return found.select_related(
        "person", "asking_unit__organisation", "owning_unit__organisation", "judged_by"
    ).order_by("judged_at", "review_by", "id")


def judged_here(actor: Actor, *, at: datetime) -> "QuerySet[EmergencyAccess]":
    """Those that the actor judges: the officer of the organisation whose record was opened, or where nothing was."""
    return overseen(actor, at=at).filter(owning_unit__in=visible(actor, Kind.AUDIT, at=at).units)


def opened_elsewhere(actor: Actor, *, at: datetime) -> "QuerySet[EmergencyAccess]":
    """What people of the organisation opened elsewhere: its officer hears of it, and does not judge it."""
    return overseen(actor, at=at).exclude(owning_unit__in=visible(actor, Kind.AUDIT, at=at).units)


def overseen_one(actor: Actor, key: UUID, *, at: datetime) -> EmergencyAccess:
    """One of them. Raises NotHere."""
    return one(overseen(actor, at=at), key)


@action("access.emergency", kind=Kind.REQUEST)
def open_now(*, actor: Actor, reference: str, danger: str, reason: str, key: UUID, at: datetime) -> EmergencyAccess:
    """Try to open a record by reference, now. Says nothing about what was found.

    Raises NotPossible for a reason that is too short, an unknown danger, or too many tries in a day.
    """
    first = EmergencyAccess.objects.filter(pk=key).first()
    if first is not None:
        return first
    code_list("danger_kinds").get(danger, local_day(at))
    if len(reason.strip()) < REASON_LENGTH or actor.purpose is None:
        raise NotPossible(f"Schrijf in ten minste {REASON_LENGTH} tekens waarom dit niet kan wachten.")
    if own_tries(actor, at=at).filter(at__gt=at - timedelta(days=1)).count() >= TRIES_A_DAY:
        raise NotPossible("U hebt dit vandaag te vaak gebruikt. Bel de eigenaar of de functionaris.")
    unit = min(visible(actor, Kind.REQUEST, at=at).units)
    made = EmergencyAccess(
        id=key, owning_unit_id=unit, asking_unit_id=unit, person_id=me(actor), purpose=actor.purpose.value,
        reference=reference.strip().upper(), danger=danger, reason=reason.strip(), at=at,
        ends=at + timedelta(hours=HOURS), review_by=local_day(at) + timedelta(days=REVIEW_DAYS),
    )  # fmt: skip
    made.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute("select zicht_emergency(%s, %s)", [made.pk, sorted(FIELDS)])
    made.refresh_from_db(fields=["owning_unit", "kind", "record"])
    return made


@action("access.emergency_seen", kind=Kind.REQUEST)
def seen(*, actor: Actor, access: EmergencyAccess, at: datetime) -> EmergencyAccess:
    """The owner's unit saw the notice."""
    access.seen_at = access.seen_at or at
    access.save(update_fields=["seen_at"])
    return access


@action("access.emergency_judge", kind=Kind.AUDIT)
def judge(*, actor: Actor, access: EmergencyAccess, justified: bool, judgement: str, at: datetime) -> EmergencyAccess:
    """The privacy officer says whether it was justified, and why. Once."""
    if access.judged_at is not None or not judgement.strip():
        raise NotPossible("Schrijf waarom. Een oordeel geeft u één keer.")
    access.justified, access.judgement = justified, judgement.strip()
    access.judged_by_id, access.judged_at = actor.person, at
    access.save(update_fields=["justified", "judgement", "judged_by", "judged_at"])
    return access
