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
HIDDEN = "any((select zicht_{what}('{kind}'))::uuid[])"


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


def unhidden(kind: str, column: str = "id", only: str = "", *, what: str = "hidden") -> str:
    """The record of this kind that the column names is not kept from the acting person; no record is not hidden.

    only: where this holds the column names a record of this kind. what: "hidden" for reading, "kept" for writing: a
    grant shows a record of another regime, and no more than that.
    """
    where = f"{only} and " if only else ""
    return f"({where}{column} = {HIDDEN.format(what=what, kind=kind)}) is not true"


def by_me(column: str) -> str:
    """The column names the acting person, whatever the purpose."""
    return f"{column} = any((select zicht_person())::int[])"


def mine(column: str = "owning_unit_id") -> str:
    """The row belongs to a unit in which the acting person has any seat; a job works for its own unit."""
    return f"{column} = any((select zicht_mine())::int[])"


Hides = tuple[tuple[str, str] | tuple[str, str, str], ...]


def _conditions(read: list[str], write: list[str], hidden: Hides) -> tuple[str, str]:
    """The text for reading and for writing; what is hidden is taken off both."""
    reading = " or ".join(f"({part})" for part in [*read, *write])
    writing = " or ".join(f"({part})" for part in write)
    if not hidden:
        return reading, writing
    unseen = "".join(f" and {unhidden(*part)}" for part in hidden)
    kept = "".join(f" and {unhidden(*part, what='kept')}" for part in hidden)
    return f"({reading}){unseen}", f"({writing}){kept}"


def _policies(table: str, *, read: list[str], write: list[str], hidden: Hides) -> list[str]:
    reading, writing = _conditions(read, write, hidden)
    return [
        f"create policy {table}_read on {table} for select using ({reading})",
        f"create policy {table}_insert on {table} for insert with check ({writing})",
        f"create policy {table}_update on {table} for update using ({writing}) with check ({writing})",
        f"create policy {table}_delete on {table} for delete using ({writing})",
    ]


def _dropped(table: str) -> list[str]:
    return [f"drop policy {table}_{verb} on {table}" for verb in ("read", "insert", "update", "delete")]


def _run(forward: list[str], backward: list[str]) -> RunSQL:
    return RunSQL(sql=[(s, None) for s in forward], reverse_sql=[(s, None) for s in backward])


def protect(table: str, *, read: list[str], write: list[str], hidden: Hides = ()) -> RunSQL:
    """Switch row security on for `table`: any of `read` shows a row, any of `write` lets it be written.

    hidden: (kind, column) for each record that the row is or hangs on, such as (("case", "case_id"),), with as third
    part a condition where one column names records of several kinds. A record that is kept from the acting person
    (an exclusion, another legal regime) then takes this row with it, whatever role or grant there is. Writing shows
    the row as well, because PostgreSQL must see what it changes. Never FORCE: backups run as owner.
    """
    on, off = f"alter table {table} enable row level security", f"alter table {table} disable row level security"
    made = _policies(table, read=read, write=write, hidden=hidden)
    return _run([on, *made], [*_dropped(table), off])


def protect_again(table: str, *, read: list[str], write: list[str], hidden: Hides, before: Hides = ()) -> RunSQL:
    """The same for a table that has policies; before: what they hid."""
    forward = [*_dropped(table), *_policies(table, read=read, write=write, hidden=hidden)]
    return _run(forward, [*_dropped(table), *_policies(table, read=read, write=write, hidden=before)])


def one_unit(parents: tuple[str, ...], children: tuple[tuple[str, str, str], ...]) -> RunSQL:
    """Let the database refuse a child in another unit than its parent; checked at the end, like other keys.

    children: table, column, table of the parent. Policies look at the row's own unit: without this a row under
    another unit's record would be allowed as long as it names a unit of its writer.
    """
    forward = [f"alter table {p} add constraint {p}_with_unit unique (id, owning_unit_id)" for p in parents]
    forward += [
        f"alter table {child} add constraint {child}_{column}_unit foreign key ({column}, owning_unit_id)"
        f" references {parent} (id, owning_unit_id) deferrable initially deferred"
        for child, column, parent in children
    ]
    backward = [f"alter table {child} drop constraint {child}_{column}_unit" for child, column, _ in children]
    backward += [f"alter table {p} drop constraint {p}_with_unit" for p in parents]
    return RunSQL(sql=[(s, None) for s in forward], reverse_sql=[(s, None) for s in backward])
