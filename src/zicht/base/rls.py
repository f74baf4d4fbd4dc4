# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Row-level security as text for migrations.

Every expression compares a column with an array that PostgreSQL computes once per query (an InitPlan).
IN, EXISTS and a function call per row would cost from 47 to 4,000 times as much.
"""

from django.db.migrations.operations import RunSQL

# The functions live in access/migrations; they run as their owner and read the context.
UNITS = "any((select zicht_units('{kind}'))::int[])"
GRANTED = "any((select zicht_granted('{kind}'))::uuid[])"
REACH = "any((select zicht_reach())::uuid[])"
SELF = "any((select zicht_self())::int[])"


def owned(kind: str, column: str = "owning_unit_id") -> str:
    """The row belongs to a unit in which the actor may see this kind for this purpose."""
    return f"{column} = {UNITS.format(kind=kind)}"


def granted(kind: str, column: str = "id") -> str:
    """A grant in force names this record."""
    return f"{column} = {GRANTED.format(kind=kind)}"


def reached(column: str = "id") -> str:
    """The public door or a receipt reaches this record."""
    return f"{column} = {REACH}"


def by_self(column: str) -> str:
    """The column names the acting person."""
    return f"{column} = {SELF}"


def protect(table: str, *, read: list[str], write: list[str]) -> RunSQL:
    """Switch row security on for `table`: any of `read` shows a row, any of `write` lets it be written.

    Writing shows the row as well, because PostgreSQL must see what it changes. Never FORCE: backups run as owner.
    """
    reading = " or ".join(f"({part})" for part in [*read, *write])
    writing = " or ".join(f"({part})" for part in write)
    forward = [
        f"alter table {table} enable row level security",
        f"create policy {table}_read on {table} for select using ({reading})",
        f"create policy {table}_insert on {table} for insert with check ({writing})",
        f"create policy {table}_update on {table} for update using ({writing}) with check ({writing})",
        f"create policy {table}_delete on {table} for delete using ({writing})",
    ]
    backward = [f"drop policy {table}_{verb} on {table}" for verb in ("read", "insert", "update", "delete")]
    backward.append(f"alter table {table} disable row level security")
    return RunSQL(sql=[(s, None) for s in forward], reverse_sql=[(s, None) for s in backward])
