# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Names and keys in files are sealed; a victim of an earlier file is found by a keyed digest."""

from django.db import migrations, models
from zicht.base import keyring
from zicht.base.digests import digest
from zicht.base.sealing import seal_existing
import zicht.base.fields

TABLES = (
    ("register_victim", ("file_key",), (), "id", False),
    ("register_report", ("name",), ("consent",), "id", False),
    ("register_registerevent", ("note",), ("changes",), "report_id", True),
)


def name_files(apps, schema_editor):
    """The digest beside each key of a file, before the key is sealed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("select file_key, id from register_victim where file_key <> '' and file_digest is null")
        found = cursor.fetchall()
        if not found:
            return
        name = keyring.current().name
        cursor.executemany(
            "update register_victim set file_digest = %s, file_digest_by = %s where id = %s",
            [(digest("register/file-key", key), name, pk) for key, pk in found],
        )


def seal(apps, schema_editor):
    for table, columns, documents, record, numbered in TABLES:
        seal_existing(
            schema_editor, table=table, columns=columns, documents=documents, record=record, numbered=numbered
        )


class Migration(migrations.Migration):
    dependencies = [("register", "0003_one_unit")]

    operations = [
        migrations.RemoveConstraint(
            model_name='victim',
            name='register_victim_file_key',
        ),
        migrations.AddField(
            model_name='victim',
            name='file_digest',
            field=models.BinaryField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='victim',
            name='file_digest_by',
            field=models.CharField(blank=True, default='', max_length=32),
        ),
        migrations.AlterField(
            model_name='registerevent',
            name='changes',
            field=zicht.base.fields.SealedJSON(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='registerevent',
            name='note',
            field=zicht.base.fields.SealedText(blank=True, default=''),
        ),
        migrations.AlterField(
            model_name='report',
            name='consent',
            field=zicht.base.fields.SealedJSON(blank=True, default=dict),
        ),
        migrations.AddConstraint(
            model_name='victim',
            constraint=models.UniqueConstraint(fields=('owning_unit', 'file_digest'), name='register_victim_file_digest'),
        ),
        migrations.RunPython(name_files),
        migrations.RunPython(seal),
    ]
