# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Moving a record as a whole, and what lies in somebody's name, counted without showing it.

Nobody but zicht_take_handover changes to which unit a record belongs: a trigger refuses it to everybody else.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import zicht.base.fields
from zicht.base.rls import owned, unhidden

DEFINER = "security definer set search_path = public, pg_temp"

OPEN_WORK = f"""
-- How much open work lies in a person's name in a unit. Counts only. Asked by whoever looks after the people of that
-- unit, or by somebody who works there; anybody else gets nothing.
create function zicht_open_work(who int, in_unit int) returns table(what text, n int)
language sql stable {DEFINER} as $$
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

WHOLE = f"""
-- Everything that hangs on a record, found through the keys that carry the unit: a table that is added later and hangs
-- on a case or a signal is found as well. Runs as whoever calls it: the two functions below see everything, the
-- application by itself sees what row policies show it.
create function zicht_whole(root text, key uuid) returns table(part text, keys text[])
language plpgsql stable set search_path = public, pg_temp as $$
declare
  found jsonb := jsonb_build_object(root, jsonb_build_array(key::text));
  waiting text[] := array[root];
  parent text;
  link record;
  held text[];
  more text[];
begin
  while cardinality(waiting) > 0 loop
    parent := waiting[1];
    waiting := waiting[2:];
    for link in
      select child.relname::text as child, a.attname::text as col, format_type(a.atttypid, null) as type
      from pg_constraint c
      join pg_class child on child.oid = c.conrelid
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join pg_attribute u on u.attrelid = c.conrelid and u.attnum = c.conkey[2] and u.attname = 'owning_unit_id'
      where c.contype = 'f' and cardinality(c.conkey) = 2 and c.confrelid = to_regclass(parent)
      order by 1, 2
    loop
      held := array(select jsonb_array_elements_text(coalesce(found -> link.child, '[]')));
      execute format('select coalesce(array_agg(id::text), ''{{}}'') from %I where %I = any($1::%s[])'
        ' and not id::text = any($2)', link.child, link.col, link.type)
        into more using array(select jsonb_array_elements_text(found -> parent)), held;
      if cardinality(more) > 0 then
        found := found || jsonb_build_object(link.child, to_jsonb(held || more));
        waiting := waiting || link.child;
      end if;
    end loop;
  end loop;
  return query
    select e.key, array(select jsonb_array_elements_text(e.value)) from jsonb_each(found) e order by 1;
end $$;

-- How many of what would go: for somebody of the unit that owns the record.
create function zicht_parts(of_kind text, key uuid) returns table(part text, n int)
language plpgsql stable {DEFINER} as $$
declare
  owner int;
begin
  if of_kind not in ('case', 'signal') then return; end if;
  execute format('select owning_unit_id from %I where id = $1', 'casework_' || of_kind) into owner using key;
  if owner is null or not owner = any(zicht_units(of_kind)) then return; end if;
  return query select w.part, cardinality(w.keys) from zicht_whole('casework_' || of_kind, key) w;
end $$;
"""

TAKE = f"""
-- Accepting: the one place where a record changes its unit. Checks that the acting person works in the receiving unit
-- in a role that reads this kind, that the proposal stands, and that the sender still owns the record. Moves all rows,
-- what names them by key, and ends every permission of the old unit. Returns how many rows of each table went.
create function zicht_take_handover(wanted uuid) returns jsonb
language plpgsql volatile {DEFINER} as $$
declare
  h casework_handover%rowtype;
  who int := nullif(current_setting('zicht.person', true), '')::int;
  owner int;
  part record;
  named record;
  moved uuid[] := '{{}}';
  went jsonb := '{{}}';
