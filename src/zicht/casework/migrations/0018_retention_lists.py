# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Lines of a list are kept from whoever is kept out of the record that they name; rows of the logs go by term.

An act that goes leaves its link in the chain. One later act, in the chain itself, says how many went, from before
which day, and a digest of their places: what is gone without such an act is still found.
"""

from django.db import migrations

from zicht.base.rls import owned, protect_again

LISTS = [owned("case"), owned("report"), owned("retention")]
HANGS = (("signal", "record"), ("case", "record"), ("signal", "parent"), ("case", "parent"))


LOGS = """
-- A job counts what is over the term of its own unit, and of no unit once there is something of its own.
create function zicht_old_logs(before timestamptz) returns bigint
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  mine int := nullif(current_setting('zicht.unit', true), '')::int;
  own bigint; nobodys bigint;
begin
  select (select count(*) from access_auditrow where owning_unit_id = mine and at < before)
       + (select count(*) from access_decisionrow where owning_unit_id = mine and at < before)
       + (select count(*) from access_processingrow where owning_unit_id = mine and at < before) into own;
  if own = 0 then return 0; end if;
  select (select count(*) from access_auditrow where owning_unit_id is null and at < before)
       + (select count(*) from access_decisionrow where owning_unit_id is null and at < before)
       + (select count(*) from access_processingrow where owning_unit_id is null and at < before) into nobodys;
  return own + nobodys;
end
$$;

create function zicht_drop_logs(wanted uuid) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  item record; gone bigint[]; dropped bigint; more bigint; act uuid := gen_random_uuid();
begin
  select i.* into item from casework_retentionitem i
    join casework_retentionlist l on l.id = i.list_id
    join casework_retentionapproval a on a.list_id = l.id
  where i.id = wanted and i.kind = 'log' and l.state = 'approved' and i.state = 'waiting' and i.choice = 'agree';
  -- Whatever a list says: nothing younger than a year goes.
  if item.id is null or item.owning_unit_id is distinct from nullif(current_setting('zicht.unit', true), '')::int
     or item.due_on > (least(zicht_now(), now()) - interval '1 year')::date then
    raise exception 'nobody approved that this is destroyed' using errcode = 'insufficient_privilege';
  end if;
  select coalesce(array_agg(c.seq order by c.seq), '{}') into gone
  from access_auditrow r join access_auditchain c on c.act = r.id
  where (r.owning_unit_id = item.owning_unit_id or r.owning_unit_id is null) and r.at < item.due_on;
  delete from access_actopening o using access_auditchain c where c.seq = any(gone) and o.act = c.act;
  delete from access_auditrow r using access_auditchain c where c.seq = any(gone) and r.id = c.act;
  get diagnostics dropped = row_count;
  delete from access_decisionrow
    where (owning_unit_id = item.owning_unit_id or owning_unit_id is null) and at < item.due_on;
  get diagnostics more = row_count;
  dropped := dropped + more;
  delete from access_processingrow
    where (owning_unit_id = item.owning_unit_id or owning_unit_id is null) and at < item.due_on;
  get diagnostics more = row_count;
  insert into access_auditexpiry (seq, expiry) select s, act from unnest(gone) s;
  insert into access_auditrow (id, at, trace, actor, owning_unit_id, purpose, action, kind, record, what, method, found)
  values (act, zicht_now(), coalesce(current_setting('zicht.trace', true), ''), 'job:' || item.owning_unit_id,
    item.owning_unit_id, '', 'log.expired', 'retention', item.list_id::text,
    item.due_on::text || ' ' || encode(sha256(coalesce(
      (select string_agg(int8send(s), ''::bytea order by s) from unnest(gone) s), ''::bytea)), 'hex'),
    '', cardinality(gone));
  return dropped + more;
end
$$;
"""
UNDO = ["drop function zicht_drop_logs(uuid)", "drop function zicht_old_logs(timestamptz)"]


class Migration(migrations.Migration):
    dependencies = [("casework", "0017_covenant_confirmations")]

    operations = [
        protect_again("casework_retentionitem", read=[], write=LISTS, hidden=HANGS),
        migrations.RunSQL(sql=[(LOGS, None)], reverse_sql=[(text, None) for text in UNDO]),
    ]
