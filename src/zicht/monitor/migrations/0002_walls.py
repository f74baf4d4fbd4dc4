# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Row policies of editions, and what a published edition may not do any more: change."""

from django.db import migrations

from zicht.base.rls import one_unit, owned, protect

SAFE = "language sql stable security definer set search_path = public, pg_temp"
EDITING = f"""
-- Units for whose register the acting person composes or checks editions; a job works for its own unit.
create function zicht_editing() returns int[] {SAFE} as $$
  select array(
    select z.unit_id from zicht_seats() z where z.role in ('policy_officer', 'analyst')
    union
    select nullif(current_setting('zicht.unit', true), '')::int
      where nullif(current_setting('zicht.unit', true), '') is not null
  )
$$;
"""
EDITS = "owning_unit_id = any((select zicht_editing())::int[])"
STANDS = """
-- What was published stands: it can be withdrawn, its files can be made, its extract can go. Nothing else.
create function zicht_edition_stands() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.published_at is not null then
      raise exception 'a published edition is not deleted' using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  if old.published_at is not null and (
      (new.slug, new.title_nl, new.title_en, new.first_year, new.last_year, new.scope, new.place, new.figures,
       new.digest, new.pins, new.tables, new.made_by_id, new.checked_by_id, new.published_at, new.owning_unit_id)
      is distinct from
      (old.slug, old.title_nl, old.title_en, old.first_year, old.last_year, old.scope, old.place, old.figures,
       old.digest, old.pins, old.tables, old.made_by_id, old.checked_by_id, old.published_at, old.owning_unit_id)
      or (old.state = 'published' and new.state not in ('published', 'withdrawn'))
      or (old.state = 'withdrawn' and new.state <> 'withdrawn')) then
    raise exception 'a published edition does not change' using errcode = 'insufficient_privilege';
  end if;
  if old.published_at is null and new.published_at is not null and old.state <> 'approved' then
    raise exception 'only an approved edition is published' using errcode = 'insufficient_privilege';
  end if;
  -- What somebody approved is what is published: other tables need another look.
  if new.checked_by_id is not null and old.checked_by_id is not null and new.tables is distinct from old.tables then
    raise exception 'an approved edition does not change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger monitor_edition_stands before update or delete on monitor_edition
  for each row execute function zicht_edition_stands();
"""
CHILDREN = tuple(
    (table, "edition_id", "monitor_edition")
    for table in ("monitor_editionextract", "monitor_editionfile", "monitor_editionevent")
)


class Migration(migrations.Migration):
    dependencies = [("monitor", "0001_initial"), ("access", "0012_sessions")]

    operations = [
        migrations.RunSQL(sql=EDITING, reverse_sql="drop function zicht_editing()"),
        protect("monitor_edition", read=["published_at is not null"], write=[EDITS]),
        # Microdata: an analyst of this register and its own work on the background, not who composes.
        protect("monitor_editionextract", read=[], write=[owned("figure")]),
        # Made at publication, never before it.
        protect("monitor_editionfile", read=["true"], write=[EDITS]),
        protect("monitor_editionevent", read=[], write=[EDITS]),
        one_unit(("monitor_edition",), CHILDREN),
        migrations.RunSQL(
            sql=STANDS,
            reverse_sql="drop trigger monitor_edition_stands on monitor_edition; drop function zicht_edition_stands()",
        ),
    ]
