# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""How the case ended, for whoever reported a signal that became part of it: the moment and the reason's code."""

from django.db import migrations

END = """
create function zicht_case_end(wanted uuid) returns table(at timestamptz, outcome text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.closed_at, c.outcome::text
  from casework_signal s join casework_case c on c.id = s.case_id
  where s.id = wanted
    and (s.id = any(zicht_reach()) or s.id = any(zicht_own_signals()))
    and c.state = 'closed' and c.closed_at is not null
$$
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_public_door_policy")]

    operations = [migrations.RunSQL(sql=END, reverse_sql="drop function zicht_case_end(uuid)")]
