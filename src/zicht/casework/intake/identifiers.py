# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a signal brings into the blind index: its persons and things. Never who reported it."""

from collections.abc import Iterable, Iterator
from datetime import date

from zicht.access import index
from zicht.access.index import Entry, Listed
from zicht.access.roles import Kind
from zicht.casework.cases import rules as case_rules
from zicht.casework.cases.models import Case
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
    works = signal.case is None or case_rules.takes_part(signal.case.state)
    return rules.takes_part(
        state=signal.state, kind=signal.kind, conclusion=last or "", outcome=signal.outcome,
        review_on=signal.review_on, day=day, case_works=works,
    )  # fmt: skip


def follow_case(case: Case, day: date) -> None:
    """After a step of a case: its signals take part as long as the case does."""
    for signal in case.signals.all():
        signal.case = case
        take_part(signal, day=day)


def end_overdue(unit: int, *, day: date) -> int:
    """Vague signals that nobody looked at again in time are compared no longer. Returns how many entries changed."""
    late = Signal.objects.filter(owning_unit=unit, state=Signal.State.CLOSED, review_on__lt=day)
    return index.withdraw(kind=Kind.SIGNAL, records=late.values_list("pk", flat=True))


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
