# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How the public door reaches records: a door by its address, one signal by its receipt, nothing else."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor, for_receipt
from zicht.access.gate import NotHere
from zicht.access.models import Function, Unit
from zicht.access.roles import Kind
from zicht.access.visible import visible
from zicht.base.context import acting
from zicht.casework.intake.models import PublicDoor, Receipt

__all__ = ["Unit", "door_of", "functions_of", "public_door_at", "receipt_holder", "unit_with_door", "units_with_door"]


def public_door_at(slug: str) -> PublicDoor:
    """The door with this address, open or not. Raises NotHere."""
    doors = PublicDoor.objects.select_related("function__unit__organisation", "owning_unit__organisation")
    found = doors.filter(slug=slug).first()
    if found is None:
        raise NotHere
    return found


def receipt_holder(digests: Iterable[str], *, at: datetime) -> tuple[Actor, UUID] | None:
    """The actor for a receipt and the key of its one signal; None for an unknown code.

    Runs inside a transaction. The row policy shows a receipt only to whoever brings its digest.
    """
    for digest in digests:
        with acting(for_receipt(digest).context(at)):
            key = Receipt.objects.filter(code_digest=digest).values_list("signal_id", flat=True).first()
        if key is not None:
            return for_receipt(digest, key), key
    return None


def units_with_door(actor: Actor, *, at: datetime) -> QuerySet[Unit]:
    """The units whose door the actor may set."""
    return Unit.objects.filter(pk__in=visible(actor, Kind.DOOR, at=at).units).select_related("organisation")


def unit_with_door(actor: Actor, *, at: datetime) -> Unit:
    """The first of these units. Raises NotHere."""
    found = units_with_door(actor, at=at).first()
    if found is None:
        raise NotHere
    return found


def door_of(unit: Unit) -> PublicDoor | None:
    """The door of a unit that the gate gave, or None before it was first set."""
    return PublicDoor.objects.select_related("function").filter(owning_unit=unit).first()


def functions_of(unit: Unit) -> QuerySet[Function]:
    """The functions that can follow up what comes in at the unit's door."""
    return Function.objects.filter(unit=unit, role="focal_point")
