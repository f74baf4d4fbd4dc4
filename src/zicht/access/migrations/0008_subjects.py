# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who saw records, for the person concerned: units, roles, purposes and days; never who."""

from django.db import migrations

# Runs as its owner, because nobody who answers a request may read the logs themselves. Rows of other units' records
# never come out, nor acts of reporters: their purpose would tell where they work.
SEEN = """
create function zicht_seen(wanted uuid[]) returns table(unit_id int, role text, purpose text, first date, last date)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.unit_id, m.role::text, a.purpose::text,
    min((a.at at time zone 'Europe/Amsterdam')::date), max((a.at at time zone 'Europe/Amsterdam')::date)
  from access_auditrow a
  join access_membership m on m.person_id = substring(a.actor from '^person:([0-9]+)$')::int
    and m.valid_from <= (a.at at time zone 'Europe/Amsterdam')::date
    and (m.valid_to is null or m.valid_to >= (a.at at time zone 'Europe/Amsterdam')::date)
  join access_scope s on s.role = m.role and s.purpose = a.purpose and s.kind = '*'
  where a.record = any(wanted::text[])
    and a.purpose <> 'reporting'
    and a.owning_unit_id = any((select zicht_units('case'))::int[])
  group by m.unit_id, m.role, a.purpose
$$
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0007_requests")]

    operations = [
        migrations.RunSQL(sql=SEEN, reverse_sql="drop function zicht_seen(uuid[])"),
    ]
