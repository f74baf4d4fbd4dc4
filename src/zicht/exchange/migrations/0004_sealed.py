# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Bodies of messages are sealed."""

from django.db import migrations
from zicht.base.sealing import seal_existing
import zicht.base.fields

TABLES = (("exchange_message", (), ("body",), "id", False),)


def seal(apps, schema_editor):
    for table, columns, documents, record, numbered in TABLES:
        seal_existing(
            schema_editor, table=table, columns=columns, documents=documents, record=record, numbered=numbered
        )


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_due")]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='body',
            field=zicht.base.fields.SealedJSON(default=dict),
        ),
        migrations.RunPython(seal),
    ]
