# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A contact that waits between Lindestede and Waterhoven: one plate, written in two ways, in a signal of each."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from zicht.access.models import IndexEntry
from zicht.access.roles import Kind, Purpose
from zicht.casework.cases.models import Case
from zicht.casework.intake.models import Signal, SignalThing, Weighing
from zicht.casework.intake.rules import OPEN_STATES, UNFOUNDED
from zicht.casework.matching.models import Comparison, Contact
from zicht.casework.matching.rules import DELAY
from zicht.web.demo.book import Book
from zicht.web.demo.cast import invented_key

PLATES = {"noor": "VX-123-Z", "eva": "vx 123 z"}
COVENANT = "covenant/Samenwerking mensenhandel Waterlinde"


def tell_matching(book: Book) -> None:
    """The plate in both signals, the comparison when the second was saved, and a row for each side."""
    signals = {key: _open_signal(book, key) for key in PLATES}
    if not all(signals.values()):
        return
    asked_at = book.at - timedelta(hours=20)
    pair = invented_key("contact/plate")
    for key, other in (("noor", "eva"), ("eva", "noor")):
        signal, unit = signals[key], book.cast.unit_of(key)
        assert signal is not None
        thing = SignalThing(
            id=uuid5(NAMESPACE_URL, f"plate/{key}"),
            owning_unit=unit,
            signal=signal,
            kind="vehicle",
            value=PLATES[key],
        )
        book.add(thing)
        book.add(
            Contact(
                id=invented_key(f"contact/{key}"), owning_unit=unit, pair=pair, record_kind=Kind.SIGNAL.value,
                record=signal.pk, other_unit=book.cast.unit_of(other), covenant=invented_key(COVENANT),
                purpose=Purpose.SIGNAL_HANDLING.value, kinds=["plate"], asked=key == "noor", made_at=asked_at + DELAY,
            )
        )  # fmt: skip
    ours = signals["noor"]
    assert ours is not None
    book.add(
        Comparison(
            id=invented_key("comparison/plate"), submission=invented_key("comparison/plate/form"),
            owning_unit=book.cast.unit_of("noor"), record_kind=Kind.SIGNAL.value, record=ours.pk,
            purpose=Purpose.SIGNAL_HANDLING.value, kinds=["plate"], automatic=True, asked_at=asked_at,
            answer_at=asked_at + DELAY, state=Comparison.State.CONTACT,
        )
    )  # fmt: skip


def _open_signal(book: Book, key: str) -> Signal | None:
    unit = book.cast.unit_of(key).pk
    rows = [row for row in book.rows.get(Signal, []) if isinstance(row, Signal)]
    return next((s for s in rows if s.owning_unit_id == unit and s.state in OPEN_STATES and s.kind == "signal"), None)


def let_take_part(*, using: str) -> None:
    """What is open takes part in comparing; the rest does not."""
    unfounded = Weighing.objects.using(using).filter(conclusion__in=UNFOUNDED).values("signal")
    signals = Signal.objects.using(using).exclude(state="closed").exclude(kind="advice").exclude(pk__in=unfounded)
    open_cases = Case.objects.using(using).exclude(state=Case.State.CLOSED)
    taking_part = {
        Kind.SIGNAL: list(signals.values_list("pk", flat=True)),
        Kind.CASE: list(open_cases.values_list("pk", flat=True)),
    }
    for kind, keys in taking_part.items():
        entries = IndexEntry.objects.using(using).filter(kind=kind.value, record__in=keys)
        entries.update(compares=True)
