# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A covenant binds who confirmed it: comparison and emergency access look for both confirmations themselves.

The triggers let nobody confirm, withdraw, draft or check in another's name, or for an organisation that is not the
writer's own. What was checked does not change any more, so a confirmation always stands for the text that was read.
"""

from importlib import import_module

from django.db import migrations

SAFE = "security definer set search_path = public, pg_temp"
REFUSED = "using errcode = 'insufficient_privilege'"
TODAY = "(zicht_now() at time zone 'Europe/Amsterdam')::date"

COMPARE = f"""
create or replace function zicht_compare(wanted uuid) returns table (pair uuid, other_unit int)
language plpgsql volatile {SAFE} as $$
#variable_conflict use_column
declare
  asked casework_comparison%rowtype;
  me int := nullif(current_setting('zicht.unit', true), '')::int;
  today date := {TODAY};
begin
  select * into asked from casework_comparison
    where id = wanted and owning_unit_id = me and state = 'waiting' and answer_at <= zicht_now();
  if not found then
    return;
  end if;
  return query
  with agreed as (
    select theirs.unit_id as unit, c.id as covenant, c.identifier_kinds as kinds
    from access_covenant c
      join access_covenantparty ours on ours.covenant_id = c.id and ours.unit_id = me
        and ours.confirmed_at is not null and ours.withdrawn_at is null
      join access_covenantparty theirs on theirs.covenant_id = c.id and theirs.unit_id <> me
        and theirs.confirmed_at is not null and theirs.withdrawn_at is null
    where c.starts_on <= today and c.ends_on >= today and c.checked_on <= today and c.checked_by_id is not null
      and asked.purpose = any(c.purposes)
  ), equal as (
    select other.owning_unit_id as unit, other.kind as record_kind, other.record,
      array_agg(distinct own.entry_kind::text order by own.entry_kind::text) as kinds,
      (array_agg(agreed.covenant order by agreed.covenant))[1] as covenant,
      md5(least(own.record, other.record)::text || greatest(own.record, other.record)::text)::uuid as pair
    from access_indexentry own
      join access_indexentry other on other.digest = own.digest and other.entry_kind = own.entry_kind
        and other.compares and other.owning_unit_id <> me and other.kind in ('signal', 'case')
      join agreed on agreed.unit = other.owning_unit_id and own.entry_kind = any(agreed.kinds)
    where own.kind = asked.record_kind and own.record = asked.record and own.owning_unit_id = me and own.compares
      and own.entry_kind = any(asked.kinds)
    group by 1, 2, 3, own.record
  ), sides as (
    select me as owner, asked.record_kind as record_kind, asked.record as record, unit as across, true as asking,
      equal.pair, equal.kinds, equal.covenant from equal
    union all
    select unit, equal.record_kind, equal.record, me, false, equal.pair, equal.kinds, equal.covenant from equal
  ), written as (
    insert into casework_contact (
      id, owning_unit_id, pair, record_kind, record, other_unit_id, covenant, purpose, kinds, asked, made_at,
      verdict, verdict_reason, shared, other_verdict, other_reason, version, changed_at
    )
    select gen_random_uuid(), owner, sides.pair, record_kind, record, across, covenant, asked.purpose, kinds, asking,
      zicht_now(), '', '', false, '', '', 1, zicht_now()
    from sides
    on conflict (owning_unit_id, pair) do update set kinds = array(
      select distinct k from unnest(casework_contact.kinds || excluded.kinds) k order by k
    )
    returning casework_contact.owning_unit_id, casework_contact.pair, casework_contact.other_unit_id
  )
  select written.pair, written.other_unit_id::int from written where written.owning_unit_id = me;
end
$$
"""
EMERGENCY = f"""
-- Opens a record by reference for a person in an emergency, read only, until the end that stands in the try. Within the
-- own organisation, or under a covenant in force that both units confirmed and that names the purpose and emergencies;
-- only a kind that the person's role reads. Every step runs whether there is such a record or not, and nothing is
-- returned.
create or replace function zicht_emergency(try uuid, readable text[]) returns void
language plpgsql volatile {SAFE} as $$
declare
  t access_emergencyaccess%rowtype;
  who int := nullif(current_setting('zicht.person', true), '')::int;
  aim text := current_setting('zicht.purpose', true);
  today date := {TODAY};
  found_kind text;
  found uuid;
  owner int;
