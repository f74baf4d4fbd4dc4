# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where and when, help, technology and outcome of a report; minors who left reception, counted apart."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models

from zicht.base.rls import one_unit, owned, protect

KEYS = (
    ("register_reportepisode", "report_id", "register_report"),
    ("register_receptiondeparture", "victim_id", "register_victim"),
)
OUT = """
-- Minors who left reception for an unknown destination, per year, for those who make figures from this register.
create function zicht_departures(first_year int, last_year int) returns table(year int, number bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.year::int, count(*)::bigint from register_receptiondeparture d
  where d.year between first_year and last_year
    and d.owning_unit_id = any((select zicht_units('figure'))::int[])
  group by d.year order by d.year
$$
"""
# As in 0008, and with a report its periods.
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
  delete from register_reportepisode where report_id = any(reports);
  delete from access_indexentry where kind = 'report' and record = any(reports);
  delete from register_registerevent where report_id = any(reports);
  delete from register_report where id = any(reports);
  -- The event stays and is counted; whom it was about is no longer known.
  update register_receptiondeparture set victim_id = null where victim_id = any(victims);
  delete from register_victim where id = any(victims);
  return victims;
end
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0013_policy'),
        ('register', '0009_conditions'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='contact_channel',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='report',
            name='cyber_role',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='report',
            name='dublin',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='report',
            name='dublin_country',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.AddField(
            model_name='report',
            name='help_kinds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='report',
            name='outcome',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='report',
            name='platform_type',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.CreateModel(
            name='ReportEpisode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('country', models.CharField(max_length=10)),
                ('municipality', models.CharField(blank=True, default='', max_length=20)),
                ('from_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('from_month', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('to_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('to_month', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('forms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='episodes', to='register.report')),
            ],
            options={
                'ordering': ['from_year', 'from_month', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReceptionDeparture',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('noted_at', models.DateTimeField()),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('victim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.victim')),
            ],
            options={
                'ordering': ['-year', 'id'],
                'indexes': [models.Index(fields=['owning_unit', 'year'], name='register_departure_year')],
            },
        ),
        protect("register_reportepisode", read=[], write=[owned("report")]),
        protect("register_receptiondeparture", read=[], write=[owned("report")]),
        one_unit((), KEYS),
        migrations.RunSQL(sql=[(OUT, None)], reverse_sql=[("drop function zicht_departures(int, int)", None)]),
        migrations.RunSQL(sql=[(UPROOT, None)], reverse_sql=migrations.RunSQL.noop),
    ]
