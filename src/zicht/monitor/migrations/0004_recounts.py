# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""An edition knows what it was checked beside, and can be counted again."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


from zicht.base.rls import one_unit, protect

EDITS = "owning_unit_id = any((select zicht_editing())::int[])"


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0013_policy'),
        ('monitor', '0002_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='beside',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='edition',
            name='step',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.CreateModel(
            name='EditionRecount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('work', models.CharField(default='wanted', max_length=10)),
                ('work_note', models.CharField(blank=True, default='', max_length=300)),
                ('step', models.CharField(blank=True, default='', max_length=20)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('tables', models.TextField(blank=True, default='')),
                ('same', models.BooleanField(blank=True, null=True)),
                ('happened', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recounts', to='monitor.edition')),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'ordering': ['-asked_at', 'id'],
            },
        ),
        protect("monitor_editionrecount", read=[], write=[EDITS]),
        one_unit((), (("monitor_editionrecount", "edition_id", "monitor_edition"),)),
    ]
