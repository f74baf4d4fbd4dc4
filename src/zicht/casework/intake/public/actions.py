# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Verbs of the public door: give a receipt; set the door, close the door."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.text import slugify

from zicht.access.actors import Actor
from zicht.access.audit import action
from zicht.access.models import Function, Unit
from zicht.access.roles import Kind
from zicht.base.records import EditConflict
from zicht.casework.intake.models import PublicDoor, Receipt, Signal


@dataclass(frozen=True)
class DoorPlan:
    """How a door is to be: who follows up, within how many days, which reporting points stand before the form."""

    function: Function | None
    answer_days: int | None
    reporting_points: tuple[str, ...]
    open: bool


class DoorNeedsFunction(ValueError):
    """A door opens only when somebody follows up within a named term."""


@action("signal.receipt", kind=Kind.SIGNAL)
def give_receipt(*, actor: Actor, signal: Signal, digest: str, at: datetime) -> Receipt:
    """Store the digest of the code for a signal; the second time gives the first receipt."""
    first = Receipt.objects.filter(signal=signal).first()
    if first is not None:
        return first
    receipt = Receipt(owning_unit_id=signal.owning_unit_id, signal=signal, code_digest=digest)
    receipt.save(force_insert=True)
    return receipt


@action("door.set", kind=Kind.DOOR)
def set_door(*, actor: Actor, unit: Unit, plan: DoorPlan, expected: int, at: datetime) -> PublicDoor:
    """Set the door of a unit, and open or close it. expected: version of the page, 0 for a new door.

    Raises DoorNeedsFunction, EditConflict.
    """
    if plan.open and (plan.function is None or plan.answer_days is None):
        raise DoorNeedsFunction("name the function that follows up and its term first")
    door = PublicDoor.objects.select_for_update().filter(owning_unit=unit).first()
    changes = {
        "function": plan.function,
        "answer_days": plan.answer_days,
        "reporting_points": list(plan.reporting_points),
        "open": plan.open,
    }
    if door is not None and door.version != expected:
        raise EditConflict(stored=door, attempted=changes)
    if door is None:
        name = unit.organisation.name
        door = PublicDoor(
            owning_unit=unit,
            slug=_free_slug(unit),
            municipality=unit.organisation.municipality,
            title=name[:120],
            version=0,
        )
    for field, value in changes.items():
        setattr(door, field, value)
    door.version += 1
    door.save()
    return door


def _free_slug(unit: Unit) -> str:
    """The municipality's name; with the unit's name when that address is taken."""
    name = unit.organisation.name.removeprefix("Gemeente ")
    plain = slugify(name)[:40] or "deur"
    if PublicDoor.objects.filter(slug=plain).exists():
        return f"{plain}-{slugify(unit.name)[:30]}"[:50]
    return plain
