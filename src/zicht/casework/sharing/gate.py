# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The only way to packages: sent ones of the own unit, received ones of the own unit."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import one, open_to
from zicht.access.roles import Kind
from zicht.casework.sharing.models import Package, ReceivedPackage

IN_CASE = (("case", Kind.CASE),)


def sent_packages(actor: Actor, *, at: datetime) -> "QuerySet[Package]":
    """What the actor's units sent."""
    records = Package.objects.select_related("to_unit__organisation", "case", "sent_by")
    return open_to(records, actor=actor, kind=Kind.PACKAGE, at=at, regime="case__regime", under=IN_CASE)


def sent_package_for(actor: Actor, key: UUID, *, at: datetime) -> Package:
    """One sent package. Raises NotHere."""
    return one(sent_packages(actor, at=at), key)


def received_packages(actor: Actor, *, at: datetime) -> "QuerySet[ReceivedPackage]":
    """What the actor's units received."""
    records = ReceivedPackage.objects.select_related("from_unit__organisation", "case", "answered_by", "owning_unit")
    return open_to(records, actor=actor, kind=Kind.PACKAGE, at=at, regime="regime", under=IN_CASE)


def received_package_for(actor: Actor, key: UUID, *, at: datetime) -> ReceivedPackage:
    """One received package. Raises NotHere."""
    return one(received_packages(actor, at=at), key)