begin
  select * into t from access_emergencyaccess where id = try for update;
  if t.id is null or t.person_id is distinct from who or t.record is not null or t.purpose <> aim
     or t.at < zicht_now() - interval '5 minutes' or t.ends > t.at + interval '24 hours'
     or not t.asking_unit_id = any(zicht_units('request')) then
    raise exception 'zicht: not an emergency of this person' {REFUSED};
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
          and a.confirmed_at is not null and a.withdrawn_at is null
        join access_covenantparty b on b.covenant_id = c.id and b.unit_id = r.owning_unit_id
          and b.confirmed_at is not null and b.withdrawn_at is null
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
COVENANT = f"""
-- Whoever writes a covenant does not check it. Once checked it only ends, and only the organisation that keeps it
-- drafts and ends it; the officer of a party may check it.
create or replace function zicht_keep_covenant() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  ending text[] := array['ends_on', 'version', 'changed_at'];
  checking text[] := array['checked_by_id', 'checked_on', 'version', 'changed_at'];
  me int[] := zicht_person();
begin
  if zicht_as_owner(tg_relid) then return new; end if;
  if tg_op = 'INSERT' then
    if new.checked_on is not null or not coalesce(new.drafted_by_id = any(me), false) then
      raise exception 'zicht: a covenant is drafted by the person who acts' {REFUSED};
    end if;
    return new;
  end if;
  if old.checked_on is null and new.checked_on is not null then
    if to_jsonb(old) - checking is distinct from to_jsonb(new) - checking or new.checked_on <> {TODAY}
       or not coalesce(new.checked_by_id = any(me) and new.checked_by_id <> old.drafted_by_id, false) then
      raise exception 'zicht: a covenant is checked by the person who acts, who did not draft it' {REFUSED};
    end if;
    return new;
  end if;
  if not old.owning_unit_id = any(zicht_vouched()) then
    raise exception 'zicht: a covenant is kept by another organisation' {REFUSED};
  end if;
  if to_jsonb(old) - ending is not distinct from to_jsonb(new) - ending and new.ends_on <= old.ends_on then
    return new;
  end if;
  if old.checked_on is not null then
    raise exception 'zicht: a checked covenant is ended, not rewritten' {REFUSED};
  end if;
  if not coalesce(new.drafted_by_id = any(me), false) then
    raise exception 'zicht: whoever rewrites a covenant drafted it' {REFUSED};
  end if;
  return new;
end $$;
"""
PARTY = f"""
-- Parties are part of the draft. After the check each is confirmed, and perhaps withdrawn, once, now, and by somebody
-- who answers for covenants in the organisation of that very unit.
create or replace function zicht_keep_party() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  saying text[] := array['confirmed_by_id', 'confirmed_at', 'withdrawn_by_id', 'withdrawn_at', 'withdrawn_why'];
  nothing jsonb := '{{"confirmed_by_id": null, "confirmed_at": null, "withdrawn_by_id": null, "withdrawn_at": null,'
    '"withdrawn_why": ""}}';
  touched uuid[] := case tg_op when 'INSERT' then array[new.covenant_id] when 'DELETE' then array[old.covenant_id]
    else array[old.covenant_id, new.covenant_id] end;
  me int[] := zicht_person();
begin
  if zicht_as_owner(tg_relid) then return case tg_op when 'DELETE' then old else new end; end if;
  if tg_op <> 'UPDATE' or to_jsonb(old) - saying is distinct from to_jsonb(new) - saying then
    if tg_op <> 'DELETE' and not to_jsonb(new) @> nothing then
      raise exception 'zicht: a party is named before it confirms' {REFUSED};
    end if;
    perform 1 from access_covenant where id = any(touched) for share;
    if exists (select 1 from access_covenant where id = any(touched) and checked_on is not null) then
      raise exception 'zicht: nobody joins or leaves a checked covenant' {REFUSED};
    end if;
    if exists (select 1 from access_covenant where id = any(touched) and (drafted_by_id = any(me)) is not true) then
      raise exception 'zicht: whoever rewrites a covenant drafted it' {REFUSED};
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end if;
  if to_jsonb(old) = to_jsonb(new) then return new; end if;
  if not new.unit_id = any(zicht_vouched()) then
    raise exception 'zicht: a party confirms for itself' {REFUSED};
  end if;
  if old.confirmed_at is null then
    if not coalesce(new.confirmed_by_id = any(me), false) or new.withdrawn_at is not null
       or new.confirmed_at not between zicht_now() - interval '5 minutes' and zicht_now() + interval '1 minute'
       or not exists (select 1 from access_covenant where id = new.covenant_id and checked_on is not null) then
      raise exception 'zicht: a party confirms what was checked, now, by the person who acts' {REFUSED};
    end if;
    return new;
  end if;
  if old.withdrawn_at is not null or not coalesce(new.withdrawn_by_id = any(me), false)
     or (old.confirmed_by_id, old.confirmed_at) is distinct from (new.confirmed_by_id, new.confirmed_at)
     or new.withdrawn_at not between zicht_now() - interval '5 minutes' and zicht_now() + interval '1 minute' then
    raise exception 'zicht: a confirmation is withdrawn once, now, by the person who acts' {REFUSED};
  end if;
  return new;
end $$;
"""


def before(number: str, name: str) -> str:
    """The text of a function as an earlier migration made it, without what hangs its triggers."""
    text = str(getattr(import_module(f"zicht.casework.migrations.{number}"), name))
    made = [part for part in text.split("create trigger") if "create function" in part]
    kept = [part[part.index("create function") :] for part in made]
    return "".join(kept).replace("create function", "create or replace function")


class Migration(migrations.Migration):
    dependencies = [("casework", "0016_guards"), ("access", "0010_covenant_confirmations")]

    operations = [
        migrations.RunSQL(
            sql=[(text, None) for text in (COMPARE, EMERGENCY, COVENANT, PARTY)],
            reverse_sql=[
                (before("0016_guards", "COVENANT"), None),
                (before("0012_handover", "EMERGENCY"), None),
                (before("0013_matching", "COMPARE"), None),
            ],
        ),
    ]
