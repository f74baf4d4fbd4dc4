# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the application's role may do with tables. It owns nothing and cannot go round row policies."""

from django.db import connections, models

from zicht.base.records import append_only_tables

# Tables without a model that only functions of the owner reach: the chain of the audit trail.
OWNERS_ONLY = ("access_auditchain", "access_auditwait", "access_auditexpiry")


def renew_grants(using: str, role: str, all_models: list[type[models.Model]]) -> None:
    """Give `role` the use of all tables; of append-only tables only reading and adding."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [role])
        if cursor.fetchone() is None:
            return  # a server prepared by hand: `zicht setup` makes the role and comes back here
        name = connection.ops.quote_name(role)
        cursor.execute(f"grant usage on schema public to {name}")
        cursor.execute(f"grant select, insert, update, delete on all tables in schema public to {name}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {name}")
        cursor.execute(f"grant execute on all functions in schema public to {name}")
        for table in [*append_only_tables(all_models), "django_migrations", "access_scope"]:
            quoted = connection.ops.quote_name(table)
            cursor.execute("select to_regclass(%s)", [table])
            if cursor.fetchone() == (None,):
                continue
            cursor.execute(f"revoke update, delete on {quoted} from {name}")
        for table in ("django_migrations", "access_scope"):
            cursor.execute(f"revoke insert on {connection.ops.quote_name(table)} from {name}")
        for table in OWNERS_ONLY:
            cursor.execute("select to_regclass(%s)", [table])
            if cursor.fetchone() != (None,):
                cursor.execute(f"revoke all on {connection.ops.quote_name(table)} from {name}")
