# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to the records of the register."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import one, open_to
from zicht.access.roles import Kind
from zicht.register.models import Delivery, Report, Victim

__all__ = ["deliveries", "report_for", "reports", "victims"]


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
