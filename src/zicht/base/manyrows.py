# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Storing very many rows of one table at once.

Django's ``bulk_create`` writes every value of every row into the text of a query; with lists in a row it has no other
way. Here the rows of a chunk are one value, which the database takes apart. Fields seal, check and default as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models, transaction
from psycopg import Binary

from zicht.base import keystore
from zicht.base.sealedrows import record_of, sealed_fields

M = TypeVar("M", bound=models.Model)
CHUNK = 2_000


def insert_rows(rows: Sequence[M], *, tell: Callable[[int], None] | None = None) -> None:
    """Store new rows of one model: all or none. tell: called after each chunk with how many are stored.

    As with ``bulk_create`` no signal is sent and no ``save`` is called; a key that the database numbers is not known
    afterwards. Raises what the database raises; TypeError for a value that is no text, number, date, key or list.
    """
    with transaction.atomic():
        for start in range(0, len(rows), CHUNK):
            _insert(rows[start : start + CHUNK])
            if tell:
                tell(min(start + CHUNK, len(rows)))


def _insert(rows: Sequence[M]) -> None:
    meta = type(rows[0])._meta
    fields = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    sealed = sealed_fields(type(rows[0]))
    records = [record_of(row) for row in rows if any(row.__dict__.get(f.attname) for f in sealed)]
    # One visit to the key store for all, instead of one for each text.
    keystore.create(records)
    keystore.preload(records)
    values = [
        {field.column: field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields}
        for row in rows
    ]
    name = connection.ops.quote_name
    named = [name(str(field.column)) for field in fields]
    columns = ", ".join(named)
    shape = ", ".join(f"{column} {field.db_type(connection)}" for column, field in zip(named, fields, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {name(meta.db_table)} ({columns}) "  # noqa: S608
            f"select {columns} from jsonb_to_recordset(%s::jsonb) as given({shape})",
            [json.dumps(values, default=_plain)],
        )
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Binary):
        return "\\x" + bytes(value.obj).hex()
    raise TypeError(f"no value to store: {type(value).__name__}")
