# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Sealing: text becomes an envelope that only the key of its record opens, and only in its own place.

An envelope is "z1." and base64url of: name of the record's key (16 bytes), nonce (12), AES-256-GCM ciphertext with
tag. Associated data is the place: table, column, key name and, where the row has a random key, the row. A value
moved to another column, row or record, or changed by one bit, is refused. The empty text stays empty.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag

from zicht.base import keystore

MARK = "z1."
_NONCE = 12
_SMALLEST = 16 + _NONCE + 16


class Tampered(Exception):
    """A sealed value was changed, or stands in another place than it was sealed for. Holds no content."""

    def __init__(self, place: "Place") -> None:
        super().__init__(f"sealed value refused: {place.table}.{place.column} was changed or moved")


class NotSealable(TypeError):
    """Somebody asked the database to compare, sort or set sealed text as if it were readable."""


class Place(NamedTuple):
    """Where a value stands. row: the row's own random key; None for a row that has a number only."""

    table: str
    column: str
    record: UUID
    row: UUID | None = None

    def associated(self) -> bytes:
        """What is authenticated beside the value."""
        row = self.row.bytes if self.row else b""
        return b"\0".join((b"zicht z1", self.table.encode(), self.column.encode(), self.record.bytes + row))


class Sealed:
    """A value as it came from the database: closed. Says nothing when it is printed, compared or listed."""

    __slots__ = ("envelope",)

    def __init__(self, envelope: str) -> None:
        self.envelope = envelope

    def __str__(self) -> str:
        return "(verzegeld)"

    __repr__ = __str__

    def __deepcopy__(self, memo: dict[int, Any]) -> "Sealed":
        return self


class Ready(Sealed):
    """An envelope that was just made and goes to the database as it is."""


def seal(text: str, place: Place) -> str:
    """The envelope of a text; an empty text stays empty. Makes the record's key when there is none yet."""
    if not text:
        return ""
    keystore.create((place.record,))
    nonce = secrets.token_bytes(_NONCE)
    sealed = keystore.get(place.record).encrypt(nonce, text.encode(), place.associated())
    return MARK + base64.urlsafe_b64encode(place.record.bytes + nonce + sealed).decode()


def open_sealed(envelope: str, *, table: str, column: str, row: UUID | None) -> str:
    """The text in an envelope that stands in this place. Raises Tampered, keystore.Destroyed, keystore.UnknownKey."""
    if not envelope:
        return ""
    key, rest = _parts(envelope, table, column)
    place = Place(table, column, key, row)
    try:
        return keystore.get(key).decrypt(rest[:_NONCE], rest[_NONCE:], place.associated()).decode()
    except InvalidTag:
        raise Tampered(place) from None


def record_of(envelope: str) -> UUID:
    """The record whose key closed this envelope."""
    return _parts(envelope, "?", "?")[0]


def reseal(envelope: str, *, table: str, column: str, row: UUID | None, to: Place) -> str:
    """The same text for another place: for a migration or an act that moves sealed text to another table."""
    return seal(open_sealed(envelope, table=table, column=column, row=row), to)


def seal_existing(
    editor: Any,
    *,
    table: str,
    columns: Iterable[str] = (),
    documents: Iterable[str] = (),
    record: str = "id",
    numbered: bool = False,
) -> int:
    """Seal what a table holds in readable form, in a migration. Gives how many values were sealed.

    documents: columns that held JSON and are text now. record: SQL for the record's key, such as "signal_id".
    numbered: the rows have a number instead of a random key.
    """
    held = list(documents)
    with editor.connection.cursor() as cursor:
        for name in held:
            cursor.execute(f"update {table} set {name} = '' where {name} in ('{{}}', 'null')")  # noqa: S608
    return sum(_seal_column(editor.connection, table, name, record, numbered) for name in [*columns, *held])


def _seal_column(connection: Any, table: str, column: str, record: str, numbered: bool, batch: int = 1000) -> int:
    """Our own words only: no value stands in the text of a query."""
    query = (
        f"select id, {record}, {column} from {table}"  # noqa: S608
        f" where {column} <> '' and {column} not like 'z1.%%' order by id limit %s"
    )
    done = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query, [batch])
            found = cursor.fetchall()
            keystore.create(key for _, key, _ in found)
            pairs = [(seal(text, Place(table, column, key, None if numbered else pk)), pk) for pk, key, text in found]
            cursor.executemany(f"update {table} set {column} = %s where id = %s", pairs)  # noqa: S608
        done += len(found)
        if len(found) < batch:
            return done


def _parts(envelope: str, table: str, column: str) -> tuple[UUID, bytes]:
    refused = Tampered(Place(table, column, UUID(int=0)))
    if not envelope.startswith(MARK):
        raise refused
    try:
        raw = base64.b64decode(envelope[len(MARK) :], altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise refused from None
    if len(raw) < _SMALLEST:
        raise refused
    return UUID(bytes=raw[:16]), raw[16:]


def as_json(value: Any) -> str:
    """A document as the text that is sealed; an empty one stays empty."""
    return "" if value in ({}, None) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Any:
    """The document in a text."""
    return json.loads(text) if text else {}
