# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A row of a log names whoever acts: the application's role adds no row in the name of somebody else.

Where nobody is signed in, a row says so. Two sorts of rows name an account all the same, because they are about
getting in: how a session began, ended or failed, and a door that stayed closed. Nothing else does.
The place of an act in the chain is the database's (0004): it is given at commit, and no role of the program can.

Acts that went because their term was over keep their link: access_auditexpiry says which, and by which later act.
"""

from django.db import migrations

from zicht.base.rls import by_me, owned

REFUSED = "using errcode = 'insufficient_privilege'"
AUTHORS = f"""
-- Did this request leave an act for this unit? Says nothing else; a trace is random.
create function zicht_logged(of_trace text, unit bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from access_auditrow where trace = of_trace and of_trace <> '' and owning_unit_id = unit)
$$;

create function zicht_keep_log() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  given jsonb := to_jsonb(new);
  person text := coalesce(current_setting('zicht.person', true), '');
  job text := coalesce(current_setting('zicht.unit', true), '');
  reach text := coalesce(current_setting('zicht.reach', true), '');
  trace text := coalesce(current_setting('zicht.trace', true), '');
  author text := given->>'actor';
  about text := coalesce(given->>'record', '');
  somebody text := person;
begin
  if current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
    return new;  -- functions of the owner, a restore, the demo
  end if;
  if trace <> '' and new.trace <> trace then
    raise exception 'zicht: a row of a log carries the trace of its transaction' {REFUSED};
  end if;
  if author is not null then
    if job <> '' or person <> '' then
      if author <> (case when job <> '' then 'job:' || job else 'person:' || person end) then
        raise exception 'zicht: a row of a log names whoever acts' {REFUSED};
      end if;
    elsif author ~ '^person:[0-9]+$' then
      if not (case tg_table_name when 'access_auditrow' then given->>'action' like 'session.%'
              else given->>'action' = 'enter' and given->>'permit' = 'false' end) then
        raise exception 'zicht: a row of a log names whoever acts' {REFUSED};
      end if;
      somebody := substr(author, 8);
    elsif author not in ('', 'public') and not (author = 'receipt' and reach <> '') then
      raise exception 'zicht: a row of a log names whoever acts' {REFUSED};
    end if;
  end if;
  -- A row for the overseer of another unit is about a record of that unit, or follows such a row.
  if new.owning_unit_id is null or new.owning_unit_id::text = job then
    return new;
  end if;
  if somebody <> '' and exists (
    select 1 from access_membership m where m.person_id = somebody::bigint and m.unit_id = new.owning_unit_id
  ) then
    return new;
  end if;
  if author is null and zicht_logged(new.trace, new.owning_unit_id)
     or about <> '' and (person <> '' or job <> '' or reach <> '') then
    return new;
  end if;
  raise exception 'zicht: a row of a log is for the unit that it is about' {REFUSED};
end $$;
"""
LOGS = ("access_auditrow", "access_decisionrow", "access_processingrow")
TRIGGERS = [
    f"create trigger {table}_kept before insert on {table} for each row execute function zicht_keep_log()"
    for table in LOGS
]
UNDO = [
    *(f"drop trigger {table}_kept on {table}" for table in LOGS),
    "drop function zicht_keep_log()",
    "drop function zicht_logged(text, bigint)",
]
# Who asked who did something, and who answered for a seat, is whoever acts.
NAMED = (("access_actopening", "opened_by_id"), ("access_seatreview", "reviewed_by_id"))


def inserting(table: str, check: str) -> str:
    return (
        f"drop policy {table}_insert on {table};"
        f"create policy {table}_insert on {table} for insert with check ({check})"
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0010_covenant_confirmations")]

    operations = [
        migrations.RunSQL(
            sql=[(text, None) for text in (AUTHORS, *TRIGGERS)], reverse_sql=[(text, None) for text in UNDO]
        ),
        migrations.RunSQL(
            sql="create table access_auditexpiry (seq bigint primary key, expiry uuid not null)",
            reverse_sql="drop table access_auditexpiry",
        ),
        *(
            migrations.RunSQL(
                sql=inserting(table, f"({owned('audit')}) and ({by_me(column)})"),
                reverse_sql=inserting(table, owned("audit")),
            )
            for table, column in NAMED
        ),
    ]
