# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where an identifier occurs, under a key: equality can be asked without anybody reading the identifiers.

An entry is a keyed digest of a normalised identifier. Row policies hold for entries as for the records themselves.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from zicht.access.models import IndexEntry
from zicht.access.roles import Kind
from zicht.base import digests as keyed
from zicht.base import keyring, keystore
from zicht.reference import identifiers

BATCH = 500


@dataclass(frozen=True)
class Entry:
    """One identifier to enter.

    kind: phone, email, account, plate, address, company, bsn, name, name_year (sound of the name with the year of
    birth), advert. value: as typed; it is normalised here.
    """

    kind: str
    value: str
    row: UUID  # the person or thing inside the record


@dataclass(frozen=True)
class Listed:
    """Everything that one record brings into the index."""

    kind: Kind
    record: UUID
    unit: int
    entries: tuple[Entry, ...]


Source = Callable[[str], Iterator[Listed]]


def put(
    *, kind: Kind, record: UUID, unit: int, entries: Iterable[Entry], compares: bool | None = None,
    using: str = "default",
) -> None:  # fmt: skip
    """Replace all entries of a record.

    compares: whether it takes part in comparison between organisations; None keeps what it was (at first: no).
    """
    held = IndexEntry.objects.using(using).filter(kind=kind.value, record=record)
    if compares is None:
        compares = held.filter(compares=True).exists()
    held.delete()
    master = keyring.current()
    made = {}
    for entry in entries:
        for form in identifiers.keys(entry.kind, entry.value):
            digest = keyed.digest(_purpose(entry.kind), form)
            made[entry.row, entry.kind, digest] = IndexEntry(
                owning_unit_id=unit, kind=kind.value, record=record, row=entry.row, entry_kind=entry.kind,
                digest=digest, key_name=master.name, compares=compares, form=form,
            )  # fmt: skip
    IndexEntry.objects.using(using).bulk_create(made.values())


def set_compares(*, kind: Kind, record: UUID, compares: bool) -> None:
    """Let a record take part in comparison, or not."""
    IndexEntry.objects.filter(kind=kind.value, record=record).update(compares=compares)


def withdraw(*, kind: Kind, records: Iterable[UUID]) -> int:
    """Let several records take part in comparison no longer. Returns how many entries this changed."""
    held = IndexEntry.objects.filter(kind=kind.value, record__in=list(records), compares=True)
    return held.update(compares=False)


def drop(*, kind: Kind, record: UUID) -> None:
    """Take all entries of a record out."""
    IndexEntry.objects.filter(kind=kind.value, record=record).delete()


def digests(kind: str, value: str) -> tuple[bytes, ...]:
    """The digests under which this identifier may be found: each form, under each key in use. Empty for nothing."""
    forms = identifiers.keys(kind, value)
    return tuple(digest for form in forms for digest in keyed.digests(_purpose(kind), form))


def matching(*, kinds: Iterable[Kind], entry_kind: str, value: str) -> "QuerySet[IndexEntry, tuple[str, UUID, UUID]]":
    """Record kind, record and row of every entry that the acting context may see and that equals this value."""
    found = IndexEntry.objects.filter(
        digest__in=digests(entry_kind, value), entry_kind=entry_kind, kind__in=[kind.value for kind in kinds]
    )
    return found.order_by("kind", "record", "row").values_list("kind", "record", "row").distinct()


def find(*, kinds: Iterable[Kind], entry_kind: str, value: str) -> list[tuple[str, UUID, UUID]]:
    """The same, read."""
    return list(matching(kinds=kinds, entry_kind=entry_kind, value=value))


def source(listing: Source) -> Source:
    """Register what a room brings into the index, so that it can be built anew; in AppConfig.ready()."""
    if listing not in _sources:
        _sources.append(listing)
    return listing


def rebuild(using: str = "owner") -> int:
    """Make the whole index anew, as owner: after normal forms changed, or rows came in past the actions.

    Who takes part in comparison stays as it was. Gives how many records have entries.
    """
    count = 0
    for listing in _sources:
        for listed in listing(using):
            with transaction.atomic(using=using):
                put(kind=listed.kind, record=listed.record, unit=listed.unit, entries=listed.entries, using=using)
            count += bool(listed.entries)
    return count


def fill_when_empty(using: str = "owner") -> int:
    """Build the index where there is none yet: after bringing up to date an installation from before it existed."""
    return 0 if IndexEntry.objects.using(using).exists() else rebuild(using)


def rekey(using: str, say: Callable[[int], None]) -> int:
    """Make digests under an older master key anew, in small steps. Others write and look up meanwhile."""
    done, master = 0, keyring.current()
    while True:
        with transaction.atomic(using=using):
            rows = IndexEntry.objects.using(using).select_for_update().order_by("key_name", "id")
            # Two ranges instead of "not equal": the database goes straight to what is left.
            found = list(rows.filter(key_name__lt=master.name)[:BATCH])
            found = found or list(rows.filter(key_name__gt=master.name)[:BATCH])
            keystore.preload(row.record for row in found)
            for row in found:
                try:
                    row.digest = keyed.digest(_purpose(row.entry_kind), row.form)
                except keystore.Destroyed:
                    row.delete()
                    continue
                row.key_name = master.name
                row.save(using=using, update_fields=["digest", "key_name"])
        done += len(found)
        if not found:
            return done
        say(done)


def forget_destroyed(gone: frozenset[UUID], using: str) -> int:
    """Take the entries of destroyed records out of a restored database."""
    return IndexEntry.objects.using(using).filter(record__in=gone).delete()[0]


_sources: list[Source] = []


def _purpose(kind: str) -> str:
    return f"blind-index/{kind}"
