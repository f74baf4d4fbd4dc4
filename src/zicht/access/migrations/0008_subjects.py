# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who saw records, for the person concerned: units, roles, purposes and days; never who. Keys for programs."""

import datetime
import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from zicht.base.rls import by_self, owned, protect

# Runs as its owner, because nobody who answers a request may read the logs themselves. Rows of other units' records
# never come out, nor acts of reporters: their purpose would tell where they work.
SEEN = """
create function zicht_seen(wanted uuid[]) returns table(unit_id int, role text, purpose text, first date, last date)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.unit_id, m.role::text, a.purpose::text,
    min((a.at at time zone 'Europe/Amsterdam')::date), max((a.at at time zone 'Europe/Amsterdam')::date)
  from access_auditrow a
  join access_membership m on m.person_id = substring(a.actor from '^person:([0-9]+)$')::int
    and m.valid_from <= (a.at at time zone 'Europe/Amsterdam')::date
    and (m.valid_to is null or m.valid_to >= (a.at at time zone 'Europe/Amsterdam')::date)
  join access_scope s on s.role = m.role and s.purpose = a.purpose and s.kind = '*'
  where a.record = any(wanted::text[])
    and a.purpose <> 'reporting'
    and a.owning_unit_id = any((select zicht_units('case'))::int[])
  group by m.unit_id, m.role, a.purpose
$$
"""

# A key is found by its digest before anybody acts, and its day of use is noted.
USE = """
create function zicht_use_token(wanted text) returns table(person_id int, unit_id int, purpose text)
language sql volatile security definer set search_path = public, pg_temp as $$
  update access_apitoken t set last_used_on = (zicht_now() at time zone 'Europe/Amsterdam')::date
  where t.code_digest = wanted and t.ended_at is null and t.ends_at > zicht_now()
  returning t.person_id::int, t.owning_unit_id::int, t.purpose::text
$$
"""
TOKEN = "access_apitoken"
MINE = [by_self("person_id"), owned("staff")]


class Migration(migrations.Migration):
    dependencies = [("access", "0007_requests")]

    operations = [
        migrations.RunSQL(sql=SEEN, reverse_sql="drop function zicht_seen(uuid[])"),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('reporting', 'reporting'), ('signal_handling', 'signal_handling'), ('care_coordination', 'care_coordination'), ('partner_handling', 'partner_handling'), ('case_table', 'case_table'), ('register_keeping', 'register_keeping'), ('analysis', 'analysis'), ('policy_making', 'policy_making'), ('oversight', 'oversight'), ('administration', 'administration'), ('identity_custody', 'identity_custody'), ('supervision', 'supervision'), ('investigation', 'investigation')], max_length=30)),
                ('label', models.CharField(max_length=60)),
                ('code_digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('last_used_on', models.DateField(blank=True, null=True)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__lte', django.db.models.expressions.CombinedExpression(models.F('made_at'), '+', models.Value(datetime.timedelta(days=90))))), name='access_token_ends')],
            },
        ),
        protect(TOKEN, read=[], write=MINE),
        migrations.RunSQL(sql=USE, reverse_sql="drop function zicht_use_token(text)"),
    ]
