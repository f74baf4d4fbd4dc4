# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""A disclosure says why, until when and what came of it; every received field keeps where it came from."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
import zicht.base.fields
from django.conf import settings
from django.db import migrations, models

from zicht.base.rls import one_unit, owned, protect


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_reporter_identity"), ("access", "0009_covenant_walls")]

    operations = [
        migrations.CreateModel(
            name='AssistantCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('sender', models.CharField(max_length=30)),
                ('receiver', models.CharField(max_length=30)),
                ('purpose', models.CharField(max_length=30)),
                ('data', models.CharField(max_length=20)),
                ('answer', models.CharField(max_length=10)),
                ('rule', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-year', '-number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FieldOrigin',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(max_length=30)),
                ('first_unit', models.CharField(max_length=320)),
                ('disclosure', models.UUIDField()),
                ('regime', models.CharField(max_length=5)),
                ('onward', models.BooleanField(default=False)),
                ('agreed', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('ends_on', models.DateField()),
                ('value', zicht.base.fields.SealedJSON(blank=True, null=True)),
                ('addition', zicht.base.fields.SealedText(blank=True, default='')),
                ('emptied_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='InfoRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('message', models.UUIDField()),
                ('direction', models.CharField(choices=[('out', 'wij vragen'), ('in', 'zij vragen')], max_length=3)),
                ('kind', models.CharField(choices=[('info', 'informatie'), ('onward', 'toestemming om door te geven')], default='info', max_length=10)),
                ('about', zicht.base.fields.SealedText(blank=True, default='')),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                ('purpose', models.CharField(max_length=30)),
                ('reason', zicht.base.fields.SealedText(blank=True, default='')),
                ('answer_by', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'wacht op antwoord'), ('answered', 'beantwoord'), ('refused', 'geweigerd'), ('withdrawn', 'ingetrokken'), ('expired', 'verlopen zonder antwoord')], default='open', max_length=10)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer_reason', zicht.base.fields.SealedText(blank=True, default='')),
                ('disclosure', models.UUIDField(blank=True, null=True)),
                ('to_unit', models.UUIDField(blank=True, null=True)),
                ('to_name', models.CharField(blank=True, default='', max_length=320)),
            ],
            options={
                'ordering': ['answer_by', 'id'],
            },
        ),
        migrations.AddField(
            model_name='package',
            name='advice',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='package',
            name='answer_by',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='package',
            name='assistant_answer',
            field=models.CharField(blank=True, default='', max_length=10),
        ),
        migrations.AddField(
            model_name='package',
            name='assistant_rule',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='package',
            name='basis_version',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='package',
            name='covenant',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='package',
            name='feedback',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='package',
            name='feedback_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='package',
            name='feedback_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='package',
            name='informed',
            field=models.CharField(blank=True, default='', max_length=30),
        ),
        migrations.AddField(
            model_name='package',
            name='kept_out',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='package',
            name='onward',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='package',
            name='proportionality',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='package',
            name='request',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='answer_by',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='basis_version',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='covenant',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='emptied_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='feedback',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='feedback_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='feedback_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='informed',
            field=models.CharField(blank=True, default='', max_length=30),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='onward',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='proportionality',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='receivedpackage',
            name='request',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='package',
            name='state',
            field=models.CharField(choices=[('sent', 'verstuurd'), ('accepted', 'aangenomen'), ('refused', 'geweigerd'), ('withdrawn', 'ingetrokken'), ('expired', 'verlopen zonder antwoord')], default='sent', max_length=10),
        ),
        migrations.AlterField(
            model_name='receivedpackage',
            name='state',
            field=models.CharField(choices=[('waiting', 'wacht op antwoord'), ('accepted', 'aangenomen'), ('refused', 'geweigerd'), ('withdrawn', 'ingetrokken door de afzender'), ('expired', 'verlopen zonder antwoord')], default='waiting', max_length=10),
        ),
        migrations.AddIndex(
            model_name='package',
            index=models.Index(fields=['owning_unit', 'state'], name='package_sent_state'),
        ),
        migrations.AddConstraint(
            model_name='assistantcount',
            constraint=models.UniqueConstraint(fields=('year', 'sender', 'receiver', 'purpose', 'data', 'rule'), name='sharing_count_once'),
        ),
        migrations.AddField(
            model_name='fieldorigin',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='casework.case'),
        ),
        migrations.AddField(
            model_name='fieldorigin',
            name='origin_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.AddField(
            model_name='fieldorigin',
            name='owning_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.AddField(
            model_name='fieldorigin',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='casework.caseperson'),
        ),
        migrations.AddField(
            model_name='inforequest',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='inforequest',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='inforequest',
            name='other_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.AddField(
            model_name='inforequest',
            name='owning_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit'),
        ),
        migrations.AddConstraint(
            model_name='fieldorigin',
            constraint=models.UniqueConstraint(fields=('case', 'person', 'field'), name='case_origin_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='inforequest',
            index=models.Index(fields=['owning_unit', 'state', 'answer_by'], name='sharing_request_unit'),
        ),
        migrations.AddConstraint(
            model_name='inforequest',
            constraint=models.UniqueConstraint(fields=('message', 'direction'), name='sharing_request_once'),
        ),
    
        protect("casework_fieldorigin", read=[], write=[owned("case")], hidden=(("case", "case_id"),)),
        protect("casework_inforequest", read=[], write=[owned("package")], hidden=(("case", "case_id"),)),
        one_unit(
            (),
            (
                ("casework_fieldorigin", "case_id", "casework_case"),
                ("casework_fieldorigin", "person_id", "casework_caseperson"),
                ("casework_inforequest", "case_id", "casework_case"),
            ),
        ),
    ]