begin
  select * into h from casework_handover where id = wanted for update;
  if h.id is null or who is null
     or not h.to_unit_id = any(zicht_units('request')) or not h.to_unit_id = any(zicht_units(h.kind)) then
    raise exception 'zicht: not a handover to this unit' using errcode = 'insufficient_privilege';
  end if;
  if h.state <> 'proposed' or h.deadline < (zicht_now() at time zone 'Europe/Amsterdam')::date then
    raise exception 'zicht: this handover is over' using errcode = 'object_not_in_prerequisite_state';
  end if;
  if exists (select 1 from access_exclusion x where x.record = h.record and x.person_id = who and x.lifted_at is null)
  then
    raise exception 'zicht: this person is kept out' using errcode = 'insufficient_privilege';
  end if;
  execute format('select owning_unit_id from %I where id = $1 for update', 'casework_' || h.kind)
    into owner using h.record;
  if owner is distinct from h.owning_unit_id or h.owning_unit_id = h.to_unit_id then
    raise exception 'zicht: the sender does not own this record' using errcode = 'object_not_in_prerequisite_state';
  end if;

  for part in select w.part, w.keys from zicht_whole('casework_' || h.kind, h.record) w loop
    execute format('update %I set owning_unit_id = $1 where id = any($2::%s[])', part.part, (
      select format_type(a.atttypid, null) from pg_attribute a
      where a.attrelid = to_regclass(part.part) and a.attname = 'id'
    )) using h.to_unit_id, part.keys;
    went := went || jsonb_build_object(part.part, cardinality(part.keys));
    moved := moved || array(select k::uuid from unnest(part.keys) k where k ~ '^[0-9a-f]{{8}}-');
  end loop;
  -- Rows elsewhere that name what moved by kind and key go along, but for the trace of what happened at the sender.
  for named in
    select c.relname::text as name from pg_class c
    join pg_attribute k on k.attrelid = c.oid and k.attname = 'kind'
    join pg_attribute r on r.attrelid = c.oid and r.attname = 'record' and r.atttypid = 'uuid'::regtype
    join pg_attribute u on u.attrelid = c.oid and u.attname = 'owning_unit_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and not c.relname = any(string_to_array('{{stays}}', ','))
  loop
    execute format('update %I set owning_unit_id = $1 where record = any($2) and owning_unit_id = $3', named.name)
      using h.to_unit_id, moved, h.owning_unit_id;
  end loop;
  update access_grant set ends = greatest(zicht_now(), starts + interval '1 microsecond')
    where record = any(moved) and ends > zicht_now();
  update access_accessrequest set state = 'withdrawn' where record = any(moved) and state = 'asked';
  -- Whoever accepts is the owner of what was open; he or she divides it afterwards.
  update casework_case set owner_id = who, version = version + 1 where id = any(moved);
  update casework_signal set owner_id = who, function_id = h.to_function_id, version = version + 1
    where id = any(moved);
  update casework_caseaction set owner_id = who, version = version + 1 where id = any(moved) and done_at is null;
  update casework_caretrack set coordinator_id = who, version = version + 1 where id = any(moved) and ended_on is null;
  update casework_handover set state = 'accepted', answered_by_id = who, answered_at = zicht_now(), parts = went
    where id = wanted;
  return went;
end $$;
"""
IDENTITY_NEWS = f"""
-- What whoever reported hears of questions who he or she is: moments and answers, unless telling is not safe.
create function zicht_identity_news(wanted uuid)
returns table(asked_at timestamptz, answered_at timestamptz, state text)
language sql stable {DEFINER} as $$
  select r.asked_at, r.answered_at, r.state::text
  from access_accessrequest r
  where r.kind = 'identity' and r.record = wanted and r.told
    and (wanted = any(zicht_reach()) or wanted = any(zicht_own_signals()))
  order by r.asked_at
