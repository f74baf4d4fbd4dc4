# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one way to editions: those who compose, those who check, and everybody for what was published."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.gate import NotHere, one
from zicht.access.models import Person, Unit
from zicht.access.roles import Purpose, Role
from zicht.monitor.lifecycle import CHECKING
from zicht.monitor.models import Edition, EditionFile, EstimateRun

__all__ = [
    "composing_unit", "edition_for", "editions", "estimate_for", "estimates", "me", "published",
    "published_edition", "published_file", "to_check",
]  # fmt: skip

# In which role somebody works on editions, by the purpose in use. No row of the register opens by this.
ROLES = {Purpose.POLICY_MAKING: Role.POLICY_OFFICER, Purpose.ANALYSIS: Role.ANALYST}


def _units(actor: Actor, at: datetime) -> frozenset[int]:
    if actor.subject.job_unit is not None:
        return frozenset({actor.subject.job_unit})
    role = ROLES.get(actor.purpose) if actor.purpose and actor.subject.strong else None
    return actor.units(at, role) if role else frozenset()


def editions(actor: Actor, *, at: datetime) -> QuerySet[Edition]:
    """The editions of the units for which the actor composes or checks."""
    mine = Edition.objects.filter(owning_unit__in=_units(actor, at))
    return mine.select_related("made_by", "checked_by", "owning_unit__organisation")


def edition_for(actor: Actor, key: UUID, *, at: datetime) -> Edition:
    """One of them. Raises NotHere."""
    return one(editions(actor, at=at), key)


def estimates(actor: Actor, *, at: datetime) -> QuerySet[EstimateRun]:
    """Estimates of the register for which the actor composes or checks."""
    mine = EstimateRun.objects.filter(owning_unit__in=_units(actor, at))
    return mine.select_related("asked_by")


def estimate_for(actor: Actor, key: UUID, *, at: datetime) -> EstimateRun:
    """One of them. Raises NotHere."""
    return one(estimates(actor, at=at), key)


def to_check(actor: Actor, *, at: datetime) -> QuerySet[Edition]:
    """Those that wait for somebody else than who made them."""
    return editions(actor, at=at).filter(state=CHECKING).exclude(made_by=actor.person)


def composing_unit(actor: Actor, *, at: datetime) -> Unit:
    """The unit in whose name the actor composes. Raises NotHere."""
    unit = Unit.objects.filter(pk__in=_units(actor, at)).order_by("pk").first()
    if unit is None:
        raise NotHere
    return unit


def me(actor: Actor) -> Person:
    """The acting person. Raises NotHere for a door or a job."""
    person = Person.objects.filter(pk=actor.person).first() if actor.person is not None else None
    if person is None:
        raise NotHere
    return person


def published() -> QuerySet[Edition]:
    """What everybody may read, withdrawn ones included: those say so."""
    found = Edition.objects.filter(published_at__isnull=False).select_related("owning_unit__organisation")
    return found.order_by("-last_year", "-published_at", "id")


def published_edition(slug: str) -> Edition:
    """One of them. Raises NotHere."""
    found = published().filter(slug=slug).first()
    if found is None:
        raise NotHere
    return found


def published_file(edition: Edition, name: str) -> EditionFile:
    """A rendering of a published edition. Raises NotHere, also after it was withdrawn."""
    found = EditionFile.objects.filter(edition=edition, name=name).first()
    if found is None or edition.withdrawn_at is not None:
        raise NotHere
    return found
