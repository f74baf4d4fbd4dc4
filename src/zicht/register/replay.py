# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""After an older backup was restored: reports whose key was destroyed since go again. Runs as the owner."""

from uuid import UUID

from django.db import connections


def replay(gone: frozenset[UUID], using: str) -> int:
    """Take destroyed reports out of the restored database, with a trace that names nobody. Gives how many."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "insert into casework_tombstone (id, owning_unit_id, kind, outcome, year, municipality)"
            " select gen_random_uuid(), owning_unit_id, 'register_report', state, year, ''"
            " from register_report where id = any(%s)",
            [list(gone)],
        )
        count = int(cursor.rowcount)
        if count:
            cursor.execute("select zicht_uproot_reports(%s::uuid[])", [list(gone)])
    return count
