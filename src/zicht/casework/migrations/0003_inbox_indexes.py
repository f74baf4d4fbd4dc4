# SPDX-FileCopyrightText: 2026 Zicht contributors
# SPDX-License-Identifier: EUPL-1.2

"""Indexes for the inbox by owner, for acute danger and for unread messages: the page stays flat as it fills."""

from django.db import migrations, models

OPEN = ["received", "weighing", "waiting_capacity", "weighed"]


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_row_policies")]

    operations = [
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                fields=["owning_unit", "owner", "due_at", "id"],
                name="signal_owner",
                condition=models.Q(state__in=OPEN),
            ),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                fields=["owning_unit", "due_at", "id"],
                name="signal_acute",
                condition=models.Q(acute=True, state__in=OPEN),
            ),
        ),
        migrations.AddIndex(
            model_name="conversationmessage",
            index=models.Index(
                fields=["owning_unit", "from_reporter", "signal"],
                name="conversation_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ),
    ]
