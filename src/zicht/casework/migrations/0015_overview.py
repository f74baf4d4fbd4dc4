# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Requests of persons concerned, and what was decided per item.

The privacy officer reads the request (it holds no content), never the items.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import zicht.base.fields
from zicht.base.rls import one_unit, owned, protect

REQUEST, CHOICE = "casework_subjectrequest", "casework_itemchoice"


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_retention"), ("access", "0008_subjects")]

    operations = [
        migrations.CreateModel(
            name='SubjectRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('record', models.UUIDField()),
                ('asked_by', models.CharField(max_length=20)),
                ('asked_on', models.DateField()),
                ('identity_check', models.CharField(max_length=30)),
                ('due_on', models.DateField()),
                ('extended_on', models.DateField(blank=True, null=True)),
                ('extension_reason', zicht.base.fields.SealedText(blank=True, default='')),
                ('state', models.CharField(choices=[('open', 'nog te beantwoorden'), ('handed', 'overzicht gegeven'), ('withdrawn', 'ingetrokken'), ('officer', 'vraag aan de functionaris')], default='open', max_length=10)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('handed_how', models.CharField(blank=True, default='', max_length=20)),
                ('withheld', models.PositiveSmallIntegerField(default=0)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subject_requests', to='casework.caseperson')),
                ('subject', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subject_requests', to='casework.signalsubject')),
            ],
            options={
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ItemChoice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('record', models.UUIDField()),
                ('item', models.CharField(max_length=90)),
                ('ground', models.CharField(blank=True, default='', max_length=30)),
                ('reason', zicht.base.fields.SealedText(blank=True, default='')),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='casework.subjectrequest')),
            ],
            options={
                'ordering': ['item'],
            },
        ),
        migrations.AddIndex(
            model_name='subjectrequest',
            index=models.Index(fields=['owning_unit', 'state', 'due_on'], name='subject_request_unit'),
        ),
        migrations.AddConstraint(
            model_name='subjectrequest',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('subject__isnull', True), _connector='OR'), name='subject_request_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='itemchoice',
            constraint=models.UniqueConstraint(fields=('request', 'item'), name='subject_choice_once'),
        ),
        one_unit(
            ("casework_signalsubject", REQUEST),
            (
                (REQUEST, "person_id", "casework_caseperson"),
                (REQUEST, "subject_id", "casework_signalsubject"),
                (CHOICE, "request_id", REQUEST),
            ),
        ),
        protect(
            REQUEST, read=[owned("audit")], write=[owned("case")], hidden=(("case_person", "person_id"),)
        ),
        protect(CHOICE, read=[], write=[owned("case")]),
    ]
