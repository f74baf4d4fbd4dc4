# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a signal brings into the blind index: its persons and things. Never who reported it."""

from collections.abc import Iterable, Iterator

from zicht.access import index
from zicht.access.index import Entry, Listed
from zicht.access.roles import Kind
from zicht.casework.intake.models import Signal, SignalSubject, SignalThing

# Kind of thing to kind of identifier. A place in own words is no identifier.
THINGS = {
    "address": "address",
    "vehicle": "plate",
    "company": "company",
    "phone": "phone",
    "account": "account",
    "advert": "advert",
}


def enter(signal: Signal) -> None:
    """Bring the entries of a signal up to date."""
    index.put(
        kind=Kind.SIGNAL,
        record=signal.pk,
        unit=signal.owning_unit_id,
        entries=entries_of(signal.subjects.all(), signal.things.all()),
    )


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
