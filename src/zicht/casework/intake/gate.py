# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How one gets a signal: with an actor, for a purpose. Nothing else in the room reads `Signal.objects`."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zicht.access.actors import Actor
from zicht.access.decide import Decision, Resource
from zicht.access.gate import NotHere, one, open_to
from zicht.access.roles import Kind
from zicht.access.visible import decision
from zicht.casework.intake.models import Draft, ReporterIdentity, Signal


def signals(actor: Actor, *, at: datetime) -> QuerySet[Signal]:
    """The signals that the actor may see for the purpose in use.

    For reporting: one's own. For handling: those of one's unit. For a door or receipt: the one it reaches.
    """
    return open_to(
        Signal.objects.all(), actor=actor, kind=Kind.SIGNAL, at=at, reporter="reporter", under=(("case", Kind.CASE),)
    )


def signal_for(actor: Actor, key: UUID, *, at: datetime) -> Signal:
    """One signal to read. Raises NotHere."""
    return one(signals(actor, at=at).select_related("function__unit__organisation", "owner", "case"), key)


def signal_to_change(actor: Actor, key: UUID, *, at: datetime) -> Signal:
    """One signal to work on. Raises NotHere, also where the actor may only read."""
    found = signal_for(actor, key, at=at)
    if not decision(actor, "write", signal_resource(found), at=at).permit:
        raise NotHere
    return found


def signal_resource(signal: Signal) -> Resource:
    """What a decision about this signal needs to know of it."""
    same = signal.function.unit_id == signal.owning_unit_id
    unit = signal.function.unit if same else signal.owning_unit
    return Resource(
        kind=Kind.SIGNAL,
        owning_unit=signal.owning_unit_id,
        owning_organisation=unit.organisation_id,
        record=signal.pk,
        reporter=signal.reporter_id,
        parents=((Kind.CASE, signal.case_id),) if signal.case_id else (),
    )


def signal_decision(actor: Actor, signal: Signal, *, at: datetime) -> Decision:
    """Whether and which fields of this signal may be read (by grant: fields, read-only). Raises NotHere."""
    found = decision(actor, "read", signal_resource(signal), at=at)
    if not found.permit:
        raise NotHere
    return found


def identities(actor: Actor, *, at: datetime) -> QuerySet[ReporterIdentity]:
    """Who reported: for the custodian of the organisation, and where the custodian told the actor for some time."""
    return open_to(
        ReporterIdentity.objects.all(), actor=actor, kind=Kind.IDENTITY, at=at, key="signal",
        under=(("signal", Kind.SIGNAL),),
    )  # fmt: skip


def drafts(actor: Actor) -> QuerySet[Draft]:
    """The forms that this person saved to finish later. Nobody else reads them."""
    if actor.person is None:
        return Draft.objects.none()
    return Draft.objects.filter(person_id=actor.person)


def draft_for(actor: Actor, key: UUID) -> Draft:
    """One saved form. Raises NotHere."""
    return one(drafts(actor), key)