$$;
"""
EMERGENCY = f"""
-- Opens a record by reference for a person in an emergency, read only, until the end that stands in the try. Within the
-- own organisation, or under a covenant in force that names both units, the purpose and emergencies; only a kind that
-- the person's role reads. Every step runs whether there is such a record or not, and nothing is returned.
create function zicht_emergency(try uuid, readable text[]) returns void
language plpgsql volatile {DEFINER} as $$
declare
  t access_emergencyaccess%rowtype;
  who int := nullif(current_setting('zicht.person', true), '')::int;
  aim text := current_setting('zicht.purpose', true);
  today date := (zicht_now() at time zone 'Europe/Amsterdam')::date;
  found_kind text;
  found uuid;
  owner int;
begin
  select * into t from access_emergencyaccess where id = try for update;
  if t.id is null or t.person_id is distinct from who or t.record is not null or t.purpose <> aim
     or t.at < zicht_now() - interval '5 minutes' or t.ends > t.at + interval '24 hours'
     or not t.asking_unit_id = any(zicht_units('request')) then
    raise exception 'zicht: not an emergency of this person' using errcode = 'insufficient_privilege';
  end if;
  select r.kind, r.id, r.owning_unit_id into found_kind, found, owner from (
    select 'case' as kind, id, owning_unit_id from casework_case where reference = t.reference
    union all
    select 'signal', id, owning_unit_id from casework_signal where reference = t.reference
  ) r
  where exists (
      select 1 from zicht_seats() z join access_scope s
        on s.role = z.role and s.purpose = aim and s.kind = r.kind
      where z.unit_id = t.asking_unit_id
    )
    and not exists (
      select 1 from access_exclusion x where x.record = r.id and x.person_id = who and x.lifted_at is null
    )
    and not r.owning_unit_id = any(zicht_units(r.kind))
    and (
      exists (
        select 1 from access_unit mine join access_unit theirs on theirs.organisation_id = mine.organisation_id
        where mine.id = t.asking_unit_id and theirs.id = r.owning_unit_id
      )
      or exists (
        select 1 from access_covenant c
        join access_covenantparty a on a.covenant_id = c.id and a.unit_id = t.asking_unit_id
        join access_covenantparty b on b.covenant_id = c.id and b.unit_id = r.owning_unit_id
        where c.emergency and aim = any(c.purposes) and c.starts_on <= today and c.ends_on >= today
          and c.checked_by_id is not null and c.checked_on <= today
      )
    );
  update access_emergencyaccess
    set kind = coalesce(found_kind, ''), record = found, owning_unit_id = coalesce(owner, owning_unit_id)
    where id = try;
  insert into access_grant (id, kind, record, person_id, person_unit_id, basis, purpose, fields, starts, ends,
                            given_by_id, owning_unit_id)
  select gen_random_uuid(), found_kind, found, who, t.asking_unit_id, 'emergency', aim,
         readable, t.at, t.ends, who, owner
  where found is not null;
end $$;
"""
STAYS = "access_auditrow,access_emergencyaccess,access_grant,access_accessrequest,casework_handover"

GUARDS = """
create function zicht_as_owner(of_table oid) returns boolean language sql stable as $$
  select current_user = (select pg_get_userbyid(relowner) from pg_class where oid = of_table)
$$;

-- An edit never moves a record to another unit, whoever makes it.
create function zicht_keep_unit() returns trigger language plpgsql as $$
begin
  if not zicht_as_owner(tg_relid) then
    raise exception 'zicht: a record changes its unit by a handover only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

-- What was proposed stays what was proposed; an end is an end; only accepting by the receiver accepts.
create function zicht_keep_handover() returns trigger language plpgsql as $$
begin
  if not zicht_as_owner(tg_relid) and (
    (old.kind, old.record, old.owning_unit_id, old.to_unit_id, old.to_function_id, old.deadline, old.proposed_by_id)
      is distinct from
    (new.kind, new.record, new.owning_unit_id, new.to_unit_id, new.to_function_id, new.deadline, new.proposed_by_id)
    or (old.state <> new.state and (old.state <> 'proposed' or new.state = 'accepted'))
  ) then
    raise exception 'zicht: a handover is not rewritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger casework_handover_kept before update on casework_handover
  for each row execute function zicht_keep_handover();
