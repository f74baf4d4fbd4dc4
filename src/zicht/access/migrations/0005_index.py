# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""The blind index: where an identifier occurs, as keyed digests."""

import django.db.models.deletion
import uuid
import zicht.base.fields
from django.db import migrations, models

from zicht.base.rls import owned, protect

ENTRIES = ("signal", "case", "report", "package")


class Migration(migrations.Migration):
    dependencies = [("access", "0004_logs")]

    operations = [
        migrations.CreateModel(
            name='IndexEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('signal', 'signal'), ('case', 'case'), ('care', 'care'), ('package', 'package'), ('report', 'report'), ('figure', 'figure'), ('message', 'message'), ('audit', 'audit'), ('door', 'door'), ('staff', 'staff'), ('identity', 'identity'), ('covenant', 'covenant'), ('comparison', 'comparison'), ('request', 'request'), ('retention', 'retention')], max_length=20)),
                ('record', models.UUIDField()),
                ('row', models.UUIDField()),
                ('entry_kind', models.CharField(max_length=20)),
                ('digest', models.BinaryField()),
                ('key_name', models.CharField(max_length=32)),
                ('compares', models.BooleanField(default=False)),
                ('form', zicht.base.fields.SealedText(default='')),
                ('owning_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='access_index_digest'), models.Index(fields=['key_name', 'id'], name='access_index_key')],
                'constraints': [models.UniqueConstraint(fields=('record', 'row', 'entry_kind', 'digest'), name='access_index_once')],
            },
        ),
        # The rooms that own the records say who else sees an entry: casework/0007.
        protect("access_indexentry", read=[], write=[f"kind = '{kind}' and {owned(kind)}" for kind in ENTRIES]),
    ]
