# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where an identifier occurs, under a key: equality can be asked without anybody reading the identifiers.

An entry is a keyed digest of a normalised identifier. Row policies hold for entries as for the records themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from zicht.access.roles import Kind


@dataclass(frozen=True)
class Entry:
    """One identifier to enter.

    kind: phone, email, account, plate, address, company, bsn, name, name_year (sound of the name with the year of
    birth), advert. value: as typed; it is normalised here and stored nowhere.
    """

    kind: str
    value: str
    row: UUID  # the person or thing inside the record


def put(*, kind: Kind, record: UUID, unit: int, entries: Iterable[Entry], compares: bool = False) -> None:
    """Replace all entries of a record. compares: whether it takes part in comparison between organisations."""


def set_compares(*, kind: Kind, record: UUID, compares: bool) -> None:
    """Let a record take part in comparison, or not."""


def drop(*, kind: Kind, record: UUID) -> None:
    """Take all entries of a record out."""


def digests(kind: str, value: str) -> tuple[bytes, ...]:
    """The digests under which this identifier may be found: one for each key in use. Empty for an empty value."""
    return ()


def find(*, kinds: Iterable[Kind], entry_kind: str, value: str) -> list[tuple[str, UUID, UUID]]:
    """Record kind, record and row of every entry that the acting context may see and that equals this value."""
    return []
