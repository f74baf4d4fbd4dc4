# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who saw records and what for, told to the person concerned: units, roles, purposes and days. Never who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from zicht.access.models import Unit
from zicht.access.roles import Purpose, Role


@dataclass(frozen=True)
class Seen:
    """People in this role in this unit opened or changed it for this purpose, first and last on these days."""

    unit: str
    unit_key: UUID
    role: Role
    purpose: Purpose
    first: date
    last: date


def seen(records: Iterable[UUID]) -> list[Seen]:
    """By first day. Only about records of units whose cases the actor in force holds; the database sees to that."""
    with connection.cursor() as cursor:
        cursor.execute("select unit_id, role, purpose, first, last from zicht_seen(%s::uuid[])", [list(records)])
        rows = cursor.fetchall()
    units = Unit.objects.select_related("organisation").in_bulk({row[0] for row in rows})
    found = [
        Seen(str(units[unit]), units[unit].key, Role(role), Purpose(purpose), first, last)
        for unit, role, purpose, first, last in rows
    ]
    return sorted(found, key=lambda s: (s.first, s.unit, s.role, s.purpose))
