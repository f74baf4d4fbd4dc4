# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Functions that read the context, and the first row policies.

The functions run as their owner, so that they can read seats and grants whatever the caller may see. Policies
wrap each call in a sub-select: PostgreSQL then computes it once per query.
"""

from django.db import migrations

from zicht.base.rls import owned

SAFE = "language sql stable security definer set search_path = public, pg_temp"

FUNCTIONS = f"""
create function zicht_now() returns timestamptz {SAFE} as $$
  select coalesce(nullif(current_setting('zicht.now', true), '')::timestamptz, now())
$$;

create function zicht_seats() returns table(unit_id int, organisation_id int, role text) {SAFE} as $$
  select m.unit_id, u.organisation_id, m.role
  from access_membership m
  join access_unit u on u.id = m.unit_id
  join access_scope s on s.role = m.role and s.kind = '*'
    and s.purpose = current_setting('zicht.purpose', true)
  where m.person_id = nullif(current_setting('zicht.person', true), '')::int
    and m.valid_from <= (zicht_now() at time zone 'Europe/Amsterdam')::date
    and (m.valid_to is null or m.valid_to >= (zicht_now() at time zone 'Europe/Amsterdam')::date)
$$;

-- Units in which the actor reaches records of this kind for the purpose in use; a job reaches its own unit.
create function zicht_units(wanted text) returns int[] {SAFE} as $$
  select coalesce(array_agg(found.unit_id), '{{}}') from (
    select z.unit_id from zicht_seats() z
      join access_scope s on s.role = z.role and s.kind = wanted
        and s.purpose = current_setting('zicht.purpose', true)
    union
    select u.id from zicht_seats() z
      join access_scope s on s.role = z.role and s.kind = wanted
        and s.purpose = current_setting('zicht.purpose', true)
      join access_unit u on u.organisation_id = z.organisation_id
      where wanted in ('audit', 'staff')
    union
    select nullif(current_setting('zicht.unit', true), '')::int
      where nullif(current_setting('zicht.unit', true), '') is not null
  ) found
$$;

create function zicht_granted(wanted text) returns uuid[] {SAFE} as $$
  select coalesce(array_agg(g.record), '{{}}') from access_grant g
  where g.kind = wanted
    and g.purpose = current_setting('zicht.purpose', true)
    and g.starts <= zicht_now() and g.ends > zicht_now()
    and exists (select 1 from zicht_seats())
    and (g.person_id = nullif(current_setting('zicht.person', true), '')::int
         or g.unit_id in (select z.unit_id from zicht_seats() z))
$$;

create function zicht_reach() returns uuid[] {SAFE} as $$
  select string_to_array(nullif(current_setting('zicht.reach', true), ''), ',')::uuid[]
$$;

-- The acting person, when he or she acts as a reporter.
create function zicht_self() returns int[] {SAFE} as $$
  select array(
    select nullif(current_setting('zicht.person', true), '')::int
    where current_setting('zicht.purpose', true) = 'reporting' and exists (select 1 from zicht_seats())
  )
$$;

create function zicht_receipt() returns text[] {SAFE} as $$
  select array(select current_setting('zicht.receipt', true) where current_setting('zicht.receipt', true) <> '')
$$;
"""

NAMES = [
    "zicht_receipt()",
    "zicht_self()",
    "zicht_reach()",
    "zicht_granted(text)",
    "zicht_units(text)",
    "zicht_seats()",
    "zicht_now()",
]


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunSQL(sql=FUNCTIONS, reverse_sql=";".join(f"drop function {name}" for name in NAMES)),
        # Everybody may add to the audit trail; only those who oversee read it.
        migrations.RunSQL(
            sql="alter table access_auditrow enable row level security;"
            "create policy access_auditrow_insert on access_auditrow for insert with check (true);"
            f"create policy access_auditrow_read on access_auditrow for select using ({owned('audit')})",
            reverse_sql="drop policy access_auditrow_read on access_auditrow;"
            "drop policy access_auditrow_insert on access_auditrow;"
            "alter table access_auditrow disable row level security",
        ),
    ]
