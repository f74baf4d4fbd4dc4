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
from zicht.access.visible import by_role, decision
from zicht.casework.intake.models import Draft, ReporterIdentity, Signal


def signals(actor: Actor, *, at: datetime) -> QuerySet[Signal]:
    """The signals that the actor may see for the purpose in use.

    For reporting: one's own. For handling: those of one's unit. For a door or receipt: the one it reaches.
    """
    return open_to(
        Signal.objects.all(), actor=actor, kind=Kind.SIGNAL, at=at, reporter="reporter", under=(("case", Kind.CASE),)
    )


def signal_for(actor: Actor, key: UUID, *, at: datetime) -> Signal:
    """One signal to read; by grant with only what was granted, on every page and in the interface. Raises NotHere."""
    found = one(signals(actor, at=at).select_related("function__unit__organisation", "owner", "case"), key)
    mine = by_role(actor, Kind.SIGNAL, at=at)
    by_reach = found.pk in mine.records or (mine.reporter is not None and mine.reporter == found.reporter_id)
    if by_reach or found.owning_unit_id in mine.units:
        return found
    fields = signal_decision(actor, found, at=at).fields
    return found if fields is None else masked(found, fields)


# What a name in a grant opens of a signal. A grant names fields as the case does: "summary" is what was told.
GRANTED = {
    "about": ("about",), "forms": ("forms",), "age_class": ("age_class",), "acute": ("acute",),
    "summary": ("fact", "interpretation", "observed_when", "own_definition_text", "coercion"),
}  # fmt: skip
MASKED = (*(name for names in GRANTED.values() for name in names), "municipality", "outcome_note")
_EMPTY = {name: getattr(Signal(), name) for name in MASKED}
PARTS = ("indicators", "things", "conversation", "events", "weighings")


def masked(signal: Signal, fields: frozenset[str]) -> Signal:
    """The same signal with everything emptied that was not granted. For showing: it is never saved."""
    open_names = {name for granted in fields for name in GRANTED.get(granted, ())}
    for name in MASKED:
        if name not in open_names:
            setattr(signal, name, _EMPTY[name])
    subjects = list(signal.subjects.all()) if any(f.startswith("person.") for f in fields) else []
    for subject in subjects:
        subject.name = subject.name if "person.name" in fields else ""
        subject.description = subject.description if "person.note" in fields else ""
    kept = {name: getattr(signal, name).none() for name in PARTS if name not in fields}
    kept["subjects"] = signal.subjects.none()
    kept["subjects"]._result_cache = subjects
    signal._prefetched_objects_cache = kept  # type: ignore[attr-defined]
    signal.shown = fields  # type: ignore[attr-defined]
    return signal


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
        under=(("signal", Kind.SIGNAL), ("signal__case", Kind.CASE)),
    )  # fmt: skip


def drafts(actor: Actor) -> QuerySet[Draft]:
    """The forms that this person saved to finish later. Nobody else reads them."""
    if actor.person is None:
        return Draft.objects.none()
    return Draft.objects.filter(person_id=actor.person)


def draft_for(actor: Actor, key: UUID) -> Draft:
    """One saved form. Raises NotHere."""
    return one(drafts(actor), key)
