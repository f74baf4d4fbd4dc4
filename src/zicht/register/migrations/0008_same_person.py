# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pairs of reports that may be about one person, what a person judged, and victims that were joined."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models

from zicht.base.rls import one_unit, owned, protect

KEYS = (
    ("register_duplicateproposal", "one_id", "register_report"),
    ("register_duplicateproposal", "other_id", "register_report"),
    ("register_victim", "joined_id", "register_victim"),
)
# As in 0007, and with a report the pairs it is part of, with a victim those that were joined to it.
UPROOT = """
create or replace function zicht_uproot_reports(reports uuid[]) returns uuid[]
language plpgsql set search_path = public, pg_temp as $$
declare
  victims uuid[];
begin
  with recursive alone(id) as (
    select distinct r.victim_id from register_report r where r.id = any(reports) and not exists (
      select 1 from register_report o where o.victim_id = r.victim_id and not o.id = any(reports))
    union
    select v.id from register_victim v join alone a on v.joined_id = a.id
  )
  select coalesce(array_agg(id), '{}') into victims from alone;
  delete from register_duplicateproposal where one_id = any(reports) or other_id = any(reports);
  delete from access_indexentry where kind = 'report' and record = any(reports);
  delete from register_registerevent where report_id = any(reports);
  delete from register_report where id = any(reports);
  delete from register_victim where id = any(victims);
  return victims;
end
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0012_sessions'),
        ('register', '0007_retention_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='victim',
            name='joined',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.victim'),
        ),
        migrations.CreateModel(
            name='DuplicateSearch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('reports', models.PositiveIntegerField(default=0)),
                ('found', models.PositiveIntegerField(default=0)),
                ('too_common', models.PositiveIntegerField(default=0)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'ordering': ['-at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DuplicateProposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None)),
                ('state', models.CharField(choices=[('open', 'nog te beoordelen'), ('later', 'later beoordelen'), ('same', 'dezelfde persoon'), ('different', 'niet dezelfde persoon')], default='open', max_length=10)),
                ('found_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('moved', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('moved_from', models.UUIDField(blank=True, null=True)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.report')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.report')),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'ordering': ['found_at', 'id'],
                'indexes': [models.Index(fields=['owning_unit', 'state', 'found_at', 'id'], name='register_pair_list'), models.Index(fields=['other'], name='register_pair_other'), models.Index(fields=['moved_from'], name='register_pair_from')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='register_pair_once')],
            },
        ),
        protect("register_duplicatesearch", read=[], write=[owned("report")]),
        protect("register_duplicateproposal", read=[], write=[owned("report")]),
        one_unit((), KEYS),
        migrations.RunSQL(sql=[(UPROOT, None)], reverse_sql=migrations.RunSQL.noop),
    ]
