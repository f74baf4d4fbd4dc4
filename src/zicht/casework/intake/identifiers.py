# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a signal brings into the blind index: its persons and things. Never who reported it."""

from collections.abc import Iterable, Iterator
from datetime import date

from zicht.access import index
from zicht.access.index import Entry, Listed
from zicht.access.roles import Kind
from zicht.casework.intake import rules
from zicht.casework.intake.models import Signal, SignalSubject, SignalThing
from zicht.reference.identifiers import PLACE_BOUND

# Kind of thing to kind of identifier. A place in own words is no identifier.
THINGS = {
    "address": "address",
    "vehicle": "plate",
    "company": "company",
    "phone": "phone",
    "account": "account",
    "advert": "advert",
}


def enter(signal: Signal, *, day: date | None = None) -> None:
    """Bring the entries of a signal up to date. day: decide anew, too, whether it takes part in comparing."""
    index.put(
        kind=Kind.SIGNAL,
        record=signal.pk,
        unit=signal.owning_unit_id,
        entries=entries_of(signal.subjects.all(), signal.things.all()),
        compares=None if day is None else _takes_part(signal, day),
    )


def take_part(signal: Signal, *, day: date) -> None:
    """After a step: what stands in this signal takes part in comparing from now on, or no longer."""
    index.set_compares(kind=Kind.SIGNAL, record=signal.pk, compares=_takes_part(signal, day))


def _takes_part(signal: Signal, day: date) -> bool:
    last = signal.weighings.order_by("-at", "-id").values_list("conclusion", flat=True).first()
    return rules.takes_part(
        state=signal.state, kind=signal.kind, conclusion=last or "", outcome=signal.outcome,
        review_on=getattr(signal, "review_on", None), day=day,
    )  # fmt: skip


def is_place_bound(signal: Signal) -> bool:
    """True when something in the signal is compared by itself."""
    return any(THINGS.get(thing.kind) in PLACE_BOUND for thing in signal.things.all())


def entries_of(subjects: Iterable[SignalSubject], things: Iterable[SignalThing]) -> tuple[Entry, ...]:
    """The identifiers in them."""
    found = [Entry("name", subject.name, subject.pk) for subject in subjects if subject.name]
    found += [Entry(THINGS[t.kind], t.value, t.pk) for t in things if t.kind in THINGS and t.value]
    return tuple(found)


def listed(using: str) -> Iterator[Listed]:
    """Every signal with its identifiers."""
    signals = Signal.objects.using(using).only("id", "owning_unit").prefetch_related("subjects", "things")
    for signal in signals.order_by("id").iterator(chunk_size=500):
        entries = entries_of(signal.subjects.all(), signal.things.all())
        yield Listed(Kind.SIGNAL, signal.pk, signal.owning_unit_id, entries)
