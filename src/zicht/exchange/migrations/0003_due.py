# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""When a message was last tried, and a small index of what still has to move."""

from django.db import migrations, models

from zicht.base.fields import internal


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_row_policies")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="tried_at",
            field=internal(models.DateTimeField(blank=True, null=True)),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "received"])),
                fields=["owning_unit", "direction"],
                name="exchange_due",
            ),
        ),
    ]
