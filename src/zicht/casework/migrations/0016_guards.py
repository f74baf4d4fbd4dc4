# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Rows that others trust say what is true: permissions, exclusions, questions, emergencies, keys, approved lists.

A row policy looks at the unit in the row. These triggers look at what the row is about: a record that its writer can
see in the unit that the row names. They run with the rights of the writer, so that they tell nobody anything, and let
the functions of the owner pass.
"""

from django.db import migrations

from zicht.base.rls import by_me, by_self, owned, protect_again

SAFE = "security definer set search_path = public, pg_temp"
REFUSED = "using errcode = 'insufficient_privilege'"

HOLDS = """
-- Does this unit own this record, as far as whoever asks can see? Runs as the caller.
create function zicht_holds(of_kind text, key uuid, unit bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select case of_kind
    when 'case' then exists (select 1 from casework_case where id = key and owning_unit_id = unit)
    when 'signal' then exists (select 1 from casework_signal where id = key and owning_unit_id = unit)
    when 'identity' then
      exists (select 1 from casework_reporteridentity where signal_id = key and owning_unit_id = unit)
    when 'care' then exists (select 1 from casework_caretrack where id = key and owning_unit_id = unit)
    when 'package' then
      exists (select 1 from casework_package where id = key and owning_unit_id = unit)
      or exists (select 1 from casework_receivedpackage where id = key and owning_unit_id = unit)
    else false
  end
$$;
"""
GRANT = f"""
-- A permission is for a record of the unit that gives it, and afterwards only ends sooner.
create function zicht_keep_grant() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if zicht_as_owner(tg_relid) then return new; end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - array['starts', 'ends'] is distinct from to_jsonb(new) - array['starts', 'ends']
       or new.ends > old.ends then
      raise exception 'zicht: a permission is ended, not rewritten' {REFUSED};
    end if;
  elsif not zicht_holds(new.kind, new.record, new.owning_unit_id) then
    raise exception 'zicht: not a record of this unit' {REFUSED};
  end if;
  return new;
end $$;
create trigger access_grant_kept before insert or update on access_grant
  for each row execute function zicht_keep_grant();

-- Likewise for keeping somebody out: nobody keeps people out of what another unit owns.
create function zicht_keep_exclusion() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if zicht_as_owner(tg_relid) then return new; end if;
  if tg_op = 'UPDATE' then
    if to_jsonb(old) - 'lifted_at' is distinct from to_jsonb(new) - 'lifted_at' or old.lifted_at is not null then
      raise exception 'zicht: an exclusion is lifted, not rewritten' {REFUSED};
    end if;
  elsif not zicht_holds(new.kind, new.record, new.owning_unit_id) then
    raise exception 'zicht: not a record of this unit' {REFUSED};
  end if;
  return new;
end $$;
create trigger access_exclusion_kept before insert or update on access_exclusion
  for each row execute function zicht_keep_exclusion();
"""
REQUEST = f"""
-- What was asked stays what was asked; whoever asks does not answer.
create function zicht_keep_request() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  answer text[] := array['state', 'answered_at', 'answer', 'answered_by_id', 'grant', 'told', 'ends_on'];
begin
  if zicht_as_owner(tg_relid) then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'asked' or new."grant" is not null or new.answered_by_id is not null
       or not coalesce(new.asked_by_id = any(zicht_person()), false) then
      raise exception 'zicht: a question is asked by the person who asks' {REFUSED};
    end if;
    return new;
  end if;
  -- Answering says which record it was about.
  if old.kind = '' and new.state = 'granted' then answer := answer || array['kind', 'record']; end if;
  if old.state <> 'asked' or to_jsonb(old) - answer is distinct from to_jsonb(new) - answer
     or new.kind = 'identity' and old.kind <> 'identity' then
    raise exception 'zicht: a question is not rewritten' {REFUSED};
  end if;
  if new.state in ('granted', 'refused') and not coalesce(
    old.owning_unit_id = any(zicht_units(case old.kind when 'identity' then 'identity' else 'request' end)), false)
  then
    raise exception 'zicht: whoever asks does not answer' {REFUSED};
  end if;
  return new;
end $$;
create trigger access_accessrequest_kept before insert or update on access_accessrequest
  for each row execute function zicht_keep_request();
"""
EMERGENCY = f"""
-- An emergency is now, of the person who acts; afterwards the owner notes the notice and who oversees judges, once.
create function zicht_keep_emergency() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  judged text[] := array['judged_at', 'justified', 'judgement', 'judged_by_id'];
begin
  if zicht_as_owner(tg_relid) then return new; end if;
  if tg_op = 'INSERT' then
    if not coalesce(new.person_id = any(zicht_person()), false) or new.at > zicht_now()
       or new.judged_at is not null or new.seen_at is not null then
      raise exception 'zicht: not an emergency of this person' {REFUSED};
    end if;
    return new;
  end if;
  if to_jsonb(old) - judged - 'seen_at' is distinct from to_jsonb(new) - judged - 'seen_at' then
    raise exception 'zicht: an emergency is not rewritten' {REFUSED};
  end if;
  if (old.judged_at, old.justified, old.judgement, old.judged_by_id)
       is distinct from (new.judged_at, new.justified, new.judgement, new.judged_by_id)
     and (old.judged_at is not null or not coalesce(old.owning_unit_id = any(zicht_units('audit')), false)) then
    raise exception 'zicht: whoever oversees judges, once' {REFUSED};
  end if;
  return new;
end $$;
create trigger access_emergencyaccess_kept before insert or update on access_emergencyaccess
  for each row execute function zicht_keep_emergency();
"""
TOKEN = f"""
-- A key is made now, by the person for whom it acts, and afterwards only ends.
create function zicht_keep_token() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if zicht_as_owner(tg_relid) then return new; end if;
  if tg_op = 'INSERT' then
    if new.made_at > zicht_now() + interval '1 minute' then
      raise exception 'zicht: a key is made now' {REFUSED};
    end if;
  elsif to_jsonb(old) - 'ended_at' is distinct from to_jsonb(new) - 'ended_at' or old.ended_at is not null then
    raise exception 'zicht: a key is ended, not rewritten' {REFUSED};
  end if;
  return new;
end $$;
create trigger access_apitoken_kept before insert or update on access_apitoken
  for each row execute function zicht_keep_token();
"""
LIST = f"""
-- What was approved is what is destroyed: nothing is put on the list or changed on it afterwards.
create function zicht_keep_item() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  gone text[] := array['state', 'blocked', 'amount', 'keys_left', 'version', 'changed_at'];
begin
  if zicht_as_owner(tg_relid)
     or not exists (select 1 from casework_retentionapproval a where a.list_id = new.list_id) then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if new.record is null then gone := gone || array['record', 'parent', 'reference']; end if;
    if to_jsonb(old) - gone is not distinct from to_jsonb(new) - gone
       and (old.state = new.state or old.state in ('waiting', 'unlocked')) then
      return new;
    end if;
  end if;
  raise exception 'zicht: this list was approved as it stands' {REFUSED};
end $$;
create trigger casework_retentionitem_kept before insert or update on casework_retentionitem
  for each row execute function zicht_keep_item();
"""
COVENANT = f"""
-- What somebody checked is what others trust: afterwards a covenant only ends, and nobody joins or leaves it.
create function zicht_keep_covenant() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  ending text[] := array['ends_on', 'version', 'changed_at'];
begin
  if zicht_as_owner(tg_relid) then return new; end if;
  if tg_op = 'UPDATE' and old.checked_on is not null
     and (to_jsonb(old) - ending is distinct from to_jsonb(new) - ending or new.ends_on > old.ends_on) then
    raise exception 'zicht: a checked covenant is ended, not rewritten' {REFUSED};
  end if;
  if new.checked_on is not null and (tg_op = 'INSERT'
     or old.checked_on is null and not coalesce(new.checked_by_id = any(zicht_person()), false)) then
    raise exception 'zicht: a covenant is checked by the person who acts' {REFUSED};
  end if;
  return new;
end $$;
create trigger access_covenant_kept before insert or update on access_covenant
  for each row execute function zicht_keep_covenant();

create function zicht_keep_party() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  touched uuid[] := case tg_op when 'INSERT' then array[new.covenant_id] when 'DELETE' then array[old.covenant_id]
    else array[old.covenant_id, new.covenant_id] end;
begin
  if not zicht_as_owner(tg_relid)
     and exists (select 1 from access_covenant where id = any(touched) and checked_on is not null) then
    raise exception 'zicht: nobody joins or leaves a checked covenant' {REFUSED};
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger access_covenantparty_kept before insert or update or delete on access_covenantparty
  for each row execute function zicht_keep_party();
"""
TRIGGERS = (
    ("access_grant", "grant"), ("access_exclusion", "exclusion"), ("access_accessrequest", "request"),
    ("access_emergencyaccess", "emergency"), ("access_apitoken", "token"), ("casework_retentionitem", "item"),
    ("access_covenant", "covenant"), ("access_covenantparty", "party"),
)  # fmt: skip
UNDO = [
    text
    for table, name in TRIGGERS
    for text in (f"drop trigger {table}_kept on {table}", f"drop function zicht_keep_{name}()")
]

PARTS = f"""
create or replace function zicht_parts(of_kind text, key uuid) returns table(part text, n int)
language plpgsql stable {SAFE} as $$
declare
  owner int;
begin
  if of_kind not in ('case', 'signal') then return; end if;
  execute format('select owning_unit_id from %I where id = $1', 'casework_' || of_kind) into owner using key;
  if owner is null or not owner = any(zicht_units(of_kind)) or key = any(zicht_kept(of_kind)) then return; end if;
  return query select w.part, cardinality(w.keys) from zicht_whole('casework_' || of_kind, key) w;
end $$
"""

# A permission for a kind is given by who reaches that kind; who reported is the custodian's alone.
GIVEN = [
    *(f"kind = '{kind}' and {owned(kind)} and ({by_me('person_id')}) is not true"
      for kind in ("signal", "case", "care", "package", "identity")),
]  # fmt: skip
KNOWN = [by_me("person_id"), "unit_id = any((select zicht_mine())::int[])",
         "owning_unit_id = any((select zicht_mine())::int[])", owned("audit"), owned("staff")]  # fmt: skip
OWN_KEY, ANY_KEY = by_self("person_id"), f"({by_self('person_id')}) or ({owned('staff')})"
KEYS = f"""
drop policy access_apitoken_insert on access_apitoken;
drop policy access_apitoken_delete on access_apitoken;
create policy access_apitoken_insert on access_apitoken for insert with check ({OWN_KEY})
"""
KEYS_BACK = f"""
drop policy access_apitoken_insert on access_apitoken;
create policy access_apitoken_insert on access_apitoken for insert with check ({ANY_KEY});
create policy access_apitoken_delete on access_apitoken for delete using ({ANY_KEY})
"""
ABOUT = (("signal", "record"), ("case", "record"))


class Migration(migrations.Migration):
    dependencies = [("casework", "0015_overview"), ("access", "0009_covenant_walls")]

    operations = [
        migrations.RunSQL(
            sql=[(text, None) for text in (HOLDS, GRANT, REQUEST, EMERGENCY, TOKEN, LIST, COVENANT)],
            reverse_sql=[(text, None) for text in (*UNDO, "drop function zicht_holds(text, uuid, bigint)")],
        ),
        migrations.RunSQL(sql=[(PARTS, None)], reverse_sql=migrations.RunSQL.noop),
        protect_again("access_grant", read=KNOWN, write=GIVEN, hidden=()),
        migrations.RunSQL(sql=KEYS, reverse_sql=KEYS_BACK),
        # Whoever is kept out of a record hears of no request of somebody in it, nor of what was decided about it.
        protect_again(
            "casework_subjectrequest", read=[owned("audit")], write=[owned("case")],
            hidden=(("case_person", "person_id"), *ABOUT),
        ),
        protect_again("casework_itemchoice", read=[], write=[owned("case")], hidden=ABOUT),
    ]
