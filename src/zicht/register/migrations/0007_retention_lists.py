# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reports go when their term is over: with their history, and with the victim that no other report is about.

History is appended: the application's role cannot delete it. zicht_drop_reports runs as the owner and checks first
that a privacy officer approved the list, and that the register's own job asks. What waits for the registrar stays.
"""

from django.db import migrations

DROP = """
create function zicht_old_reports(before timestamptz) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) from register_report r join register_delivery d on d.id = r.delivery_id
  where d.received_at < before and r.state <> 'waiting'
    and r.owning_unit_id = nullif(current_setting('zicht.unit', true), '')::int
$$;

create function zicht_drop_reports(wanted uuid) returns table(dropped bigint, gone uuid[])
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  item record; reports uuid[]; victims uuid[];
begin
  select i.* into item from casework_retentionitem i
    join casework_retentionlist l on l.id = i.list_id
    join casework_retentionapproval a on a.list_id = l.id
  where i.id = wanted and i.kind = 'register_report' and l.state = 'approved' and i.state = 'waiting'
    and i.choice = 'agree';
  -- Whatever a list says: nothing younger than a year goes.
  if item.id is null or item.owning_unit_id is distinct from nullif(current_setting('zicht.unit', true), '')::int
     or item.due_on > (least(zicht_now(), now()) - interval '1 year')::date then
    raise exception 'nobody approved that this is destroyed' using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(r.id), '{}') into reports
  from register_report r join register_delivery d on d.id = r.delivery_id
  where r.owning_unit_id = item.owning_unit_id and d.received_at < item.due_on and r.state <> 'waiting';
  insert into casework_tombstone (id, owning_unit_id, kind, outcome, year, municipality)
    select gen_random_uuid(), r.owning_unit_id, 'register_report', r.state, r.year, ''
    from register_report r where r.id = any(reports);
  victims := zicht_uproot_reports(reports);
  return query select cardinality(reports)::bigint, reports || victims;
end
$$;

-- Runs with the rights of the caller, so that by itself it gives nobody anything.
create function zicht_uproot_reports(reports uuid[]) returns uuid[]
language plpgsql set search_path = public, pg_temp as $$
declare
  victims uuid[];
begin
  select coalesce(array_agg(distinct r.victim_id), '{}') into victims
  from register_report r where r.id = any(reports) and not exists (
    select 1 from register_report o where o.victim_id = r.victim_id and not o.id = any(reports));
  delete from access_indexentry where kind = 'report' and record = any(reports);
  delete from register_registerevent where report_id = any(reports);
  delete from register_report where id = any(reports);
  delete from register_victim where id = any(victims);
  return victims;
end
$$;
"""
UNDO = [
    "drop function zicht_uproot_reports(uuid[])",
    "drop function zicht_drop_reports(uuid)",
    "drop function zicht_old_reports(timestamptz)",
]


class Migration(migrations.Migration):
    dependencies = [("register", "0006_consent")]

    operations = [migrations.RunSQL(sql=[(DROP, None)], reverse_sql=[(text, None) for text in UNDO])]
