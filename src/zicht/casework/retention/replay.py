# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""After an older backup was restored: what was destroyed since is taken out again, with a trace that names nobody.

Runs as the owner of the database. The list on which a record stood is not in the backup; the key store knows it.
"""

from uuid import UUID

from django.db import connections

ENDED = """
insert into casework_tombstone (id, owning_unit_id, kind, outcome, year, municipality)
select gen_random_uuid(), owning_unit_id, %s, outcome, extract(year from {first} at time zone 'Europe/Amsterdam'),
       {place}
from {table} where id = %s
"""
REPORTERS = """
with gone as (delete from casework_reporteridentity where id = any(%s) returning signal_id)
update casework_signal s set reporter_known = false from gone where s.id = gone.signal_id
"""
# Signals first: a case goes when its signals are gone.
TABLES = (
    ("signal", "casework_signal", "received_at", "municipality"),
    ("case", "casework_case", "opened_at", "''"),
)


def replay(gone: frozenset[UUID], using: str) -> int:
    """Take destroyed signals, cases and names of reporters out of the restored database. Gives how many."""
    count = 0
    with connections[using].cursor() as cursor:
        for kind, table, first, place in TABLES:
            cursor.execute(f"select id from {table} where id = any(%s)", [list(gone)])  # noqa: S608 - fixed names
            for (record,) in cursor.fetchall():
                cursor.execute(ENDED.format(table=table, first=first, place=place), [kind, record])
                cursor.execute("select zicht_uproot(%s, %s)", [table, record])
                count += 1
        # Who reported has a key of its own, which may be gone while the signal is still there.
        cursor.execute(REPORTERS, [list(gone)])
        count += int(cursor.rowcount)
    return count
