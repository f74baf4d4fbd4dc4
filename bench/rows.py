# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Many invented signals in one unit, spread like a desk that has run for three years. Written as owner."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connections

from zicht.casework.intake.models import ConversationMessage, Signal

# Two in three are over. What is open is the substitute's, except a few: rare rows are the hard ones to find.
STATES = {"closed": 58, "in_case": 8, "received": 10, "weighing": 8, "waiting_capacity": 4, "weighed": 12}
MINE = 0.01
WITH_MESSAGE = 0.1
FORMS: tuple[list[str], ...] = ([], ["SU"], ["AU"], ["CU"], ["AU", "CU"])


def fill(cast: Any, *, upto: int, at: datetime) -> None:
    """Add signals to noor's unit until it has `upto`; then let the database count its rows anew."""
    have = Signal.objects.using("owner").filter(owning_unit=cast.unit_of("noor")).count()
    made = _signals(cast, range(have, upto), at)
    while part := list(islice(made, 5_000)):
        Signal.objects.using("owner").bulk_create(part)
        told = [m for signal in part if (m := _message(signal))]
        ConversationMessage.objects.using("owner").bulk_create(told)
    with connections["owner"].cursor() as cursor:
        for model in (Signal, ConversationMessage):
            cursor.execute(f"vacuum analyze {model._meta.db_table}")


def _signals(cast: Any, numbers: range, at: datetime) -> Iterator[Signal]:
    unit, function = cast.unit_of("noor"), cast.function_of("noor")
    for number in numbers:
        rng = random.Random(number)
        state = rng.choices(list(STATES), list(STATES.values()))[0]
        running = state not in {"closed", "in_case"}
        # What is open came lately; what is over came in any of three years.
        received = at - timedelta(days=rng.uniform(0, 40 if running else 1_100))
        owner = None if state == "received" else cast.people["noor" if rng.random() < MINE else "daan"].pk
        yield Signal(
            id=UUID(int=rng.getrandbits(128), version=4),
            submission=UUID(int=rng.getrandbits(128), version=4),
            owning_unit_id=unit.pk,
            function_id=function.pk,
            reference=f"B{number:07d}",
            state=state,
            received_at=received,
            due_at=received + timedelta(days=5),
            closed_at=received + timedelta(days=4) if state == "closed" else None,
            outcome="no_trafficking" if state == "closed" else "",
            about=rng.choice(["person", "persons", "place"]),
            fact="Iemand zag dat er 's nachts busjes komen en dat niemand naar buiten mag.",
            forms=rng.choice(FORMS),
            acute=rng.random() < 0.02,
            owner_id=owner,
        )


def _message(signal: Signal) -> ConversationMessage | None:
    rng = random.Random(signal.pk.int)
    if rng.random() >= WITH_MESSAGE:
        return None
    # One in twenty of the messages has not been read yet.
    read = None if rng.random() < 0.05 else signal.received_at + timedelta(days=1)
    return ConversationMessage(
        owning_unit_id=signal.owning_unit_id,
        signal_id=signal.pk,
        at=signal.received_at,
        from_reporter=True,
        text="Gisteren stond er weer een busje.",
        read_at=read,
    )
