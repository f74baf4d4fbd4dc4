# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The book in which the invented region is written before it is stored: rows, keys, moments, acts.

Clock and chance come in from outside: the same anchor and the same seed write the same book.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from random import Random
from typing import TypeVar
from uuid import UUID

from django.db import connections, models

from zicht.access.models import AuditRow, OwnDefinition, Person, Unit
from zicht.base.clock import local_day
from zicht.base.records import Appended, Versioned
from zicht.base.text import CODE_ALPHABET
from zicht.register.models import Report
from zicht.web.demo.cast import Cast

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")

BATCH = 2000


@dataclass
class Book:
    """Rows by model in the order in which they must be stored.

    at: the anchor, the latest moment of the story. counted: victims that entered by message, per (year, group).
    """

    rng: Random
    at: datetime
    cast: Cast
    rows: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)
    counted: Counter[tuple[int, str]] = field(default_factory=Counter)
    references: set[str] = field(default_factory=set)
    # Signals written so far per unit; organisation per person; own definitions.
    made: Counter[int] = field(default_factory=Counter)
    seats: dict[int, int] = field(default_factory=dict)
    definitions: tuple[OwnDefinition, ...] = ()
    # The register's row of a message.
    entered: dict[UUID, Report] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of the anchor."""
        return local_day(self.at)

    def add(self, row: M) -> M:
        """Write a row down."""
        self.rows.setdefault(type(row), []).append(row)
        return row

    def key(self) -> UUID:
        """The next random key."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def reference(self, prefix: str) -> str:
        """A reference that was not given before, such as S-7KQDM3VH."""
        while True:
            letters = "".join(self.rng.choice(CODE_ALPHABET) for _ in range(8))
            found = f"{prefix}-{letters[:4]}-{letters[4:]}"
            if found not in self.references:
                self.references.add(found)
                return found

    def pick(self, weights: dict[T, float]) -> T:
        """One of the keys, by weight."""
        return self.rng.choices(list(weights), weights=list(weights.values()))[0]

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rng.random() < share

    def person(self, key: str) -> Person:
        """Somebody by short name."""
        return self.cast.people[key]

    def unit(self, organisation: str, name: str) -> Unit:
        """A unit by its names."""
        return self.cast.units[organisation, name]

    def ago(self, days: float) -> datetime:
        """So many days before the anchor, in office hours."""
        return self.office(self.at - timedelta(days=days))

    def office(self, moment: datetime) -> datetime:
        """The same day, or the next working day, between nine and five; never after the anchor."""
        while moment.weekday() >= 5:
            moment += timedelta(days=1)
        minute = self.rng.randrange(9 * 60, 17 * 60)
        moment = moment.replace(hour=minute // 60, minute=minute % 60, second=self.rng.randrange(60), microsecond=0)
        return min(moment, self.at)

    def after(self, moment: datetime, days: float) -> datetime:
        """A working moment some days later, and always later than `moment`. May lie after the anchor."""
        later = moment + timedelta(days=days)
        while later.weekday() >= 5:
            later += timedelta(days=1)
        if later.date() > moment.date():
            minute = self.rng.randrange(9 * 60, 17 * 60)
            later = later.replace(hour=minute // 60, minute=minute % 60)
        return max(later, moment + timedelta(minutes=self.rng.randrange(4, 50)))

    def audit(
        self, action: str, kind: str, record: object, *, at: datetime, unit: int, purpose: str, who: Person | str
    ) -> None:
        """The row of one act, as the action itself would have written it."""
        actor = who if isinstance(who, str) else f"person:{who.pk}"
        self.add(
            AuditRow(
                id=self.key(), at=at, actor=actor, owning_unit_id=unit, purpose=purpose, action=action, kind=kind,
                record=str(record),
            )
        )  # fmt: skip

    def store(self, order: tuple[type[models.Model], ...], *, using: str) -> int:
        """Store everything as owner, in this order; gives the number of rows."""
        left = set(self.rows) - set(order)
        if left:
            raise LookupError(f"no order for {sorted(m.__name__ for m in left)}")
        total = 0
        for model in order:
            rows = self.rows.get(model, [])
            if issubclass(model, Appended):
                # Histories are read newest first, by moment and then by number.
                rows = sorted(rows, key=attrgetter("at"))
            for row in rows:
                row._state.db = using  # rows name each other before they are stored
            model._default_manager.using(using).bulk_create(rows, batch_size=BATCH)
            total += len(rows)
        return total


def date_changes(columns: dict[type[Versioned], str], *, using: str) -> None:
    """Storing stamps `changed_at` with the real clock; the story has its own. columns: SQL with the moment."""
    with connections[using].cursor() as cursor:
        for model, expression in columns.items():
            cursor.execute(f"update {model._meta.db_table} set changed_at = {expression}")  # noqa: S608 - our words
