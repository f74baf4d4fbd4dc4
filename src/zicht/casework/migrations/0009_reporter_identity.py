# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who reported moves out of the signal to a table of its own, sealed with a key of its own, for the custodian."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import zicht.base.fields
from zicht.base.rls import granted, one_unit, owned, protect, reached

OWN = "signal_id = any((select zicht_own_signals())::uuid[])"


def move_out(apps, schema_editor):
    """Every signal of which somebody said who it was gets its row. Goes row by row: names are sealed."""
    using = schema_editor.connection.alias
    signals = apps.get_model("casework", "Signal").objects.using(using)
    identity = apps.get_model("casework", "ReporterIdentity")
    names = dict(apps.get_model("access", "Person").objects.using(using).values_list("pk", "name"))
    for signal in signals.order_by("pk").iterator(chunk_size=500):
        name = signal.reporter_name or names.get(signal.reporter_id, "")
        if not (name or signal.reporter_contact or signal.reporter_safe_contact):
            continue
        identity(
            owning_unit_id=signal.owning_unit_id,
            signal_id=signal.pk,
            name=name,
            contact=signal.reporter_contact,
            safe_contact=signal.reporter_safe_contact,
        ).save(using=using, force_insert=True)
        signals.filter(pk=signal.pk).update(reporter_known=True)


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_walls"), ("access", "0006_walls")]

    operations = [
        migrations.AddField("signal", "reporter_known", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="ReporterIdentity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", zicht.base.fields.IdentifierField(blank=True, default="")),
                ("contact", zicht.base.fields.IdentifierField(blank=True, default="")),
                ("safe_contact", zicht.base.fields.SealedText(blank=True, default="")),
                (
                    "owning_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit"
                    ),
                ),
                (
                    "signal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="identity", to="casework.signal"
                    ),
                ),
            ],
        ),
        migrations.RunPython(move_out, migrations.RunPython.noop),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.RemoveField("signal", "reporter_name"),
        migrations.RemoveField("signal", "reporter_contact"),
        migrations.RemoveField("signal", "reporter_safe_contact"),
        one_unit((), (("casework_reporteridentity", "signal_id", "casework_signal"),)),
        protect(
            "casework_reporteridentity",
            read=[granted("identity", "signal_id")],
            write=[owned("identity"), OWN, reached("signal_id")],
            hidden=(("signal", "signal_id"),),
        ),
    ]
