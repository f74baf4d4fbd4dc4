# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Estimates of who the register does not see: answers that stand, and what analysts write beside them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from zicht.base.rls import one_unit, protect


EDITS = "owning_unit_id = any((select zicht_editing())::int[])"
STANDS = """
-- Nobody overrules a verdict: an answer does not change and is not deleted; analysts write beside it.
create function zicht_estimate_stands() returns trigger language plpgsql as $$
begin
  if old.grade <> '' then
    raise exception 'an answer stands' using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger monitor_estimate_stands before update or delete on monitor_estimaterun
  for each row execute function zicht_estimate_stands();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0013_policy'),
        ('monitor', '0005_council'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EstimateRun',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('place', models.CharField(max_length=120)),
                ('left_out', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None)),
                ('told', models.JSONField(blank=True, default=dict)),
                ('seed', models.PositiveIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('work', models.CharField(default='wanted', max_length=10)),
                ('work_note', models.CharField(blank=True, default='', max_length=300)),
                ('step', models.CharField(blank=True, default='', max_length=20)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('grade', models.CharField(blank=True, default='', max_length=20)),
                ('answer', models.JSONField(blank=True, default=dict)),
                ('input_digest', models.CharField(blank=True, default='', max_length=64)),
                ('made_with', models.CharField(blank=True, default='', max_length=40)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'ordering': ['-asked_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EstimateComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('trace', models.CharField(blank=True, default='', max_length=32)),
                ('actor', models.CharField(max_length=60)),
                ('note', models.CharField(max_length=1000)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='monitor.estimaterun')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='estimaterun',
            constraint=models.CheckConstraint(condition=models.Q(('first_year__lte', models.F('last_year'))), name='monitor_estimate_years'),
        ),
        migrations.AddConstraint(
            model_name='estimaterun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('grade', '')), models.Q(models.Q(('grade', ''), _negated=True), ('done_at__isnull', False)), _connector='OR'), name='monitor_estimate_done'),
        ),
        protect("monitor_estimaterun", read=[], write=[EDITS]),
        protect("monitor_estimatecomment", read=[], write=[EDITS]),
        one_unit(("monitor_estimaterun",), (("monitor_estimatecomment", "run_id", "monitor_estimaterun"),)),
        migrations.RunSQL(
            sql=STANDS,
            reverse_sql="drop trigger monitor_estimate_stands on monitor_estimaterun; drop function zicht_estimate_stands()",
        ),
    ]