"""
GUARDED = ["case", "signal", "caseperson", "receivedpackage", "package", "caretrack"]
GUARD_UNIT = [
    f"create trigger casework_{name}_unit_kept before update on casework_{name} for each row"
    " when (old.owning_unit_id is distinct from new.owning_unit_id) execute function zicht_keep_unit()"
    for name in GUARDED
]
UNGUARD = [f"drop trigger casework_{name}_unit_kept on casework_{name}" for name in GUARDED]

# Whoever does not see the record does not see where it goes.
SEEN = f"{unhidden('case', 'record')} and {unhidden('signal', 'record')}"
SENDER, RECEIVER = f"{owned('request')} and {SEEN}", f"{owned('request', 'to_unit_id')} and {SEEN}"
WALL = f"""
alter table casework_handover enable row level security;
create policy casework_handover_read on casework_handover for select using (({SENDER}) or ({RECEIVER}));
create policy casework_handover_insert on casework_handover for insert with check ({SENDER} and state = 'proposed');
create policy casework_handover_update on casework_handover for update
  using (({SENDER}) or ({RECEIVER})) with check (({SENDER}) or ({RECEIVER}));
"""
UNWALL = """
drop policy casework_handover_read on casework_handover;
drop policy casework_handover_insert on casework_handover;
drop policy casework_handover_update on casework_handover;
alter table casework_handover disable row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_consent"), ("access", "0007_requests")]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("case", "casus"), ("signal", "signaal")], max_length=10)),
                ("record", models.UUIDField()),
                ("reference", models.CharField(max_length=20)),
                ("purpose", models.CharField(max_length=30)),
                ("why", zicht.base.fields.SealedText()),
                ("proposed_at", models.DateTimeField()),
                ("deadline", models.DateField()),
                ("parts", models.JSONField(default=dict)),
                ("forms", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ("municipality", models.CharField(blank=True, default="", max_length=10)),
                ("acute", models.BooleanField(default=False)),
                ("state", models.CharField(choices=[("proposed", "voorgesteld"), ("accepted", "aangenomen"), ("refused", "geweigerd"), ("withdrawn", "ingetrokken")], default="proposed", max_length=10)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", zicht.base.fields.SealedText(blank=True, default="")),
                ("answered_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("owning_unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit")),
                ("proposed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("to_function", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.function")),
                ("to_unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit")),
            ],
            options={
                "ordering": ["-proposed_at", "id"],
                "indexes": [models.Index(fields=["owning_unit", "-proposed_at"], name="handover_sender"), models.Index(fields=["to_unit", "state"], name="handover_receiver")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("state", "proposed")), fields=("record",), name="handover_one_open")],
            },
        ),
        migrations.RunSQL(sql=WALL, reverse_sql=UNWALL),
        migrations.RunSQL(sql=EMERGENCY, reverse_sql="drop function zicht_emergency(uuid, text[])"),
        migrations.RunSQL(sql=IDENTITY_NEWS, reverse_sql="drop function zicht_identity_news(uuid)"),
        migrations.RunSQL(sql=OPEN_WORK, reverse_sql="drop function zicht_open_work(int, int)"),
        migrations.RunSQL(
            sql=WHOLE,
            reverse_sql="drop function zicht_parts(text, uuid); drop function zicht_whole(text, uuid)",
        ),
        migrations.RunSQL(
            sql=TAKE.replace("{stays}", STAYS), reverse_sql="drop function zicht_take_handover(uuid)"
        ),
        migrations.RunSQL(
            sql=GUARDS,
            reverse_sql="drop trigger casework_handover_kept on casework_handover;"
            "drop function zicht_keep_handover(); drop function zicht_keep_unit(); drop function zicht_as_owner(oid)",
        ),
        migrations.RunSQL(sql=";".join(GUARD_UNIT), reverse_sql=";".join(UNGUARD)),
    ]
