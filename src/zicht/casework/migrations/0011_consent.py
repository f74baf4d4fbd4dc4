# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Two consents instead of one, and the question to the privacy officer where nobody may be asked."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
import zicht.base.fields
from django.db import migrations, models

from zicht.base.rls import one_unit, owned, protect, unhidden

# An answer about referral belongs to whoever works on the case; about the register to whoever coordinates care.
REFERRAL = f"kind = 'care_referral' and {owned('case')} and {unhidden('case_person', 'person_id')}"
PERSON = (("case_person", "person_id"),)
POLICIES = (
    f"create policy casework_consent_referral_read on casework_consent for select using ({REFERRAL});"
    f"create policy casework_consent_referral_insert on casework_consent for insert with check ({REFERRAL})"
)
BACK = (
    "drop policy casework_consent_referral_insert on casework_consent;"
    "drop policy casework_consent_referral_read on casework_consent"
)
# Before this version the one question was about counting.
SCOPE = "update casework_consent set scope = '{count}' where kind = 'register' and answer = 'given' and scope = '{}'"

# For who oversees: how many consents are in force in each unit of the organisation, and since when. Nobody is named.
IN_FORCE = """
create function zicht_consents_in_force() returns table(unit_id bigint, kind text, number bigint, oldest timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select latest.owning_unit_id, latest.kind::text, count(*), min(latest.at)
  from (
    select distinct on (c.person_id, c.kind) c.owning_unit_id, c.kind, c.answer, c.at
    from casework_consent c
    where c.owning_unit_id = any((select zicht_units('audit'))::int[])
    order by c.person_id, c.kind, c.at desc, c.id desc
  ) latest
  where latest.answer = 'given'
  group by latest.owning_unit_id, latest.kind
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0010_disclosure"),
        ("access", "0003_covenants"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='consent',
            name='scope',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='consent',
            name='to_name',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='consent',
            name='to_unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.CreateModel(
            name='ConsentQuestion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(max_length=20)),
                ('reason', models.CharField(max_length=20)),
                ('asked_at', models.DateTimeField()),
                ('advice', models.CharField(blank=True, default='', max_length=20)),
                ('explanation', models.TextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consent_questions', to='casework.caseperson')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('person', 'kind'), name='consent_one_open_question')],
            },
        ),
        one_unit((), (("casework_consentquestion", "person_id", "casework_caseperson"),)),
        protect("casework_consentquestion", read=[], write=[owned("case"), owned("audit")], hidden=PERSON),
        migrations.RunSQL(sql=POLICIES, reverse_sql=BACK),
        migrations.RunSQL(sql=SCOPE, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(sql=IN_FORCE, reverse_sql="drop function zicht_consents_in_force()"),
    ]
