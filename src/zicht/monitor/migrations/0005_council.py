# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The report to a municipal council: protected numbers and nobody. What was fixed stands."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from zicht.base.rls import owned, protect

STANDS = """
-- What was fixed stands: it can be withdrawn, with a reason. Nothing else, and it is never deleted.
create function zicht_council_stands() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.fixed_at is not null then
      raise exception 'a fixed report is not deleted' using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  if old.fixed_at is not null and (
      old.withdrawn_at is not null
      or (new.organisation_id, new.year, new.numbers, new.filled_lines, new.place, new.told_by, new.made_by_id,
          new.fixed_at, new.owning_unit_id)
      is distinct from
      (old.organisation_id, old.year, old.numbers, old.filled_lines, old.place, old.told_by, old.made_by_id,
       old.fixed_at, old.owning_unit_id)) then
    raise exception 'a fixed report does not change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger monitor_council_stands before update or delete on monitor_councilreport
  for each row execute function zicht_council_stands();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0013_policy'),
        ('monitor', '0004_recounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CouncilReport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('filled', models.JSONField(blank=True, default=dict)),
                ('filled_lines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('place', models.CharField(default='tie', max_length=20)),
                ('told_by', models.CharField(blank=True, default='', max_length=200)),
                ('numbers', models.JSONField(blank=True, default=dict)),
                ('made_at', models.DateTimeField()),
                ('fixed_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.CharField(blank=True, default='', max_length=300)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'ordering': ['-year', '-made_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('organisation', 'year'), name='monitor_council_once'), models.CheckConstraint(condition=models.Q(models.Q(('fixed_at__isnull', True), ('numbers', {}), ('withdrawn_at__isnull', True)), models.Q(('filled', {}), ('fixed_at__isnull', False), models.Q(('numbers', {}), _negated=True)), _connector='OR'), name='monitor_council_fixed'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_why', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_why', ''), _negated=True)), _connector='OR'), name='monitor_council_withdrawn')],
            },
        ),
        # A fixed report is for everybody: others of the municipality hold to what it told.
        protect("monitor_councilreport", read=["fixed_at is not null"], write=[owned("policy")]),
        migrations.RunSQL(
            sql=STANDS,
            reverse_sql="drop trigger monitor_council_stands on monitor_councilreport; drop function zicht_council_stands()",
        ),
    ]
