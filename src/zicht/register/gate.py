# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to the records of the register."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import one, open_to
from zicht.access.models import Organisation
from zicht.access.roles import Kind
from zicht.register.models import Delivery, DuplicateProposal, DuplicateSearch, ReceptionDeparture, Report, Victim

__all__ = [
    "deliveries",
    "departures",
    "proposal_for",
    "proposals",
    "report_for",
    "reporters",
    "reports",
    "searches",
    "victims",
]


def reports(actor: Actor, *, at: datetime) -> QuerySet[Report]:
    """The reports of the registers that the actor keeps."""
    return open_to(Report.objects.all(), actor=actor, kind=Kind.REPORT, at=at)


def report_for(actor: Actor, key: UUID, *, at: datetime) -> Report:
    """One report. Raises NotHere."""
    return one(reports(actor, at=at).select_related("delivery", "organisation", "victim", "owning_unit"), key)


def deliveries(actor: Actor, *, at: datetime) -> QuerySet[Delivery]:
    """The files and messages that came in."""
    return open_to(Delivery.objects.all(), actor=actor, kind=Kind.REPORT, at=at)


def victims(actor: Actor, *, at: datetime) -> QuerySet[Victim]:
    """The victims of the registers that the actor keeps."""
    return open_to(Victim.objects.all(), actor=actor, kind=Kind.REPORT, at=at)


def proposals(actor: Actor, *, at: datetime) -> QuerySet[DuplicateProposal]:
    """Pairs of reports that may be about one person, and what was judged of them."""
    return open_to(DuplicateProposal.objects.all(), actor=actor, kind=Kind.REPORT, at=at)


def proposal_for(actor: Actor, key: UUID, *, at: datetime) -> DuplicateProposal:
    """One pair. Raises NotHere."""
    rows = proposals(actor, at=at).select_related("one__organisation", "other__organisation", "owning_unit")
    return one(rows, key)


def searches(actor: Actor, *, at: datetime) -> QuerySet[DuplicateSearch]:
    """The times that all reports of a register were compared."""
    return open_to(DuplicateSearch.objects.all(), actor=actor, kind=Kind.REPORT, at=at)


def departures(actor: Actor, *, at: datetime) -> QuerySet[ReceptionDeparture]:
    """Minors who left reception for an unknown destination: events, no victims."""
    return open_to(ReceptionDeparture.objects.all(), actor=actor, kind=Kind.REPORT, at=at)


def reporters() -> QuerySet[Organisation]:
    """The organisations that can report; who they are is no secret."""
    return Organisation.objects.exclude(reporter_group="").order_by("name")
