# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the pages of care read. Everything starts at the gate."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from zicht.access.actors import Actor
from zicht.access.models import Unit
from zicht.casework.care import gate
from zicht.casework.care.models import CareTrack
from zicht.casework.cases.consent.gate import consent_of
from zicht.casework.cases.models import CasePerson

__all__ = ["care_counts", "consent_of", "ended_tracks", "register_units", "track_list"]

STATE_TABS: tuple[tuple[str, str], ...] = (
    ("", "lopend"),
    ("waiting_capacity", "wacht op capaciteit"),
    ("ended", "afgerond"),
)


def track_list(actor: Actor, *, state: str, at: datetime) -> QuerySet[CareTrack]:
    """Tracks of the own unit: running (waiting ones included), waiting only, or ended; newest first."""
    found = gate.tracks(actor, at=at).select_related("case", "person", "coordinator")
    if state == "ended":
        found = found.filter(state="ended")
    elif state == "waiting_capacity":
        found = found.filter(state="waiting_capacity")
    else:
        found = found.filter(ended_on=None)
    return found.order_by("-started_on", "id")


def care_counts(actor: Actor, *, at: datetime) -> dict[str, int]:
    """Tracks of the own unit for the start page: open (waiting ones included) and waiting_capacity."""
    return gate.tracks(actor, at=at).aggregate(
        open=Count("pk", filter=Q(ended_on=None)),
        waiting_capacity=Count("pk", filter=Q(state="waiting_capacity")),
    )


def ended_tracks(actor: Actor, person: CasePerson, *, at: datetime) -> list[CareTrack]:
    """Earlier tracks of this person, latest first."""
    found = gate.tracks(actor, at=at).filter(person=person).exclude(ended_on=None)
    return list(found.select_related("coordinator").order_by("-ended_on", "id"))


def register_units() -> QuerySet[Unit]:
    """Registers that can be reported to, here or in another instance."""
    return Unit.objects.filter(organisation__sector="register").select_related("organisation")
