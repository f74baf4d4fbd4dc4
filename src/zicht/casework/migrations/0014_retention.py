# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Terms on signals and cases, the list before destruction, and the one function that destroys.

History is appended: the application's role cannot delete it. zicht_destroy runs as the owner and checks first that a
privacy officer approved the list on which the record stands, and that the unit's own job asks.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from zicht.base.rls import by_me, one_unit, owned, protect

LISTS = [owned("case"), owned("report"), owned("retention")]

DESTROY = r"""
-- Takes a signal or case away with everything that hangs on it, whatever room that belongs to: follows the keys
-- downward. Runs with the rights of the caller, so that by itself it gives nobody anything.
create function zicht_uproot(root text, wanted uuid) returns uuid[]
language plpgsql set search_path = public, pg_temp as $$
declare
  link record; tables text[] := array[root]; keys jsonb[] := array[jsonb_build_array(wanted)];
  gone uuid[] := '{}'; at int := 1; below jsonb; found text[];
begin
  if root not in ('casework_signal', 'casework_case') then
    raise exception 'not a record that can be destroyed' using errcode = 'insufficient_privilege';
  end if;
  while at <= array_length(tables, 1) loop
    for link in
      select child.relname as child, col.attname as col, format_type(col.atttypid, null) as coltype, pk.attname as key
      from pg_constraint c
      join pg_class child on child.oid = c.conrelid
      join pg_attribute col on col.attrelid = c.conrelid and col.attnum = c.conkey[1]
      join pg_index i on i.indrelid = c.conrelid and i.indisprimary
      join pg_attribute pk on pk.attrelid = c.conrelid and pk.attnum = i.indkey[0]
      where c.contype = 'f' and c.confrelid = tables[at]::regclass and array_length(c.conkey, 1) = 1
        and child.relname like 'casework\_%'
    loop
      execute format(
        'select jsonb_agg(%I) from %I where %I = any(array(select jsonb_array_elements_text($1))::%s[])',
        link.key, link.child, link.col, link.coltype
      ) into below using keys[at];
      if below is not null then
        tables := tables || link.child::text;
        keys := keys || below;
      end if;
    end loop;
    at := at + 1;
  end loop;
  for at in reverse array_length(tables, 1)..1 loop
    select array(select jsonb_array_elements_text(keys[at])) into found;
    select format_type(pk.atttypid, null) as keytype, pk.attname as key into link
    from pg_index i join pg_attribute pk on pk.attrelid = i.indrelid and pk.attnum = i.indkey[0]
    where i.indrelid = tables[at]::regclass and i.indisprimary;
    execute format('delete from %I where %I = any($1::%s[])', tables[at], link.key, link.keytype) using found;
    if link.keytype = 'uuid' then
      gone := gone || found::uuid[];
    end if;
  end loop;
  -- Nobody reads it by grant any more, and nobody need be kept out of it.
  update access_grant set ends = greatest(zicht_now(), starts + interval '1 microsecond')
    where record = wanted and ends > zicht_now();
  delete from access_exclusion where record = wanted;
  return gone;
end
$$;

create function zicht_destroy(wanted uuid) returns uuid[]
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  item record; owner_unit int;
begin
  select i.*, l.state as list_state into item
  from casework_retentionitem i join casework_retentionlist l on l.id = i.list_id
  where i.id = wanted for update of i;
  if item.id is null or item.list_state <> 'approved' or item.choice <> 'agree' or item.state <> 'waiting'
     or item.record is null or item.kind not in ('signal', 'case')
     or item.owning_unit_id is distinct from nullif(current_setting('zicht.unit', true), '')::int
     or not exists (
       select 1 from casework_retentionapproval a
       where a.list_id = item.list_id and a.owning_unit_id = item.owning_unit_id)
  then
    raise exception 'nobody approved that this is destroyed' using errcode = 'insufficient_privilege';
  end if;
  execute format('select owning_unit_id from %I where id = $1', 'casework_' || item.kind)
    into owner_unit using item.record;
  if owner_unit is distinct from item.owning_unit_id then
    raise exception 'not a record of this unit' using errcode = 'insufficient_privilege';
  end if;
  -- Who asked what is held hears it first. Requests of persons concerned come with a later migration.
  if to_regclass('casework_subjectrequest') is not null and exists (
    select 1 from casework_subjectrequest r
    where r.state in ('open', 'officer') and (r.record = item.record or (item.kind = 'signal' and r.record = (
      select s.case_id from casework_signal s where s.id = item.record)))
  ) then
    raise exception 'somebody asked what is held' using errcode = 'restrict_violation';
  end if;
  if item.kind = 'case' and exists (select 1 from casework_signal s where s.case_id = item.record) then
    raise exception 'signals of this case are still there' using errcode = 'restrict_violation';
  end if;
  return zicht_uproot('casework_' || item.kind, item.record);
end
$$;

-- Saved forms belong to their writer; a job may only count and drop those of its own unit that nobody finished.
create function zicht_old_drafts(before timestamptz) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) from casework_draft
  where saved_at < before and owning_unit_id = nullif(current_setting('zicht.unit', true), '')::int
$$;

create function zicht_drop_drafts(wanted uuid) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare item record; dropped bigint;
begin
  select i.* into item from casework_retentionitem i
    join casework_retentionlist l on l.id = i.list_id
    join casework_retentionapproval a on a.list_id = l.id
  where i.id = wanted and i.kind = 'draft' and l.state = 'approved' and i.state = 'waiting';
  if item.id is null or item.owning_unit_id is distinct from nullif(current_setting('zicht.unit', true), '')::int then
    raise exception 'nobody approved that this is destroyed' using errcode = 'insufficient_privilege';
  end if;
  delete from casework_draft where owning_unit_id = item.owning_unit_id and saved_at < item.due_on;
  get diagnostics dropped = row_count;
  return dropped;
end
$$;

-- For who oversees: how many terms end, per unit, and nothing else.
create function zicht_terms_ending(today date, soon date)
returns table(unit_id int, due bigint, near bigint, reviews bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.unit_id, sum(u.due)::bigint, sum(u.near)::bigint, sum(u.reviews)::bigint from (
    select owning_unit_id as unit_id, count(*) filter (where keep_until < today) as due,
           count(*) filter (where keep_until between today and soon) as near,
           count(*) filter (where review_on <= today) as reviews
    from casework_signal where owning_unit_id = any((select zicht_units('retention'))::int[])
      and (keep_until is not null or review_on is not null) group by 1
    union all
    select owning_unit_id, count(*) filter (where keep_until < today),
           count(*) filter (where keep_until between today and soon), 0
    from casework_case where owning_unit_id = any((select zicht_units('retention'))::int[])
      and keep_until is not null group by 1
  ) u group by 1
$$;
"""
DROP = [
    "drop function zicht_terms_ending(date, date)", "drop function zicht_drop_drafts(uuid)",
    "drop function zicht_old_drafts(timestamptz)", "drop function zicht_destroy(uuid)",
    "drop function zicht_uproot(text, uuid)",
]  # fmt: skip
# What ended before there were terms: the terms of the list as it stood when this was written.
BEFORE = """
update casework_signal set keep_until = (closed_at at time zone 'Europe/Amsterdam')::date + interval '3 months',
  keep_basis = 'signal-avg-no_trafficking'
where state = 'closed' and closed_at is not null and outcome = 'no_trafficking';
update casework_signal set keep_until = (closed_at at time zone 'Europe/Amsterdam')::date + interval '12 months',
  review_on = (closed_at at time zone 'Europe/Amsterdam')::date + interval '6 months',
  keep_basis = 'signal-avg-insufficient_information'
where state = 'closed' and closed_at is not null and outcome = 'insufficient_information';
update casework_signal set keep_until = (closed_at at time zone 'Europe/Amsterdam')::date + interval '6 months',
  keep_basis = 'signal-avg-other'
where state = 'closed' and closed_at is not null and keep_until is null;
update casework_case set keep_until = (closed_at at time zone 'Europe/Amsterdam')::date + interval '60 months',
  keep_basis = 'case-avg-other'
where state = 'closed' and closed_at is not null
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0013_matching"),
        ("access", "0006_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='keep_basis',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AddField(
            model_name='case',
            name='keep_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='keep_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='signal',
            name='keep_basis',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
        migrations.AddField(
            model_name='signal',
            name='keep_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='signal',
            name='review_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='RetentionList',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('made_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('review', 'wordt bekeken'), ('agreed', 'wacht op goedkeuring'), ('approved', 'goedgekeurd, wordt vernietigd'), ('done', 'klaar')], default='review', max_length=10)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'ordering': ['-made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RetentionItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(max_length=20)),
                ('record', models.UUIDField(blank=True, null=True)),
                ('parent', models.UUIDField(blank=True, null=True)),
                ('reference', models.CharField(blank=True, default='', max_length=20)),
                ('amount', models.PositiveIntegerField(default=1)),
                ('due_on', models.DateField()),
                ('basis', models.CharField(max_length=60)),
                ('choice', models.CharField(blank=True, choices=[('', 'nog niet bekeken'), ('agree', 'mag weg'), ('keep', 'langer bewaren')], default='', max_length=10)),
                ('keep_to', models.DateField(blank=True, null=True)),
                ('keep_reason', models.TextField(blank=True, default='')),
                ('blocked', models.CharField(blank=True, default='', max_length=20)),
                ('state', models.CharField(choices=[('waiting', 'staat op de lijst'), ('blocked', 'kan nu niet weg'), ('kept', 'langer bewaard'), ('unlocked', 'gegevens weg, sleutel nog niet'), ('destroyed', 'vernietigd')], default='waiting', max_length=10)),
                ('keys_left', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('chosen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='casework.retentionlist')),
            ],
            options={
                'ordering': ('due_on', 'id'),
            },
        ),
        migrations.CreateModel(
            name='RetentionApproval',
            fields=[
                ('at', models.DateTimeField()),
                ('trace', models.CharField(blank=True, default='', max_length=32)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('note', models.TextField(blank=True, default='')),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('list', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='approval', to='casework.retentionlist')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('counts', models.JSONField(default=dict)),
                ('kept', models.PositiveIntegerField(default=0)),
                ('blocked', models.PositiveIntegerField(default=0)),
                ('keys', models.PositiveIntegerField(default=0)),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('list', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='casework.retentionlist')),
            ],
            options={
                'ordering': ['-at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('outcome', models.CharField(blank=True, default='', max_length=40)),
                ('year', models.PositiveSmallIntegerField()),
                ('municipality', models.CharField(blank=True, default='', max_length=10)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
        ),
        migrations.AddConstraint(
            model_name='retentionlist',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'done'), _negated=True), fields=('owning_unit',), name='retention_one_list_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='retentionitem',
            index=models.Index(fields=['list', 'state', 'due_on'], name='retention_item_list'),
        ),
        migrations.AddIndex(
            model_name='retentionitem',
            index=models.Index(fields=['record'], name='retention_item_record'),
        ),
        migrations.AddIndex(
            model_name='tombstone',
            index=models.Index(fields=['owning_unit', 'kind', 'year'], name='retention_tombstone_year'),
        ),
        one_unit(
            ("casework_retentionlist",),
            (
                ("casework_retentionitem", "list_id", "casework_retentionlist"),
                ("casework_retentionapproval", "list_id", "casework_retentionlist"),
                ("casework_certificate", "list_id", "casework_retentionlist"),
            ),
        ),
        protect("casework_retentionlist", read=[], write=LISTS),
        protect("casework_retentionitem", read=[], write=LISTS),
        protect(
            "casework_retentionapproval",
            read=LISTS,
            write=[f"{owned('retention')} and {by_me('approved_by_id')}"],
        ),
        protect("casework_certificate", read=[], write=LISTS),
        protect("casework_tombstone", read=[], write=[owned("signal"), *LISTS]),
        migrations.RunSQL(sql=[(BEFORE, None)], reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=[(DESTROY, None)], reverse_sql=[(statement, None) for statement in DROP]),
    ]
