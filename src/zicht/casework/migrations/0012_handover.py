# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Moving work: what lies in somebody's name, counted without showing it."""

from django.db import migrations

OPEN_WORK = """
-- How much open work lies in a person's name in a unit. Counts only. Asked by whoever looks after the people of that
-- unit, or by somebody who works there; anybody else gets nothing.
create function zicht_open_work(who int, in_unit int) returns table(what text, n int)
language sql stable security definer set search_path = public, pg_temp as $$
  with allowed as (
    select 1 where in_unit = any(zicht_units('staff')) or in_unit in (select z.unit_id from zicht_seats() z)
  )
  select found.what, found.n from allowed, (
    select 'signals', count(*)::int from casework_signal
      where owner_id = who and owning_unit_id = in_unit
        and state in ('received', 'weighing', 'waiting_capacity', 'weighed')
    union all
    select 'cases', count(*)::int from casework_case
      where owner_id = who and owning_unit_id = in_unit and state <> 'closed'
    union all
    select 'actions', count(*)::int from casework_caseaction a join casework_case c on c.id = a.case_id
      where a.owner_id = who and a.owning_unit_id = in_unit and a.done_at is null and c.state <> 'closed'
    union all
    select 'tracks', count(*)::int from casework_caretrack
      where coordinator_id = who and owning_unit_id = in_unit and ended_on is null
    union all
    select 'requests', count(*)::int from access_accessrequest
      where asked_by_id = who and asking_unit_id = in_unit and state = 'asked'
        and deadline >= (zicht_now() at time zone 'Europe/Amsterdam')::date
  ) as found(what, n)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_consent"), ("access", "0007_requests")]

    operations = [
        migrations.RunSQL(sql=OPEN_WORK, reverse_sql="drop function zicht_open_work(int, int)"),
    ]
