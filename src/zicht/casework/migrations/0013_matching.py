# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Comparisons and contacts. zicht_compare is the only place where entries of two units meet; it runs as its owner.

It looks for itself whether a covenant in force joins the two units for this purpose and this kind of identifier, and
writes each side's row. Who calls it learns the other unit and the name of the contact, never the other's record.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import zicht.base.fields
from zicht.base.rls import owned, protect

HANGS_ON = (("signal", "record"), ("case", "record"))

COMPARE = """
create function zicht_compare(wanted uuid) returns table (pair uuid, other_unit int)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  asked casework_comparison%rowtype;
  me int := nullif(current_setting('zicht.unit', true), '')::int;
  today date := (zicht_now() at time zone 'Europe/Amsterdam')::date;
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
      join access_covenantparty theirs on theirs.covenant_id = c.id and theirs.unit_id <> me
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
COUNTS = """
create function zicht_comparison_counts() returns table (state text, reason text, number bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.state::text, c.reason::text, count(*) from casework_comparison c
  where c.owning_unit_id = any((select zicht_units('audit'))::int[])
  group by 1, 2
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0012_handover"),
        ("access", "0009_covenant_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('record_kind', models.CharField(max_length=20)),
                ('record', models.UUIDField()),
                ('submission', models.UUIDField(unique=True)),
                ('purpose', models.CharField(max_length=30)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('automatic', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField()),
                ('answer_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'antwoord volgt'), ('contact', 'contact'), ('nothing', 'geen contact'), ('refused', 'geen vergelijking')], default='waiting', max_length=10)),
                ('reason', models.CharField(blank=True, default='', max_length=20)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'ordering': ['-asked_at', 'id'],
                'indexes': [models.Index(fields=['owning_unit', '-asked_at', 'id'], name='comparison_unit_asked'), models.Index(condition=models.Q(('state', 'waiting')), fields=['owning_unit', 'answer_at'], name='comparison_due'), models.Index(fields=['record'], name='comparison_record')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('pair', models.UUIDField()),
                ('record_kind', models.CharField(max_length=20)),
                ('record', models.UUIDField()),
                ('purpose', models.CharField(max_length=30)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('asked', models.BooleanField()),
                ('made_at', models.DateTimeField()),
                ('verdict', models.CharField(blank=True, default='', max_length=10)),
                ('verdict_reason', zicht.base.fields.SealedText(blank=True, default='')),
                ('verdict_at', models.DateTimeField(blank=True, null=True)),
                ('shared', models.BooleanField(default=False)),
                ('other_verdict', models.CharField(blank=True, default='', max_length=10)),
                ('other_reason', zicht.base.fields.SealedText(blank=True, default='')),
                ('other_at', models.DateTimeField(blank=True, null=True)),
                ("covenant", models.UUIDField()),
                ('other_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('verdict_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', 'id'],
                'indexes': [models.Index(fields=['owning_unit', 'verdict', '-made_at'], name='contact_unit_verdict')],
                'constraints': [models.UniqueConstraint(fields=('owning_unit', 'pair'), name='contact_once')],
            },
        ),
        # Whoever is kept out of a record is not told either that somebody else knows what stands in it.
        protect("casework_comparison", read=[], write=[owned("comparison")], hidden=HANGS_ON),
        protect("casework_contact", read=[], write=[owned("comparison")], hidden=HANGS_ON),
        migrations.RunSQL(sql=[(COMPARE, None)], reverse_sql=[("drop function zicht_compare(uuid)", None)]),
        migrations.RunSQL(sql=[(COUNTS, None)], reverse_sql=[("drop function zicht_comparison_counts()", None)]),
    ]
